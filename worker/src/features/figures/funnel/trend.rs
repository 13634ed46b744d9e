//! Cohorts over time, from the same rows of days.

use std::collections::BTreeMap;

use laurel_api::funnel::{Cohort, Trend};
use laurel_domain::funnel::trend::{MOST_COHORTS, Pace};
use laurel_domain::{Day, ProgramId};
use serde::Deserialize;

use super::IncompleteCohorts;
use crate::auth::access::Authorized;
use crate::db::{Statement, statement};
use crate::error::AppError;
use laurel_store::Sent;

/// Weeks begin on Monday: 1970-01-01 was a Thursday, and days before it are negative.
const COHORTS_SQL: &str = "SELECT CASE ?5
      WHEN 'month' THEN strftime('%s', day * 86400, 'unixepoch', 'start of month') / 86400
      ELSE day - ((day + 3) % 7 + 7) % 7 END AS first, stage, sum(people) AS people
  FROM funnel_daily WHERE program_id = ?1 AND segment = ?2 AND day BETWEEN ?3 AND ?4
  GROUP BY 1, 2";

#[derive(Deserialize)]
pub(super) struct CohortRow {
    first: i32,
    stage: u8,
    people: u64,
}

/// The cohorts of a segment (`""` is everybody) in a period.
pub(super) fn statement_of(
    program: &ProgramId,
    segment: &str,
    (from, to): (Day, Day),
    pace: Pace,
) -> Statement {
    statement(
        COHORTS_SQL,
        [
            program.into(),
            segment.into(),
            from.into(),
            to.into(),
            pace.code().into(),
        ],
    )
}

/// Takes what it answered. The first and the last cohort may be cut by the period.
pub(super) fn take(
    authorized: &Authorized,
    cohorts: Sent<CohortRow>,
    pace: Pace,
    (from, to): (Day, Day),
    incomplete: &IncompleteCohorts,
) -> Result<Trend, AppError> {
    let stages = authorized.access.rules.settings.stages.len();
    let rows = authorized.take(cohorts)?;
    let mut cohorts: BTreeMap<i32, Vec<u64>> = BTreeMap::new();
    for row in rows {
        let people = cohorts.entry(row.first).or_insert_with(|| vec![0; stages]);
        if let Some(count) = people.get_mut(usize::from(row.stage)) {
            *count = row.people;
        }
    }
    let skipped = cohorts.len().saturating_sub(MOST_COHORTS);
    let cohorts = cohorts.into_iter().skip(skipped).map(|(first, people)| {
        let last = pace.last_day(Day(first)).min(to);
        Cohort {
            from: Day(first).max(from),
            to: last,
            people,
            filling: incomplete.of(last),
        }
    });
    Ok(Trend {
        pace,
        cohorts: cohorts.collect(),
    })
}
