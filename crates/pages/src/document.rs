//! The frame of every public page: head, skip link, masthead, main, footer.

use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::escape;
use crate::published::Theme;
use crate::ui::wreath::Wreath;

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
    pub fn render<V: IntoView>(self, main: impl FnOnce() -> V) -> String {
        let owner = Owner::new();
        let html = owner.with(|| {
            let theme = self.framed.and_then(Theme::fixed);
            let head = self.head();
            let (body_class, main_class) =
                if self.wide { (None, "page wide") } else { (Some("narrow"), "page") };
            let structured_data = self.structured_data.as_deref().map(|json| {
                view! { <script type="application/ld+json" inner_html=escape::script_json(json)></script> }
            });
            let main = view! { <main id="main" class=main_class tabindex="-1">{main().into_markup()}</main> };
            let body = if self.framed.is_some() {
                view! { <body class="embed">{main}</body> }.into_markup()
            } else {
                let masthead = masthead(self.brand);
                view! {
                    <body class=body_class>
                        <a class="skip-link" href="#main">"Skip to the content"</a>
                        {masthead}
                        {main}
                        {footer()}
                        {structured_data}
                    </body>
                }
                .into_markup()
            };
            view! { <html lang="en" data-theme=theme>{head}{body}</html> }.to_html()
        });
        // Markers that only hydration would read. Text and attributes have `<` escaped and JSON-LD
        // has it encoded, so nothing that a person typed can look like one.
        format!("<!DOCTYPE html>{}", html.replace("<!>", ""))
    }

    fn head(&self) -> impl IntoView + use<> {
        let description = self.description.clone();
        let robots = (!self.listed).then(|| view! { <meta name="robots" content="noindex" /> });
        let scripts: Vec<_> = self
            .scripts
            .iter()
            .map(|path| view! { <script src=path.clone() defer></script> })
            .collect();
        view! {
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{self.title.clone()}</title>
                <meta name="description" content=description />
                {robots}
                <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href="/assets/public.css" />
                {scripts}
            </head>
        }
    }
}

fn masthead(brand: Option<Brand>) -> impl IntoView {
    let (name, url, link) = brand.map_or_else(
        || ("Laurel".to_owned(), "/".to_owned(), None),
        |brand| (brand.name, brand.url, brand.link),
    );
    let link = link.map(|(words, url)| view! { <a class="button quiet" href=url>{words}</a> });
    view! {
        <header class="site-head">
            <a class="brand" href=url>
                <Wreath />
                <bdi>{name}</bdi>
            </a>
            {link}
        </header>
    }
}

fn footer() -> impl IntoView {
    view! {
        <footer class="site-foot">
            <p>
                "Kept with " <a href="/">"Laurel"</a>
                ", open-source software for customer advocacy."
            </p>
        </footer>
    }
}
