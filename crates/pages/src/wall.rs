//! `/p/{program}`: the wall of testimonials.

use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::document::{Brand, Document};
use crate::published::{Layout, PublishedWall, PublishedWidget};
use crate::structured_data::{Product, structured_data};
use crate::ui::testimonial_card::TestimonialCard;
use crate::ui::wreath::Wreath;
use crate::words;

/// The values of the wall.
#[derive(Debug, Clone)]
pub struct WallPage {
    /// The company or brand.
    pub program_name: String,
    /// The path of this page.
    pub wall_url: String,
    /// The path of the form.
    pub tell_url: String,
    /// What is shown; the same that widgets receive.
    pub wall: PublishedWall,
    /// What the words are about, for search engines. `None` writes no structured data.
    pub product: Option<Product>,
    /// Where the next page is, when there is more.
    pub more_url: Option<String>,
}

/// The wall as a document.
pub fn wall_page(page: WallPage) -> String {
    let structured_data = page
        .product
        .as_ref()
        .and_then(|product| structured_data(product, &page.wall.testimonials));
    let document = Document {
        title: format!("{} – {}", page.wall.widget.title, page.program_name),
        description: format!("What people say about {}.", page.program_name),
        listed: true,
        wide: true,
        brand: Some(Brand {
            name: page.program_name.clone(),
            url: page.wall_url.clone(),
            link: Some(("Tell your story".to_owned(), page.tell_url.clone())),
        }),
        structured_data,
        ..Document::default()
    };
    document.render(|| {
        let heading = page.wall.widget.title.clone();
        let empty = page.wall.testimonials.is_empty();
        let more = page.more_url.map(|url| {
            view! {
                <nav class="pagination" aria-label="More">
                    <a class="button quiet" rel="next" href=url>"Show more"</a>
                </nav>
            }
        });
        let body = if empty {
            view! {
                <div class="empty">
                    <Wreath />
                    <h2>"Nobody has spoken yet"</h2>
                    <p>"Stories appear here as soon as one has been sent, read and agreed to."</p>
                    <a class="button" href=page.tell_url>"Tell the first one"</a>
                </div>
            }
            .into_markup()
        } else {
            view! {
                <Testimonials wall=page.wall.clone() />
                {more}
                {how_collected(page.program_name)}
            }
            .into_markup()
        };
        view! {
            <div class="opening">
                <h1 dir="auto">{heading}</h1>
                <RatingLine wall=page.wall />
            </div>
            {body}
        }
    })
}

/// Who selected the words, and the average over all published ratings.
#[component]
pub fn RatingLine(
    /// What is shown.
    wall: PublishedWall,
) -> impl IntoView {
    let PublishedWidget {
        selected_by,
        show_rating,
        ..
    } = wall.widget;
    let selected = selected_by.map(|company| {
        view! { <span class="selected">"Selected by "<bdi>{company}</bdi></span> }
    });
    let rating = wall.rating.filter(|_| show_rating).map(|rating| {
        let average = format!("{:.1}", rating.average);
        let count = words::count(rating.count, "published rating", "published ratings");
        view! {
            <span>
                <span class="stars" aria-hidden="true">"★"</span>
                " "<strong>{average}</strong>" out of 5, average of "
                {if rating.count == 1 { "" } else { "all " }}{count}
            </span>
        }
    });
    let anything = selected.is_some() || rating.is_some();
    anything
        .then(|| view! { <p class="rating-line muted">{selected}{rating}</p> })
        .into_markup()
}

/// All testimonials of a wall, in its layout.
#[component]
pub fn Testimonials(
    /// What is shown.
    wall: PublishedWall,
) -> impl IntoView {
    let class = match wall.widget.layout {
        Layout::Wall => "wall",
        Layout::List => "wall list",
    };
    let cards: Vec<_> = wall
        .testimonials
        .into_iter()
        .map(|testimonial| view! { <TestimonialCard testimonial /> })
        .collect();
    view! { <div class=class>{cards}</div> }.into_markup()
}

/// What buyers must be told about where the words come from.
fn how_collected(program_name: String) -> impl IntoView {
    view! {
        <details class="section measure">
            <summary>"How these words were collected"</summary>
            <div class="stack tight small muted">
                <p>
                    "People wrote them in a form that is open to everyone, or "
                    <bdi>{program_name}</bdi>
                    " brought them over from the place named with them. A person reads each story
                    before it appears; an opinion is never a reason to leave one out."
                </p>
                <p>
                    "Words are shown as they were written; an excerpt is marked as one. Authors
                    agreed to appear here, or the place named with the words allows it, and they can
                    take that back. It is not checked whether an author bought or used the product."
                </p>
            </div>
        </details>
    }
    .into_markup()
}
