//! Asks: who was asked for what, what waits, and the dialog that asks.

pub mod dialog;
pub mod page;
pub mod table;

pub use page::AsksPage;
