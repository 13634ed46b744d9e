//! The funnel of everybody, broken down into parts.

use std::collections::HashMap;

use laurel_api::funnel::{Breakdown, Part};
use laurel_domain::funnel::{Report, StageFigures};
use laurel_domain::segment::Segment;
use laurel_domain::{Day, ProgramId};

use super::super::cohorts::{self, PartRow};
use super::request::Parts;
use super::stages::{Differences, counts};
use crate::auth::access::Authorized;
use crate::error::AppError;
use laurel_store::{Batch, Sent};

/// The handle of its statement.
pub(super) struct Reads(Sent<PartRow>);

impl Reads {
    /// Adds the statement.
    pub(super) fn add(
        parts: &Parts,
        period: (Day, Day),
        program: &ProgramId,
        batch: &mut Batch,
    ) -> Result<Self, AppError> {
        let read = match &parts.values {
            Some(values) => cohorts::chosen(program, values, period)?,
            None => cohorts::greatest(program, parts.dimension, period),
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
            let people = row.counts(stages)?;
            found.insert(row.value, people);
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
