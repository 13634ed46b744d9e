//! Sentences about what the rules found out.

mod flywheel;
mod next_step;
mod overview;
mod plan;
mod readiness;

use crate::Words;

impl Words {
    /// `today`, `yesterday`, `12 days ago`.
    #[must_use]
    pub fn ago(self, days: u64) -> String {
        match days {
            0 => self.days_ago_today().to_owned(),
            1 => self.days_ago_yesterday().to_owned(),
            _ => self.days_ago_days(days),
        }
    }

    /// A score without decimals.
    fn score(self, score: f64) -> String {
        self.decimal(score, 0)
    }
}

/// Sentences one after the other.
fn sentences<const N: usize>(given: [Option<String>; N]) -> String {
    let given: Vec<String> = given.into_iter().flatten().collect();
    given.join(" ")
}
