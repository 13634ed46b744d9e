//! Counts that lie together in one row, so that one touchpoint writes few of them: `cells` is a JSON object
//! of groups, each an object of counts by name. What changes is added count by count (`rollups`), whole or
//! negative; a count that comes to 0 is gone.

use std::borrow::Cow;
use std::collections::BTreeMap;

use laurel_domain::histogram::{BUCKETS, Histogram};
use serde::Serialize;

/// Counts by group and name. No count in it is 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct Cells(BTreeMap<String, BTreeMap<String, i64>>);

impl Cells {
    /// Adds to a count of a group.
    pub(crate) fn add(&mut self, group: &str, name: impl Into<String>, count: i64) {
        if count == 0 {
            return;
        }
        let counts = self.0.entry(group_key(group).into_owned()).or_default();
        let sum = counts.entry(name.into()).or_default();
        *sum = sum.saturating_add(count);
        if *sum == 0 {
            counts.retain(|_, count| *count != 0);
            self.0.retain(|_, counts| !counts.is_empty());
        }
    }

    /// Adds a histogram: its buckets are letters behind the prefix.
    pub(crate) fn add_times(&mut self, group: &str, prefix: &str, counts: &[i64; BUCKETS]) {
        for (letter, count) in (b'a'..).zip(counts) {
            self.add(group, format!("{prefix}{}", char::from(letter)), *count);
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many groups there are.
    pub(crate) fn groups(&self) -> usize {
        self.0.len()
    }

    /// Each group by itself, with its key.
    pub(crate) fn split(self) -> impl Iterator<Item = (String, Self)> {
        self.0.into_iter().map(|(group, counts)| {
            let one = Self(BTreeMap::from([(group.clone(), counts)]));
            (group, one)
        })
    }
}

/// A group's name as it stands in a row and in a path: what would end a quoted step of a JSON path is written
/// as in a URL.
pub fn group_key(name: &str) -> Cow<'_, str> {
    let ends = |c: char| matches!(c, '%' | '"' | '\\') || c.is_ascii_control();
    if !name.contains(ends) {
        return Cow::Borrowed(name);
    }
    let mut key = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if ends(c) {
            let code = format!("%{:02X}", u32::from(c));
            key.push_str(&code);
        } else {
            key.push(c);
        }
    }
    Cow::Owned(key)
}

/// The JSON path of a group.
pub fn group_path(name: &str) -> String {
    format!("$.\"{}\"", group_key(name))
}

/// People and times of a stage, out of the counts of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageCounts {
    /// People who reached the stage or a later one.
    pub people: u64,
    /// How long those took who came from the stage before.
    pub elapsed: Histogram,
}

