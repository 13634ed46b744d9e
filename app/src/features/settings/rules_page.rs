//! The frame of a page that edits the program's rules, or shows them to those who may not.

use laurel_api::NoQuery;
use laurel_api::endpoints::GetSettings;
use laurel_api::settings::SettingsResponse;
use laurel_domain::role::Permission;
use laurel_domain::settings::ProgramSettings;
use leptos::prelude::*;

use crate::hooks::use_remote::use_remote;
use crate::session::use_program;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::words::t;

/// What a page of rules is made of.
pub struct RulesPage {
    /// Its heading.
    pub title: &'static str,
    /// What it decides.
    pub lede: &'static str,
    /// The page that shows what it decides: its place and its name.
    pub seen_in: (&'static str, &'static str),
    /// For those who may change them.
    pub editor: fn(SettingsResponse) -> AnyView,
    /// For everybody else.
    pub shown: fn(&ProgramSettings) -> AnyView,
}

impl RulesPage {
    /// The page.
    pub fn view(self) -> AnyView {
        let Self {
            title,
            lede,
            seen_in: (place, name),
            editor,
            shown,
        } = self;
        let program = use_program();
        let may = program.may(Permission::Manage);
        let path = program.path();
        let remote = use_remote::<GetSettings>(move || Some((path.clone(), NoQuery {})));
        let lede = if may {
            lede
        } else {
            t().settings_owners_only()
        };
        view! {
            <nav class="crumbs" aria-label=t().settings_way_back()>
                <a href=program.href("settings")>{t().settings_title()}</a>
                <a href=program.href(place)>{name}</a>
            </nav>
            <PageHead title lede=Signal::derive(move || lede.to_owned()) />
            {loaded(
                remote,
                t().settings_rules_loading(),
                move |answer| {
                    let answer = answer.get_untracked();
                    if may { editor(answer) } else { shown(&answer.settings) }
                },
            )}
        }
        .into_any()
    }
}
