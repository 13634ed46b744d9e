//! `/embed/{widget}`: the document for sites that frame a wall instead of using the custom element.

use maud::html;

use crate::document::Document;
use crate::published::PublishedWall;
use crate::reader::Reader;
use crate::wall::{rating_line, testimonials};

/// The values of the framed document.
#[derive(Debug, Clone)]
pub struct EmbedDocument {
    /// The company or brand.
    pub program_name: String,
    /// What is shown.
    pub wall: PublishedWall,
}

/// The framed document.
pub fn embed_document(reader: &Reader, page: EmbedDocument) -> String {
    let words = reader.words;
    let EmbedDocument { program_name, wall } = page;
    let heading = words.wall_heading(&wall.widget.about);
    let document = Document {
        title: words.wall_title(&heading, &program_name),
        description: words.wall_description(&program_name),
        wide: true,
        framed: Some(wall.widget.theme),
        ..Document::default()
    };
    let main = html! {
        h1 dir="auto" { (heading) }
        (rating_line(words, &wall))
        @if wall.testimonials.is_empty() { p class="muted" { (words.embed_nothing()) } }
        (testimonials(words, &wall))
        @if let Some(url) = &wall.widget.wall_url {
            p class="small" {
                a href=(reader.link(url)) target="_blank" rel="noopener" { (words.embed_all()) }
            }
        }
    };
    document.render(reader, &main)
}
