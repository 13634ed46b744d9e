//! The steps of signing in by e-mailed link.

mod confirm;
mod failed;
mod sent;

pub use confirm::{SignInConfirmPage, sign_in_confirm_page};
pub use failed::{DeadLink, SignInFailedPage, sign_in_failed_page};
pub use sent::{SignInSentPage, sign_in_sent_page};
