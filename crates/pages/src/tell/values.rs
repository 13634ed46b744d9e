//! What the form at `/p/{program}/tell` sends, exactly as it was typed.

use laurel_domain::testimonial::Purpose;
use serde::{Deserialize, Deserializer};

/// The form's fields. Unchecked text: everything typed comes back when something is wrong.
///
/// Reads `application/x-www-form-urlencoded`; a field that is missing is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TellValues {
    /// Chosen by the server when it showed the form; a doubled sending has the same one.
    pub submission: String,
    /// The company's name as it stood in the wordings of consent that were shown; empty when a
    /// program sends the form.
    pub agreed_with: String,
    /// The language in which the wordings of consent were shown; empty when a program sends the form.
    pub language: String,
    /// A digest of the wordings of consent that were shown; empty when a program sends the form.
    pub wording: String,
    /// A digest of the incentive that was shown; empty when a program sends the form.
    pub incentive: String,
    /// The story.
    pub quote: String,
    /// `""` or `"1"` to `"5"`.
    pub rating: String,
    /// The author's name.
    pub author: String,
    /// The author's address, for the receipt.
    pub email: String,
    /// What the author is.
    pub headline: String,
    /// Where the author works.
    pub company: String,
    /// A code of [`Relationship`](laurel_domain::testimonial::Relationship), or `""`.
    pub relationship: String,
    /// Ticked: may be shown on the company's websites.
    #[serde(deserialize_with = "ticked")]
    pub consent_website: bool,
    /// Ticked: may be shown on social media.
    #[serde(deserialize_with = "ticked")]
    pub consent_social_media: bool,
    /// Ticked: may be used in sales material.
    #[serde(deserialize_with = "ticked")]
    pub consent_sales_material: bool,
    /// The trap: people do not see this field, so whoever fills it in is a program.
    pub leave_empty: String,
}

impl TellValues {
    /// Whether the box for this purpose is ticked.
    pub const fn consents_to(&self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::Website => self.consent_website,
            Purpose::SocialMedia => self.consent_social_media,
            Purpose::SalesMaterial => self.consent_sales_material,
        }
    }
}

/// The name of a purpose's box.
pub(crate) const fn consent_field(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Website => "consent_website",
        Purpose::SocialMedia => "consent_social_media",
        Purpose::SalesMaterial => "consent_sales_material",
    }
}

/// What a ticked box sends.
pub(crate) const TICKED: &str = "yes";

/// Consent is what a ticked box sends, and nothing else is.
fn ticked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    String::deserialize(deserializer).map(|sent| sent == TICKED)
}
