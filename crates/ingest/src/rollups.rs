//! The rollups' side of the write batch: one upsert a table, with the differences of all its rows.

use laurel_domain::ProgramId;
use laurel_domain::rollup::Deltas;
use serde_json::json as object;

use laurel_store::{Statement, StoreError, json, statement};

use super::write::write_rows;

const ADD_FUNNEL_SQL: &str = "INSERT INTO funnel_daily (program_id, segment, day, stage, people,
    t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15)
  SELECT ?1, value ->> 'segment', value ->> 'day', value ->> 'stage', value ->> 'people',
    value ->> '$.t[0]', value ->> '$.t[1]', value ->> '$.t[2]', value ->> '$.t[3]', value ->> '$.t[4]',
    value ->> '$.t[5]', value ->> '$.t[6]', value ->> '$.t[7]', value ->> '$.t[8]', value ->> '$.t[9]',
    value ->> '$.t[10]', value ->> '$.t[11]', value ->> '$.t[12]', value ->> '$.t[13]',
    value ->> '$.t[14]', value ->> '$.t[15]' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, segment, day, stage) DO UPDATE SET people = people + excluded.people,
    t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3,
    t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7,
    t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11,
    t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15";

const ADD_FLYWHEEL_SQL: &str = "INSERT INTO flywheel_daily (program_id, day, customers, acts, people_brought,
    customers_brought, squares, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15)
  SELECT ?1, value ->> 'day', value ->> 'customers', value ->> 'acts', value ->> 'people_brought',
    value ->> 'customers_brought', value ->> 'squares',
    value ->> '$.t[0]', value ->> '$.t[1]', value ->> '$.t[2]', value ->> '$.t[3]', value ->> '$.t[4]',
    value ->> '$.t[5]', value ->> '$.t[6]', value ->> '$.t[7]', value ->> '$.t[8]', value ->> '$.t[9]',
    value ->> '$.t[10]', value ->> '$.t[11]', value ->> '$.t[12]', value ->> '$.t[13]',
    value ->> '$.t[14]', value ->> '$.t[15]' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day) DO UPDATE SET customers = customers + excluded.customers,
    acts = acts + excluded.acts, people_brought = people_brought + excluded.people_brought,
    customers_brought = customers_brought + excluded.customers_brought,
    squares = squares + excluded.squares,
    t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3,
    t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7,
    t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11,
    t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15";

const ADD_NEED_LEVELS_SQL: &str = "INSERT INTO need_level_daily (program_id, day, need_level, people)
  SELECT ?1, value ->> 'day', value ->> 'need_level', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day, need_level) DO UPDATE SET people = people + excluded.people";

const ADD_FACETS_SQL: &str = "INSERT INTO pyramid_facets (program_id, need_level, facet, value, people)
  SELECT ?1, value ->> 'need_level', value ->> 'facet', value ->> 'value', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, need_level, facet, value) DO UPDATE SET people = people + excluded.people";

const ADD_LADDER_SQL: &str = "INSERT INTO ladder_daily (program_id, day, advocacy_stage, rose, fell)
  SELECT ?1, value ->> 'day', value ->> 'advocacy_stage', value ->> 'rose', value ->> 'fell' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day, advocacy_stage) DO UPDATE SET rose = rose + excluded.rose, fell = fell + excluded.fell";

const ADD_ADVOCACY_STAGES_SQL: &str = "INSERT INTO advocacy_stage_daily (program_id, day, advocacy_stage, people)
  SELECT ?1, value ->> 'day', value ->> 'advocacy_stage', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day, advocacy_stage) DO UPDATE SET people = people + excluded.people";

const ADD_OVERDRAWN_SQL: &str = "INSERT INTO overdrawn_daily (program_id, day, people)
  SELECT ?1, value ->> 'day', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day) DO UPDATE SET people = people + excluded.people";

const ADD_REACHED_SQL: &str = "INSERT INTO reached_daily (program_id, day, stage, people)
  SELECT ?1, value ->> 'day', value ->> 'stage', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day, stage) DO UPDATE SET people = people + excluded.people";

const ADD_SEGMENTS_SQL: &str = "INSERT INTO segments (program_id, dimension, value, people)
  SELECT ?1, value ->> 'dimension', value ->> 'value', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, dimension, value) DO UPDATE SET people = people + excluded.people";

const ADD_TOTALS_SQL: &str = "INSERT INTO program_totals (program_id, name, value)
  SELECT ?1, key, value FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, name) DO UPDATE SET value = value + excluded.value";

/// Adds a statement for each rollup table in which something changes.
pub(super) fn add_rollups(
    program: &ProgramId,
    deltas: &Deltas,
    batch: &mut Vec<Statement>,
) -> Result<(), StoreError> {
    let Deltas {
        funnel,
        flywheel,
        need_levels,
        facets,
        ladder,
        advocacy_stages,
        overdrawn,
        reached,
        segments,
        totals,
    } = deltas;
    let mut add = |sql, rows: Vec<serde_json::Value>| -> Result<(), StoreError> {
        write_rows(batch, (sql, program), &rows, None)
    };
    let rows = funnel.iter().map(|(key, delta)| {
        object!({ "segment": key.segment, "day": key.day.0, "stage": key.stage, "people": delta.people, "t": delta.elapsed })
    });
    add(ADD_FUNNEL_SQL, rows.collect())?;
    let rows = flywheel.iter().map(|(day, delta)| {
        object!({
            "day": day.0, "customers": delta.customers, "acts": delta.acts,
            "people_brought": delta.people_brought, "customers_brought": delta.customers_brought,
            "squares": delta.squares, "t": delta.elapsed,
        })
    });
    add(ADD_FLYWHEEL_SQL, rows.collect())?;
    let rows = need_levels
        .iter()
        .map(|((day, level), people)| object!({ "day": day.0, "need_level": level.number(), "people": people }));
    add(ADD_NEED_LEVELS_SQL, rows.collect())?;
    let rows = facets.iter().map(|((level, facet, value), people)| {
        object!({ "need_level": level, "facet": facet.code(), "value": value, "people": people })
    });
    add(ADD_FACETS_SQL, rows.collect())?;
    let rows = ladder.iter().map(|((day, stage), delta)| {
        object!({ "day": day.0, "advocacy_stage": stage.code(), "rose": delta.rose, "fell": delta.fell })
    });
    add(ADD_LADDER_SQL, rows.collect())?;
    let rows = advocacy_stages
        .iter()
        .map(|((day, stage), people)| object!({ "day": day.0, "advocacy_stage": stage.code(), "people": people }));
    add(ADD_ADVOCACY_STAGES_SQL, rows.collect())?;
    let rows = overdrawn
        .iter()
        .map(|(day, people)| object!({ "day": day.0, "people": people }));
    add(ADD_OVERDRAWN_SQL, rows.collect())?;
    let rows = reached
        .iter()
        .map(|((day, stage), people)| object!({ "day": day.0, "stage": stage, "people": people }));
    add(ADD_REACHED_SQL, rows.collect())?;
    let rows = segments.iter().map(|((dimension, value), people)| {
        object!({ "dimension": dimension.code(), "value": value, "people": people })
    });
    add(ADD_SEGMENTS_SQL, rows.collect())?;
    // An object, not a list of rows: there are as many names as counters.
    if !totals.is_empty() {
        batch.push(statement(ADD_TOTALS_SQL, [program.into(), json(totals)?]));
    }
    Ok(())
}
