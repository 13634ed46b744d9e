//! Where a story stands, in words.

use laurel_domain::testimonial::{Purpose, TestimonialState};
use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use super::ReceiptPage;

/// The state, and what it means for the author.
pub(super) fn banner(page: &ReceiptPage) -> impl IntoView + use<> {
    let name = page.program_name.as_str();
    let on_websites = page
        .consents
        .iter()
        .any(|consent| consent.purpose == Purpose::Website && consent.given);
    let (class, heading, meaning) = match page.state {
        TestimonialState::Pending => (
            "banner",
            "Waiting to be read",
            format!("Nobody at {name} has decided yet. You can still change your words."),
        ),
        TestimonialState::Approved if on_websites => (
            "banner good",
            "Published",
            format!("{name} has approved your words. They appear where you agreed, below."),
        ),
        TestimonialState::Approved => (
            "banner good",
            "Approved, but not on any website",
            format!("{name} has approved your words. They appear only where you agree, below."),
        ),
        TestimonialState::Rejected => (
            "banner problem",
            "Not published",
            page.reject_reason.map_or_else(
                || format!("{name} has decided not to publish your words."),
                |reason| {
                    let reason = reason.label();
                    format!("{name} has decided not to publish your words. The reason: {reason}.")
                },
            ),
        ),
        TestimonialState::Withdrawn => (
            "banner",
            "Withdrawn",
            "You took everything back. Your words are shown nowhere and nobody can publish them."
                .to_owned(),
        ),
    };
    view! {
        <div class=class>
            <h2>{heading}</h2>
            <p dir="auto">{meaning}</p>
        </div>
    }
    .into_markup()
}
