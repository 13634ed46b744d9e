//! The moderator's desk: the queue, the opened submission, and what is being saved. Every part of
//! the page shares it.

use std::collections::HashMap;

use laurel_api::ProblemType;
use laurel_api::testimonials::{Testimonial, TestimonialDetailResponse};
use laurel_domain::TestimonialId;
use laurel_domain::role::Permission;
use laurel_domain::testimonial::TestimonialState;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conflict::Conflict;
use super::filters::Filters;
use super::focus;
use super::intent::Intent;
use super::queue::Queue;
use super::send::{read, send};
use crate::api::ApiError;
use crate::hooks::use_remote::Remote;
use crate::hooks::use_url_query::{QueryState, Step};
use crate::session::CurrentProgram;
use crate::shell::ProgramDetails;
use crate::ui::toast::Toasts;

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
            self.toasts.show("Still saving the change before.");
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

    /// Does something with the opened submission.
    pub fn act(self, intent: Intent) {
        if let Some(story) = self.ready().filter(|story| intent.changes(story)) {
            self.change(story, intent);
        }
    }

    /// Changes a submission that the moderator saw as `seen`: shows it at once, sends it, and takes
    /// it back visibly when it does not work out.
    pub fn change(self, seen: Testimonial, intent: Intent) {
        spawn_local(async move {
            if let Err(Some(error)) = self.carry_out(seen, intent.clone()).await {
                self.toasts.problem(format!("{} {error}", intent.failed()));
            }
        });
    }

    /// As [`Self::change`], and tells the caller what went wrong. `None`: the conflict dialog asks.
    pub async fn carry_out(
        self,
        seen: Testimonial,
        intent: Intent,
    ) -> Result<(), Option<ApiError>> {
        let id = seen.id;
        let program = self.program.get_value();
        let was_open = self.filters.with_untracked(|filters| filters.item) == Some(id);
        let neighbour = self.queue.with_untracked(|queue| queue.neighbour(id));
        self.saving.update(|saving| _ = saving.insert(id, false));
        let before = self
            .queue
            .try_update(|queue| queue.apply(id, &intent))
            .flatten();
        let left = before.is_some() && self.queue.with_untracked(|queue| queue.find(id).is_none());
        if left && was_open {
            self.open(neighbour, Step::Replace);
            neighbour.map_or_else(focus::on_heading, focus::on_item);
        }
        let answer = send(&program, id, &intent, seen.revision).await;
        let undo = self
            .saving
            .try_update(|saving| saving.remove(&id))
            .flatten()
            == Some(true);
        match answer {
            Ok(now) => {
                let known = if before.is_some() {
                    intent.applied(&seen).state
                } else {
                    seen.state
                };
                self.arrived(known, now, &intent, undo);
                Ok(())
            }
            Err(error) => {
                if let Some(before) = before {
                    self.queue.try_update(|queue| queue.roll_back(before));
                }
                if left && was_open {
                    self.open(Some(id), Step::Replace);
                    focus::on_item(id);
                }
                if error.kind() == Some(ProblemType::Stale) {
                    return self.too_late(program, seen, intent).await;
                }
                Err(Some(error))
            }
        }
    }

    /// The server took a change.
    fn arrived(self, known: TestimonialState, now: Testimonial, intent: &Intent, undo: bool) {
        let id = now.id;
        let tags = now.tags.clone();
        self.queue.try_update(|queue| {
            queue.settle(known, now.clone());
            queue.learn_tags(&tags);
        });
        self.details.reload();
        if self
            .filters
            .try_with_untracked(|filters| filters.item == Some(id))
            == Some(true)
        {
            self.detail.reload();
        }
        if matches!(intent, Intent::Undo) {
            self.decided.try_update_value(|decided| {
                if let Some(position) = decided.iter().rposition(|decided| *decided == id) {
                    decided.remove(position);
                }
            });
            self.open(Some(id), Step::Replace);
            focus::on_item(id);
            let state = now.state.label().to_lowercase();
            let again = (known != now.state).then(|| format!(" It is {state} again."));
            self.toasts
                .show(format!("{}{}", intent.done(), again.unwrap_or_default()));
        } else if intent.change().is_some() {
            self.decided.try_update_value(|decided| decided.push(id));
            if undo {
                self.change(now, Intent::Undo);
            } else {
                let toasted = now.clone();
                self.toasts.show_with_undo(intent.done(), move || {
                    self.change(toasted.clone(), Intent::Undo);
                });
            }
        } else {
            self.toasts.show(intent.done());
        }
    }

    /// Somebody else was faster: reads how it is now, and asks.
    async fn too_late(
        self,
        program: CurrentProgram,
        seen: Testimonial,
        intent: Intent,
    ) -> Result<(), Option<ApiError>> {
        let now = read(&program, seen.id).await.map_err(Some)?;
        self.queue
            .try_update(|queue| queue.settle(seen.state, now.testimonial.clone()));
        self.detail.reload();
        let conflict = Conflict { intent, seen, now };
        if conflict.is_settled() {
            self.toasts.show("A colleague had already done the same.");
            return Ok(());
        }
        self.conflict.try_set(Some(conflict));
        self.dialogs.conflict.try_set(true);
        Err(None)
    }

    /// Takes the latest decision of this visit back.
    pub fn undo(self) {
        let Some(id) = self.last_decided() else {
            self.toasts.show("There is nothing to undo.");
            return;
        };
        let under_way = self
            .saving
            .try_update(|saving| saving.get_mut(&id).map(|undo| *undo = true))
            .flatten()
            .is_some();
        if under_way {
            return;
        }
        let listed = self.queue.with_untracked(|queue| queue.find(id).cloned());
        let opened = self.story.get_untracked().filter(|story| story.id == id);
        spawn_local(async move {
            let program = self.program.get_value();
            // A decided submission has usually left the list; then it is read first.
            let seen = match opened.or(listed) {
                Some(seen) => Ok(seen),
                None => read(&program, id).await.map(|detail| detail.testimonial),
            };
            match seen {
                Ok(seen) => self.change(seen, Intent::Undo),
                Err(error) => self.toasts.problem(error.to_string()),
            }
        });
    }

    /// The submission that an undo is about: one that is being saved, else the latest decision.
    fn last_decided(self) -> Option<TestimonialId> {
        let saving = self
            .saving
            .with_untracked(|saving| saving.keys().next().copied());
        saving.or_else(|| self.decided.with_value(|decided| decided.last().copied()))
    }
}
