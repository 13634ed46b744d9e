//! The write batch: one JSON parameter a table, so that hundreds of rows take one statement each.

use std::collections::{BTreeMap, BTreeSet};

use laurel_domain::rollup::{Brought, Deltas};
use laurel_domain::touchpoint::{Category, Touchpoint};
use laurel_domain::{PersonId, ProgramId, Timestamp};
use serde::Serialize;
use serde_json::json as object;

use super::keys::Keys;
use super::person::Record;
use super::rollups::add_rollups;
use super::state_row::StateRow;
use super::terms;
use super::touchpoint_row::TouchpointRow;
use laurel_store::{Param, ProgramRules, Statement, StoreError, json_chunks, statement};

/// Fails the batch when one of the people has another revision than the one that was read.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 FROM json_each(?2) e
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = e.value ->> 'person_id'
  WHERE coalesce(s.revision, 0) <> e.value ->> 'revision' LIMIT 1";

/// Fails the batch when the program's rules are others than those that were read.
const GUARD_RULES_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM programs WHERE program_id = ?1 AND settings_revision = ?2)";

const INSERT_PEOPLE_SQL: &str =
    "INSERT INTO people (program_id, person_id, external_id, email, name, headline, company,
    industry, company_size, country, city, source, motivation, opted_out, brought_by, brought_at, tags,
    counted_follow_days, created_at)
  SELECT ?1, value ->> 'person_id', value ->> 'external_id', value ->> 'email', value ->> 'name',
    value ->> 'headline', value ->> 'company', value ->> 'industry', value ->> 'company_size',
    value ->> 'country', value ->> 'city', value ->> 'source', value ->> 'motivation', value ->> 'opted_out',
    value ->> 'brought_by', value ->> 'brought_at', value ->> 'tags', value ->> 'counted_follow_days', ?3
  FROM json_each(?2)";

const FILL_PEOPLE_SQL: &str =
    "WITH e (program, person, value) AS MATERIALIZED (SELECT ?1, value ->> 'person_id', value FROM json_each(?2))
  UPDATE people SET external_id = e.value ->> 'external_id', email = e.value ->> 'email',
    name = e.value ->> 'name', headline = e.value ->> 'headline', company = e.value ->> 'company',
    industry = e.value ->> 'industry', company_size = e.value ->> 'company_size',
    country = e.value ->> 'country', city = e.value ->> 'city', source = e.value ->> 'source',
    motivation = e.value ->> 'motivation', opted_out = e.value ->> 'opted_out', brought_by = e.value ->> 'brought_by',
    brought_at = e.value ->> 'brought_at', tags = e.value ->> 'tags',
    counted_follow_days = e.value ->> 'counted_follow_days'
  FROM e WHERE program_id = e.program AND person_id = e.person";

const FORGET_TERMS_SQL: &str = "DELETE FROM person_terms WHERE program_id = ?1
    AND (term, person_id) IN (SELECT value ->> 'term', value ->> 'person_id' FROM json_each(?2))";

const INSERT_TERMS_SQL: &str = "INSERT OR IGNORE INTO person_terms (program_id, term, person_id)
  SELECT ?1, value ->> 'term', value ->> 'person_id' FROM json_each(?2)";

const INSERT_TOUCHPOINTS_SQL: &str =
    "INSERT INTO touchpoints (program_id, person_id, at, touchpoint_id, kind, channel,
    amount_minor, currency, quantity, score, note, recorded_at)
  SELECT ?1, value ->> 'person_id', value ->> 'at', value ->> 'touchpoint_id', value ->> 'kind',
    value ->> 'channel', value ->> 'amount_minor', value ->> 'currency', value ->> 'quantity',
    value ->> 'score', value ->> 'note', ?3 FROM json_each(?2)";

/// Fails the batch when others got one of these addresses meanwhile.
const GUARD_OWNERS_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 FROM json_each(?2) e WHERE (SELECT count(*) FROM (SELECT 1 FROM people
    WHERE program_id = ?1 AND email = e.value ->> 'email' LIMIT 3)) <> e.value ->> 'owners' LIMIT 1";

