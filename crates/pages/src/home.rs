//! `/`: what Laurel is, and sign-in for members.

use maud::{Markup, html};

use crate::document::Document;
use crate::form_problem::{FieldProblem, message_for};
use crate::reader::Reader;
use crate::ui::error_summary::error_summary;
use crate::ui::field::{Kind, TextField};

/// The values of the home page.
#[derive(Debug, Clone, Default)]
pub struct HomePage {
    /// The address typed so far.
    pub email: String,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

/// The home page as a document.
pub fn home_page(reader: &Reader, page: HomePage) -> String {
    let words = reader.words;
    let document = Document {
        title: words.home_title().to_owned(),
        description: words.home_description().to_owned(),
        listed: true,
        ..Document::default()
    };
    let main = html! {
        div class="opening" {
            h1 { (words.home_heading()) }
            p class="lede" { (words.home_lede()) }
        }
        p class="measure" { (words.home_promise()) }
        section class="section stack" aria-labelledby="sign-in" {
            h2 id="sign-in" { (words.home_sign_in()) }
            (sign_in_form(reader, &page.email, &page.problems))
        }
    };
    document.render(reader, &main)
}

/// Asks for an address and sends a link to it.
pub(crate) fn sign_in_form(reader: &Reader, email: &str, problems: &[FieldProblem]) -> Markup {
    let words = reader.words;
    let field = TextField {
        name: "email",
        label: words.home_address(),
        hint: words.home_address_hint(),
        kind: Kind::Email,
        autocomplete: "email",
        value: email,
        problem: message_for(problems, "email"),
        ..TextField::default()
    };
    html! {
        form class="form" method="post" action=(reader.link("/sign-in")) novalidate {
            (error_summary(words, problems))
            (field.render(words))
            div class="actions" {
                button class="button" type="submit" { (words.home_send()) }
            }
        }
    }
}
