//! `/dev/outbox`: mails that would have been sent. Exists in development builds only.

use laurel_domain::Timestamp;
use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::document::Document;

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

fn document(title: String) -> Document {
    Document {
        title,
        description: "Mails that were not sent, because this is a development server.".to_owned(),
        ..Document::default()
    }
}

/// The list of mails as a document, in the order given.
pub fn outbox_page(mails: Vec<OutboxMail>) -> String {
    document("Outbox – Laurel".to_owned()).render(|| {
        let empty = mails.is_empty().then(|| {
            view! { <p class="muted">"No mail yet. Ask for a sign-in link or send a story."</p> }
        });
        let rows: Vec<_> = mails
            .into_iter()
            .map(|mail| {
                view! {
                    <tr>
                        <th scope="row"><a href=mail.url dir="auto">{mail.subject}</a></th>
                        <td><bdi>{mail.recipient}</bdi></td>
                        <td><time>{mail.created_at.to_rfc3339()}</time></td>
                    </tr>
                }
            })
            .collect();
        view! {
            <h1>"Outbox"</h1>
            <p class="lede">"Mails stay here, because this is a development server."</p>
            {empty}
            <div class="table-frame" role="region" aria-label="Mails" tabindex="0">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Subject"</th>
                            <th scope="col">"To"</th>
                            <th scope="col">"Written"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

/// One mail as a document.
pub fn outbox_mail_page(mail: OutboxMailPage) -> String {
    document(format!("{} – Outbox", mail.subject)).render(|| {
        let lines: Vec<_> = mail
            .text
            .lines()
            .map(|line| {
                let line = line.to_owned();
                let is_address = ["http://", "https://"]
                    .iter()
                    .any(|start| line.starts_with(start));
                if is_address && !line.contains(char::is_whitespace) {
                    view! { <p><a href=line.clone()>{line.clone()}</a></p> }.into_markup()
                } else if line.trim().is_empty() {
                    ().into_markup()
                } else {
                    view! { <p class="measure" dir="auto">{line}</p> }.into_markup()
                }
            })
            .collect();
        view! {
            <nav class="small" aria-label="Way back"><a href=mail.outbox_url>"Outbox"</a></nav>
            <h1 dir="auto">{mail.subject}</h1>
            <dl class="facts-list">
                <dt>"To"</dt>
                <dd><bdi>{mail.recipient}</bdi></dd>
                <dt>"Written"</dt>
                <dd><time>{mail.created_at.to_rfc3339()}</time></dd>
            </dl>
            <div class="card stack">{lines}</div>
        }
    })
}
