//! Everything public: form, wall, receipt, sign-in, embed document, problem pages and mails.
//!
//! Each page is a plain struct of values, and one function `…_page` that turns it into a whole HTML
//! document. Pages work without JavaScript and contain no inline style and no inline script; the only
//! script element without a source holds JSON-LD, which is data. Every text that a person typed is
//! escaped, wraps anywhere and has `dir="auto"`. Sentences come from `laurel-words`, in the language of
//! the [`Reader`]; what an author wrote is never translated.
//!
//! Nothing here reads a database, a clock or a request: values come in, HTML goes out. The app shows the
//! same [`testimonial_card`] in its previews.
#![warn(missing_docs)]

pub mod document;
pub mod embed_document;
pub mod embed_words;
pub mod escape;
pub mod form_problem;
pub mod home;
pub mod mail;
pub mod outbox;
pub mod problem;
pub mod reader;
pub mod receipt;
mod sentence;
pub mod sign_in;
pub mod structured_data;
pub mod tell;
pub mod thanks;
pub mod ui;
pub mod wall;

pub use embed_document::{EmbedDocument, embed_document};
pub use embed_words::embed_words;
pub use form_problem::FieldProblem;
pub use home::{HomePage, home_page};
pub use laurel_api::published::{
    self, EmbedWords, Layout, PublishedRating, PublishedTestimonial, PublishedWall,
    PublishedWidget, Theme,
};
pub use maud::Markup;
pub use outbox::{OutboxMail, OutboxMailPage, outbox_mail_page, outbox_page};
pub use problem::{ProblemPage, problem_page};
pub use reader::Reader;
pub use receipt::{
    ReceiptConsent, ReceiptErasePage, ReceiptPage, ReceiptValues, receipt_erase_page, receipt_page,
};
pub use sign_in::{
    DeadLink, SignInConfirmPage, SignInFailedPage, SignInSentPage, sign_in_confirm_page,
    sign_in_failed_page, sign_in_sent_page,
};
pub use structured_data::{Product, ProductType};
pub use tell::{ConsentWording, Shown, TellPage, TellValues, consent_wording, tell_page};
pub use thanks::{ThanksPage, thanks_page};
pub use ui::testimonial_card::{relationship_disclosure, testimonial_card};
pub use wall::{WallPage, wall_page};

/// `2026-11-22`, for the `datetime` attribute.
pub(crate) fn machine_date(at: laurel_domain::Timestamp) -> String {
    at.day().to_string()
}