/// Adds the counts of one day of a segment, by name, to the stages; what is none of them is left out.
pub fn add_stages<'a>(
    stages: &mut [StageCounts],
    counts: impl IntoIterator<Item = (&'a str, i64)>,
) {
    for (name, count) in counts {
        let (digits, bucket) = match name.bytes().last() {
            Some(letter @ b'a'..=b'p') => (
                name.trim_end_matches(char::from(letter)),
                Some(usize::from(letter - b'a')),
            ),
            _ => (name, None),
        };
        let stage = digits.parse().ok().and_then(|at: usize| stages.get_mut(at));
        let Some(stage) = stage else { continue };
        let sum = match bucket {
            None => Some(&mut stage.people),
            Some(bucket) => stage.elapsed.get_mut(bucket),
        };
        if let Some(sum) = sum {
            *sum = sum.saturating_add_signed(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rusqlite::Connection;

    use crate::rollups::ADD_PROGRAM_COUNTS_SQL;

    fn database() -> Connection {
        let database = Connection::open_in_memory().expect("a database");
        let table =
            "CREATE TABLE program_counts (program_id TEXT PRIMARY KEY, cells TEXT NOT NULL) STRICT";
        database.execute_batch(table).expect("a table");
        database
    }

    fn add(database: &Connection, cells: &Cells) {
        let rows = serde_json::json!([{ "cells": cells }]).to_string();
        let params = ["p", rows.as_str()];
        database
            .execute(ADD_PROGRAM_COUNTS_SQL, params)
            .expect("added");
    }

    fn stored(database: &Connection) -> BTreeMap<String, BTreeMap<String, i64>> {
        let read =
            "SELECT coalesce((SELECT cells FROM program_counts WHERE program_id = 'p'), '{}')";
        let text: String = database
            .query_row(read, [], |row| row.get(0))
            .expect("a row");
        let mut cells: BTreeMap<String, BTreeMap<String, i64>> =
            serde_json::from_str(&text).expect("cells");
        // A group in which everything was taken back stays as an empty one.
        cells.retain(|_, counts| !counts.is_empty());
        cells
    }

    fn group() -> impl Strategy<Value = String> {
        prop_oneof![
            Just(String::new()),
            Just("brought".to_owned()),
            "(country|tag|source):[\\PC]{0,6}",
            "product:[\"\\\\%.\\[\\]$#a]{1,5}",
            "product:[\u{1}\u{1f}\t\n\u{7f}é]{1,3}",
        ]
    }

    proptest! {
        /// Differences in any order come to what they sum to, negative ones too, whatever groups are called.
        #[test]
        fn what_is_added_row_by_row_is_the_sum(
            steps in prop::collection::vec(
                prop::collection::vec((group(), "[0-9][a-p]?", -9_i64..9), 1..8), 1..12),
        ) {
            let database = database();
            let mut sum = Cells::default();
            for step in steps {
                let mut cells = Cells::default();
                for (group, name, count) in step {
                    cells.add(&group, name.clone(), count);
                    sum.add(&group, name, count);
                }
                if !cells.is_empty() {
                    add(&database, &cells);
                }
            }
            prop_assert_eq!(&stored(&database), &sum.0);
            for (group, counts) in &sum.0 {
                for (name, count) in counts {
                    let read = "SELECT cells ->> ?1 ->> ?2 FROM program_counts WHERE program_id = 'p'";
                    let path = format!("$.\"{group}\"");
                    let found: i64 = database.query_row(read, [&path, name], |row| row.get(0)).expect("a count");
                    prop_assert_eq!(found, *count);
                }
            }
        }

        /// Counts stay exact up to what JSON readers keep, and beyond it in the database.
        #[test]
        fn large_counts_are_exact(first in 0_i64..1 << 53, second in 0_i64..1 << 53) {
            let database = database();
            for count in [first, second] {
                let mut cells = Cells::default();
                cells.add("totals", "revenue:USD", count);
                if !cells.is_empty() {
                    add(&database, &cells);
                }
            }
            let found = stored(&database).get("totals").and_then(|totals| totals.get("revenue:USD").copied());
            prop_assert_eq!(found.unwrap_or_default(), first + second);
        }

        #[test]
        fn two_groups_have_two_keys(one in group(), other in group()) {
            prop_assert_eq!(group_key(&one) == group_key(&other), one == other);
        }
    }

    #[test]
    fn stages_come_out_as_they_went_in() {
        let mut times = [0; BUCKETS];
        times[0] = 3;
        times[15] = 1;
        let mut cells = Cells::default();
        cells.add("", "9", 5);
        cells.add_times("", "9", &times);
        cells.add("", "10", 7);
        let counts = cells.0.get("").expect("a group");
        let mut stages = [StageCounts::default(); 10];
        add_stages(
            &mut stages,
            counts.iter().map(|(name, count)| (name.as_str(), *count)),
        );
        assert_eq!(stages[9].people, 5);
        assert_eq!((stages[9].elapsed[0], stages[9].elapsed[15]), (3, 1));
        assert!(
            stages[..9]
                .iter()
                .all(|stage| *stage == StageCounts::default())
        );
    }
}
