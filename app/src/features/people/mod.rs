//! People: the list, and one person's profile.

pub mod asks;
pub mod edit;
pub mod facts;
pub mod filter;
pub mod filters;
pub mod list;
mod privacy;
pub mod profile;
pub mod record;
pub mod selected;
pub mod tags;
pub mod timeline;
pub mod words;

pub use list::PeoplePage;
pub use profile::PersonPage;
