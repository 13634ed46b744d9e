//! Consent: one box per purpose, none ticked, each with its own wording.

use laurel_domain::testimonial::Purpose;
use laurel_words::Words;
use maud::{Markup, html};

use crate::sentence::{SLOTS, name, with_one};
use crate::tell::values::{TICKED, TellValues, consent_field};

/// The exact words that a person agrees to for one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentWording {
    /// What for.
    pub purpose: Purpose,
    /// The words beside the box.
    pub wording: String,
}

/// The words that are used unless a program has its own.
pub fn consent_wording(words: Words, purpose: Purpose, program_name: &str) -> ConsentWording {
    let wording = match purpose {
        Purpose::Website => words.consent_website(program_name),
        Purpose::SocialMedia => words.consent_social_media(program_name),
        Purpose::SalesMaterial => words.consent_sales_material(program_name),
    };
    ConsentWording { purpose, wording }
}

/// What a purpose is called.
pub(crate) fn purpose_name(words: Words, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Website => words.consent_name_website(),
        Purpose::SocialMedia => words.consent_name_social_media(),
        Purpose::SalesMaterial => words.consent_name_sales_material(),
    }
}

/// The boxes of the form.
pub(crate) fn consent_boxes(
    words: Words,
    program_name: &str,
    consents: &[ConsentWording],
    values: &TellValues,
) -> Markup {
    html! {
        fieldset class="part" aria-describedby="consent-hint" {
            legend { (words.tell_consent()) }
            p class="hint muted" id="consent-hint" {
                (with_one(&words.tell_consent_hint(SLOTS[0]), &name(program_name)))
            }
            div class="choices" {
                @for ConsentWording { purpose, wording } in consents {
                    @let field = consent_field(*purpose);
                    label class="choice" {
                        input type="checkbox" id=(field) name=(field) value=(TICKED)
                            checked[values.consents_to(*purpose)];
                        span dir="auto" { (wording) }
                    }
                }
            }
        }
    }
}
