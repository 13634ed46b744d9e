//! The write batch: one JSON parameter a table, so that hundreds of rows take one statement each.

use std::collections::{BTreeMap, BTreeSet};

use laurel_domain::PersonId;
use laurel_domain::rollup::Deltas;
use laurel_domain::touchpoint::Touchpoint;
use serde::Serialize;
use serde_json::json as object;

use super::apply::Rules;
use super::person::Record;
use super::state_row::{StateRow, TouchpointRow};
use super::terms;
use crate::db::{Statement, json, statement};
use crate::error::AppError;

/// Fails the batch when one of the people has another revision than the one that was read.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 FROM json_each(?2) e
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = e.value ->> 'person_id'
  WHERE coalesce(s.revision, 0) <> e.value ->> 'revision' LIMIT 1";

const INSERT_PEOPLE_SQL: &str =
    "INSERT INTO people (program_id, person_id, external_id, email, name, headline, company,
    industry, company_size, country, city, source, motivation, brought_by, brought_at, created_at)
  SELECT ?1, value ->> 'person_id', value ->> 'external_id', value ->> 'email', value ->> 'name',
    value ->> 'headline', value ->> 'company', value ->> 'industry', value ->> 'company_size',
    value ->> 'country', value ->> 'city', value ->> 'source', value ->> 'motivation',
    value ->> 'brought_by', value ->> 'brought_at', ?3 FROM json_each(?2)";

const FILL_PEOPLE_SQL: &str =
    "UPDATE people SET external_id = e.value ->> 'external_id', email = e.value ->> 'email',
    name = e.value ->> 'name', headline = e.value ->> 'headline', company = e.value ->> 'company',
    industry = e.value ->> 'industry', company_size = e.value ->> 'company_size',
    country = e.value ->> 'country', city = e.value ->> 'city', source = e.value ->> 'source',
    motivation = e.value ->> 'motivation', brought_by = e.value ->> 'brought_by',
    brought_at = e.value ->> 'brought_at'
  FROM json_each(?2) e WHERE program_id = ?1 AND person_id = e.value ->> 'person_id'";

const INSERT_TERMS_SQL: &str = "INSERT OR IGNORE INTO person_terms (program_id, term, person_id)
  SELECT ?1, value ->> 'term', value ->> 'person_id' FROM json_each(?2)";

const INSERT_TOUCHPOINTS_SQL: &str =
    "INSERT INTO touchpoints (program_id, person_id, at, touchpoint_id, kind, channel,
    amount_minor, currency, quantity, score, note, recorded_at)
  SELECT ?1, value ->> 'person_id', value ->> 'at', value ->> 'touchpoint_id', value ->> 'kind',
    value ->> 'channel', value ->> 'amount_minor', value ->> 'currency', value ->> 'quantity',
    value ->> 'score', value ->> 'note', ?3 FROM json_each(?2)";

const UPSERT_STATES_SQL: &str = "INSERT INTO person_state (program_id, person_id, revision, stage_entries, funnel_stage,
    cohort_day, first_touch_at, last_touch_at, first_purchase_at, purchases, revenue_minor, other_revenue,
    acts, acts_followed, advocacy_stage, advocacy_stage_at, need_level, need_level_at, given, received,
    overdrawn_since, derived_at, nps_score, escalated, support_solved, changes_by_time, source)
  SELECT ?1, value ->> 'person_id', value ->> 'revision', value ->> 'stage_entries', value ->> 'funnel_stage',
    value ->> 'cohort_day', value ->> 'first_touch_at', value ->> 'last_touch_at',
    value ->> 'first_purchase_at', value ->> 'purchases', value ->> 'revenue_minor',
    value ->> 'other_revenue', value ->> 'acts', value ->> 'acts_followed', value ->> 'advocacy_stage',
    value ->> 'advocacy_stage_at', value ->> 'need_level', value ->> 'need_level_at', value ->> 'given',
    value ->> 'received', value ->> 'overdrawn_since', value ->> 'derived_at', value ->> 'nps_score', value ->> 'escalated',
    value ->> 'support_solved',
    value ->> 'changes_by_time', value ->> 'source' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, person_id) DO UPDATE SET revision = excluded.revision,
    stage_entries = excluded.stage_entries, funnel_stage = excluded.funnel_stage,
    cohort_day = excluded.cohort_day, first_touch_at = excluded.first_touch_at,
    last_touch_at = excluded.last_touch_at, first_purchase_at = excluded.first_purchase_at,
    purchases = excluded.purchases, revenue_minor = excluded.revenue_minor,
    other_revenue = excluded.other_revenue, acts = excluded.acts, acts_followed = excluded.acts_followed,
    advocacy_stage = excluded.advocacy_stage, advocacy_stage_at = excluded.advocacy_stage_at,
    need_level = excluded.need_level, need_level_at = excluded.need_level_at, given = excluded.given,
    received = excluded.received, overdrawn_since = excluded.overdrawn_since, derived_at = excluded.derived_at, nps_score = excluded.nps_score,
    escalated = excluded.escalated,
    support_solved = excluded.support_solved, changes_by_time = excluded.changes_by_time, source = excluded.source";

