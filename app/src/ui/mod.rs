//! Presentational components: signals in, callbacks out; nothing here fetches.

pub mod button;
pub mod change;
pub mod chart;
pub mod copy_text;
pub mod dates;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod grid;
pub mod keys;
pub mod loaded;
pub mod numbers;
pub mod page_head;
pub mod pagination;
pub mod period;
pub mod period_picker;
pub mod problem_banner;
pub mod progress;
pub mod save_file;
pub mod select_field;
pub mod selection;
pub mod show;
pub mod stat;
pub mod table;
pub mod tag;
pub mod toast;
