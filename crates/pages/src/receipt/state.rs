//! Where a story stands, in words.

use laurel_domain::testimonial::{Purpose, RejectReason, TestimonialState};
use laurel_words::Words;
use maud::{Markup, html};

use super::ReceiptPage;

/// The state, and what it means for the author.
pub(super) fn banner(words: Words, page: &ReceiptPage) -> Markup {
    let name = page.program_name.as_str();
    let on_websites = page
        .consents
        .iter()
        .any(|consent| consent.purpose == Purpose::Website && consent.given);
    let (class, heading, meaning) = match page.state {
        TestimonialState::Pending | TestimonialState::Suspected if page.source.is_some() => (
            "banner",
            words.receipt_pending(),
            words.receipt_undecided_means(name),
        ),
        TestimonialState::Pending | TestimonialState::Suspected => (
            "banner",
            words.receipt_pending(),
            words.receipt_pending_means(name),
        ),
        TestimonialState::Approved if on_websites => (
            "banner good",
            words.receipt_published(),
            words.receipt_published_means(name),
        ),
        TestimonialState::Approved => (
            "banner good",
            words.receipt_approved(),
            words.receipt_approved_means(name),
        ),
        TestimonialState::Rejected => (
            "banner problem",
            words.receipt_rejected(),
            page.reject_reason.map_or_else(
                || words.receipt_rejected_means(name),
                |reason| words.receipt_rejected_because(name, reason_for_author(words, reason)),
            ),
        ),
        TestimonialState::Withdrawn if page.erased => (
            "banner",
            words.receipt_erased(),
            words.receipt_erased_means(name),
        ),
        TestimonialState::Withdrawn => (
            "banner",
            words.receipt_withdrawn(),
            words.receipt_withdrawn_means().to_owned(),
        ),
    };
    html! {
        div class=(class) {
            h2 { (heading) }
            p dir="auto" { (meaning) }
        }
    }
}

/// A reason as its author reads it.
pub(crate) fn reason_for_author(words: Words, reason: RejectReason) -> &'static str {
    match reason {
        RejectReason::Spam => words.reason_spam(),
        RejectReason::OffTopic => words.reason_off_topic(),
        RejectReason::Abusive => words.reason_abusive(),
        RejectReason::PersonalData => words.reason_personal_data(),
        RejectReason::Unlawful => words.reason_unlawful(),
        RejectReason::Duplicate => words.reason_duplicate(),
        RejectReason::NoExperience => words.reason_no_experience(),
        RejectReason::Unreadable => words.reason_unreadable(),
    }
}
