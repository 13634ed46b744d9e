//! Parts that several pages share. They show what they are given and fetch nothing.

pub mod error_summary;
pub mod field;
pub mod rating_choice;
pub mod stars;
pub mod testimonial_card;
pub mod wreath;
