//! The rollups' side of the write batch: the differences of a day lie in one row, those of a program in one.

use std::collections::BTreeMap;

use laurel_domain::rollup::Deltas;
use laurel_domain::touchpoint::Touchpoint;
use laurel_domain::{Day, ProgramId};
use serde_json::json as object;

use laurel_store::{Statement, StoreError};

use super::cells::Cells;
use super::write::write_rows;

/// More segments than this are added to a day in one write to rows of their own, so that the day's row stays
/// small. The migration that made the tables did the same.
const SEGMENTS_MAX: usize = 100;

/// What adds the counts of a row that was to be inserted to the row that is there: only those that are named
/// are looked up and replaced. Sums are exact far beyond what is shown (2^53 - 1), so that what was added can be
/// taken back, and end before they would overflow into a float.
macro_rules! merge {
    () => {
        " DO UPDATE SET cells = json_patch(cells, (
    SELECT json_group_object(g.key, json((
      SELECT json_group_object(n.key, nullif(max(-4611686018427387904, min(4611686018427387904,
        coalesce(cells ->> ('$.\"' || g.key || '\".\"' || n.key || '\"'), 0) + n.value)), 0))
      FROM json_each(g.value) n))) FROM json_each(excluded.cells) g))"
    };
}
/// To a day whose row is full: 16,000 characters, about a hundred segments.
const ADD_TO_FULL_DAYS_SQL: &str = concat!(
    "INSERT INTO cohort_segments (program_id, segment, day, cells)
  SELECT ?1, segment.key, d.day, json_object(segment.key, json(segment.value))
  FROM json_each(?2) e CROSS JOIN cohort_days d CROSS JOIN json_each(e.value -> 'cells') segment
  WHERE d.program_id = ?1 AND d.day = e.value ->> 'day' AND length(d.cells) >= 16000
  ON CONFLICT (program_id, segment, day)",
    merge!()
);

/// To the others. It comes behind the one before, which decides by the same rows.
const ADD_TO_DAYS_SQL: &str = concat!(
    "INSERT INTO cohort_days (program_id, day, cells)
  SELECT ?1, e.value ->> 'day', e.value -> 'cells' FROM json_each(?2) e
  WHERE NOT EXISTS (SELECT 1 FROM cohort_days d
    WHERE d.program_id = ?1 AND d.day = e.value ->> 'day' AND length(d.cells) >= 16000)
  ON CONFLICT (program_id, day)",
    merge!()
);

const ADD_SEGMENTS_OF_DAYS_SQL: &str = concat!(
    "INSERT INTO cohort_segments (program_id, segment, day, cells)
  SELECT ?1, value ->> 'segment', value ->> 'day', value -> 'cells' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, segment, day)",
    merge!()
);

const ADD_DAY_COUNTS_SQL: &str = concat!(
    "INSERT INTO day_counts (program_id, day, cells)
  SELECT ?1, value ->> 'day', value -> 'cells' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day)",
    merge!()
);

pub(super) const ADD_PROGRAM_COUNTS_SQL: &str = concat!(
    "INSERT INTO program_counts (program_id, cells)
  SELECT ?1, value -> 'cells' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id)",
    merge!()
);

const ADD_SEGMENTS_SQL: &str = "INSERT INTO segments (program_id, dimension, value, people)
  SELECT ?1, value ->> 'dimension', value ->> 'value', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, dimension, value) DO UPDATE SET people = people + excluded.people";

