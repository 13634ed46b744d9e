//! What belongs to the author: a file with everything, and erasing it.

use maud::{Markup, html};

use super::ReceiptPage;
use crate::document::{Brand, Document};
use crate::reader::Reader;

/// The values of the page that asks before a story is erased.
#[derive(Debug, Clone)]
pub struct ReceiptErasePage {
    /// The company or brand.
    pub program_name: String,
    /// The path of the program's wall.
    pub wall_url: String,
    /// The path of the receipt. The button sends to `…/erase`.
    pub receipt_url: String,
    /// Whether the program's record of the author can go as well: the address is proven.
    pub proven: bool,
}

/// Where everything can be had, and where it can be erased.
pub(super) fn yours(reader: &Reader, page: &ReceiptPage) -> Markup {
    let words = reader.words;
    html! {
        section class="section" aria-labelledby="yours" {
            h2 id="yours" { (words.receipt_yours()) }
            ul class="stack tight" {
                li {
                    a href=(reader.link(&format!("{}/export", page.receipt_url))) download="" {
                        (words.receipt_export())
                    }
                }
                @if !page.erased {
                    li {
                        a href=(reader.link(&format!("{}/erase", page.receipt_url))) { (words.receipt_erase()) }
                    }
                }
            }
        }
    }
}

/// The page that says what goes and what stays, as a document. Only its button erases.
pub fn receipt_erase_page(reader: &Reader, page: ReceiptErasePage) -> String {
    let words = reader.words;
    let document = Document {
        title: words.receipt_erase().to_owned(),
        description: words.receipt_description().to_owned(),
        brand: Some(Brand {
            name: page.program_name.clone(),
            url: page.wall_url,
            link: None,
        }),
        ..Document::default()
    };
    let main = html! {
        h1 { (words.receipt_erase()) }
        div class="stack measure" {
            p { (words.receipt_erase_goes()) }
            p dir="auto" { (words.receipt_erase_stays(&page.program_name)) }
            p { (words.receipt_erase_for_good()) }
        }
        form class="section stack" method="post" action=(reader.link(&format!("{}/erase", page.receipt_url))) {
            @if page.proven {
                label class="choice" {
                    input type="checkbox" name="everything" value="yes";
                    span dir="auto" { (words.receipt_erase_person(&page.program_name)) }
                }
            }
            div class="row" {
                button class="button danger" type="submit" { (words.receipt_erase_button()) }
                a class="button quiet" href=(reader.link(&page.receipt_url)) { (words.receipt_erase_keep()) }
            }
        }
    };
    document.render(reader, &main)
}
