//! One line per step, with its duration.

use std::time::{Duration, Instant};

use crate::error::Result;

/// What became of a step.
pub(crate) enum Outcome {
    /// It did its work.
    Done,
    /// Nothing had changed since it last did its work.
    Unchanged,
}

/// Runs one step and prints its name, what became of it and how long it took.
pub(crate) fn step(name: &str, work: impl FnOnce() -> Result<Outcome>) -> Result<()> {
    let start = Instant::now();
    let outcome = work()?;
    match outcome {
        Outcome::Done => println!("{name:<28} {}", seconds(start.elapsed())),
        Outcome::Unchanged => println!("{name:<28} unchanged"),
    }
    Ok(())
}

/// A duration in seconds, with one decimal place.
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
