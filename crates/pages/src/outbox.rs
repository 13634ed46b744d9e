//! `/dev/outbox`: mails that would have been sent. Exists in development builds only.

use laurel_domain::Timestamp;
use maud::{Markup, html};

use crate::document::Document;
use crate::reader::Reader;

/// One mail of the list.
#[derive(Debug, Clone)]
pub struct OutboxMail {
    /// The path of the mail itself.
    pub url: String,
    /// Who it is for.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub created_at: Timestamp,
}

/// One mail in full.
#[derive(Debug, Clone)]
pub struct OutboxMailPage {
    /// The path of the list.
    pub outbox_url: String,
    /// Who it is for.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Its plain text; addresses that stand on a line of their own become links.
    pub text: String,
}

fn document(reader: &Reader, title: String) -> Document {
    Document {
        title,
        description: reader.words.outbox_description().to_owned(),
        ..Document::default()
    }
}

/// The list of mails as a document, in the order given.
pub fn outbox_page(reader: &Reader, mails: Vec<OutboxMail>) -> String {
    let words = reader.words;
    let main = html! {
        h1 { (words.outbox_heading()) }
        p class="lede" { (words.outbox_lede()) }
        @if mails.is_empty() { p class="muted" { (words.outbox_empty()) } }
        div class="table-frame" role="region" aria-label=(words.outbox_mails()) tabindex="0" {
            table class="table" {
                thead {
                    tr {
                        th scope="col" { (words.outbox_subject()) }
                        th scope="col" { (words.outbox_to()) }
                        th scope="col" { (words.outbox_written()) }
                    }
                }
                tbody {
                    @for mail in &mails {
                        tr {
                            th scope="row" { a href=(reader.link(&mail.url)) dir="auto" { (mail.subject) } }
                            td { bdi { (mail.recipient) } }
                            td { time { (mail.created_at.to_rfc3339()) } }
                        }
                    }
                }
            }
        }
    };
    document(reader, words.outbox_title().to_owned()).render(reader, &main)
}

/// One mail as a document.
pub fn outbox_mail_page(reader: &Reader, mail: OutboxMailPage) -> String {
    let words = reader.words;
    let main = html! {
        nav class="small" aria-label=(words.outbox_way_back()) {
            a href=(reader.link(&mail.outbox_url)) { (words.outbox_heading()) }
        }
        h1 dir="auto" { (mail.subject) }
        dl class="facts-list" {
            dt { (words.outbox_to()) }
            dd { bdi { (mail.recipient) } }
            dt { (words.outbox_written()) }
            dd { time { (mail.created_at.to_rfc3339()) } }
        }
        div class="card stack" {
            @for text in mail.text.lines() { (line(text)) }
        }
    };
    document(reader, words.outbox_mail_title(&mail.subject)).render(reader, &main)
}

/// A line of a mail; an address that stands on it alone is a link.
fn line(text: &str) -> Markup {
    let is_address = ["http://", "https://"]
        .iter()
        .any(|start| text.starts_with(start));
    html! {
        @if is_address && !text.contains(char::is_whitespace) {
            p { a href=(text) { (text) } }
        } @else if !text.trim().is_empty() {
            p class="measure" dir="auto" { (text) }
        }
    }
}
