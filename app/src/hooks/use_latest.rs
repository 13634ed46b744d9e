//! What is begun anew makes what was begun before it worthless.

use leptos::prelude::*;

/// Tells the latest of several runs of a work from those before it, whose answers are dropped. Copy it
/// into handlers.
#[derive(Debug, Clone, Copy)]
pub struct Latest(StoredValue<u32>);

/// One run of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run(u32);

/// A work of which no run was begun yet. It ends with whoever owns it here.
pub fn use_latest() -> Latest {
    Latest(StoredValue::new(0))
}

impl Latest {
    /// A new run, which ends those before it.
    pub fn begin(self) -> Run {
        let next = self.0.try_update_value(|count| {
            *count = count.wrapping_add(1);
            *count
        });
        Run(next.unwrap_or_default())
    }

    /// Whether no other run was begun since, and the owner is still there.
    pub fn is(self, run: Run) -> bool {
        self.0.try_get_value() == Some(run.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_run_ends_those_before_it_and_ends_with_its_owner() {
        let owner = Owner::new();
        let latest = owner.with(use_latest);
        let first = latest.begin();
        assert!(latest.is(first));
        let second = latest.begin();
        assert!(!latest.is(first));
        assert!(latest.is(second));
        owner.cleanup();
        assert!(!latest.is(second));
        assert!(!latest.is(latest.begin()));
    }
}
