//! The funnel of everybody, broken down into parts.

use std::collections::HashMap;

use laurel_api::funnel::{Breakdown, Part};
use laurel_domain::funnel::{Report, StageFigures};
use laurel_domain::segment::Segment;
use laurel_domain::{Day, ProgramId};
use serde::Deserialize;

use super::request::Parts;
use super::stages::{Differences, counts};
use crate::auth::access::Authorized;
use crate::db::{json, statement};
use crate::error::AppError;
use laurel_store::{Batch, Sent};

const CHOSEN_SQL: &str =
    "SELECT v.value ->> 'value' AS value, f.stage AS stage, sum(f.people) AS people
  FROM json_each(?2) v CROSS JOIN funnel_daily f
  WHERE f.program_id = ?1 AND f.segment = v.value ->> 'segment' AND f.day BETWEEN ?3 AND ?4
  GROUP BY v.key, f.stage";

const GREATEST_SQL: &str = "WITH greatest AS (SELECT value FROM segments
    WHERE program_id = ?1 AND dimension = ?2 AND people > 0 ORDER BY people DESC, value LIMIT 5)
  SELECT greatest.value AS value, f.stage AS stage, sum(f.people) AS people
  FROM greatest CROSS JOIN funnel_daily f
  WHERE f.program_id = ?1 AND f.segment = ?2 || ':' || greatest.value AND f.day BETWEEN ?3 AND ?4
  GROUP BY greatest.value, f.stage";

#[derive(Deserialize)]
struct PartRow {
    value: String,
    stage: u8,
    people: u64,
}

/// The handle of its statement.
pub(super) struct Reads(Sent<PartRow>);

impl Reads {
    /// Adds the statement.
    pub(super) fn add(
        parts: &Parts,
        (from, to): (Day, Day),
        program: &ProgramId,
        batch: &mut Batch,
    ) -> Result<Self, AppError> {
        let read = match &parts.values {
            Some(values) => {
                let rows: Vec<_> = values
                    .iter()
                    .map(|segment| {
                        serde_json::json!({ "value": segment.value(), "segment": segment.to_string() })
                    })
                    .collect();
                statement(
                    CHOSEN_SQL,
                    [program.into(), json(&rows)?, from.into(), to.into()],
                )
            }
            None => statement(
                GREATEST_SQL,
                [
                    program.into(),
                    parts.dimension.code().into(),
                    from.into(),
                    to.into(),
                ],
            ),
        };
        Ok(Self(batch.add(read)))
    }

    /// Takes what it answered and compares each part with everybody else.
    pub(super) fn take(
        &self,
        authorized: &Authorized,
        everyone: &[StageFigures],
        parts: &Parts,
    ) -> Result<Breakdown, AppError> {
        let stages = everyone.len();
        let mut found: HashMap<String, Vec<u64>> = HashMap::new();
        for row in authorized.take(self.0)? {
            let people = found.entry(row.value).or_insert_with(|| vec![0; stages]);
            if let Some(count) = people.get_mut(usize::from(row.stage)) {
                *count = row.people;
            }
        }
        let nobody = || vec![0; stages];
        let in_order: Vec<(String, Vec<u64>)> = if let Some(values) = &parts.values {
            let of = |segment: &Segment| segment.value().to_owned();
            let values = values.iter().map(of);
            values
                .map(|value| {
                    let people = found.remove(&value).unwrap_or_else(nobody);
                    (value, people)
                })
                .collect()
        } else {
            let mut found: Vec<_> = found.into_iter().collect();
            let first = |people: &[u64]| people.first().copied().unwrap_or_default();
            found.sort_by(|(one, people), (other, others)| {
                first(others).cmp(&first(people)).then(one.cmp(other))
            });
            found
        };
        let everyone = counts(everyone);
        Ok(Breakdown {
            dimension: parts.dimension,
            parts: in_order
                .into_iter()
                .map(|(value, people)| part(value, people, &everyone))
                .collect(),
        })
    }
}

fn part(value: String, people: Vec<u64>, everyone: &[u64]) -> Part {
    let others: Vec<u64> = everyone
        .iter()
        .zip(&people)
        .map(|(all, these)| all.saturating_sub(*these))
        .collect();
    let figures: Vec<StageFigures> = people
        .iter()
        .map(|people| StageFigures {
            people: *people,
            ..StageFigures::default()
        })
        .collect();
    let differences = Differences::between(&people, &others);
    Part {
        value,
        cylinder_index: Report::new(&figures).cylinder_index,
        people,
        differences: differences.steps,
        overall_differences: differences.overall,
    }
}
