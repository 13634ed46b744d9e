//! A submission for tests.

use laurel_api::testimonials::Testimonial;
use laurel_domain::testimonial::{Relationship, TestimonialState};
use laurel_domain::{TestimonialId, Timestamp};

/// A pending submission without consent; the number tells one from another.
pub fn testimonial(number: u8) -> Testimonial {
    let at = Timestamp::from_millis(1_790_000_000_000 - i64::from(number) * 1_000);
    Testimonial {
        id: TestimonialId::from_digest([number; 16]),
        person: None,
        source: "form".into(),
        source_url: None,
        quote: format!("The kettle number {number} boils faster than I can grind."),
        rating: None,
        author: Some(format!("Author {number}")),
        email: None,
        headline: None,
        company: None,
        subject: None,
        relationship: Relationship::Customer,
        incentive: None,
        excerpt: None,
        tags: Vec::new(),
        state: TestimonialState::Pending,
        proven_at: None,
        reject_reason: None,
        consents: Vec::new(),
        licence: None,
        published: false,
        said_at: at,
        created_at: at,
        updated_at: at,
        revision: 1,
    }
}
