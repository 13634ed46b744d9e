//! The way around: beside the page, on phones above it. Only what the role may use.

use laurel_domain::role::Permission;
use laurel_words::{Language, Words};
use leptos::html::Ul;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::HtmlUListElement;

use super::program_details::use_program_details;
use crate::hooks::erased::effect;
use crate::session::{CurrentProgram, sign_out, use_session};
use crate::ui::rendered::rendered;
use crate::ui::toast::use_toasts;
use crate::words::{speak, t};
use laurel_pages::ui::wreath::wreath;

/// A message that the app's language is asked for.
type Said = fn(Words) -> &'static str;

/// A place in the navigation.
struct Place {
    page: &'static str,
    words: Said,
    needs: Permission,
}

const fn place(page: &'static str, words: Said, needs: Permission) -> Place {
    Place { page, words, needs }
}

/// The groups of places, each with its heading.
const PLACES: &[(Option<Said>, &[Place])] = &[
    (None, &[place("", Words::shell_overview, Permission::View)]),
    (
        Some(Words::shell_insights),
        &[
            place("funnel", Words::shell_funnel, Permission::View),
            place("flywheel", Words::shell_flywheel, Permission::View),
            place("pyramid", Words::shell_pyramid, Permission::View),
        ],
    ),
    (
        Some(Words::shell_manage),
        &[
            place("submissions", Words::shell_submissions, Permission::View),
            place("people", Words::shell_people, Permission::View),
            place("asks", Words::shell_asks, Permission::View),
            place("plan", Words::shell_plan, Permission::View),
            place("widgets", Words::shell_widgets, Permission::View),
            place("imports", Words::shell_imports, Permission::Edit),
        ],
    ),
    (
        None,
        &[place("settings", Words::shell_settings, Permission::View)],
    ),
];

/// The part of a path behind the program: `people` for `/app/demo/people/1`.
fn page_of(path: &str) -> &str {
    path.split('/').nth(3).unwrap_or_default()
}

/// Brand, places and account.
#[component]
pub fn Navigation() -> impl IntoView {
    let details = use_program_details();
    let session = use_session();
    let toasts = use_toasts();
    let email = session.email();
    let at = email.find('@').unwrap_or(email.len());
    let (name, domain) = email.split_at_checked(at).unwrap_or((&email, ""));
    let (name, domain) = (name.to_owned(), domain.to_owned());
    let path = use_location().pathname;
    let at_account = move || path.with(|path| path == "/app/account").then_some("page");
    let several = session.memberships().len() > 1;
    let brand = move || {
        let (href, name) = details
            .current
            .get()
            .map_or(("/app".to_owned(), "Laurel".to_owned()), |program| {
                (program.href(""), program.program_name().to_owned())
            });
        view! {
            <a class="brand" href=href>
                {rendered(wreath())}
                {name}
            </a>
        }
    };
    view! {
        <header class="side">
            {brand}
            <nav aria-label=t().shell_program()>
                {move || details.current.get().map(|program| places(&program))}
            </nav>
            <div class="account stack tight">
                <span class="address muted">
                    {name} <wbr /> {domain}
                </span>
                {several.then(|| view! { <a href="/app">{t().shell_other_programs()}</a> })}
                <a href="/app/account" aria-current=at_account>
                    {t().account_link()}
                </a>
                <div>
                    <button type="button" class="button plain small" on:click=move |_| sign_out(toasts)>
                        {t().shell_sign_out()}
                    </button>
                </div>
                {language_switch()}
            </div>
        </header>
    }
}

/// Each language by its own name; choosing one loads the page again in it.
fn language_switch() -> impl IntoView {
    let buttons = Language::ALL
        .iter()
        .map(|language| {
            let tag = language.tag();
            let spoken = (t().tag() == tag).then_some("true");
            view! {
                <button
                    type="button"
                    class="button plain small"
                    lang=tag
                    aria-current=spoken
                    on:click=move |_| speak(tag)
                >
                    {language.own_name()}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="languages" role="group" aria-label=t().shell_language()>
            {buttons}
        </div>
    }
}

fn places(program: &CurrentProgram) -> impl IntoView + use<> {
    let path = use_location().pathname;
    let list = NodeRef::<Ul>::new();
    // On phones the list is wider than the screen: the current place is kept in view.
    effect(move || {
        path.track();
        if let Some(list) = list.get() {
            request_animation_frame(move || show_current(&list));
        }
    });
    let details = use_program_details();
    let groups = PLACES
        .iter()
        .map(|(heading, places)| {
            let links = places
                .iter()
                .filter(|place| program.may(place.needs))
                .map(|place| {
                    let page = place.page;
                    let here = move || path.with(|path| page_of(path) == page).then_some("page");
                    let waiting = move || {
                        (page == "submissions")
                            .then(|| u64::try_from(details.total("testimonials:pending")).unwrap_or_default())
                            .filter(|count| *count > 0)
                            .map(|count| view! { <span class="tag delight"><span aria-hidden="true">{t().count(count)}</span> <span class="visually-hidden">{t().shell_waiting(count)}</span></span> })
                    };
                    view! {
                        <li>
                            <a href=program.href(page) aria-current=here>
                                {(place.words)(t())}
                                {waiting}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            let heading = heading.map(|heading| view! { <li class="group">{heading(t())}</li> });
            (heading, links)
        })
        .collect_view();
    view! { <ul class="side-nav" node_ref=list>{groups}</ul> }
}

/// Scrolls the list sideways so that the current place is in its middle.
fn show_current(list: &HtmlUListElement) {
    let current = list.query_selector("[aria-current]").ok().flatten();
    if let Some(current) = current {
        let (place, frame) = (
            current.get_bounding_client_rect(),
            list.get_bounding_client_rect(),
        );
        let away = place.left() + place.width() / 2.0 - frame.left() - frame.width() / 2.0;
        list.set_scroll_left(list.scroll_left() + away.round() as i32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stands_behind_the_program() {
        for (path, page) in [
            ("/app", ""),
            ("/app/demo", ""),
            ("/app/demo/", ""),
            ("/app/demo/people", "people"),
            ("/app/demo/people/1-2", "people"),
        ] {
            assert_eq!(page_of(path), page, "{path}");
        }
    }
}
