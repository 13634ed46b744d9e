//! A star rating, shown.

use laurel_domain::testimonial::Rating;
use laurel_words::Words;
use maud::{Markup, html};

/// Five stars of which some are given, with the same in words.
pub fn stars(words: Words, rating: Rating) -> Markup {
    let given = usize::from(rating.stars());
    let label = words.card_stars(&rating.stars().to_string());
    html! {
        p class="stars" role="img" aria-label=(label) {
            ("★".repeat(given))
            @if given < 5 { span class="off" { ("☆".repeat(5_usize.saturating_sub(given))) } }
        }
    }
}
