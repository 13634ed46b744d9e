//! After asking for a link. The same for addresses that are known and those that are not.

use maud::html;

use crate::document::Document;
use crate::reader::Reader;
use crate::sentence::{SLOTS, with_one};

/// The values of the page that says a link is on its way.
#[derive(Debug, Clone, Default)]
pub struct SignInSentPage {
    /// The address that was typed.
    pub email: String,
    /// Where mails can be read in development; `None` in production.
    pub outbox_url: Option<String>,
}

/// The page that says a link is on its way, as a document.
pub fn sign_in_sent_page(reader: &Reader, page: SignInSentPage) -> String {
    let words = reader.words;
    let document = Document {
        title: words.sign_in_sent_title().to_owned(),
        description: words.sign_in_sent_description().to_owned(),
        ..Document::default()
    };
    let email = html! { strong { bdi { (page.email) } } };
    let another = html! { a href=(reader.link("/")) { (words.sign_in_another()) } };
    let main = html! {
        h1 { (words.sign_in_sent_heading()) }
        p class="measure" { (with_one(&words.sign_in_sent(SLOTS[0]), &email)) }
        p class="measure muted" { (with_one(&words.sign_in_no_mail(SLOTS[0]), &another)) }
        @if let Some(url) = &page.outbox_url {
            p { a class="button quiet" href=(reader.link(url)) { (words.outbox_open()) } }
        }
    };
    document.render(reader, &main)
}
