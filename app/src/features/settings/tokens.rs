//! API tokens: made with what they may do, shown once, revoked at once.

use laurel_api::endpoints::{CreateToken, RevokeToken};
use laurel_api::tokens::{CreatedToken, Token, TokenRequest, TokensResponse};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::role::Permission;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::call;
use crate::hooks::erased::effect;
use crate::hooks::use_sending::use_sending;
use crate::session::use_program;
use crate::ui::actor::actor_words;
use crate::ui::button::SubmitButton;
use crate::ui::confirm::confirm;
use crate::ui::copy_text::CopyText;
use crate::ui::dates::DayOf;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::ui::table::TableFrame;
use crate::ui::tag::{Tag, Tone};
use crate::ui::toast::use_toasts;
use crate::words::t;

/// What a token can be allowed; never what only owners may.
const SCOPES: [Permission; 4] = [
    Permission::View,
    Permission::Moderate,
    Permission::Edit,
    Permission::Manage,
];

/// The tokens, and the form for another one.
#[component]
pub fn Tokens(
    /// The tokens as they were read.
    answer: Signal<TokensResponse>,
) -> impl IntoView {
    let tokens = RwSignal::new(Vec::<Token>::new());
    effect(move || tokens.set(answer.get().tokens));
    let created = RwSignal::new(None::<CreatedToken>);
    let ending = RwSignal::new(None::<Token>);
    let ask = Callback::new(move |token: Token| ending.set(Some(token)));
    view! {
        <div class="stack">
            <p class="muted measure">
                {t().tokens_words()}
            </p>
            {move || created.get().map(|created| view! { <Secret created=created /> })}
            <Show
                when=move || !tokens.with(Vec::is_empty)
                fallback=|| view! { <p>{t().tokens_none()}</p> }
            >
                <TableFrame label=t().tokens_list()>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{t().tokens_column_for()}</th>
                                <th scope="col">{t().tokens_column_may()}</th>
                                <th scope="col">{t().tokens_column_by()}</th>
                                <th scope="col">{t().tokens_column_on()}</th>
                                <th scope="col">{t().tokens_column_state()}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=move || tokens.get()
                                key=|token| (token.id, token.revoked_at)
                                children=move |token| row(token, ask)
                            />
                        </tbody>
                    </table>
                </TableFrame>
            </Show>
            <NewToken tokens=tokens created=created />
            {revoke_dialog(ending, tokens)}
        </div>
    }
}

fn row(token: Token, ask: Callback<Token>) -> impl IntoView {
    let scopes = token
        .scopes
        .iter()
        .map(|scope| t().permission(*scope))
        .collect::<Vec<_>>()
        .join(", ");
    let words = t().tokens_revoke_label(&token.label);
    let revoked = token.clone();
    view! {
        <tr>
            <th scope="row" dir="auto">
                {token.label.clone()}
            </th>
            <td>{scopes}</td>
            <td>{actor_words(&token.created_by)}</td>
            <td>
                <DayOf at=token.created_at />
            </td>
            <td>
                {match token.revoked_at {
                    Some(at) => {
                        view! {
                            <Tag words=t().tokens_revoked() tone=Tone::Problem />
                            " "
                            <DayOf at=at />
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <button
                                type="button"
                                class="button danger plain small"
                                aria-label=words
                                on:click=move |_| ask.run(revoked.clone())
                            > {t().tokens_revoke()} </button>
                        }
                            .into_any()
                    }
                }}
            </td>
        </tr>
    }
}

/// The secret, shown this once.
#[component]
fn Secret(created: CreatedToken) -> impl IntoView {
    view! {
        <div class="banner good" role="status">
            <h3>{t().tokens_copy_now()}</h3>
            <CopyText text=created.secret what="token" />
        </div>
    }
}

/// The form for another token.
#[component]
fn NewToken(
    tokens: RwSignal<Vec<Token>>,
    created: RwSignal<Option<CreatedToken>>,
) -> impl IntoView {
    let program = use_program();
    let label = RwSignal::new(String::new());
    let scopes = RwSignal::new(vec![Permission::View]);
    let sending = use_sending();
    let scopes_problem = sending.problem("scopes");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let path = program.path();
        let request = TokenRequest {
            label: label.get_untracked().trim().to_owned(),
            scopes: scopes.get_untracked(),
        };
        sending.send(
            async move { call::<CreateToken>(&path, &NoQuery {}, &request).await },
            move |answer| {
                tokens.try_update(|tokens| tokens.push(answer.token.clone()));
                label.try_set(String::new());
                created.try_set(Some(answer));
            },
        );
    };
    let choices = SCOPES
        .iter()
        .map(|scope| {
            let scope = *scope;
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || scopes.with(|scopes| scopes.contains(&scope))
                        on:change:target=move |event| {
                            let wanted = event.target().checked();
                            scopes.update(|scopes| {
                                scopes.retain(|one| *one != scope);
                                if wanted {
                                    scopes.push(scope);
                                    scopes.sort_unstable();
                                }
                            });
                        }
                    />
                    {t().permission(scope)}
                </label>
            }
        })
        .collect_view();
    view! {
        <details>
            <summary>{t().tokens_create_title()}</summary>
            <form class="form" novalidate on:submit=submit>
                <ProblemBanner problem=sending.general_failure() />
                <TextField
                    label=t().tokens_label() hint=t().tokens_label_hint()
                    value=label
                    problem=sending.problem("label")
                />
                <fieldset class="field">
                    <legend>{t().tokens_may()}</legend>
                    <div class="choices">{choices}</div>
                    {move || {
                        scopes_problem.get().map(|words| view! { <p class="problem"><span>{words}</span></p> })
                    }}
                </fieldset>
                <div class="actions">
                    <SubmitButton busy=sending.busy>{t().tokens_create()}</SubmitButton>
                </div>
            </form>
        </details>
    }
}

/// Asks before a token is revoked.
fn revoke_dialog(ending: RwSignal<Option<Token>>, tokens: RwSignal<Vec<Token>>) -> AnyView {
    let program = use_program();
    let toasts = use_toasts();
    let sending = use_sending();
    let words = |token: &Token| t().tokens_revoke_words(&token.label).into_any();
    let revoke = move |token: Token| {
        let path = program.token(token.id);
        sending.send(
            async move { call::<RevokeToken>(&path, &NoQuery {}, &NoBody {}).await },
            move |answer| {
                tokens.try_set(answer.tokens);
                ending.try_set(None);
                toasts.show(t().tokens_revoked_now());
            },
        );
    };
    let title = (t().tokens_revoke_title(), t().tokens_revoke());
    confirm(title, ending, sending, words, revoke)
}
