//! Which relationship the author has to the company; shared with the receipt's edit form.

use laurel_domain::testimonial::Relationship;
use laurel_words::Words;
use maud::{Markup, html};

use crate::ui::field::{described_by, invalid, problem_line};

/// The question. `value`: a code of [`Relationship`], or `""`.
pub(crate) fn relationship_field(words: Words, value: &str, problem: Option<&str>) -> Markup {
    let described = described_by("relationship", true, problem.is_some());
    html! {
        div class="field" {
            label for="relationship" { (words.field_relationship()) }
            p class="hint" id="relationship-hint" { (words.field_relationship_hint()) }
            select id="relationship" name="relationship" required
                aria-describedby=[described] aria-invalid=[invalid(problem)] {
                option value="" selected[value.is_empty()] { (words.field_choose()) }
                @for relationship in Relationship::ALL {
                    @let code = relationship.code();
                    option value=(code) selected[value == code] { (answer(words, *relationship)) }
                }
            }
            (problem_line("relationship", problem))
        }
    }
}

fn answer(words: Words, relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Customer => words.field_i_am_customer(),
        Relationship::Employee => words.field_i_work_there(),
        Relationship::Partner => words.field_my_company_works_with_them(),
        Relationship::Investor => words.field_i_have_invested(),
    }
}
