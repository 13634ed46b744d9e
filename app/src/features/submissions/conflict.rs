//! Two people changed the same submission: what the other one did, and what is left to choose.

use laurel_api::testimonials::{AuditEntry, Testimonial, TestimonialDetailResponse};

use super::intent::Intent;
use crate::words::t;

/// A change that came too late.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What was meant.
    pub intent: Intent,
    /// What the moderator saw when deciding.
    pub seen: Testimonial,
    /// How things stand now.
    pub now: TestimonialDetailResponse,
}

impl Conflict {
    /// What others did since the moderator looked, the latest first.
    pub fn others(&self) -> Vec<AuditEntry> {
        let newer: Vec<AuditEntry> = self
            .now
            .history
            .iter()
            .filter(|entry| entry.at > self.seen.updated_at)
            .cloned()
            .collect();
        // Two changes within a millisecond look the same age; then the latest one is what differs.
        if newer.is_empty() {
            self.now.history.first().cloned().into_iter().collect()
        } else {
            newer
        }
    }

    /// What differs from what the moderator saw, in words.
    pub fn differences(&self) -> Vec<String> {
        let (seen, now) = (&self.seen, &self.now.testimonial);
        let mut lines = Vec::new();
        if seen.state != now.state {
            lines.push(t().conflict_state(
                &low(t().testimonial_state(seen.state)),
                &low(t().testimonial_state(now.state)),
            ));
        }
        if let Some(reason) = now
            .reject_reason
            .filter(|_| now.reject_reason != seen.reject_reason)
        {
            lines.push(t().conflict_reason(t().reject_reason(reason)));
        }
        if seen.quote != now.quote {
            lines.push(t().conflict_words().into());
        }
        if seen.excerpt != now.excerpt {
            let line = match now.excerpt.and_then(|excerpt| excerpt.of(&now.quote).ok()) {
                Some(words) => t().conflict_excerpt(words),
                None => t().conflict_whole().into(),
            };
            lines.push(line);
        }
        if seen.tags != now.tags {
            lines.push(if now.tags.is_empty() {
                t().conflict_no_tags().into()
            } else {
                t().conflict_tags(&now.tags.join(", "))
            });
        }
        if seen.consents != now.consents {
            let purposes: Vec<&str> = now
                .consents
                .iter()
                .map(|purpose| t().purpose(*purpose))
                .collect();
            lines.push(if purposes.is_empty() {
                t().conflict_no_consent().into()
            } else {
                t().conflict_consent(&purposes.join(", "))
            });
        }
        if seen.proven_at != now.proven_at {
            lines.push(t().conflict_proven().into());
        }
        if seen.person != now.person {
            lines.push(match now.person {
                Some(_) => t().conflict_person().into(),
                None => t().conflict_nobody().into(),
            });
        }
        if seen.licence != now.licence {
            lines.push(match &now.licence {
                Some(license) => t().conflict_license(license),
                None => t().conflict_no_license().into(),
            });
        }
        lines
    }

    /// Whether the other change already did what was meant, so that nothing is left to choose.
    pub fn is_settled(&self) -> bool {
        !self.intent.changes(&self.now.testimonial)
    }
}

fn low(label: &str) -> String {
    label.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::submissions::sample::testimonial;
    use laurel_domain::testimonial::RejectReason;

    fn conflict(mine: Intent, theirs: &Intent) -> Conflict {
        let seen = testimonial(1);
        let mut now = theirs.applied(&seen);
        now.updated_at = seen.updated_at.plus_days(1);
        let entry = |days: i32, actor: &str| AuditEntry {
            at: seen.updated_at.plus_days(days),
            actor: actor.into(),
            action: "rejected".into(),
            summary: "Rejected".into(),
        };
        let now = TestimonialDetailResponse {
            testimonial: now,
            claimed: None,
            consents: vec![],
            history: vec![entry(1, "ben@example.com"), entry(-1, "ada@example.com")],
            may: vec![],
        };
        Conflict {
            intent: mine,
            seen,
            now,
        }
    }

    #[test]
    fn only_what_happened_since_is_told() {
        let conflict = conflict(Intent::Approve, &Intent::Reject(RejectReason::Spam));
        let actors: Vec<String> = conflict
            .others()
            .into_iter()
            .map(|entry| entry.actor)
            .collect();
        assert_eq!(actors, ["ben@example.com"]);
        assert_eq!(
            conflict.differences(),
            [
                "It was pending, now it is rejected.",
                "The reason is “Advertising or automated text”."
            ]
        );
        assert!(!conflict.is_settled());
    }

    #[test]
    fn the_same_decision_twice_is_no_conflict() {
        assert!(conflict(Intent::Approve, &Intent::Approve).is_settled());
    }
}