const FORGET_KEYS_SQL: &str = "DELETE FROM person_keys WHERE program_id = ?1
    AND (system, key) IN (SELECT value ->> 'system', value ->> 'key' FROM json_each(?2))";

const INSERT_KEYS_SQL: &str = "INSERT INTO person_keys (program_id, system, key, person_id)
  SELECT ?1, value ->> 'system', value ->> 'key', value ->> 'person_id' FROM json_each(?2)";

/// An ask that an act had ended, as both have the same time, is ended by the next act that was recorded and
/// answers it; without one it is open again. Whoever has been asked for the same since is not asked twice, and
/// whoever does not want to be asked by now is not asked.
const REOPEN_ASKS_SQL: &str = "WITH e (program, person, value) AS MATERIALIZED (SELECT ?1, value ->> 'person_id', value FROM json_each(?2)),
  ended (program, ask, opted_out, next) AS MATERIALIZED (
    SELECT a.program_id, a.ask_id, (SELECT opted_out FROM people p WHERE p.program_id = a.program_id
        AND p.person_id = a.person_id), (SELECT min(max(t.recorded_at, a.asked_at)) FROM touchpoints t
        WHERE t.program_id = a.program_id AND t.person_id = a.person_id AND t.kind = a.kind
          AND t.at >= a.asked_at - a.asked_at % 86400000 AND t.recorded_at >= gone.recorded_at
          AND t.touchpoint_id NOT IN (SELECT value ->> 'touchpoint_id' FROM json_each(?2)))
    FROM e CROSS JOIN touchpoints gone ON gone.program_id = e.program AND gone.person_id = e.person
        AND gone.at = e.value ->> 'at' AND gone.touchpoint_id = e.value ->> 'touchpoint_id'
      CROSS JOIN asks a INDEXED BY asks_by_person ON a.program_id = e.program AND a.person_id = e.person
    WHERE a.kind = gone.kind AND a.state = 'done' AND a.closed_at = max(gone.recorded_at, a.asked_at))
  UPDATE OR IGNORE asks SET closed_at = CASE WHEN ended.next IS NULL AND ended.opted_out = 1 THEN closed_at ELSE ended.next END,
    state = CASE WHEN ended.next IS NOT NULL THEN 'done' WHEN ended.opted_out = 1 THEN 'withdrawn' ELSE 'open' END
  FROM ended WHERE program_id = ended.program AND ask_id = ended.ask";

const REMOVE_TOUCHPOINTS_SQL: &str = "DELETE FROM touchpoints WHERE program_id = ?1
    AND (person_id, at, touchpoint_id) IN
      (SELECT value ->> 'person_id', value ->> 'at', value ->> 'touchpoint_id' FROM json_each(?2))";

/// An act that was asked for ends the ask: on the day of the ask (UTC) or later.
const CLOSE_ASKS_SQL: &str = "WITH e (program, person, value) AS MATERIALIZED (SELECT ?1, value ->> 'person_id', value FROM json_each(?2))
  UPDATE asks SET state = 'done', closed_at = max(?3, asked_at) FROM e
  WHERE program_id = e.program AND person_id = e.person AND kind = e.value ->> 'kind'
    AND state = 'open' AND e.value ->> 'at' >= asked_at - asked_at % 86400000";

const UPSERT_STATES_SQL: &str =
    "INSERT INTO person_state (program_id, person_id, revision, people_brought, customers_brought,
    customers_followed, state)
  SELECT ?1, value ->> 'person_id', value ->> 'revision', value ->> 'people_brought',
    value ->> 'customers_brought', value ->> 'customers_followed', value -> 'state'
  FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, person_id) DO UPDATE SET revision = excluded.revision,
    people_brought = excluded.people_brought, customers_brought = excluded.customers_brought,
    customers_followed = excluded.customers_followed, state = excluded.state";

const FORGET_TAGS_SQL: &str = "DELETE FROM person_tags
  WHERE program_id = ?1 AND person_id IN (SELECT value ->> 'person_id' FROM json_each(?2))";

