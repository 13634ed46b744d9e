//! Where an e-mailed link leads. Opening it changes nothing, so that programs which follow the links
//! in mails do not use it up; pressing the button does.

use leptos::prelude::*;

use crate::document::Document;

/// The values of the page with the button that signs in.
#[derive(Debug, Clone, Default)]
pub struct SignInConfirmPage {
    /// Where the button sends to: the link's own path.
    pub action: String,
}

/// The page with the button that signs in, as a document.
pub fn sign_in_confirm_page(page: SignInConfirmPage) -> String {
    let document = Document {
        title: "Sign in – Laurel".to_owned(),
        description: "One more click and you are in.".to_owned(),
        ..Document::default()
    };
    document.render(|| {
        view! {
            <h1>"Welcome back"</h1>
            <p class="measure">"One more click and you are in."</p>
            <form method="post" action=page.action>
                <button class="button" type="submit" autofocus>"Sign in"</button>
            </form>
        }
    })
}
