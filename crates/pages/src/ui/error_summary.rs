//! All problems of a form in one place, above it.

use laurel_words::Words;
use maud::{Markup, html};

use crate::form_problem::FieldProblem;

/// Says how many problems there are and links to each field. Nothing when there is none.
pub(crate) fn error_summary(words: Words, problems: &[FieldProblem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div class="error-summary" role="alert" tabindex="-1" aria-labelledby="error-summary" {
                h2 id="error-summary" { (words.field_problems(problems.len() as u64)) }
                ul {
                    @for problem in problems {
                        li { a href={ "#" (problem.field) } { (problem.message) } }
                    }
                }
                p class="small" { (words.field_nothing_lost()) }
            }
        }
    }
}
