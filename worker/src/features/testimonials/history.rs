//! The audit trail of a testimonial, in words.

use laurel_api::testimonials::AuditEntry;
use laurel_domain::Timestamp;
use laurel_domain::mistake::Mistake;
use laurel_domain::moderation::Event;
use laurel_domain::testimonial::{Purpose, RejectReason, TestimonialState};
use laurel_words::Words;
use serde::Deserialize;
use serde_json::Value;

use crate::auth::Actor;

/// An entry as it is stored.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct AuditRow {
    pub(super) at: i64,
    pub(super) revision: u64,
    pub(super) actor_kind: String,
    pub(super) actor_id: String,
    pub(super) action: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// In the order of the revisions, which clocks that differ cannot confuse.
pub(super) fn latest_first(mut rows: Vec<AuditRow>) -> Vec<AuditRow> {
    rows.sort_by_key(|row| std::cmp::Reverse(row.revision));
    rows
}

impl AuditRow {
    /// What happened; `None` for an entry of a later version.
    pub(super) fn event(&self) -> Option<Event> {
        Event::parse(&self.action).ok()
    }

    /// The same without what it was done with, such as tags or the place of a proof.
    pub(super) fn without_details(self) -> Self {
        Self {
            before: None,
            after: None,
            ..self
        }
    }

    fn actor(&self) -> String {
        Actor::name_of(&self.actor_kind, &self.actor_id)
    }

    /// For members.
    pub(super) fn entry(&self, words: Words) -> AuditEntry {
        AuditEntry {
            at: Timestamp::from_millis(self.at),
            actor: self.actor(),
            action: self.action.clone(),
            summary: self.summary(words),
        }
    }

    /// What changed, in words.
    fn summary(&self, words: Words) -> String {
        let (before, after) = (
            details(self.before.as_deref()),
            details(self.after.as_deref()),
        );
        let Some(event) = self.event() else {
            return self.action.clone();
        };
        let text = |key: &str| after.get(key).and_then(Value::as_str);
        let summary = match event {
            Event::Approved
            | Event::Rejected
            | Event::Reopened
            | Event::Person
            | Event::Excerpt
            | Event::Tags => decided(&before, &after, words),
            Event::Undone => words.history_undone(&decided(&before, &after, words)),
            Event::Consent => consent(&after, words),
            Event::Licence => match text("licence") {
                Some(licence) => words.history_licence(licence),
                None => words.history_licence_taken_back().to_owned(),
            },
            Event::Edited => {
                let fields = after.get("fields").and_then(Value::as_array);
                let fields: Vec<_> = fields
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                words.history_edited(&fields.join(", "))
            }
            Event::Submitted
            | Event::Imported
            | Event::Withdrawn
            | Event::Proven
            | Event::Erased
            | Event::Forgotten => String::new(),
        };
        if summary.is_empty() {
            words.moderation_event(event).to_owned()
        } else {
            summary
        }
    }

    /// Who changed what, and when: for somebody who was about to decide on what is gone.
    pub(super) fn stale(&self, words: Words) -> Mistake {
        let at = Timestamp::from_millis(self.at).to_rfc3339();
        let minute = at.get(..16).unwrap_or(&at).replace('T', " ");
        Mistake::ChangedMeanwhile {
            by: (self.actor_kind != "person").then(|| self.actor()),
            minute: Some(minute),
            summary: Some(self.summary(words)),
        }
    }
}

fn details(json: Option<&str>) -> Value {
    json.and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

/// The difference between two decisions.
fn decided(before: &Value, after: &Value, words: Words) -> String {
    let changed = |key: &str| before.get(key) != after.get(key);
    let text = |key: &str| after.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut parts = Vec::new();
    if changed("state") || changed("reject_reason") {
        parts.push(match TestimonialState::parse(text("state")) {
            Ok(TestimonialState::Rejected) => {
                let reason = RejectReason::parse(text("reject_reason"));
                let reason = reason.map(|reason| words.reject_reason(reason));
                words.history_rejected(reason.unwrap_or_default())
            }
            Ok(TestimonialState::Pending) => words.history_pending().to_owned(),
            Ok(state) => words.testimonial_state(state).to_owned(),
            Err(_) => String::new(),
        });
    }
    let person = |value: &Value| {
        value
            .get("person")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    if person(before) != person(after) {
        let said = match person(after) {
            Some(_) => words.history_person(),
            None => words.history_nobody(),
        };
        parts.push(said.to_owned());
    }
    if changed("excerpt") {
        let position = |key: &str| {
            after
                .pointer(&format!("/excerpt/{key}"))
                .and_then(Value::as_u64)
        };
        parts.push(match position("start").zip(position("end")) {
            Some((start, end)) => words.history_excerpt(start.saturating_add(1), end),
            None => words.history_whole().to_owned(),
        });
    }
    if changed("tags") {
        let tags = after
            .get("tags")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let tags: Vec<_> = tags.filter_map(Value::as_str).collect();
        parts.push(if tags.is_empty() {
            words.history_no_tags().to_owned()
        } else {
            words.history_tags(&tags.join(", "))
        });
    }
    parts.join("; ")
}

fn consent(after: &Value, words: Words) -> String {
    let text = |key: &str| after.get(key).and_then(Value::as_str).unwrap_or_default();
    let purpose = Purpose::parse(text("purpose")).map(|purpose| words.purpose(purpose));
    let purpose = purpose.unwrap_or_default();
    let given = after.get("given").and_then(Value::as_bool) == Some(true);
    let consent = if given {
        words.history_consent_given(purpose)
    } else {
        words.history_consent_withdrawn(purpose)
    };
    match text("evidence") {
        "" => consent,
        evidence => words.history_proof(&consent, evidence),
    }
}
