//! The receipt in each state.

use insta::assert_snapshot;
use laurel_domain::testimonial::{RejectReason, TestimonialState};
use laurel_pages::{FieldProblem, ReceiptValues, receipt_page};

use crate::fixtures::{HOSTILE, english, receipt};
use crate::readable;

#[test]
fn pending() {
    let mut page = receipt(TestimonialState::Pending);
    page.notice = Some("Your changes are saved.".to_owned());
    assert_snapshot!(readable(&receipt_page(&english(), page)));
}

#[test]
fn pending_with_a_problem() {
    let mut page = receipt(TestimonialState::Pending);
    page.values = Some(ReceiptValues {
        revision: "3".to_owned(),
        quote: HOSTILE.to_owned(),
        author: HOSTILE.to_owned(),
        ..ReceiptValues::default()
    });
    page.problems = vec![FieldProblem::new(
        "quote",
        "Please write at least 20 characters.",
    )];
    let html = receipt_page(&english(), page);
    assert!(html.contains("<details open"), "the form is open again");
    assert_snapshot!(readable(&html));
}

#[test]
fn approved() {
    let mut page = receipt(TestimonialState::Approved);
    page.excerpt = Some("It boils quietly".to_owned());
    page.incentive = Some("a pound of tea".to_owned());
    let html = receipt_page(&english(), page);
    assert!(
        !html.contains("Change my words"),
        "decided: no longer changed"
    );
    assert!(html.contains("Withdraw my story"));
    assert_snapshot!(readable(&html));
}

#[test]
fn approved_without_consent_for_websites() {
    let mut page = receipt(TestimonialState::Approved);
    for consent in &mut page.consents {
        consent.given = false;
    }
    assert!(receipt_page(&english(), page).contains("Approved, but not on any website"));
}

#[test]
fn rejected() {
    let mut page = receipt(TestimonialState::Rejected);
    page.reject_reason = Some(RejectReason::PersonalData);
    let html = receipt_page(&english(), page);
    assert!(html.contains("Personal details of somebody else"));
    assert_snapshot!(readable(&html));
}

#[test]
fn withdrawn_shows_no_words_and_offers_nothing() {
    let html = receipt_page(&english(), receipt(TestimonialState::Withdrawn));
    assert!(!html.contains("boils quietly"));
    assert!(!html.contains("<form"));
    assert_snapshot!(readable(&html));
}
