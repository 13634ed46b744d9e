//! Who works in the program, and what they may do.

use laurel_api::endpoints::{PutMember, RemoveMember};
use laurel_api::members::{Member, MemberQuery, MemberRequest, MembersResponse};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::role::Role;
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlSelectElement;

use crate::api::{ApiError, call};
use crate::hooks::erased::effect;
use crate::hooks::use_sending::use_sending;
use crate::session::{use_program, use_session};
use crate::ui::button::SubmitButton;
use crate::ui::confirm::confirm;
use crate::ui::dates::DayOf;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::table::TableFrame;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// What a role may do, in a sentence.
fn role_words(role: Role) -> &'static str {
    match role {
        Role::Viewer => t().members_role_viewer(),
        Role::Moderator => t().members_role_moderator(),
        Role::Editor => t().members_role_editor(),
        Role::Owner => t().members_role_owner(),
    }
}

/// `Ada is an editor now.`
fn now_words(role: Role, name: &str) -> String {
    match role {
        Role::Viewer => t().members_is_viewer(name),
        Role::Moderator => t().members_is_moderator(name),
        Role::Editor => t().members_is_editor(name),
        Role::Owner => t().members_is_owner(name),
    }
}

fn role_choices() -> Vec<Choice> {
    Role::ALL
        .iter()
        .map(|role| Choice::new(role.code(), role_words(*role)))
        .collect()
}

/// The table of members, and the form for another one.
#[component]
pub fn Members(
    /// The members as they were read.
    answer: Signal<MembersResponse>,
    /// Whether the member may change them.
    owner: bool,
) -> impl IntoView {
    let members = RwSignal::new(Vec::<Member>::new());
    effect(move || members.set(answer.get().members));
    let refused = RwSignal::new(None::<ApiError>);
    let leaving = RwSignal::new(None::<Member>);
    let ask = Callback::new(move |member: Member| leaving.set(Some(member)));
    view! {
        <div class="stack">
            <ProblemBanner problem=refused />
            <TableFrame label=t().members_list()>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t().members_column_name()}</th>
                            <th scope="col">{t().members_column_email()}</th>
                            <th scope="col">{t().members_column_role()}</th>
                            <th scope="col">{t().members_column_since()}</th>
                            {owner.then(|| view! { <th scope="col"><span class="visually-hidden">{t().members_remove()}</span></th> })}
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || members.get()
                            key=|member| (member.email.clone(), member.role, member.name.clone())
                            let(member)
                        >
                            <Row member=member owner=owner members=members refused=refused ask />
                        </For>
                    </tbody>
                </table>
            </TableFrame>
            {owner.then(|| view! { <NewMember members=members /> })}
            {remove_dialog(leaving, members)}
        </div>
    }
}

/// One member.
#[component]
fn Row(
    member: Member,
    owner: bool,
    members: RwSignal<Vec<Member>>,
    refused: RwSignal<Option<ApiError>>,
    ask: Callback<Member>,
) -> impl IntoView {
    let program = use_program();
    let toasts = use_toasts();
    let mine = use_session().email() == member.email.as_str();
    let label = t().members_role_of(&member.name);
    let removed = member.clone();
    let role = member.role;
    let known = member.clone();
    let choose = move |event: Event| {
        let select: HtmlSelectElement = event_target(&event);
        let Ok(wanted) = Role::parse(&select.value()) else {
            return;
        };
        let path = program.path();
        let request = MemberRequest {
            email: known.email.to_string(),
            name: None,
            role: Some(wanted),
        };
        let name = known.name.clone();
        spawn_local(async move {
            match call::<PutMember>(&path, &NoQuery {}, &request).await {
                Ok(answer) => {
                    members.try_set(answer.members);
                    refused.try_set(None);
                    toasts.show(now_words(wanted, &name));
                }
                Err(error) => {
                    // What stands there is what holds.
                    select.set_value(role.code());
                    refused.try_set(Some(error));
                }
            }
        });
    };
    let role_cell = if owner {
        let options = Role::ALL
            .iter()
            .map(|one| view! { <option value=one.code() selected=*one == role>{t().role(*one)}</option> })
            .collect_view();
        view! { <select aria-label=label on:change=choose>{options}</select> }.into_any()
    } else {
        t().role(role).into_any()
    };
    view! {
        <tr>
            <th scope="row">
                <bdi>{member.name.clone()}</bdi>
                {mine.then(|| view! { <span class="muted">" " {t().members_you()}</span> })}
            </th>
            <td>{member.email.to_string()}</td>
            <td>{role_cell}</td>
            <td>
                <DayOf at=member.created_at />
            </td>
            {owner
                .then(|| {
                    let words = t().members_remove_name(&member.name);
                    view! {
                        <td>
                            <button
                                type="button"
                                class="button danger plain small"
                                aria-label=words
                                on:click=move |_| ask.run(removed.clone())
                            > {t().members_remove()} </button>
                        </td>
                    }
                })}
        </tr>
    }
}

/// Asks before a member is removed.
fn remove_dialog(leaving: RwSignal<Option<Member>>, members: RwSignal<Vec<Member>>) -> AnyView {
    let program = use_program();
    let toasts = use_toasts();
    let sending = use_sending();
    let words = |member: &Member| {
        let tokens = (member.tokens > 0).then(|| t().members_remove_tokens(member.tokens));
        view! {
            {t().members_remove_words(&member.name)}
            {tokens.map(|words| format!(" {words}"))}
        }
        .into_any()
    };
    let remove = move |member: Member| {
        let path = program.path();
        let query = MemberQuery {
            email: member.email.to_string(),
        };
        sending.send(
            async move { call::<RemoveMember>(&path, &query, &NoBody {}).await },
            move |answer| {
                members.try_set(answer.members);
                leaving.try_set(None);
                toasts.show(t().members_removed(&member.name));
            },
        );
    };
    let title = (t().members_remove_title(), t().members_remove());
    confirm(title, leaving, sending, words, remove)
}

/// The form for another member.
#[component]
fn NewMember(members: RwSignal<Vec<Member>>) -> impl IntoView {
    let program = use_program();
    let toasts = use_toasts();
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Moderator);
    let sending = use_sending();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let path = program.path();
        let named = name.get_untracked().trim().to_owned();
        let request = MemberRequest {
            email: email.get_untracked().trim().to_owned(),
            name: Some(named.clone()),
            role: Some(role.get_untracked()),
        };
        let said = t().members_can_sign_in(&named, &request.email);
        sending.send(
            async move { call::<PutMember>(&path, &NoQuery {}, &request).await },
            move |answer| {
                members.try_set(answer.members);
                name.try_set(String::new());
                email.try_set(String::new());
                toasts.show(said);
            },
        );
    };
    view! {
        <details>
            <summary>{t().members_add_title()}</summary>
            <form class="form" novalidate on:submit=submit>
                <ProblemBanner problem=sending.general_failure() />
                <div class="pair">
                    <TextField label=t().members_column_name() value=name problem=sending.problem("name") />
                    <TextField label=t().members_column_email() kind="email" value=email problem=sending.problem("email") />
                </div>
                <SelectField
                    label=t().members_column_role()
                    value=Signal::derive(move || role.get().code().to_owned())
                    on_choose=move |chosen: String| {
                        if let Ok(chosen) = Role::parse(&chosen) {
                            role.set(chosen);
                        }
                    }
                    choices=Signal::stored(role_choices())
                    problem=sending.problem("role")
                />
                <div class="actions">
                    <SubmitButton busy=sending.busy>{t().members_add()}</SubmitButton>
                </div>
            </form>
        </details>
    }
}
