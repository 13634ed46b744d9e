//! A submission as the public will see it: the same card as on the wall, with the same disclosures.

use laurel_api::testimonials::Testimonial;
use laurel_pages::PublishedTestimonial;

/// The words as they will be printed: the excerpt when there is one, with relationship and incentive.
pub fn printed(testimonial: &Testimonial) -> PublishedTestimonial {
    let excerpt = testimonial
        .excerpt
        .and_then(|excerpt| excerpt.of(&testimonial.quote).ok());
    PublishedTestimonial {
        id: testimonial.id.to_string(),
        quote: excerpt.unwrap_or(&testimonial.quote).to_owned(),
        excerpt_of_longer: excerpt.is_some_and(|excerpt| excerpt.len() < testimonial.quote.len()),
        rating: testimonial.rating,
        author: testimonial.author.clone(),
        headline: testimonial.headline.clone(),
        company: testimonial.company.clone(),
        date: testimonial.said_at,
        relationship: testimonial.relationship,
        incentive: testimonial.incentive.clone(),
        source: Some(testimonial.source.clone()).filter(|source| source != "form"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::submissions::sample::testimonial;
    use laurel_domain::testimonial::{Excerpt, Relationship};

    #[test]
    fn an_excerpt_is_printed_with_all_that_must_be_disclosed() {
        let mut employee = testimonial(1);
        employee.relationship = Relationship::Employee;
        employee.incentive = Some("A mug for every story".into());
        employee.excerpt = Some(Excerpt { start: 0, end: 10 });
        let printed = printed(&employee);
        assert_eq!(printed.quote, "The kettle");
        assert!(printed.excerpt_of_longer);
        assert_eq!(printed.relationship, Relationship::Employee);
        assert_eq!(printed.incentive.as_deref(), Some("A mug for every story"));
        assert_eq!(printed.source, None);
    }
}
