//! The moderator's desk: the queue, the opened submission, and what is being saved. Every part of
//! the page shares it.

use std::collections::HashMap;

use laurel_api::testimonials::{Testimonial, TestimonialDetailResponse};
use laurel_domain::TestimonialId;
use laurel_domain::role::Permission;
use leptos::prelude::*;

use super::conflict::Conflict;
use super::filters::Filters;
use super::focus;
use super::queue::Queue;
use crate::hooks::use_remote::Remote;
use crate::hooks::use_url_query::{QueryState, Step};
use crate::session::CurrentProgram;
use crate::shell::ProgramDetails;
use crate::ui::toast::Toasts;
use crate::words::t;

/// The page's dialogs.
#[derive(Clone, Copy)]
pub struct Dialogs {
    /// Why a submission is rejected.
    pub reason: RwSignal<bool>,
    /// A consent to record.
    pub consent: RwSignal<bool>,
    /// What holds when somebody else was faster.
    pub conflict: RwSignal<bool>,
    /// The list of keys.
    pub keys: RwSignal<bool>,
    /// The submission that reason or consent is for, whatever is opened by then.
    pub about: StoredValue<Option<Testimonial>>,
}

impl Dialogs {
    /// All closed.
    pub fn closed() -> Self {
        Self {
            reason: RwSignal::new(false),
            consent: RwSignal::new(false),
            conflict: RwSignal::new(false),
            keys: RwSignal::new(false),
            about: StoredValue::new(None),
        }
    }
}

/// Shared by all parts of the page.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The program.
    pub program: StoredValue<CurrentProgram>,
    /// What the URL says.
    pub filters: Memo<Filters>,
    /// The URL.
    pub url: QueryState,
    /// The loaded part of the tab.
    pub queue: RwSignal<Queue>,
    /// The opened submission with consents and history.
    pub detail: Remote<TestimonialDetailResponse>,
    /// The opened submission, from whichever source knows it better.
    pub story: Memo<Option<Testimonial>>,
    /// Submissions with a change on its way: whether to undo it once it has arrived.
    pub saving: RwSignal<HashMap<TestimonialId, bool>>,
    /// A change that came too late.
    pub conflict: RwSignal<Option<Conflict>>,
    /// The dialogs.
    pub dialogs: Dialogs,
    /// Decisions of this visit that can be undone: the latest last.
    pub decided: StoredValue<Vec<TestimonialId>>,
    /// Messages.
    pub toasts: Toasts,
    /// The program's counters.
    pub details: ProgramDetails,
}

impl Desk {
    /// Whether the member may decide.
    pub fn may_moderate(self) -> bool {
        self.program
            .with_value(|program| program.may(Permission::Moderate))
    }

    /// Opens a submission, or none.
    pub fn open(self, id: Option<TestimonialId>, step: Step) {
        let Some(filters) = self.filters.try_get_untracked() else {
            return;
        };
        if filters.item != id {
            self.url.go(&filters.with_item(id).to_url(), step);
        }
    }

    /// Goes up or down in the list.
    pub fn walk(self, steps: isize) {
        let from = self.filters.with_untracked(|filters| filters.item);
        if let Some(id) = self.queue.with_untracked(|queue| queue.step(from, steps)) {
            self.open(Some(id), Step::Replace);
            focus::on_item(id);
        }
    }

    /// The opened submission, unless a change of it is on its way.
    pub fn ready(self) -> Option<Testimonial> {
        let story = self.story.get_untracked()?;
        if self
            .saving
            .with_untracked(|saving| saving.contains_key(&story.id))
        {
            self.toasts.show(t().submissions_still_saving());
            return None;
        }
        Some(story)
    }

    /// Asks something about the opened submission.
    pub fn ask(self, dialog: RwSignal<bool>) {
        if let Some(story) = self.ready() {
            self.dialogs.about.set_value(Some(story));
            dialog.set(true);
        }
    }
}
