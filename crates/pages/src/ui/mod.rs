//! Parts that several pages share. They show what they are given and fetch nothing.

pub(crate) mod error_summary;
pub(crate) mod field;
pub(crate) mod rating_choice;
pub mod stars;
pub mod testimonial_card;
pub mod wreath;
