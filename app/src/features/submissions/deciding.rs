//! Carrying decisions out: shown at once, sent, and taken back visibly when they do not work out.

use laurel_api::ProblemType;
use laurel_api::testimonials::Testimonial;
use laurel_domain::TestimonialId;
use laurel_domain::testimonial::TestimonialState;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conflict::Conflict;
use super::desk::Desk;
use super::focus;
use super::intent::Intent;
use super::send::{read, send};
use crate::api::ApiError;
use crate::hooks::use_url_query::Step;
use crate::session::CurrentProgram;
use crate::words::t;

impl Desk {
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
                self.toasts
                    .problem(t().submissions_failed(intent.failed(), &error.to_string()));
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
                self.arrived(&program, known, now, &intent, undo);
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
    fn arrived(
        self,
        program: &CurrentProgram,
        known: TestimonialState,
        now: Testimonial,
        intent: &Intent,
        undo: bool,
    ) {
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
            let state = t().testimonial_state(now.state).to_lowercase();
            self.toasts.show(if known == now.state {
                intent.done().to_owned()
            } else {
                t().submissions_undone_to(&state)
            });
        } else if intent.change().is_some() {
            self.decided.try_update_value(|decided| decided.push(id));
            if undo {
                self.take_back(program, now);
            } else {
                let program = program.clone();
                self.toasts.show_with_undo(intent.done(), move || {
                    self.take_back(&program, now.clone());
                });
            }
        } else {
            self.toasts.show(intent.done());
        }
    }

    /// Takes the latest decision about a submission back, also when the page has been left meanwhile:
    /// the message with its button is still there.
    fn take_back(self, program: &CurrentProgram, now: Testimonial) {
        if self.program.try_get_value().is_some() {
            self.change(now, Intent::Undo);
            return;
        }
        let program = program.clone();
        spawn_local(async move {
            match send(&program, now.id, &Intent::Undo, now.revision).await {
                Ok(_) => {
                    self.details.reload();
                    self.toasts.show(Intent::Undo.done());
                }
                Err(error) => self
                    .toasts
                    .problem(t().submissions_failed(Intent::Undo.failed(), &error.to_string())),
            }
        });
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
            self.toasts.show(t().submissions_already_done());
            return Ok(());
        }
        self.conflict.try_set(Some(conflict));
        self.dialogs.conflict.try_set(true);
        Err(None)
    }

    /// Takes the latest decision of this visit back.
    pub fn undo(self) {
        let Some(id) = self.last_decided() else {
            self.toasts.show(t().submissions_nothing_to_undo());
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
