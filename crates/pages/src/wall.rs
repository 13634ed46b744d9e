//! `/p/{program}`: the wall of testimonials.

use laurel_words::Words;
use maud::{Markup, html};

use crate::document::{Brand, Document};
use crate::published::{Layout, PublishedWall};
use crate::reader::Reader;
use crate::sentence::{SLOTS, name, with_one};
use crate::structured_data::{Product, structured_data};
use crate::ui::testimonial_card::testimonial_card;
use crate::ui::wreath::wreath;

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
pub fn wall_page(reader: &Reader, page: WallPage) -> String {
    let words = reader.words;
    let WallPage {
        program_name,
        wall_url,
        tell_url,
        wall,
        product,
        more_url,
    } = page;
    let heading = words.wall_heading(&wall.widget.about);
    let document = Document {
        title: words.wall_title(&heading, &program_name),
        description: words.wall_description(&program_name),
        listed: true,
        wide: true,
        brand: Some(Brand {
            name: program_name.clone(),
            url: wall_url,
            link: Some((words.wall_tell().to_owned(), tell_url.clone())),
        }),
        structured_data: product
            .as_ref()
            .and_then(|product| structured_data(product, &wall.testimonials)),
        ..Document::default()
    };
    let main = html! {
        div class="opening" {
            h1 dir="auto" { (heading) }
            (rating_line(words, &wall))
        }
        @if wall.testimonials.is_empty() {
            div class="empty" {
                (wreath())
                h2 { (words.wall_nobody()) }
                p { (words.wall_nobody_yet()) }
                a class="button" href=(reader.link(&tell_url)) { (words.wall_first()) }
            }
        } @else {
            (testimonials(words, &wall))
            @if let Some(url) = &more_url {
                nav class="pagination" aria-label=(words.wall_more_label()) {
                    a class="button quiet" rel="next" href=(reader.link(url)) { (words.wall_more()) }
                }
            }
            (how_collected(words, &program_name))
        }
    };
    document.render(reader, &main)
}

/// Who selected the words, and the average over all published ratings by customers.
pub fn rating_line(words: Words, wall: &PublishedWall) -> Markup {
    let widget = &wall.widget;
    let rating = wall.rating.filter(|_| widget.show_rating);
    html! {
        @if widget.selected_by.is_some() || rating.is_some() {
            p class="rating-line muted" {
                @if let Some(company) = &widget.selected_by {
                    span class="selected" {
                        (with_one(&words.wall_selected_by(SLOTS[0]), &name(company)))
                    }
                }
                @if let Some(rating) = rating {
                    @let average = html! { strong { (words.average(rating.average)) } };
                    span {
                        span class="stars" aria-hidden="true" { "★" }
                        " " (with_one(&words.wall_average(SLOTS[0], rating.count), &average))
                    }
                }
            }
        }
    }
}

/// All testimonials of a wall, in its layout.
pub fn testimonials(words: Words, wall: &PublishedWall) -> Markup {
    let class = match wall.widget.layout {
        Layout::Wall => "wall",
        Layout::List => "wall list",
    };
    html! {
        div class=(class) {
            @for testimonial in &wall.testimonials { (testimonial_card(words, testimonial)) }
        }
    }
}

/// What buyers must be told about where the words come from.
fn how_collected(words: Words, program_name: &str) -> Markup {
    html! {
        details class="section measure" {
            summary { (words.wall_collected()) }
            div class="stack tight small muted" {
                p { (with_one(&words.wall_collected_from(SLOTS[0]), &name(program_name))) }
                p { (words.wall_collected_shown()) }
            }
        }
    }
}
