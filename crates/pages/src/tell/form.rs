//! The form itself: story, person, consent.

use laurel_domain::testimonial::Relationship;
use laurel_domain::text::QUOTE_MAX;
use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use super::TellPage;
use super::consent::consent_boxes;
use crate::form_problem::message_for;
use crate::ui::error_summary::ErrorSummary;
use crate::ui::field::{TextArea, TextField, described_by, problem_line};
use crate::ui::rating_choice::RatingChoice;

/// The form of the page.
pub(super) fn form(page: TellPage) -> impl IntoView {
    let TellPage {
        program_name,
        product_name: _,
        wall_url: _,
        action,
        values,
        problems,
        incentive,
        consents,
        notice: _,
    } = page;
    let problem = |field: &str| message_for(&problems, field);
    let incentive = incentive.map(|incentive| incentive_note(program_name.clone(), incentive));
    let boxes = consent_boxes(&program_name, consents, &values);
    let relationship = relationship_field(values.relationship, problem("relationship"));
    view! {
        <form class="form" method="post" action=action novalidate data-draft>
            <ErrorSummary problems=problems.clone() />
            <input type="hidden" name="submission" value=values.submission />
            <input type="hidden" name="agreed_with" value=program_name.clone() />
            <div class="trap" aria-hidden="true">
                <label for="leave_empty">"Leave this empty"</label>
                <input
                    id="leave_empty"
                    name="leave_empty"
                    value=values.leave_empty
                    tabindex="-1"
                    autocomplete="off"
                />
            </div>
            <TextArea name="quote" label="Your story" value=values.quote problem=problem("quote") max=QUOTE_MAX>
                <p>"20 to 3,000 characters. If you do not know where to begin:"</p>
                <ul>
                    <li>"What did you want to get done, and what was in the way?"</li>
                    <li>"What happened when you used it?"</li>
                    <li>"What would you tell somebody who is deciding now?"</li>
                </ul>
            </TextArea>
            <RatingChoice value=values.rating problem=problem("rating") />
            {incentive}
            <fieldset class="part">
                <legend>"About you"</legend>
                <div class="pair">
                    <TextField name="author" label="Name" autocomplete="name" value=values.author problem=problem("author") />
                    <TextField
                        name="email"
                        label="E-mail"
                        kind="email"
                        autocomplete="email"
                        value=values.email
                        problem=problem("email")
                    />
                </div>
                <p class="muted small">
                    "Your address is for your receipt, with which you can change or withdraw all of this. It is never shown."
                </p>
                <div class="pair">
                    <TextField
                        name="headline"
                        label="Headline"
                        autocomplete="organization-title"
                        optional=true
                        value=values.headline
                        problem=problem("headline")
                    />
                    <TextField
                        name="company"
                        label="Company"
                        autocomplete="organization"
                        optional=true
                        value=values.company
                        problem=problem("company")
                    />
                </div>
                {relationship}
            </fieldset>
            {boxes}
            <div class="actions">
                <button class="button" type="submit">"Send my story"</button>
            </div>
        </form>
    }
    .into_markup()
}

fn incentive_note(program_name: String, incentive: String) -> impl IntoView {
    view! {
        <div class="banner" id="incentive">
            <p>
                <bdi>{program_name}</bdi>" thanks everyone who sends a story: "
                <strong dir="auto">{incentive}</strong>
            </p>
            <p class="muted small">
                "It does not depend on what you write or how you rate, and it is stated beside your words."
            </p>
        </div>
    }
    .into_markup()
}

/// Which relationship; shared with the receipt's edit form.
pub(crate) fn relationship_field(value: String, problem: Option<String>) -> impl IntoView + use<> {
    let options: Vec<_> = Relationship::ALL
        .iter()
        .map(|relationship| {
            let words = match relationship {
                Relationship::Customer => "I am a customer or user",
                Relationship::Employee => "I work there",
                Relationship::Partner => "My company works with them",
                Relationship::Investor => "I have invested in them",
            };
            let code = relationship.code();
            view! { <option value=code selected={value == code}>{words}</option> }
        })
        .collect();
    let described = described_by("relationship", true, problem.is_some());
    let invalid = problem.is_some().then_some("true");
    view! {
        <div class="field">
            <label for="relationship">"Your relationship to the company"</label>
            <p class="hint" id="relationship-hint">"Everything but customer is stated beside your words."</p>
            <select
                id="relationship"
                name="relationship"
                required
                aria-describedby=described
                aria-invalid=invalid
            >
                <option value="" selected=value.is_empty()>"Please choose"</option>
                {options}
            </select>
            {problem_line("relationship", problem)}
        </div>
    }
    .into_markup()
}
