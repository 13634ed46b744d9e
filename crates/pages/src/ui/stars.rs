//! A star rating, shown.

use laurel_domain::testimonial::Rating;
use leptos::prelude::*;

use crate::words;

/// Five stars of which some are given, with the same in words.
#[component]
pub fn Stars(
    /// How many stars were given.
    rating: Rating,
) -> impl IntoView {
    let given = "★".repeat(usize::from(rating.stars()));
    let not_given = "☆".repeat(usize::from(5_u8.saturating_sub(rating.stars())));
    let off = (!not_given.is_empty()).then(|| view! { <span class="off">{not_given}</span> });
    view! {
        <p class="stars" role="img" aria-label=words::stars(rating)>
            {given}
            {off}
        </p>
    }
}
