//! Widgets: configured public displays of testimonials, for the company's own sites.

pub mod configuration;
pub mod editor;
pub mod list;
pub mod page;
pub mod preview;
pub mod published_rating;

pub use page::WidgetsPage;
