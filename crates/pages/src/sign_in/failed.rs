//! When a sign-in link cannot be used: why, and what to do.

use maud::html;

use crate::document::Document;
use crate::home::sign_in_form;
use crate::reader::Reader;

/// Why a link does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadLink {
    /// Somebody signed in with it.
    Used,
    /// Its ten minutes are over.
    Expired,
    /// Another browser asked for it.
    OtherBrowser,
    /// It was not copied whole, or it is so old that it is forgotten.
    Unknown,
}

impl DeadLink {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Used, Self::Expired, Self::OtherBrowser, Self::Unknown];
}

/// The values of the page that says why a link does not work.
#[derive(Debug, Clone, Copy)]
pub struct SignInFailedPage {
    /// Why.
    pub why: DeadLink,
}

/// The page that says why a link does not work, as a document.
pub fn sign_in_failed_page(reader: &Reader, page: SignInFailedPage) -> String {
    let words = reader.words;
    let (heading, what) = match page.why {
        DeadLink::Used => (words.sign_in_used_heading(), words.sign_in_used()),
        DeadLink::Expired => (words.sign_in_expired_heading(), words.sign_in_expired()),
        DeadLink::OtherBrowser => (
            words.sign_in_other_browser_heading(),
            words.sign_in_other_browser(),
        ),
        DeadLink::Unknown => (words.sign_in_unknown_heading(), words.sign_in_unknown()),
    };
    let document = Document {
        title: words.sign_in_failed_title(heading),
        description: what.to_owned(),
        ..Document::default()
    };
    let main = html! {
        h1 { (heading) }
        p class="measure" { (what) }
        (sign_in_form(reader, "", &[]))
    };
    document.render(reader, &main)
}
