//! Reading cohorts: a day's row holds all segments and stages (`laurel_ingest`'s cells), and a figure is the
//! sum of `cohort_days` and `cohort_segments`.

use laurel_domain::funnel::StageFigures;
use laurel_domain::segment::Segment;
use laurel_domain::{Day, ProgramId};
use laurel_ingest::{StageCounts, add_stages, group_key, group_path};
use serde::Deserialize;

use super::counts::{self, Counts};
use crate::db::{Param, Statement, json, statement};
use crate::error::AppError;
use laurel_store::StoreError;

/// The most stages that a program has.
const STAGES_MAX: usize = 10;

/// The counts of a segment in a period, a row a day: ?1 program, ?2 path and ?3 key of the segment, ?4 and ?5
/// the period.
macro_rules! days {
    () => {
        "(SELECT day, cells -> ?2 AS cells FROM cohort_days
      WHERE program_id = ?1 AND day BETWEEN ?4 AND ?5
    UNION ALL SELECT day, cells -> ?2 FROM cohort_segments
      WHERE program_id = ?1 AND segment = ?3 AND day BETWEEN ?4 AND ?5)"
    };
}

/// People by stage, as a JSON array.
macro_rules! people {
    () => {
        "json_array(coalesce(sum(cells ->> '$.0'), 0), coalesce(sum(cells ->> '$.1'), 0),
    coalesce(sum(cells ->> '$.2'), 0), coalesce(sum(cells ->> '$.3'), 0), coalesce(sum(cells ->> '$.4'), 0),
    coalesce(sum(cells ->> '$.5'), 0), coalesce(sum(cells ->> '$.6'), 0), coalesce(sum(cells ->> '$.7'), 0),
    coalesce(sum(cells ->> '$.8'), 0), coalesce(sum(cells ->> '$.9'), 0)) AS people"
    };
}

/// A row a hundred days, so that none becomes too large for the database.
const STAGES_SQL: &str = concat!(
    "SELECT json_group_array(json(cells)) AS days FROM ",
    days!(),
    " WHERE cells IS NOT NULL GROUP BY day / 100"
);

const PEOPLE_SQL: &str = concat!("SELECT ", people!(), " FROM ", days!());

/// Weeks begin on Monday: 1970-01-01 was a Thursday, and days before it are negative.
const COHORTS_SQL: &str = concat!(
    "SELECT CASE ?6
      WHEN 'month' THEN strftime('%s', day * 86400, 'unixepoch', 'start of month') / 86400
      ELSE day - ((day + 3) % 7 + 7) % 7 END AS first, ",
    people!(),
    " FROM ",
    days!(),
    " WHERE cells IS NOT NULL GROUP BY 1"
);

/// People by blocks of ?6 days that end with the period. Parameters arrive as real numbers, hence the cast.
const BLOCKS_SQL: &str = concat!(
    "SELECT cast((?5 - day) / ?6 AS INTEGER) AS first, ",
    people!(),
    " FROM ",
    days!(),
    " WHERE cells IS NOT NULL GROUP BY 1"
);

const CHOSEN_SQL: &str = concat!(
    "SELECT value, ",
    people!(),
    " FROM (
    SELECT v.value ->> 'value' AS value, d.cells -> (v.value ->> 'path') AS cells
    FROM json_each(?2) v CROSS JOIN cohort_days d
    WHERE d.program_id = ?1 AND d.day BETWEEN ?3 AND ?4
    UNION ALL SELECT v.value ->> 'value', s.cells -> (v.value ->> 'path')
    FROM json_each(?2) v CROSS JOIN cohort_segments s
    WHERE s.program_id = ?1 AND s.segment = v.value ->> 'key' AND s.day BETWEEN ?3 AND ?4)
  WHERE cells IS NOT NULL GROUP BY value"
);

/// The five values of a dimension with the most people.
const GREATEST_SQL: &str = concat!(
    "WITH greatest AS MATERIALIZED (SELECT value,
      ?2 || ':' || replace(replace(replace(value, '%', '%25'), '\"', '%22'), '\\', '%5C') AS key FROM segments
    WHERE program_id = ?1 AND dimension = ?2 AND people > 0 ORDER BY people DESC, value LIMIT 5)
  SELECT value, ",
    people!(),
    " FROM (
    SELECT g.value AS value, d.cells -> ('$.\"' || g.key || '\"') AS cells FROM greatest g CROSS JOIN cohort_days d
    WHERE d.program_id = ?1 AND d.day BETWEEN ?3 AND ?4
    UNION ALL SELECT g.value, s.cells -> ('$.\"' || g.key || '\"') FROM greatest g CROSS JOIN cohort_segments s
    WHERE s.program_id = ?1 AND s.segment = g.key AND s.day BETWEEN ?3 AND ?4)
  WHERE cells IS NOT NULL GROUP BY value"
);