/// Whoever reads an advocate's brought people before this batch must read them again after it.
const COUNT_UP_SQL: &str = "UPDATE person_state SET revision = revision + 1
  FROM json_each(?2) e WHERE program_id = ?1 AND person_id = e.value";

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
    customers_brought, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15)
  SELECT ?1, value ->> 'day', value ->> 'customers', value ->> 'acts', value ->> 'people_brought',
    value ->> 'customers_brought',
    value ->> '$.t[0]', value ->> '$.t[1]', value ->> '$.t[2]', value ->> '$.t[3]', value ->> '$.t[4]',
    value ->> '$.t[5]', value ->> '$.t[6]', value ->> '$.t[7]', value ->> '$.t[8]', value ->> '$.t[9]',
    value ->> '$.t[10]', value ->> '$.t[11]', value ->> '$.t[12]', value ->> '$.t[13]',
    value ->> '$.t[14]', value ->> '$.t[15]' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day) DO UPDATE SET customers = customers + excluded.customers,
    acts = acts + excluded.acts, people_brought = people_brought + excluded.people_brought,
    customers_brought = customers_brought + excluded.customers_brought,
    t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3,
    t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7,
    t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11,
    t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15";

const ADD_NEED_LEVELS_SQL: &str = "INSERT INTO need_level_daily (program_id, day, need_level, people)
  SELECT ?1, value ->> 'day', value ->> 'need_level', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day, need_level) DO UPDATE SET people = people + excluded.people";

const ADD_ADVOCACY_STAGES_SQL: &str = "INSERT INTO advocacy_stage_daily (program_id, day, advocacy_stage, people)
  SELECT ?1, value ->> 'day', value ->> 'advocacy_stage', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day, advocacy_stage) DO UPDATE SET people = people + excluded.people";

const ADD_OVERDRAWN_SQL: &str = "INSERT INTO overdrawn_daily (program_id, day, people)
  SELECT ?1, value ->> 'day', value ->> 'people' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day) DO UPDATE SET people = people + excluded.people";

/// What happened when, whoever it was about: never taken back, so it needs no difference.
const ADD_ACTIVITY_SQL: &str = "INSERT INTO activity_daily (program_id, day, kind, touchpoints)
  SELECT ?1, value ->> 'day', value ->> 'kind', value ->> 'touchpoints' FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, day, kind) DO UPDATE SET touchpoints = touchpoints + excluded.touchpoints";

const ADD_SOURCES_SQL: &str = "INSERT INTO sources (program_id, source, people)
  SELECT ?1, key, value FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, source) DO UPDATE SET people = people + excluded.people";

const ADD_TOTALS_SQL: &str = "INSERT INTO program_totals (program_id, name, value)
  SELECT ?1, key, value FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, name) DO UPDATE SET value = value + excluded.value";

/// Everything that changes.
pub(super) struct Changes<'a> {
    /// The revisions that were read.
    pub(super) guards: Vec<(PersonId, u64)>,
    pub(super) created: Vec<&'a Record>,
    pub(super) filled: Vec<&'a Record>,
    pub(super) touchpoints: Vec<&'a Touchpoint>,
    pub(super) rows: Vec<StateRow>,
    /// Those who bring somebody from now on and are not written themselves.
    pub(super) advocates: BTreeSet<PersonId>,
    pub(super) deltas: Deltas,
}

#[derive(Serialize)]
struct Guard {
    person_id: PersonId,
    revision: u64,
}

#[derive(Serialize)]
struct Term {
    term: String,
    person_id: PersonId,
}

