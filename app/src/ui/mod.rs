//! Presentational components: signals in, callbacks out; nothing here fetches.

pub mod loaded;
pub mod page_head;
pub mod problem_banner;
pub mod toast;
