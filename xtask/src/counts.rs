//! Adds up what the test runners say they ran.

use std::fmt;
use std::ops::AddAssign;

use serde::Deserialize;

use crate::error::{Context, Result};

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed.
    pub(crate) failed: u64,
    /// Tests that did not run.
    pub(crate) skipped: u64,
}

impl Counts {
    /// One thing that passed, or failed.
    pub(crate) fn one(passed: bool) -> Self {
        Self {
            passed: u64::from(passed),
            failed: u64::from(!passed),
            skipped: 0,
        }
    }

    /// The `test result:` lines in the output of `cargo test`.
    pub(crate) fn of_cargo(output: &str) -> Self {
        let mut counts = Self::default();
        let results = output
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("test result:"));
        for result in results {
            counts.passed += number_before(result, "passed");
            counts.failed += number_before(result, "failed");
            counts.skipped += number_before(result, "ignored");
        }
        counts
    }

    /// The figures in Playwright's JSON report. A flaky test passed, at last.
    pub(crate) fn of_playwright(report: &str) -> Result<Self> {
        let report: PlaywrightReport =
            serde_json::from_str(report).context("reading Playwright's report")?;
        let stats = report.stats;
        Ok(Self {
            passed: stats.expected + stats.flaky,
            // Errors outside of any test: a file that does not compile.
            failed: stats.unexpected + report.errors.len() as u64,
            skipped: stats.skipped,
        })
    }

    /// A runner that failed without naming a failed test still failed: one more.
    pub(crate) fn checked(mut self, succeeded: bool) -> Self {
        if !succeeded && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct PlaywrightReport {
    stats: PlaywrightStats,
    #[serde(default)]
    errors: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct PlaywrightStats {
    expected: u64,
    unexpected: u64,
    flaky: u64,
    skipped: u64,
}

/// The number right before `word`, as in `3 passed; 1 failed`.
fn number_before(text: &str, word: &str) -> u64 {
    let mut words = text
        .split(|c: char| c.is_whitespace() || c == ';')
        .filter(|piece| !piece.is_empty());
    let mut last = "";
    words
        .find_map(|piece| {
            if piece == word {
                return Some(last.parse().unwrap_or(0));
            }
            last = piece;
            None
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_all_binaries_of_cargo_test() {
        let output = "\
running 3 tests
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

test a::passed ... ok
test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.2s
";
        let counts = Counts::of_cargo(output);
        assert_eq!(
            counts,
            Counts {
                passed: 15,
                failed: 2,
                skipped: 1
            }
        );
        assert_eq!(counts.to_string(), "15 passed, 2 failed, 1 skipped");
        assert_eq!(
            Counts::of_cargo("error: could not compile"),
            Counts::default()
        );
    }

    #[test]
    fn reads_playwrights_figures() {
        let report = r#"{
            "config": {},
            "errors": [{ "message": "SyntaxError" }],
            "stats": { "duration": 1.5, "expected": 7, "skipped": 1, "unexpected": 2, "flaky": 1 }
        }"#;
        let counts = Counts::of_playwright(report).unwrap();
        assert_eq!(
            counts,
            Counts {
                passed: 8,
                failed: 3,
                skipped: 1
            }
        );
        assert!(Counts::of_playwright("{}").is_err());
    }

    #[test]
    fn a_runner_that_failed_counts_as_a_failure() {
        let none = Counts::default();
        assert_eq!(none.checked(false).failed, 1);
        assert_eq!(none.checked(true).failed, 0);
        let two = Counts { failed: 2, ..none };
        assert_eq!(two.checked(false).failed, 2);
        assert_eq!(Counts::one(true).to_string(), "1 passed, 0 failed");
    }
}
