//! In which browsers the address is signed in; each is ended from here.

use laurel_api::endpoint::{NoPath, OfSession};
use laurel_api::endpoints::{EndOneSession, EndOtherSessions, ListSessions};
use laurel_api::sessions::{OpenSession, SessionsResponse};
use laurel_api::{NoBody, NoQuery};
use leptos::prelude::*;

use crate::api::call;
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_sending::use_sending;
use crate::ui::button::Button;
use crate::ui::confirm::confirm;
use crate::ui::dates::Moment;
use crate::ui::loaded::loaded;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::ui::table::TableFrame;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// The sessions, and how to end them.
pub(super) fn section() -> AnyView {
    let remote = use_remote::<ListSessions>(|| Some((NoPath {}, NoQuery {})));
    view! {
        <section class="section" aria-labelledby="sessions-title">
            <h2 id="sessions-title">{t().account_sessions()}</h2>
            {loaded(remote, t().account_sessions_reading(), list)}
        </section>
    }
    .into_any()
}

/// What a session is called: `Firefox on Windows`.
fn browser_words(session: &OpenSession) -> String {
    match (&session.browser, &session.system) {
        (Some(browser), Some(system)) => t().account_browser_on(browser, system),
        (Some(name), None) | (None, Some(name)) => name.clone(),
        (None, None) => t().account_browser_unknown().to_owned(),
    }
}

fn list(answer: Signal<SessionsResponse>) -> AnyView {
    let toasts = use_toasts();
    let sessions = RwSignal::new(Vec::<OpenSession>::new());
    effect(move || sessions.set(answer.get().sessions));
    let ending = use_sending();
    let end = Callback::new(move |session: OpenSession| {
        let name = browser_words(&session);
        let path = OfSession {
            session: session.id,
        };
        ending.send(
            async move { call::<EndOneSession>(&path, &NoQuery {}, &NoBody {}).await },
            move |answer| {
                sessions.try_set(answer.sessions);
                toasts.show(t().account_ended(&name));
            },
        );
    });
    let asking = RwSignal::new(None::<()>);
    let are_others = memo(move || sessions.with(|sessions| sessions.len() > 1));
    let rows = move || {
        sessions
            .get()
            .into_iter()
            .map(|session| row(session, end))
            .collect_view()
    };
    view! {
        <div class="stack">
            <ProblemBanner problem=ending.failure() />
            <TableFrame label=t().account_sessions_table()>
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">{t().account_browser()}</th>
                            <th scope="col">{t().account_signed_in()}</th>
                            <th scope="col">{t().account_last_used()}</th>
                            <th scope="col">
                                <span class="visually-hidden">{t().account_end()}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
            <p class="muted measure">{t().account_sessions_words()}</p>
            <Show
                when=move || are_others.get()
                fallback=|| view! { <p>{t().account_no_others()}</p> }
            >
                <div>
                    <Button class="quiet" on_press=move |()| asking.set(Some(()))>
                        {t().account_end_others()}
                    </Button>
                </div>
            </Show>
            {others_dialog(asking, sessions)}
        </div>
    }
    .into_any()
}

fn row(session: OpenSession, end: Callback<OpenSession>) -> impl IntoView {
    let name = browser_words(&session);
    let label = t().account_end_name(&name);
    let (signed_in_at, last_used_at) = (session.signed_in_at, session.last_used_at);
    let action = if session.current {
        view! { <span class="muted">{t().account_this_browser()}</span> }.into_any()
    } else {
        view! {
            <button
                type="button"
                class="button danger plain small"
                aria-label=label
                on:click=move |_| end.run(session.clone())
            >
                {t().account_end()}
            </button>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=t().account_signed_in()>
                <Moment at=signed_in_at />
            </td>
            <td data-label=t().account_last_used()>
                <Moment at=last_used_at />
            </td>
            <td>{action}</td>
        </tr>
    }
}

/// Asks before all the others are ended.
fn others_dialog(asking: RwSignal<Option<()>>, sessions: RwSignal<Vec<OpenSession>>) -> AnyView {
    let toasts = use_toasts();
    let sending = use_sending();
    let end = move |()| {
        sending.send(
            async move { call::<EndOtherSessions>(&NoPath {}, &NoQuery {}, &NoBody {}).await },
            move |answer| {
                sessions.try_set(answer.sessions);
                asking.try_set(None);
                toasts.show(t().account_others_ended());
            },
        );
    };
    let title = (t().account_end_others_title(), t().account_end_others());
    let words = |&(): &()| t().account_end_others_words().into_any();
    confirm(title, asking, sending, words, end)
}
