//! `/embed/{widget}`: the document for sites that frame a wall instead of using the custom element.

use leptos::prelude::*;

use crate::document::Document;
use crate::published::PublishedWall;
use crate::wall::{RatingLine, Testimonials};

/// The values of the framed document.
#[derive(Debug, Clone)]
pub struct EmbedDocument {
    /// The company or brand.
    pub program_name: String,
    /// What is shown.
    pub wall: PublishedWall,
}

/// The framed document.
pub fn embed_document(page: EmbedDocument) -> String {
    let document = Document {
        title: format!("{} – {}", page.wall.widget.title, page.program_name),
        description: format!("What people say about {}.", page.program_name),
        wide: true,
        framed: Some(page.wall.widget.theme),
        ..Document::default()
    };
    document.render(|| {
        let all = page.wall.widget.wall_url.clone().map(|url| {
            view! {
                <p class="small">
                    <a href=url target="_blank" rel="noopener">"All words, and how they were collected"</a>
                </p>
            }
        });
        let empty = page.wall.testimonials.is_empty().then(|| {
            view! { <p class="muted">"There is nothing to show yet."</p> }
        });
        view! {
            <h1 dir="auto">{page.wall.widget.title.clone()}</h1>
            <RatingLine wall=page.wall.clone() />
            {empty}
            <Testimonials wall=page.wall />
            {all}
        }
    })
}
