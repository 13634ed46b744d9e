//! Everything public: form, wall, receipt, sign-in, embed document, problem pages and mails.
//!
//! Each page is a plain struct of values, and one function `…_page` that turns it into a whole HTML
//! document. Pages work without JavaScript and contain no inline style and no inline script; the only
//! script element without a source holds JSON-LD, which is data. Every text that a person typed is
//! escaped, wraps anywhere and has `dir="auto"`.
//!
//! Nothing here reads a database, a clock or a request: values come in, HTML goes out. The same
//! [`TestimonialCard`] is used by the app for previews.
#![warn(missing_docs)]

pub mod document;
pub mod embed_document;
pub mod escape;
pub mod form_problem;
pub mod home;
pub mod mail;
mod markup;
pub mod outbox;
pub mod problem;
pub mod receipt;
pub mod sign_in;
pub mod structured_data;
pub mod tell;
pub mod thanks;
pub mod ui;
pub mod wall;
pub mod words;

pub use embed_document::{EmbedDocument, embed_document};
pub use form_problem::FieldProblem;
pub use home::{HomePage, home_page};
pub use laurel_api::published::{
    self, Layout, PublishedRating, PublishedTestimonial, PublishedWall, PublishedWidget, Theme,
};
pub use outbox::{OutboxMail, OutboxMailPage, outbox_mail_page, outbox_page};
pub use problem::{ProblemPage, problem_page};
pub use receipt::{ReceiptConsent, ReceiptPage, ReceiptValues, receipt_page};
pub use sign_in::{
    SignInConfirmPage, SignInFailedPage, SignInSentPage, sign_in_confirm_page, sign_in_failed_page,
    sign_in_sent_page,
};
pub use structured_data::{Product, ProductType};
pub use tell::{ConsentWording, TellPage, TellValues, consent_wording, tell_page};
pub use thanks::{ThanksPage, thanks_page};
pub use ui::testimonial_card::TestimonialCard;
pub use wall::{WallPage, wall_page};
