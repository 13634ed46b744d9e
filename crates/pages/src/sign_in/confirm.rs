//! Where an e-mailed link leads. Opening it changes nothing, so that programs which follow the links
//! in mails do not use it up; pressing the button does.

use maud::html;

use crate::document::Document;
use crate::reader::Reader;

/// The values of the page with the button that signs in.
#[derive(Debug, Clone, Default)]
pub struct SignInConfirmPage {
    /// Where the button sends to: the link's own path.
    pub action: String,
}

/// The page with the button that signs in, as a document.
pub fn sign_in_confirm_page(reader: &Reader, page: SignInConfirmPage) -> String {
    let words = reader.words;
    let document = Document {
        title: words.sign_in_confirm_title().to_owned(),
        description: words.sign_in_confirm_lede().to_owned(),
        ..Document::default()
    };
    let main = html! {
        h1 { (words.sign_in_confirm_heading()) }
        p class="measure" { (words.sign_in_confirm_lede()) }
        form method="post" action=(reader.link(&page.action)) {
            button class="button" type="submit" autofocus { (words.sign_in_confirm()) }
        }
    };
    document.render(reader, &main)
}
