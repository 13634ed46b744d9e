//! What a moderator means to do with a submission, apart from how and when it is sent.

use crate::words::t;
use laurel_api::testimonials::{
    ConsentRequest, Decision, LicenceRequest, Testimonial, TestimonialChange,
};
use laurel_domain::PersonId;
use laurel_domain::testimonial::{Excerpt, Purpose, RejectReason, TestimonialState, may_publish};

/// One change of one submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// It may be shown.
    Approve,
    /// It may be shown, and counts for this person, whose address it was sent under.
    ApproveOf(PersonId),
    /// It will not be shown, for this reason.
    Reject(RejectReason),
    /// Back into the queue.
    Reopen,
    /// Show only this range of the words.
    Excerpt(Excerpt),
    /// Show all the words again.
    Whole,
    /// Replace the tags.
    Tags(Vec<String>),
    /// Record a consent or its withdrawal.
    Consent(ConsentRequest),
    /// State a licence, or take it back.
    Licence(LicenceRequest),
    /// Take the latest decision back.
    Undo,
}

impl Intent {
    /// The body for the route that changes testimonials; `None` when another route does this.
    pub fn change(&self) -> Option<TestimonialChange> {
        let nothing = TestimonialChange::default();
        match self {
            Self::Approve => Some(TestimonialChange {
                state: Some(Decision::Approved),
                ..nothing
            }),
            Self::ApproveOf(person) => Some(TestimonialChange {
                state: Some(Decision::Approved),
                person: Some(*person),
                ..nothing
            }),
            Self::Reject(reason) => Some(TestimonialChange {
                state: Some(Decision::Rejected),
                reject_reason: Some(*reason),
                ..nothing
            }),
            Self::Reopen => Some(TestimonialChange {
                state: Some(Decision::Pending),
                ..nothing
            }),
            Self::Excerpt(range) => Some(TestimonialChange {
                excerpt: Some(*range),
                ..nothing
            }),
            Self::Whole => Some(TestimonialChange {
                clear_excerpt: true,
                ..nothing
            }),
            Self::Tags(tags) => Some(TestimonialChange {
                tags: Some(tags.clone()),
                ..nothing
            }),
            Self::Consent(_) | Self::Licence(_) | Self::Undo => None,
        }
    }

    /// Whether there is anything to do: approving what is approved is not a change.
    pub fn changes(&self, testimonial: &Testimonial) -> bool {
        match self {
            Self::Consent(_) | Self::Undo => true,
            _ => self.applied(testimonial) != *testimonial,
        }
    }

    /// How the submission will look afterwards, as far as that can be known here.
    pub fn applied(&self, testimonial: &Testimonial) -> Testimonial {
        let mut after = testimonial.clone();
        match self {
            Self::Approve => {
                (after.state, after.reject_reason) = (TestimonialState::Approved, None);
            }
            Self::ApproveOf(person) => {
                (after.state, after.reject_reason) = (TestimonialState::Approved, None);
                after.person = Some(*person);
            }
            Self::Reject(reason) => {
                (after.state, after.reject_reason) = (TestimonialState::Rejected, Some(*reason));
            }
            Self::Reopen => (after.state, after.reject_reason) = (TestimonialState::Pending, None),
            Self::Excerpt(range) => after.excerpt = Some(*range),
            Self::Whole => after.excerpt = None,
            Self::Tags(tags) => after.tags.clone_from(tags),
            Self::Licence(licence) => after.licence.clone_from(&licence.licence),
            Self::Consent(_) | Self::Undo => {}
        }
        after.published = may_publish(
            after.state,
            after.consents.contains(&Purpose::Website),
            after.licence.is_some(),
        );
        after
    }

    /// What is meant, as it follows “Your decision: …”.
    pub fn words(&self) -> String {
        match self {
            Self::Approve => t().intent_approve().into(),
            Self::ApproveOf(_) => t().intent_approve_of().into(),
            Self::Reject(reason) => t().intent_reject(t().reject_reason(*reason)),
            Self::Reopen => t().intent_reopen().into(),
            Self::Excerpt(_) => t().intent_excerpt().into(),
            Self::Whole => t().intent_whole().into(),
            Self::Tags(tags) if tags.is_empty() => t().intent_no_tags().into(),
            Self::Tags(tags) => t().intent_tags(&tags.join(", ")),
            Self::Consent(consent) if consent.given => {
                t().intent_consent(t().purpose(consent.purpose))
            }
            Self::Consent(consent) => t().intent_withdrawal(t().purpose(consent.purpose)),
            Self::Licence(LicenceRequest {
                licence: Some(licence),
            }) => t().intent_license(licence),
            Self::Licence(LicenceRequest { licence: None }) => t().intent_no_license().into(),
            Self::Undo => t().intent_undo().into(),
        }
    }

    /// What was done, as a short sentence.
    pub fn done(&self) -> &'static str {
        match self {
            Self::Approve => t().intent_done_approve(),
            Self::ApproveOf(_) => t().intent_done_approve_of(),
            Self::Reject(_) => t().intent_done_reject(),
            Self::Reopen => t().intent_done_reopen(),
            Self::Excerpt(_) => t().intent_done_excerpt(),
            Self::Whole => t().intent_done_whole(),
            Self::Tags(_) => t().intent_done_tags(),
            Self::Consent(_) => t().intent_done_consent(),
            Self::Licence(LicenceRequest { licence: Some(_) }) => t().intent_done_license(),
            Self::Licence(LicenceRequest { licence: None }) => t().intent_done_no_license(),
            Self::Undo => t().intent_done_undo(),
        }
    }

    /// What did not work, as a short sentence.
    pub fn failed(&self) -> &'static str {
        match self {
            Self::Approve | Self::ApproveOf(_) => t().intent_failed_approve(),
            Self::Reject(_) => t().intent_failed_reject(),
            Self::Undo => t().intent_failed_undo(),
            _ => t().intent_failed(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::submissions::sample::testimonial;

    #[test]
    fn a_decision_sends_only_what_it_decides() {
        let json = |intent: &Intent| serde_json::to_string(&intent.change().unwrap()).unwrap();
        assert_eq!(json(&Intent::Approve), r#"{"state":"approved"}"#);
        assert_eq!(
            json(&Intent::Reject(RejectReason::Spam)),
            r#"{"state":"rejected","reject_reason":"spam"}"#
        );
        assert_eq!(json(&Intent::Whole), r#"{"clear_excerpt":true}"#);
        assert!(Intent::Undo.change().is_none());
    }

    #[test]
    fn approving_publishes_only_with_consent_or_licence() {
        let without = testimonial(1);
        assert!(!Intent::Approve.applied(&without).published);
        let mut with = testimonial(1);
        with.consents.push(Purpose::Website);
        assert!(Intent::Approve.applied(&with).published);
        let licensed = Intent::Licence(LicenceRequest {
            licence: Some("CC BY 4.0".into()),
        });
        assert!(
            Intent::Approve
                .applied(&licensed.applied(&without))
                .published
        );
    }

    #[test]
    fn a_new_state_forgets_the_reason_of_the_old_one() {
        let rejected = Intent::Reject(RejectReason::OffTopic).applied(&testimonial(1));
        assert_eq!(rejected.reject_reason, Some(RejectReason::OffTopic));
        assert_eq!(Intent::Reopen.applied(&rejected).reject_reason, None);
        assert!(!Intent::Reject(RejectReason::OffTopic).changes(&rejected));
        assert!(Intent::Reject(RejectReason::Spam).changes(&rejected));
    }
}
