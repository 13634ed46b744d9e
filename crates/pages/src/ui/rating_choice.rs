//! Choosing a star rating, or none, without JavaScript.

use laurel_words::Words;
use maud::{Markup, html};

use crate::ui::field::{described_by, optional, problem_line};

/// Six radio buttons: one to five stars, and no rating. `value`: what was chosen so far, `""` or `"1"` to `"5"`.
pub(crate) fn rating_choice(words: Words, value: &str, problem: Option<&str>) -> Markup {
    let described = described_by("rating", false, problem.is_some());
    html! {
        fieldset class="field rating" aria-describedby=[described] {
            legend { (words.field_rating()) (optional(words)) }
            div class="options" {
                @for stars in 1..=5_u64 {
                    @let typed = stars.to_string();
                    // The first control takes the field's id, so that the error summary leads to it.
                    @let id = (stars == 1).then_some("rating");
                    label class="option" {
                        input type="radio" name="rating" id=[id] value=(typed) checked[value == typed];
                        span class="star" aria-hidden="true" { "★" }
                        span aria-hidden="true" { (typed) }
                        span class="visually-hidden" { (words.field_stars(stars)) }
                    }
                }
                label class="option none" {
                    input type="radio" name="rating" value="" checked[value.is_empty()];
                    (words.field_no_rating())
                }
            }
            (problem_line("rating", problem))
        }
    }
}
