//! JSON-LD for search engines: only about a product or a piece of software, never about an organization.
//!
//! Stars beside an organization that controls its own reviews are against the rules of search
//! engines, so there is no way to ask for them here. Left out of the markup as well: words brought
//! over from elsewhere, words of people with an interest in the company, and words without a name.

use laurel_domain::average;
use laurel_domain::testimonial::Rating;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::machine_date;
use crate::published::{PublishedRating, PublishedTestimonial};

/// A search engine refuses longer names.
const AUTHOR_MAX: usize = 99;

/// What testimonials are about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Its name.
    pub name: String,
    /// Which of the two kinds that may carry ratings.
    pub kind: ProductType,
    /// The average over all published ratings that customers gave through the program's own form;
    /// `None` leaves it out.
    pub rating: Option<PublishedRating>,
}

/// The schema.org types that may carry ratings of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProductType {
    /// `schema.org/Product`.
    Product,
    /// `schema.org/SoftwareApplication`.
    SoftwareApplication,
}

/// The markup, not yet escaped for its place; `None` when there is nothing to say.
pub fn structured_data(product: &Product, testimonials: &[PublishedTestimonial]) -> Option<String> {
    let reviews: Vec<Value> = testimonials.iter().filter_map(review).collect();
    if reviews.is_empty() && product.rating.is_none() {
        return None;
    }
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": match product.kind {
            ProductType::Product => "Product",
            ProductType::SoftwareApplication => "SoftwareApplication",
        },
        "name": product.name,
    });
    if let Some(fields) = data.as_object_mut() {
        if let Some(rating) = product.rating {
            let aggregate = json!({
                "@type": "AggregateRating",
                "ratingValue": rating.average,
                "ratingCount": rating.count,
            });
            fields.insert("aggregateRating".to_owned(), aggregate);
        }
        if !reviews.is_empty() {
            fields.insert("review".to_owned(), Value::Array(reviews));
        }
    }
    Some(data.to_string())
}

fn review(testimonial: &PublishedTestimonial) -> Option<Value> {
    let own = testimonial.source.is_none() && average::counts(testimonial.relationship);
    let author = testimonial
        .author
        .as_ref()
        .filter(|name| name.chars().count() <= AUTHOR_MAX)?;
    let stars = testimonial.rating.map(Rating::stars).filter(|_| own)?;
    Some(json!({
        "@type": "Review",
        "author": { "@type": "Person", "name": author },
        "datePublished": machine_date(testimonial.date),
        "reviewBody": testimonial.quote,
        "reviewRating": { "@type": "Rating", "ratingValue": stars, "bestRating": 5, "worstRating": 1 },
    }))
}
