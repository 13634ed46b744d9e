//! Consent: one box per purpose, none ticked, each with its own wording.

use laurel_domain::testimonial::Purpose;
use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::tell::values::{TellValues, consent_field};

/// The exact words that a person agrees to for one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentWording {
    /// What for.
    pub purpose: Purpose,
    /// The words beside the box.
    pub wording: String,
}

/// The words that are used unless a program has its own.
pub fn consent_wording(purpose: Purpose, program_name: &str) -> ConsentWording {
    let wording = match purpose {
        Purpose::Website => format!(
            "{program_name} may show my words, my rating, my name, headline and company on its \
             websites, and on pages where its widget stands."
        ),
        Purpose::SocialMedia => format!(
            "{program_name} may show my words, my rating, my name, headline and company in its \
             posts on social media."
        ),
        Purpose::SalesMaterial => format!(
            "{program_name} may show my words, my rating, my name, headline and company in \
             presentations, proposals and brochures."
        ),
    };
    ConsentWording { purpose, wording }
}

/// The boxes of the form.
pub(crate) fn consent_boxes(
    program_name: &str,
    consents: Vec<ConsentWording>,
    values: &TellValues,
) -> impl IntoView + use<> {
    let boxes: Vec<_> = consents
        .into_iter()
        .map(|ConsentWording { purpose, wording }| {
            let name = consent_field(purpose);
            let checked = values.consents_to(purpose);
            view! {
                <label class="choice">
                    <input type="checkbox" id=name name=name value="yes" checked=checked />
                    <span dir="auto">{wording}</span>
                </label>
            }
        })
        .collect();
    let program_name = program_name.to_owned();
    view! {
        <fieldset class="part" aria-describedby="consent-hint">
            <legend>"Where may your words appear?"</legend>
            <p class="hint muted" id="consent-hint">
                "Each is your choice, and you can change it at any time with the link we send you.
                If you tick nothing, your story stays with "<bdi>{program_name}</bdi>"."
            </p>
            <div class="choices">{boxes}</div>
        </fieldset>
    }
    .into_markup()
}