/// Adds a statement for each table in which something changes. The touchpoints are those that are recorded and
/// those that are taken back.
pub(super) fn add_rollups(
    program: &ProgramId,
    deltas: &Deltas,
    touchpoints: (&[&Touchpoint], &[&Touchpoint]),
    batch: &mut Vec<Statement>,
) -> Result<(), StoreError> {
    let mut add = |sql, rows: Vec<serde_json::Value>| -> Result<(), StoreError> {
        write_rows(batch, (sql, program), &rows, None)
    };
    let of_day = |(day, cells): (Day, Cells)| object!({ "day": day.0, "cells": cells });
    let cohorts = cohorts(deltas);
    let (together, apart): (Vec<_>, Vec<_>) = cohorts
        .into_iter()
        .partition(|(_, cells)| cells.groups() <= SEGMENTS_MAX);
    let together: Vec<_> = together.into_iter().map(of_day).collect();
    add(ADD_TO_FULL_DAYS_SQL, together.clone())?;
    add(ADD_TO_DAYS_SQL, together)?;
    let apart = apart.into_iter().flat_map(|(day, cells)| {
        let rows = cells.split();
        rows.map(
            move |(segment, cells)| object!({ "segment": segment, "day": day.0, "cells": cells }),
        )
    });
    add(ADD_SEGMENTS_OF_DAYS_SQL, apart.collect())?;
    let days = day_counts(deltas, touchpoints).into_iter();
    add(ADD_DAY_COUNTS_SQL, days.map(of_day).collect())?;
    let rows = deltas.segments.iter().map(|((dimension, value), people)| {
        object!({ "dimension": dimension.code(), "value": value, "people": people })
    });
    add(ADD_SEGMENTS_SQL, rows.collect())?;
    let cells = program_counts(deltas);
    if !cells.is_empty() {
        add(ADD_PROGRAM_COUNTS_SQL, vec![object!({ "cells": cells })])?;
    }
    Ok(())
}

/// Segments and stages by the day of the cohort.
fn cohorts(deltas: &Deltas) -> BTreeMap<Day, Cells> {
    let mut days: BTreeMap<Day, Cells> = BTreeMap::new();
    for (key, delta) in &deltas.funnel {
        let cells = days.entry(key.day).or_default();
        let stage = key.stage.to_string();
        cells.add_times(&key.segment, &stage, &delta.elapsed);
        cells.add(&key.segment, stage, delta.people);
    }
    days
}

/// Everything else that is counted by day: what happened, whoever it was about, and the differences.
fn day_counts(
    deltas: &Deltas,
    (recorded, removed): (&[&Touchpoint], &[&Touchpoint]),
) -> BTreeMap<Day, Cells> {
    let Deltas {
        funnel: _,
        flywheel,
        need_levels,
        facets: _,
        ladder,
        advocacy_stages,
        overdrawn,
        reached,
        segments: _,
        totals: _,
    } = deltas;
    let mut days: BTreeMap<Day, Cells> = BTreeMap::new();
    for (day, delta) in flywheel {
        let cells = days.entry(*day).or_default();
        cells.add("wheel", "customers", delta.customers);
        cells.add("wheel", "acts", delta.acts);
        cells.add("wheel", "people_brought", delta.people_brought);
        cells.add("wheel", "customers_brought", delta.customers_brought);
        cells.add("wheel", "squares", delta.squares);
        cells.add("wheel", "people_others", delta.people_others);
        cells.add("wheel", "customers_others", delta.customers_others);
        cells.add_times("wheel", "", &delta.elapsed);
    }
    let mut add = |day: Day, group: &str, name: &str, count: i64| {
        days.entry(day).or_default().add(group, name, count);
    };
    let recorded = recorded.iter().map(|touchpoint| (touchpoint, 1));
    let removed = removed.iter().map(|touchpoint| (touchpoint, -1));
    for (touchpoint, more) in recorded.chain(removed) {
        add(touchpoint.at.day(), "kinds", touchpoint.kind.code(), more);
    }
    for ((day, stage), people) in reached {
        add(*day, "reached", &stage.to_string(), *people);
    }
    for ((day, level), people) in need_levels {
        add(*day, "need", &level.number().to_string(), *people);
    }
    for ((day, stage), people) in advocacy_stages {
        add(*day, "advocacy", stage.code(), *people);
    }
    for ((day, stage), delta) in ladder {
        add(*day, "rose", stage.code(), delta.rose);
        add(*day, "fell", stage.code(), delta.fell);
    }
    for (day, people) in overdrawn {
        add(*day, "overdrawn", "people", *people);
    }
    days.retain(|_, cells| !cells.is_empty());
    days
}

/// What is counted of all people, whenever it came to be.
fn program_counts(deltas: &Deltas) -> Cells {
    let mut cells = Cells::default();
    for (name, value) in &deltas.totals {
        cells.add("totals", name, *value);
    }
    for ((level, facet, value), people) in &deltas.facets {
        let name = format!("{level} {} {value}", facet.code());
        cells.add("facets", name, *people);
    }
    for ((_, level), people) in &deltas.need_levels {
        cells.add("need", level.number().to_string(), *people);
    }
    for people in deltas.overdrawn.values() {
        cells.add("overdrawn", "people", *people);
    }
    cells
}
