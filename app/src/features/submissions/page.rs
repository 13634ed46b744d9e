//! `/app/{program}/submissions`: reads the list and puts the parts together.

use std::collections::HashMap;

use laurel_api::endpoints::{GetTestimonial, ListTestimonials};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::saved_view::ViewPage;
use leptos::prelude::*;

use super::conflict_dialog::ConflictDialog;
use super::consent_dialog::ConsentDialog;
use super::desk::{Desk, Dialogs};
use super::filter_bar::{FilterBar, StateTabs};
use super::filters::Filters;
use super::intent::Intent;
use super::keys::Command;
use super::keys_dialog::KeysDialog;
use super::list::QueueList;
use super::queue::Queue;
use super::reject_dialog::RejectDialog;
use super::shortcuts::{keys_enabled, use_shortcuts};
use super::story::StoryPane;
use super::{excerpt, focus, tags};
use crate::api::call;
use crate::features::views::saved_views;
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{Step, use_url_query};
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::page_head::PageHead;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// From this width on, list and story stand beside one another.
const WIDE: &str = "(min-width: 60.01rem)";

/// `/app/{program}/submissions`.
#[component]
pub fn SubmissionsPage() -> impl IntoView {
    let program = use_program();
    let url = use_url_query();
    let filters = memo(move || url.query.with(Filters::read));
    // What is listed does not depend on what is opened.
    let listed = memo(move || filters.get().with_item(None));
    let list_path = program.path();
    let first_page = LocalResource::new(move || {
        let (filters, path) = (listed.get(), list_path.clone());
        async move {
            let answer = call::<ListTestimonials>(&path, &filters.request(None), &NoBody {}).await;
            (filters, answer)
        }
    });
    let item = memo(move || filters.with(|filters| filters.item));
    let detail_program = program.clone();
    let detail = use_remote::<GetTestimonial>(move || {
        item.get()
            .map(|item| (detail_program.testimonial(item), NoQuery {}))
    });
    let queue = RwSignal::new(Queue::default());
    let latest = detail.latest();
    let story = memo(move || {
        let item = item.get()?;
        let listed = queue.with(|queue| queue.find(item).cloned());
        let read = latest.with(|latest| {
            latest
                .as_ref()
                .map(|detail| &detail.testimonial)
                .filter(|read| read.id == item)
                .cloned()
        });
        match (listed, read) {
            (Some(listed), Some(read)) if read.revision > listed.revision => Some(read),
            (listed, read) => listed.or(read),
        }
    });
    let desk = Desk {
        program: StoredValue::new(program),
        filters,
        url,
        queue,
        detail,
        story,
        saving: RwSignal::new(HashMap::new()),
        conflict: RwSignal::new(None),
        dialogs: Dialogs::closed(),
        decided: StoredValue::new(Vec::new()),
        toasts: use_toasts(),
        details: use_program_details(),
    };
    provide_context(desk);

    let problem = memo(move || {
        first_page
            .get()
            .filter(|(asked, _)| *asked == listed.get())
            .and_then(|(_, answer)| answer.err())
    });
    effect(move || {
        let Some((asked, Ok(page))) = first_page.get() else {
            return;
        };
        queue.set(Queue::first_page(asked.state, page));
        let nothing_open = filters.with_untracked(|filters| filters.item.is_none());
        if nothing_open && is_wide() {
            desk.open(
                queue.with_untracked(|queue| queue.step(None, 0)),
                Step::Replace,
            );
        }
    });
    let loaded = memo(move || {
        first_page
            .get()
            .is_some_and(|(asked, answer)| asked == listed.get() && answer.is_ok())
    });

    let enabled = keys_enabled();
    use_shortcuts(enabled, move |command| obey(&desk, command));

    view! {
        <PageHead title=t().submissions_title()>
            {saved_views(ViewPage::Submissions)}
            <button
                type="button"
                class="button quiet small"
                aria-keyshortcuts="?"
                on:click=move |_| desk.dialogs.keys.set(true)
            >
                {t().submissions_keys()}
                <kbd>"?"</kbd>
            </button>
        </PageHead>
        <StateTabs />
        <FilterBar />
        <ProblemBanner problem=problem retry=move |()| first_page.refetch() />
        <div class="split queue" class:opened=move || item.get().is_some()>
            <QueueList loaded=loaded failed=Signal::derive(move || problem.with(Option::is_some)) />
            <StoryPane />
        </div>
        <RejectDialog />
        <ConsentDialog />
        <ConflictDialog />
        <KeysDialog enabled=enabled />
    }
}

/// Does what a key stands for.
fn obey(desk: &Desk, command: Command) {
    match command {
        Command::Next => desk.walk(1),
        Command::Previous => desk.walk(-1),
        Command::Open => {
            if let Some(id) = list_item_in_focus().or(desk.filters.get_untracked().item) {
                desk.open(Some(id), Step::Push);
                focus::on_story();
            }
        }
        Command::Keys => desk.dialogs.keys.set(true),
        Command::Undo if desk.may_moderate() => desk.undo(),
        Command::Approve if desk.may_moderate() => desk.act(Intent::Approve),
        Command::Reject if desk.may_moderate() => desk.ask(desk.dialogs.reason),
        Command::Excerpt if desk.may_moderate() => excerpt::start(),
        Command::Tags if desk.may_moderate() => focus::on_control(tags::INPUT),
        Command::Undo | Command::Approve | Command::Reject | Command::Excerpt | Command::Tags => {
            desk.toasts.show(t().submissions_read_only());
        }
    }
}

fn list_item_in_focus() -> Option<laurel_domain::TestimonialId> {
    document()
        .active_element()?
        .id()
        .strip_prefix("item-")?
        .parse()
        .ok()
}

/// Whether list and story stand beside one another.
fn is_wide() -> bool {
    window()
        .match_media(WIDE)
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
