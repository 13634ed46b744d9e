//! When a sign-in link cannot be used.

use maud::html;

use crate::document::Document;
use crate::home::sign_in_form;
use crate::reader::Reader;

/// The values of the page that says a link no longer works.
#[derive(Debug, Clone, Default)]
pub struct SignInFailedPage {
    /// The address to ask again for, when it is known.
    pub email: String,
}

/// The page that says a link no longer works, as a document.
pub fn sign_in_failed_page(reader: &Reader, page: SignInFailedPage) -> String {
    let words = reader.words;
    let document = Document {
        title: words.sign_in_failed_title().to_owned(),
        description: words.sign_in_failed_description().to_owned(),
        ..Document::default()
    };
    let main = html! {
        h1 { (words.sign_in_failed_heading()) }
        p class="measure" { (words.sign_in_failed()) }
        (sign_in_form(reader, &page.email, &[]))
    };
    document.render(reader, &main)
}
