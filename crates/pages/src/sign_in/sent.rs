//! After asking for a link. The same for addresses that are known and those that are not.

use leptos::prelude::*;

use crate::document::Document;

/// The values of the page that says a link is on its way.
#[derive(Debug, Clone, Default)]
pub struct SignInSentPage {
    /// The address that was typed.
    pub email: String,
    /// Where mails can be read in development; `None` in production.
    pub outbox_url: Option<String>,
}

/// The page that says a link is on its way, as a document.
pub fn sign_in_sent_page(page: SignInSentPage) -> String {
    let document = Document {
        title: "Look into your inbox – Laurel".to_owned(),
        description: "A sign-in link is on its way.".to_owned(),
        ..Document::default()
    };
    document.render(|| {
        let outbox = page.outbox_url.map(|url| {
            view! { <p><a class="button quiet" href=url>"Open the development outbox"</a></p> }
        });
        view! {
            <h1>"Look into your inbox"</h1>
            <p class="measure">
                "If "<strong><bdi>{page.email}</bdi></strong>
                " belongs to a member, a link is on its way to it. Open it in this browser within ten
                minutes; it works once."
            </p>
            <p class="measure muted">
                "No mail after a few minutes? Look among unwanted mail, or "
                <a href="/">"ask for another link"</a>"."
            </p>
            {outbox}
        }
    })
}