const ADD_TAGS_SQL: &str = "INSERT INTO person_tags (program_id, tag, last_touch_at, person_id)
  SELECT ?1, t.value, e.value ->> 'last_touch_at', e.value ->> 'person_id'
  FROM json_each(?2) e, json_each(e.value ->> 'tags') t";

const FORGET_MOVES_SQL: &str = "DELETE FROM ladder_moves
  WHERE program_id = ?1 AND person_id IN (SELECT value ->> 'person_id' FROM json_each(?2))";

const ADD_MOVES_SQL: &str =
    "INSERT INTO ladder_moves (program_id, person_id, at, from_stage, to_stage, rose)
  SELECT ?1, e.value ->> 'person_id', m.value ->> 0, m.value ->> 1, m.value ->> 2, m.value ->> 3
  FROM json_each(?2) e, json_each(e.value ->> 'moves') m";

/// From now on these people count for their advocates under this follow time.
const FOLLOW_SQL: &str = "UPDATE people SET counted_follow_days = ?3
  WHERE program_id = ?1 AND person_id IN (SELECT value FROM json_each(?2))";

/// Whoever reads an advocate's brought people before this batch must read them again after it.
const COUNT_UP_SQL: &str = "WITH e (program, person, value) AS MATERIALIZED (SELECT ?1, value ->> 'person_id', value FROM json_each(?2))
  UPDATE person_state SET revision = revision + 1,
    people_brought = people_brought + e.value ->> 'people',
    customers_brought = customers_brought + e.value ->> 'customers',
    customers_followed = customers_followed + e.value ->> 'followed'
  FROM e WHERE program_id = e.program AND person_id = e.person";

/// Everything that changes.
pub(super) struct Changes<'a> {
    /// The revisions that were read.
    pub(super) guards: Vec<(PersonId, u64)>,
    pub(super) created: Vec<&'a Record>,
    pub(super) filled: Vec<&'a Record>,
    /// By which those in `filled` are found no longer.
    pub(super) removed_terms: Vec<Term>,
    pub(super) touchpoints: Vec<&'a Touchpoint>,
    /// Those that are taken back.
    pub(super) removed: Vec<&'a Touchpoint>,
    pub(super) keys: Keys,
    pub(super) rows: Vec<StateRow>,
    /// Those who bring somebody from now on, or whose people changed, and are not written
    /// themselves, with what that adds to their counters.
    pub(super) advocates: BTreeMap<PersonId, Brought>,
    /// Those who have or had tags, as positions in `rows`.
    pub(super) tagged: Vec<usize>,
    /// Those who moved on the ladder otherwise than before, as positions in `rows`.
    pub(super) moved: Vec<usize>,
    /// Brought people who are not written themselves and count under another follow time now.
    pub(super) followed: BTreeSet<PersonId>,
    pub(super) deltas: Deltas,
}

#[derive(Serialize)]
struct Guard {
    person_id: PersonId,
    revision: u64,
}

/// A word by which a person is found.
#[derive(Serialize)]
pub(super) struct Term {
    pub(super) term: String,
    pub(super) person_id: PersonId,
}

