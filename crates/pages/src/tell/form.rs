//! The form itself: story, person, consent.

use laurel_domain::text::{QUOTE_MAX, QUOTE_MIN};
use laurel_words::Words;
use maud::{Markup, html};

use super::TellPage;
use super::consent::consent_boxes;
use super::relationship::relationship_field;
use super::values::TellValues;
use crate::form_problem::{FieldProblem, message_for};
use crate::reader::Reader;
use crate::sentence::{SLOTS, name, with};
use crate::ui::error_summary::error_summary;
use crate::ui::field::{Kind, TextArea, TextField};
use crate::ui::rating_choice::rating_choice;

/// The form of the page.
pub(super) fn form(reader: &Reader, page: &TellPage) -> Markup {
    let words = reader.words;
    let TellPage {
        program_name,
        action,
        values,
        problems,
        incentive,
        consents,
        ..
    } = page;
    html! {
        form class="form" method="post" action=(reader.link(action)) novalidate data-draft {
            (error_summary(words, problems))
            input type="hidden" name="submission" value=(values.submission);
            input type="hidden" name="agreed_with" value=(program_name);
            input type="hidden" name="language" value=(words.tag());
            input type="hidden" name="wording" value=(page.shown.wording);
            input type="hidden" name="incentive" value=(page.shown.incentive);
            (trap(words, &values.leave_empty))
            (story(words, &values.quote, message_for(problems, "quote")))
            (rating_choice(words, &values.rating, message_for(problems, "rating")))
            @if let Some(incentive) = incentive { (incentive_note(words, program_name, incentive)) }
            (about_you(words, values, problems))
            (consent_boxes(words, program_name, consents, values))
            div class="actions" {
                button class="button" type="submit" { (words.tell_send()) }
            }
        }
    }
}

/// A field that only programs see and fill in.
fn trap(words: Words, value: &str) -> Markup {
    html! {
        div class="trap" aria-hidden="true" {
            label for="leave_empty" { (words.tell_leave_empty()) }
            input id="leave_empty" name="leave_empty" value=(value) tabindex="-1" autocomplete="off";
        }
    }
}

fn story(words: Words, value: &str, problem: Option<&str>) -> Markup {
    let hint = html! {
        p { (words.tell_length_and_start(QUOTE_MIN as u64, QUOTE_MAX as u64)) }
        ul {
            li { (words.tell_start_before()) }
            li { (words.tell_start_during()) }
            li { (words.tell_start_advice()) }
        }
    };
    let area = TextArea {
        name: "quote",
        label: words.field_story(),
        hint: &hint,
        max: QUOTE_MAX,
        value,
        problem,
    };
    area.render(words)
}

fn about_you(words: Words, values: &TellValues, problems: &[FieldProblem]) -> Markup {
    let author = TextField {
        name: "author",
        label: words.field_name(),
        autocomplete: "name",
        value: &values.author,
        problem: message_for(problems, "author"),
        ..TextField::default()
    };
    let email = TextField {
        name: "email",
        label: words.field_email(),
        kind: Kind::Email,
        autocomplete: "email",
        value: &values.email,
        problem: message_for(problems, "email"),
        ..TextField::default()
    };
    html! {
        fieldset class="part" {
            legend { (words.tell_about_you()) }
            div class="pair" { (author.render(words)) (email.render(words)) }
            p class="muted small" { (words.tell_address_use()) }
            (work(words, &values.headline, &values.company, problems))
            (relationship_field(words, &values.relationship, message_for(problems, "relationship")))
        }
    }
}

/// What the author is and where they work; shared with the receipt's edit form.
pub(crate) fn work(
    words: Words,
    headline: &str,
    company: &str,
    problems: &[FieldProblem],
) -> Markup {
    let field = |name, label, autocomplete, value| TextField {
        name,
        label,
        autocomplete,
        optional: true,
        value,
        problem: message_for(problems, name),
        ..TextField::default()
    };
    let headline = field(
        "headline",
        words.field_headline(),
        "organization-title",
        headline,
    );
    let company = field("company", words.field_company(), "organization", company);
    html! {
        div class="pair" { (headline.render(words)) (company.render(words)) }
    }
}

fn incentive_note(words: Words, program_name: &str, incentive: &str) -> Markup {
    let incentive = html! { strong dir="auto" { (incentive) } };
    let sentence = words.tell_incentive(SLOTS[0], SLOTS[1]);
    html! {
        div class="banner" id="incentive" {
            p { (with(&sentence, [&name(program_name), &incentive])) }
            p class="muted small" { (words.tell_incentive_note()) }
        }
    }
}
