//! When a sign-in link cannot be used.

use leptos::prelude::*;

use crate::document::Document;
use crate::home::SignInForm;

/// The values of the page that says a link no longer works.
#[derive(Debug, Clone, Default)]
pub struct SignInFailedPage {
    /// The address to ask again for, when it is known.
    pub email: String,
}

/// The page that says a link no longer works, as a document.
pub fn sign_in_failed_page(page: SignInFailedPage) -> String {
    let document = Document {
        title: "This link no longer works – Laurel".to_owned(),
        description: "Ask for another sign-in link.".to_owned(),
        ..Document::default()
    };
    document.render(|| {
        view! {
            <h1>"This link no longer works"</h1>
            <p class="measure">
                "A sign-in link works once, for ten minutes, and only in the browser that asked for
                it. Ask for another one here and open it in this browser."
            </p>
            <SignInForm email=page.email problems=Vec::new() />
        }
    })
}
