//! After sending: thanks, and the way to the receipt.

use leptos::prelude::*;

use crate::document::{Brand, Document};

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
pub fn thanks_page(page: ThanksPage) -> String {
    let document = Document {
        title: format!("Thank you – {}", page.program_name),
        description: "Your story has arrived.".to_owned(),
        brand: Some(Brand {
            name: page.program_name.clone(),
            url: page.wall_url.clone(),
            link: None,
        }),
        // Forgets the draft that it kept while the story was written.
        scripts: vec!["/assets/tell.js".to_owned()],
        ..Document::default()
    };
    document.render(|| {
        let incentive = page.incentive.map(|incentive| {
            view! {
                <p class="measure">
                    "As promised to everyone who sends a story: "<strong dir="auto">{incentive}</strong>
                </p>
            }
        });
        view! {
            <div class="opening" data-draft-done>
                <h1>"Thank you"</h1>
                <p class="lede">
                    "Your story has arrived. A person at "<bdi>{page.program_name}</bdi>
                    " will read it, and only then can it appear, where you agreed."
                </p>
            </div>
            {incentive}
            <p class="measure">
                "With your receipt you can see where your story stands, change it while nobody has
                decided, and take back your consent at any time. The same link is on its way to "
                <strong><bdi>{page.email}</bdi></strong>"."
            </p>
            <p><a class="button" href=page.receipt_url>"Open my receipt"</a></p>
        }
    })
}
