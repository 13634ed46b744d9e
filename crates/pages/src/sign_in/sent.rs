//! After asking for a link. The same for addresses that are known and those that are not.

use maud::html;

use crate::document::Document;
use crate::form_problem::{FieldProblem, message_for};
use crate::reader::Reader;
use crate::sentence::{SLOTS, with_one};
use crate::ui::error_summary::error_summary;
use crate::ui::field::{Kind, TextField};

/// The values of the page that says a link is on its way, with a field for the code of the same mail.
#[derive(Debug, Clone, Default)]
pub struct SignInSentPage {
    /// The address that was typed.
    pub email: String,
    /// Where mails can be read in development; `None` in production.
    pub outbox_url: Option<String>,
    /// In how many minutes to ask again, when no link is on its way because too many were asked for.
    pub wait_minutes: Option<u64>,
    /// Whether a code was typed that does not work.
    pub wrong_code: bool,
}

/// The page that says a link is on its way, as a document.
pub fn sign_in_sent_page(reader: &Reader, page: SignInSentPage) -> String {
    let words = reader.words;
    let heading = match page.wait_minutes {
        Some(_) => words.sign_in_wait_heading(),
        None => words.sign_in_sent_heading(),
    };
    let document = Document {
        title: words.sign_in_sent_title(heading),
        description: words.sign_in_sent_description().to_owned(),
        ..Document::default()
    };
    let email = html! { strong { bdi { (page.email) } } };
    let another = html! { a href=(reader.link("/")) { (words.sign_in_another()) } };
    let problems: Vec<FieldProblem> = page
        .wrong_code
        .then(|| FieldProblem::new("code", words.sign_in_wrong_code()))
        .into_iter()
        .collect();
    let field = TextField {
        name: "code",
        label: words.sign_in_code(),
        hint: words.sign_in_code_hint(),
        kind: Kind::Digits,
        autocomplete: "one-time-code",
        problem: message_for(&problems, "code"),
        ..TextField::default()
    };
    let main = html! {
        h1 { (heading) }
        @match page.wait_minutes {
            Some(minutes) => p class="measure" { (words.sign_in_wait(minutes)) },
            None => p class="measure" { (with_one(&words.sign_in_sent(SLOTS[0]), &email)) },
        }
        form class="form" method="post" action=(reader.link("/sign-in/code")) novalidate {
            (error_summary(words, &problems))
            input type="hidden" name="email" value=(page.email);
            (field.render(words))
            div class="actions" {
                button class="button" type="submit" { (words.sign_in_confirm()) }
            }
        }
        @if page.wait_minutes.is_none() {
            p class="measure muted" { (with_one(&words.sign_in_no_mail(SLOTS[0]), &another)) }
        }
        @if let Some(url) = &page.outbox_url {
            p { a class="button quiet" href=(reader.link(url)) { (words.outbox_open()) } }
        }
    };
    document.render(reader, &main)
}