/// A period, both ends included.
pub(crate) type Period = (Day, Day);

fn of_segment<const N: usize>(
    sql: &'static str,
    program: &ProgramId,
    segment: &str,
    (from, to): Period,
    more: [Param; N],
) -> Statement {
    let key = group_key(segment);
    let path = group_path(segment);
    let params = [
        program.into(),
        path.into(),
        key.as_ref().into(),
        from.into(),
        to.into(),
    ];
    let mut read = statement(sql, params);
    for param in more {
        read.push(param);
    }
    read
}

/// People and times by stage of a segment (`""` is everybody) in a period: rows of [`StagesRow`].
pub(crate) fn stages(program: &ProgramId, segment: &str, period: Period) -> Statement {
    of_segment(STAGES_SQL, program, segment, period, [])
}

/// People by stage: one [`PeopleRow`].
pub(crate) fn people(program: &ProgramId, segment: &str, period: Period) -> Statement {
    of_segment(PEOPLE_SQL, program, segment, period, [])
}

/// People by stage of each week or month: rows of [`PeopleOfRow`].
pub(super) fn cohorts(
    program: &ProgramId,
    segment: &str,
    period: Period,
    pace: laurel_domain::funnel::trend::Pace,
) -> Statement {
    of_segment(COHORTS_SQL, program, segment, period, [pace.code().into()])
}

/// People by stage of everybody in each block of so many days, the last one first: rows of [`PeopleOfRow`].
pub(crate) fn blocks(program: &ProgramId, period: Period, days: i32) -> Statement {
    of_segment(BLOCKS_SQL, program, "", period, [i64::from(days).into()])
}

/// People by stage of these segments: rows of [`PartRow`].
pub(super) fn chosen(
    program: &ProgramId,
    segments: &[Segment],
    (from, to): Period,
) -> Result<Statement, AppError> {
    let rows: Vec<_> = segments
        .iter()
        .map(|segment| {
            let name = segment.to_string();
            serde_json::json!({ "value": segment.value(), "key": group_key(&name), "path": group_path(&name) })
        })
        .collect();
    let params = [program.into(), json(&rows)?, from.into(), to.into()];
    Ok(statement(CHOSEN_SQL, params))
}

/// The same of the values with the most people.
pub(super) fn greatest(
    program: &ProgramId,
    dimension: laurel_domain::segment::Dimension,
    (from, to): Period,
) -> Statement {
    let params = [
        program.into(),
        dimension.code().into(),
        from.into(),
        to.into(),
    ];
    statement(GREATEST_SQL, params)
}

/// The counts of up to a hundred days.
#[derive(Deserialize)]
pub(crate) struct StagesRow {
    days: String,
}

/// People by stage.
#[derive(Deserialize)]
pub(crate) struct PeopleRow {
    people: String,
}

/// People by stage, of what begins or counts as `first`.
#[derive(Deserialize)]
pub(crate) struct PeopleOfRow {
    pub(crate) first: i32,
    people: String,
}

/// People by stage of the segment with this value.
#[derive(Deserialize)]
pub(super) struct PartRow {
    pub(super) value: String,
    people: String,
}

fn by_stage(people: &str, stages: usize) -> Result<Vec<u64>, AppError> {
    let mut counts: Vec<i64> = serde_json::from_str(people)
        .map_err(|error| StoreError::internal("people by stage", error))?;
    counts.resize(stages, 0);
    let counts = counts.into_iter();
    Ok(counts
        .map(|count| u64::try_from(count).unwrap_or_default())
        .collect())
}

impl PeopleRow {
    /// The counts of as many stages as the program has.
    pub(crate) fn counts(&self, stages: usize) -> Result<Vec<u64>, AppError> {
        by_stage(&self.people, stages)
    }
}

impl PeopleOfRow {
    /// The counts of as many stages as the program has.
    pub(crate) fn counts(&self, stages: usize) -> Result<Vec<u64>, AppError> {
        by_stage(&self.people, stages)
    }
}

impl PartRow {
    /// The counts of as many stages as the program has.
    pub(super) fn counts(&self, stages: usize) -> Result<Vec<u64>, AppError> {
        by_stage(&self.people, stages)
    }
}

/// One entry for each stage of the program. Counts of a stage that it has dropped since are left out.
pub(crate) fn in_order(rows: &[StagesRow], stages: usize) -> Result<Vec<StageFigures>, AppError> {
    let mut sums = [StageCounts::default(); STAGES_MAX];
    for row in rows {
        for Counts(day) in counts::all(&row.days)? {
            add_stages(&mut sums, day);
        }
    }
    let figures = sums.into_iter().take(stages);
    let figures = figures.map(|StageCounts { people, elapsed }| StageFigures { people, elapsed });
    Ok(figures.collect())
}
