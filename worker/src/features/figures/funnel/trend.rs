//! Cohorts over time, from the same rows of days.

use laurel_api::funnel::{Cohort, Trend};
use laurel_domain::Day;
use laurel_domain::funnel::trend::{MOST_COHORTS, Pace};

use super::super::cohorts::PeopleOfRow;
use super::IncompleteCohorts;
use crate::auth::access::Authorized;
use crate::error::AppError;
use laurel_store::Sent;

/// Takes what it answered. The first and the last cohort may be cut by the period.
pub(super) fn take(
    authorized: &Authorized,
    cohorts: Sent<PeopleOfRow>,
    pace: Pace,
    (from, to): (Day, Day),
    incomplete: &IncompleteCohorts,
) -> Result<Trend, AppError> {
    let stages = authorized.access.rules.settings.stages.len();
    let mut found = authorized.take(cohorts)?;
    found.sort_by_key(|row| row.first);
    let skipped = found.len().saturating_sub(MOST_COHORTS);
    let cohorts = found.into_iter().skip(skipped).map(|row| {
        let (first, people) = (row.first, row.counts(stages)?);
        let last = pace.last_day(Day(first)).min(to);
        Ok(Cohort {
            from: Day(first).max(from),
            to: last,
            people,
            filling: incomplete.of(last),
        })
    });
    Ok(Trend {
        pace,
        cohorts: cohorts.collect::<Result<_, AppError>>()?,
    })
}
