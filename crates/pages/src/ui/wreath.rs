//! The laurel mark.

use maud::{Markup, html};

/// The leaves, as an SVG path in a box of 32 × 32.
pub const LEAVES: &str = "M19.9 24.4Q23 28.3 28 25.8Q24.1 21.8 19.9 24.4ZM21.4 23.6Q24.8 21 22.5 16.9Q19 20 21.4 23.6ZM24.1 20.7Q28.5 22.1 31 17.6Q26 16.5 24.1 20.7ZM24.9 19.2Q26.2 15.5 22.4 13.5Q21.3 17.7 24.9 19.2ZM25.6 15.3Q29.6 14.1 29.2 9.4Q24.9 11.2 25.6 15.3ZM25.4 13.6Q24.5 10.2 20.5 10.6Q21.9 14.3 25.4 13.6ZM24 10.2Q26.5 7.4 24 4Q21.5 7.4 24 10.2ZM22.9 8.9Q20.6 6.7 17.7 8.9Q20.6 11.1 22.9 8.9ZM21.8 7.9Q21.5 4.4 17.5 3.7Q18.2 7.7 21.8 7.9ZM12.1 24.4Q7.9 21.8 4 25.8Q9 28.3 12.1 24.4ZM10.6 23.6Q13 20 9.5 16.9Q7.2 21 10.6 23.6ZM7.9 20.7Q6 16.5 1 17.6Q3.5 22.1 7.9 20.7ZM7.1 19.2Q10.7 17.7 9.6 13.5Q5.8 15.5 7.1 19.2ZM6.4 15.3Q7.1 11.2 2.8 9.4Q2.4 14.1 6.4 15.3ZM6.6 13.6Q10.1 14.3 11.5 10.6Q7.5 10.2 6.6 13.6ZM8 10.2Q10.5 7.4 8 4Q5.5 7.4 8 10.2ZM9.1 8.9Q11.4 11.1 14.3 8.9Q11.4 6.7 9.1 8.9ZM10.2 7.9Q13.8 7.7 14.5 3.7Q10.5 4.4 10.2 7.9Z";
/// The stems, a line in the same box.
pub const STEMS: &str = "M13.3 27.1Q15.3 25.2 17.7 25.1A9.6 9.6 0 0 0 21.8 7.9M18.7 27.1Q16.7 25.2 14.3 25.1A9.6 9.6 0 0 1 10.2 7.9";

/// The laurel wreath, in the current text color of its class `wreath`. Decoration: hidden from screen readers.
pub fn wreath() -> Markup {
    html! {
        svg class="wreath" viewBox="0 0 32 32" fill="currentColor" aria-hidden="true" {
            path d=(LEAVES) {}
            path d=(STEMS) fill="none" stroke="currentColor" stroke-width="1.2" stroke-linecap="round" {}
        }
    }
}
