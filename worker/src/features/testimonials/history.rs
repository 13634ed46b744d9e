//! The audit trail of a testimonial, in words.

use laurel_api::testimonials::AuditEntry;
use laurel_domain::Timestamp;
use laurel_domain::moderation::Event;
use laurel_domain::testimonial::{Purpose, RejectReason, TestimonialState};
use serde::Deserialize;
use serde_json::Value;

use crate::auth::Actor;

/// An entry as it is stored.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct AuditRow {
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

    fn actor(&self) -> String {
        Actor::name_of(&self.actor_kind, &self.actor_id)
    }

    /// For members.
    pub(super) fn entry(&self) -> AuditEntry {
        AuditEntry {
            at: Timestamp::from_millis(self.at),
            actor: self.actor(),
            action: self.action.clone(),
            summary: self.summary(),
        }
    }

    /// What changed, in words.
    pub(super) fn summary(&self) -> String {
        let (before, after) = (
            details(self.before.as_deref()),
            details(self.after.as_deref()),
        );
        let text = |key: &str| after.get(key).and_then(Value::as_str).unwrap_or_default();
        let words = match self.event() {
            Some(
                Event::Approved | Event::Rejected | Event::Reopened | Event::Excerpt | Event::Tags,
            ) => decided(&before, &after),
            Some(Event::Undone) => {
                format!("Taken back: now {}", lowercase(&decided(&before, &after)))
            }
            Some(Event::Consent) => consent(&after, text("purpose"), text("evidence")),
            Some(Event::Licence) => match after.get("licence").and_then(Value::as_str) {
                Some(licence) => format!("Licence stated: {licence}"),
                None => "Licence taken back".to_owned(),
            },
            Some(Event::Edited) => {
                let fields = after.get("fields").and_then(Value::as_array);
                let fields: Vec<_> = fields
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                format!("Changed by its author: {}", fields.join(", "))
            }
            Some(event @ (Event::Submitted | Event::Imported | Event::Withdrawn)) => {
                event.label().to_owned()
            }
            None => self.action.clone(),
        };
        if words.is_empty() {
            self.event()
                .map(Event::label)
                .unwrap_or_default()
                .to_owned()
        } else {
            words
        }
    }

    /// Who changed what, and when: for somebody who was about to decide on what is gone.
    pub(super) fn stale_detail(&self) -> String {
        let who = if self.actor_kind == "person" {
            "Its author".to_owned()
        } else {
            self.actor()
        };
        let at = Timestamp::from_millis(self.at).to_rfc3339();
        let minute = at.get(..16).unwrap_or(&at).replace('T', " ");
        format!(
            "{who} changed it at {minute} UTC: {}. Look at it as it is now, then decide.",
            lowercase(&self.summary())
        )
    }
}

fn details(json: Option<&str>) -> Value {
    json.and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

/// The difference between two decisions.
fn decided(before: &Value, after: &Value) -> String {
    let changed = |key: &str| before.get(key) != after.get(key);
    let text = |key: &str| after.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut words = Vec::new();
    if changed("state") || changed("reject_reason") {
        words.push(match TestimonialState::parse(text("state")) {
            Ok(TestimonialState::Rejected) => {
                let reason = RejectReason::parse(text("reject_reason"));
                format!(
                    "Rejected ({})",
                    reason.map(RejectReason::label).unwrap_or_default()
                )
            }
            Ok(TestimonialState::Pending) => "Back in the queue".to_owned(),
            Ok(state) => state.label().to_owned(),
            Err(_) => String::new(),
        });
    }
    if changed("excerpt") {
        let position = |key: &str| {
            after
                .pointer(&format!("/excerpt/{key}"))
                .and_then(Value::as_u64)
        };
        words.push(match position("start").zip(position("end")) {
            Some((start, end)) => format!("Excerpt: characters {} to {end}", start + 1),
            None => "The whole words are shown".to_owned(),
        });
    }
    if changed("tags") {
        let tags = after
            .get("tags")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let tags: Vec<_> = tags.filter_map(Value::as_str).collect();
        words.push(if tags.is_empty() {
            "No tags".to_owned()
        } else {
            format!("Tags: {}", tags.join(", "))
        });
    }
    words.join("; ")
}

fn consent(after: &Value, purpose: &str, evidence: &str) -> String {
    let purpose = Purpose::parse(purpose)
        .map(Purpose::label)
        .unwrap_or_default();
    let given = after.get("given").and_then(Value::as_bool) == Some(true);
    let what = if given {
        "Consent given"
    } else {
        "Consent withdrawn"
    };
    if evidence.is_empty() {
        format!("{what}: {purpose}")
    } else {
        format!("{what}: {purpose} (proof: {evidence})")
    }
}

/// With a small first letter, for the middle of a sentence.
fn lowercase(words: &str) -> String {
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
