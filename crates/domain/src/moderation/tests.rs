//! Decisions, and what can be taken back.

use super::*;
use crate::mistake::Mistake;
use proptest::prelude::*;

const SPAM: RejectReason = RejectReason::Spam;

#[test]
fn what_was_withdrawn_stays_withdrawn() {
    for wanted in TestimonialState::ALL {
        for reason in [None, Some(SPAM)] {
            let outcome = Standing::Withdrawn.decide(*wanted, reason);
            assert_eq!(outcome, Err(Refusal::Withdrawn));
        }
    }
}

#[test]
fn everything_else_can_be_decided_again() {
    for standing in [
        Standing::Pending,
        Standing::Approved,
        Standing::Rejected(SPAM),
    ] {
        let decide = |wanted, reason| standing.decide(wanted, reason);
        assert_eq!(
            decide(TestimonialState::Approved, None),
            Ok(Standing::Approved)
        );
        assert_eq!(
            decide(TestimonialState::Pending, None),
            Ok(Standing::Pending)
        );
        assert_eq!(
            decide(TestimonialState::Rejected, Some(RejectReason::OffTopic)),
            Ok(Standing::Rejected(RejectReason::OffTopic))
        );
        assert_eq!(
            decide(TestimonialState::Rejected, None),
            Err(Refusal::ReasonMissing)
        );
        assert_eq!(
            decide(TestimonialState::Approved, Some(SPAM)),
            Err(Refusal::ReasonWithoutRejection)
        );
        assert_eq!(
            decide(TestimonialState::Withdrawn, None),
            Err(Refusal::NotYours)
        );
    }
}

#[test]
fn stored_parts_make_a_standing_only_when_they_agree() {
    for state in TestimonialState::ALL {
        for reason in [None, Some(SPAM)] {
            let standing = Standing::from_parts(*state, reason);
            let agree = (*state == TestimonialState::Rejected) == reason.is_some();
            assert_eq!(standing.is_some(), agree);
            if let Some(standing) = standing {
                assert_eq!((standing.state(), standing.reason()), (*state, reason));
            }
        }
    }
}

#[test]
fn tags_are_trimmed_sorted_and_distinct() {
    let given = [" onboarding", "API", "onboarding "].map(str::to_owned);
    assert_eq!(tags(&given), Ok(vec!["API".into(), "onboarding".into()]));
    assert_eq!(tags(&[]), Ok(Vec::new()));
}

#[test]
fn bad_tags_are_named() {
    let blank = ["a".to_owned(), "  ".to_owned()];
    assert_eq!(
        tags(&blank).map_err(Mistake::from),
        Err(Mistake::TagEmpty { position: 2 })
    );
    let long = ["x".repeat(TAG_MAX + 1)];
    assert!(tags(&long).is_err());
    let many: Vec<_> = (0..11).map(|number| number.to_string()).collect();
    assert_eq!(tags(&many), Err(InvalidTags::TooMany(11)));
}

#[test]
fn undoing_goes_back_step_by_step() {
    use Event::{Approved, Consent, Excerpt, Licence, Submitted, Tags, Undone};
    let to_undo = |events: &[Event]| decision_to_undo(events.iter().copied());
    assert_eq!(to_undo(&[Submitted]), Err(CannotUndo::Nothing));
    assert_eq!(to_undo(&[]), Err(CannotUndo::Nothing));
    assert_eq!(to_undo(&[Approved, Submitted]), Ok(0));
    assert_eq!(to_undo(&[Consent, Licence, Approved, Submitted]), Ok(2));
    assert_eq!(
        to_undo(&[Undone, Approved, Submitted]),
        Err(CannotUndo::Nothing)
    );
    assert_eq!(to_undo(&[Undone, Tags, Approved, Submitted]), Ok(2));
    assert_eq!(
        to_undo(&[Undone, Undone, Excerpt, Tags, Approved, Submitted]),
        Ok(4)
    );
    assert_eq!(to_undo(&[Tags, Undone, Approved, Submitted]), Ok(0));
}

#[test]
fn a_decision_about_other_words_never_comes_back() {
    use Event::{Approved, Edited, Reopened, Submitted, Withdrawn};
    for changed in [Edited, Withdrawn] {
        let events = [changed, Reopened, Approved, Submitted];
        assert_eq!(decision_to_undo(events), Err(CannotUndo::ChangedByAuthor));
    }
}

proptest! {
    /// Whatever was done, undoing as often as there were decisions reaches the end and no further.
    #[test]
    fn there_are_as_many_undos_as_decisions(decisions in prop::collection::vec(
        prop::sample::select(vec![Event::Approved, Event::Rejected, Event::Reopened, Event::Excerpt, Event::Tags]), 0..12)) {
        let mut latest_first = decisions.clone();
        latest_first.push(Event::Submitted);
        for _ in &decisions {
            prop_assert!(decision_to_undo(latest_first.iter().copied()).is_ok());
            latest_first.insert(0, Event::Undone);
        }
        prop_assert_eq!(decision_to_undo(latest_first.iter().copied()), Err(CannotUndo::Nothing));
    }
}
