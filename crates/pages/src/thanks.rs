//! After sending: thanks, and the way to the receipt.

use maud::html;

use crate::document::{Brand, Document};
use crate::reader::Reader;
use crate::sentence::{SLOTS, name, with_one};

/// The values of the thanks page.
#[derive(Debug, Clone, Default)]
pub struct ThanksPage {
    /// The company or brand.
    pub program_name: String,
    /// The path of the program's wall.
    pub wall_url: String,
    /// The receipt's path.
    pub receipt_url: String,
    /// Where the receipt was mailed to.
    pub email: String,
    /// What the author was offered; said again so that they know it is on its way.
    pub incentive: Option<String>,
}

/// The thanks page as a document.
pub fn thanks_page(reader: &Reader, page: ThanksPage) -> String {
    let words = reader.words;
    let document = Document {
        title: words.thanks_title(&page.program_name),
        description: words.thanks_description().to_owned(),
        brand: Some(Brand {
            name: page.program_name.clone(),
            url: page.wall_url,
            link: None,
        }),
        // Forgets the draft that it kept while the story was written.
        scripts: vec!["/assets/tell.js".to_owned()],
        ..Document::default()
    };
    let program = name(&page.program_name);
    let email = html! { strong { bdi { (page.email) } } };
    let main = html! {
        div class="opening" data-draft-done {
            h1 { (words.thanks_heading()) }
            p class="lede" { (with_one(&words.thanks_arrived(SLOTS[0]), &program)) }
        }
        @if let Some(incentive) = &page.incentive {
            @let incentive = html! { strong dir="auto" { (incentive) } };
            p class="measure" { (with_one(&words.thanks_incentive(SLOTS[0]), &incentive)) }
        }
        p class="measure" { (with_one(&words.thanks_receipt(SLOTS[0]), &email)) }
        p { a class="button" href=(reader.link(&page.receipt_url)) { (words.thanks_open()) } }
    };
    document.render(reader, &main)
}
