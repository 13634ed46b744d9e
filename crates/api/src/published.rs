//! What leaves the server: the published payload of a widget or wall.
//!
//! KV stores it, `/embed/{widget}.json` serves it, the custom element and the wall page render it.
//! It holds nothing that its readers may not see: no address, no person's id. It holds no sentence of
//! Laurel's either: readers get those in their language.

use laurel_domain::Timestamp;
use laurel_domain::average::Average;
use laurel_domain::testimonial::{Rating, Relationship};
use serde::{Deserialize, Serialize};

pub use crate::widgets::Layout;

/// A widget or wall with everything that it shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishedWall {
    /// How it looks and what it is called.
    pub widget: PublishedWidget,
    /// The average over ALL published ratings by customers of the program, never over the selection shown.
    pub rating: Option<PublishedRating>,
    /// What it shows, in order.
    pub testimonials: Vec<PublishedTestimonial>,
}

/// A widget's settings, as far as its readers need them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishedWidget {
    /// What the words are about: the product, or whatever the heading names.
    pub about: String,
    /// How testimonials are arranged.
    pub layout: Layout,
    /// Which colors it uses on other sites.
    #[serde(default)]
    pub theme: Theme,
    /// The company that chose what is shown; absent when everything published is shown.
    pub selected_by: Option<String>,
    /// Whether the average rating is shown.
    pub show_rating: bool,
    /// The wall with everything published, which also says how the words were collected.
    pub wall_url: Option<String>,
}

/// Which colors a widget uses on other sites.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Those of the page around it; in a frame, as the reader's system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme`, unless the system decides.
    pub const fn fixed(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// An average of star ratings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishedRating {
    /// 1 to 5: rounded to a tenth, with two decimals where that would show a whole number that it is not.
    pub average: f64,
    /// Over how many ratings: those of customers.
    pub count: u64,
}

impl PublishedRating {
    /// The average when this many testimonials have 1, 2, 3, 4 and 5 stars; `None` without any.
    pub fn from_counts(counts: [u64; 5]) -> Option<Self> {
        Average::of(counts).map(|Average { hundredths, count }| Self {
            average: f64::from(hundredths) / 100.0,
            count,
        })
    }
}

/// A testimonial as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishedTestimonial {
    /// Tells one from another; says nothing about the person.
    pub id: String,
    /// The person's own words: all of them, or a range of them.
    pub quote: String,
    /// Whether `quote` is a range of more words.
    pub excerpt_of_longer: bool,
    /// Stars, when given.
    pub rating: Option<Rating>,
    /// The person's name, when given.
    pub author: Option<String>,
    /// What they are, for example their job.
    pub headline: Option<String>,
    /// Where they work.
    pub company: Option<String>,
    /// When they said it.
    pub date: Timestamp,
    /// Their relationship to the company; all but customers are disclosed with the words.
    pub relationship: Relationship,
    /// What they were offered for speaking, in the program's words, where anything was.
    pub incentive: Option<String>,
    /// Where the words were first said; absent for words given through the program's own form.
    pub source: Option<String>,
}

/// What `/embed/{widget}.json` answers. The Worker puts the two parts together as text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EmbedPayload {
    /// Laurel's own sentences.
    pub words: EmbedWords,
    /// What the widget shows.
    #[serde(flatten)]
    pub wall: PublishedWall,
}

/// Laurel's own sentences for `/embed/{widget}.json`, in the language that was asked for. They stand as
/// `words` in front of the [`PublishedWall`]. `{0}` stands for what is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EmbedWords {
    /// The language's tag.
    pub language: String,
    /// The heading over the words.
    pub heading: String,
    /// Who selected the words, and what all ratings come to; may be empty.
    pub line: String,
    /// So many of 5 stars.
    pub stars: String,
    /// Instead of an author's name.
    pub unnamed: String,
    /// Marks a range of more words.
    pub excerpt: String,
    /// Where the words were first said.
    pub source: String,
    /// Discloses an author who works for the company.
    pub employee: String,
    /// Discloses a business partner.
    pub partner: String,
    /// Discloses an investor.
    pub investor: String,
    /// Discloses what was offered.
    pub incentive: String,
    /// Leads to the wall.
    pub all: String,
    /// Shows the cards that do not fit.
    pub more: String,
    /// Twelve names with a space between two.
    pub months: String,
    /// How a day is written: `{0}` day, `{1}` month, `{2}` year.
    pub date: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_average_counts_every_rating() {
        assert_eq!(PublishedRating::from_counts([0; 5]), None);
        let rating = PublishedRating::from_counts([1, 0, 0, 1, 1]).expect("an average");
        assert_eq!(
            rating,
            PublishedRating {
                average: 3.3,
                count: 3
            }
        );
    }
}