/// The statements, in the order in which foreign keys need them.
pub(super) fn statements(
    rules: &Rules<'_>,
    changes: &Changes<'_>,
) -> Result<Vec<Statement>, AppError> {
    let Changes {
        guards,
        created,
        filled,
        touchpoints,
        rows,
        advocates,
        deltas,
    } = changes;
    let program = rules.program;
    let mut batch = Vec::new();
    let guards: Vec<_> = guards
        .iter()
        .map(|(person_id, revision)| Guard {
            person_id: *person_id,
            revision: *revision,
        })
        .collect();
    batch.push(statement(GUARD_SQL, [program.into(), json(&guards)?]));
    if !created.is_empty() {
        batch.push(statement(
            INSERT_PEOPLE_SQL,
            [program.into(), json(created)?, rules.now.into()],
        ));
    }
    if !filled.is_empty() {
        batch.push(statement(FILL_PEOPLE_SQL, [program.into(), json(filled)?]));
    }
    let found_by: Vec<_> = created
        .iter()
        .chain(filled)
        .flat_map(|person| {
            terms::of(person).into_iter().map(|term| Term {
                term,
                person_id: person.id,
            })
        })
        .collect();
    if !found_by.is_empty() {
        batch.push(statement(
            INSERT_TERMS_SQL,
            [program.into(), json(&found_by)?],
        ));
    }
    if !touchpoints.is_empty() {
        let rows: Vec<_> = touchpoints
            .iter()
            .map(|touchpoint| TouchpointRow::from(*touchpoint))
            .collect();
        batch.push(statement(
            INSERT_TOUCHPOINTS_SQL,
            [program.into(), json(&rows)?, rules.now.into()],
        ));
        batch.push(statement(
            ADD_ACTIVITY_SQL,
            [program.into(), json(&activity(touchpoints))?],
        ));
    }
    batch.push(statement(UPSERT_STATES_SQL, [program.into(), json(rows)?]));
    if !advocates.is_empty() {
        batch.push(statement(COUNT_UP_SQL, [program.into(), json(advocates)?]));
    }
    add_rollups(rules, deltas, &mut batch)?;
    Ok(batch)
}

/// How many of each kind there are on each day.
fn activity(touchpoints: &[&Touchpoint]) -> Vec<serde_json::Value> {
    let mut counts: BTreeMap<(i32, &str), u32> = BTreeMap::new();
    for touchpoint in touchpoints {
        let key = (touchpoint.at.day().0, touchpoint.kind.code());
        *counts.entry(key).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|((day, kind), count)| object!({ "day": day, "kind": kind, "touchpoints": count }))
        .collect()
}

fn add_rollups(
    rules: &Rules<'_>,
    deltas: &Deltas,
    batch: &mut Vec<Statement>,
) -> Result<(), AppError> {
    let Deltas {
        funnel,
        flywheel,
        need_levels,
        advocacy_stages,
        overdrawn,
        sources,
        totals,
    } = deltas;
    let mut add = |sql, rows: Vec<serde_json::Value>| -> Result<(), AppError> {
        if !rows.is_empty() {
            batch.push(statement(sql, [rules.program.into(), json(&rows)?]));
        }
        Ok(())
    };
    let rows = funnel.iter().map(|(key, delta)| {
        object!({ "segment": key.segment, "day": key.day.0, "stage": key.stage, "people": delta.people, "t": delta.elapsed })
    });
    add(ADD_FUNNEL_SQL, rows.collect())?;
    let rows = flywheel.iter().map(|(day, delta)| {
        object!({
            "day": day.0, "customers": delta.customers, "acts": delta.acts,
            "people_brought": delta.people_brought, "customers_brought": delta.customers_brought, "t": delta.elapsed,
        })
    });
    add(ADD_FLYWHEEL_SQL, rows.collect())?;
    let rows = need_levels
        .iter()
        .map(|((day, level), people)| object!({ "day": day.0, "need_level": level.number(), "people": people }));
    add(ADD_NEED_LEVELS_SQL, rows.collect())?;
    let rows = advocacy_stages
        .iter()
        .map(|((day, stage), people)| object!({ "day": day.0, "advocacy_stage": stage.code(), "people": people }));
    add(ADD_ADVOCACY_STAGES_SQL, rows.collect())?;
    let rows = overdrawn
        .iter()
        .map(|(day, people)| object!({ "day": day.0, "people": people }));
    add(ADD_OVERDRAWN_SQL, rows.collect())?;
    if !sources.is_empty() {
        batch.push(statement(
            ADD_SOURCES_SQL,
            [rules.program.into(), json(sources)?],
        ));
    }
    if !totals.is_empty() {
        batch.push(statement(
            ADD_TOTALS_SQL,
            [rules.program.into(), json(totals)?],
        ));
    }
    Ok(())
}
