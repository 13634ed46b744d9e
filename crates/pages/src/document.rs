//! The frame of every public page: head, skip link, masthead, main, footer with the languages.

use laurel_words::{Language, Words};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::escape;
use crate::published::Theme;
use crate::reader::{Reader, in_language};
use crate::sentence::{SLOTS, with_one};
use crate::ui::wreath::wreath;

/// A whole HTML document, but for what stands in `<main>`.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The title of the window; also what a bookmark is called.
    pub title: String,
    /// A sentence for search engines and previews.
    pub description: String,
    /// Whether search engines may list the page. Walls and the home page only.
    pub listed: bool,
    /// Whose page this is; Laurel's own when `None`.
    pub brand: Option<Brand>,
    /// Walls take the whole width; text keeps to a comfortable line.
    pub wide: bool,
    /// Scripts of our own that improve the page once they arrive, as paths.
    pub scripts: Vec<String>,
    /// JSON-LD for search engines, not yet escaped.
    pub structured_data: Option<String>,
    /// A document inside another site's frame: neither masthead nor footer.
    pub framed: Option<Theme>,
}

/// The program that a page belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// The program's name.
    pub name: String,
    /// Where the name leads: the program's wall.
    pub url: String,
    /// One link at the other end of the masthead: its words and where it leads.
    pub link: Option<(String, String)>,
}

impl Document {
    /// The document as text, with `main` in its place.
    pub fn render(self, reader: &Reader, main: &Markup) -> String {
        let words = reader.words;
        let direction = (words.direction() != "ltr").then_some(words.direction());
        let theme = self.framed.and_then(Theme::fixed);
        let (body_class, main_class) = match (self.framed, self.wide) {
            (Some(_), _) => (Some("embed"), "page wide"),
            (None, true) => (None, "page wide"),
            (None, false) => (Some("narrow"), "page"),
        };
        let main = html! { main id="main" class=(main_class) tabindex="-1" { (main) } };
        let html = html! {
            (DOCTYPE)
            html lang=(words.tag()) dir=[direction] data-theme=[theme] {
                (self.head(reader))
                body class=[body_class] {
                    @if self.framed.is_some() {
                        (main)
                    } @else {
                        a class="skip-link" href="#main" { (words.document_skip()) }
                        (masthead(reader, self.brand.as_ref()))
                        (main)
                        (footer(reader))
                        @if let Some(json) = &self.structured_data {
                            script type="application/ld+json" { (PreEscaped(escape::script_json(json))) }
                        }
                    }
                }
            }
        };
        html.into_string()
    }

    fn head(&self, reader: &Reader) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (self.title) }
                meta name="description" content=(self.description);
                @if !self.listed { meta name="robots" content="noindex"; }
                @if let (true, Some(address)) = (self.listed, &reader.address) {
                    @for language in Language::ALL {
                        link rel="alternate" hreflang=(language.tag())
                            href=(in_language(address, Words::of(*language)));
                    }
                }
                link rel="icon" href="/assets/favicon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/public.css";
                @for path in &self.scripts { script src=(path) defer {} }
            }
        }
    }
}

fn masthead(reader: &Reader, brand: Option<&Brand>) -> Markup {
    let (name, url, link) = brand.map_or(("Laurel", "/", None), |brand| {
        (brand.name.as_str(), brand.url.as_str(), brand.link.as_ref())
    });
    html! {
        header class="site-head" {
            a class="brand" href=(reader.link(url)) { (wreath()) bdi { (name) } }
            @if let Some((label, url)) = link {
                a class="button quiet" href=(reader.link(url)) { (label) }
            }
        }
    }
}

fn footer(reader: &Reader) -> Markup {
    let words = reader.words;
    let laurel = html! { a href=(reader.link("/")) { "Laurel" } };
    html! {
        footer class="site-foot" {
            p { (with_one(&words.document_kept_with(SLOTS[0]), &laurel)) }
            @if let Some(address) = &reader.address { (languages(words, address)) }
        }
    }
}

/// Each language by its own name; the page's own is no link.
fn languages(words: Words, address: &str) -> Markup {
    html! {
        nav class="languages" aria-label=(words.document_languages()) {
            @for language in Language::ALL {
                @let own = Words::of(*language);
                @if own == words {
                    span lang=(own.tag()) aria-current="true" { (language.own_name()) }
                } @else {
                    a href=(in_language(address, own)) hreflang=(own.tag()) lang=(own.tag()) rel="alternate" {
                        (language.own_name())
                    }
                }
            }
        }
    }
}