/// The statements, in the order in which foreign keys need them.
pub(super) fn statements(
    rules: &ProgramRules,
    now: Timestamp,
    changes: &Changes<'_>,
) -> Result<Vec<Statement>, StoreError> {
    let Changes {
        guards,
        created,
        filled,
        removed_terms,
        touchpoints,
        removed,
        keys,
        rows,
        advocates,
        tagged,
        moved,
        followed,
        deltas,
    } = changes;
    let program = &rules.program;
    let mut batch = Vec::new();
    let guards: Vec<_> = guards
        .iter()
        .map(|(person_id, revision)| Guard {
            person_id: *person_id,
            revision: *revision,
        })
        .collect();
    write_rows(&mut batch, (GUARD_SQL, program), &guards, None)?;
    batch.push(statement(
        GUARD_RULES_SQL,
        [program.into(), rules.revision.into()],
    ));
    let now = || Some(Param::from(now));
    write_rows(&mut batch, (GUARD_OWNERS_SQL, program), &keys.owners, None)?;
    write_rows(&mut batch, (INSERT_PEOPLE_SQL, program), created, now())?;
    write_rows(&mut batch, (FORGET_KEYS_SQL, program), &keys.removed, None)?;
    write_rows(&mut batch, (INSERT_KEYS_SQL, program), &keys.added, None)?;
    write_rows(&mut batch, (FILL_PEOPLE_SQL, program), filled, None)?;
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
    write_rows(&mut batch, (FORGET_TERMS_SQL, program), removed_terms, None)?;
    write_rows(&mut batch, (INSERT_TERMS_SQL, program), &found_by, None)?;
    let taken_back: Vec<_> = removed
        .iter()
        .map(|touchpoint| TouchpointRow::from(*touchpoint))
        .collect();
    // Part by part: an act of a later part still ends an ask while the part before is taken back.
    for part in json_chunks(&taken_back)? {
        batch.push(statement(REOPEN_ASKS_SQL, [program.into(), part.clone()]));
        batch.push(statement(REMOVE_TOUCHPOINTS_SQL, [program.into(), part]));
    }
    let recorded: Vec<_> = touchpoints
        .iter()
        .map(|touchpoint| TouchpointRow::from(*touchpoint))
        .collect();
    write_rows(
        &mut batch,
        (INSERT_TOUCHPOINTS_SQL, program),
        &recorded,
        now(),
    )?;
    let acts: Vec<_> = touchpoints
        .iter()
        .filter(|touchpoint| touchpoint.kind.category() == Category::Act)
        .map(|touchpoint| {
            object!({ "person_id": touchpoint.person, "kind": touchpoint.kind, "at": touchpoint.at.millis() })
        })
        .collect();
    write_rows(&mut batch, (CLOSE_ASKS_SQL, program), &acts, now())?;
    write_rows(&mut batch, (UPSERT_STATES_SQL, program), rows, None)?;
    let of = |places: &[usize]| -> Vec<&StateRow> {
        let rows = places.iter().filter_map(|at| rows.get(*at));
        rows.collect()
    };
    let tagged: Vec<_> = of(tagged).into_iter().map(StateRow::tagged).collect();
    write_rows(&mut batch, (FORGET_TAGS_SQL, program), &tagged, None)?;
    write_rows(&mut batch, (ADD_TAGS_SQL, program), &tagged, None)?;
    let moved: Vec<_> = of(moved).into_iter().map(StateRow::moved).collect();
    write_rows(&mut batch, (FORGET_MOVES_SQL, program), &moved, None)?;
    write_rows(&mut batch, (ADD_MOVES_SQL, program), &moved, None)?;
    let followed: Vec<_> = followed.iter().collect();
    let days = u32::from(rules.settings.follow_days);
    write_rows(
        &mut batch,
        (FOLLOW_SQL, program),
        &followed,
        Some(days.into()),
    )?;
    let counted: Vec<_> = advocates
        .iter()
        .map(|(person_id, more)| {
            object!({
                "person_id": person_id, "people": more.people, "customers": more.customers,
                "followed": more.followed,
            })
        })
        .collect();
    write_rows(&mut batch, (COUNT_UP_SQL, program), &counted, None)?;
    add_rollups(program, deltas, (touchpoints, removed), &mut batch)?;
    Ok(batch)
}

/// Adds a statement for rows, or several when there are more than one parameter holds; none for no rows.
/// `also` is its third parameter.
pub(super) fn write_rows<T: Serialize>(
    batch: &mut Vec<Statement>,
    (sql, program): (&'static str, &ProgramId),
    rows: &[T],
    also: Option<Param>,
) -> Result<(), StoreError> {
    for rows in json_chunks(rows)? {
        let mut write = statement(sql, [program.into(), rows]);
        if let Some(also) = also.clone() {
            write.push(also);
        }
        batch.push(write);
    }
    Ok(())
}
