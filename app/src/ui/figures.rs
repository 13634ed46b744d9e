//! Shares and rates as the language writes them: the same in tables and pictures.

use laurel_charts::figures;

use crate::words::t;

pub use laurel_charts::figures::NOT_YET;

/// See [`figures::share`].
pub fn share(part: u64, whole: u64) -> Option<String> {
    figures::share(t(), part, whole)
}

/// See [`figures::rate`].
pub fn rate(value: f64) -> Option<String> {
    figures::rate(t(), value)
}

/// See [`figures::percent`].
pub fn percent(fraction: f64) -> Option<String> {
    figures::percent(t(), fraction)
}
