//! A person's profile.

use laurel_api::endpoints::GetPerson;
use laurel_api::people::{
    ExternalKey, PersonRef, PersonResponse, Profile, StageReached, TestimonialRef,
};
use laurel_domain::identity::is_role_address;
use laurel_domain::role::Permission;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::testimonial::TestimonialState;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::{Standing, blocks, quarter};
use laurel_domain::{PersonId, ProgramId, Timestamp};
use serde::Deserialize;

use super::rows::{PersonRow, known_name};
use crate::db::{Rows, json, statement};
use crate::error::AppError;
use crate::features::asks::{self, AskRow};
use crate::web::{Call, Reply};
use laurel_store::{Batch, Sent};

const LIST_ROW_SQL: &str = "SELECT person_id, external_id, email, name, headline, company, source, funnel_stage,
    advocacy_stage, need_level, purchases, revenue_minor, acts, given, received, derived_at, last_touch_at,
    tags
  FROM people_with_state WHERE program_id = ?1 AND person_id = ?2";

const DETAIL_SQL: &str = "SELECT p.country, p.city, p.industry, p.company_size, p.motivation, p.opted_out, p.created_at, p.erased_at,
    p.brought_by, a.name AS advocate_name, a.email AS advocate_email, a.external_id AS advocate_external_id,
    s.stage_entries, s.advocacy_stage_at, s.need_level_at, s.nps_score, s.escalated, s.first_touch_at,
    s.first_purchase_at, s.product, s.state,
    (SELECT count(*) FROM (SELECT 1 FROM people o WHERE o.program_id = p.program_id AND o.email = p.email LIMIT 2)) AS owners
  FROM people p
  JOIN person_state s ON s.program_id = p.program_id AND s.person_id = p.person_id
  LEFT JOIN people a ON a.program_id = p.program_id AND a.person_id = p.brought_by
  WHERE p.program_id = ?1 AND p.person_id = ?2";

const BROUGHT_SQL: &str =
    "SELECT person_id, name, email, external_id FROM people INDEXED BY people_by_advocate
  WHERE program_id = ?1 AND brought_by = ?2 ORDER BY person_id LIMIT 20";

/// Without addresses ('@') and decisions ('=').
const KEYS_SQL: &str = "SELECT system, key FROM person_keys INDEXED BY person_keys_by_person
  WHERE program_id = ?1 AND person_id = ?2 AND system NOT IN ('@', '=') ORDER BY system, key LIMIT 100";

const TESTIMONIALS_SQL: &str =
    "SELECT testimonial_id, CASE state WHEN 'withdrawn' THEN '' ELSE substr(quote, 1, 140) END AS beginning,
    standing AS state,
    said_at FROM testimonials
  WHERE program_id = ?1 AND person_id = ?2 ORDER BY said_at DESC LIMIT 20";

const HIGH_EFFORT_SQL: &str =
    "SELECT count(*) AS acts FROM touchpoints WHERE program_id = ?1 AND person_id = ?2 AND at >= ?3 AND at < ?4
    AND kind IN (SELECT value FROM json_each((SELECT coalesce(json_extract(settings, '$.high_effort_acts'), ?5)
      FROM programs WHERE program_id = ?1)))";

#[derive(Deserialize)]
struct EffortRow {
    acts: u32,
}

#[derive(Deserialize)]
struct DetailRow {
    country: Option<String>,
    city: Option<String>,
    industry: Option<String>,
    company_size: Option<String>,
    motivation: Option<String>,
    opted_out: u8,
    created_at: i64,
    erased_at: Option<i64>,
    brought_by: Option<String>,
    advocate_name: Option<String>,
    advocate_email: Option<String>,
    advocate_external_id: Option<String>,
    stage_entries: String,
    advocacy_stage_at: Option<i64>,
    need_level_at: Option<i64>,
    nps_score: Option<u8>,
    escalated: u8,
    first_touch_at: Option<i64>,
    first_purchase_at: Option<i64>,
    product: Option<String>,
    state: String,
    owners: u32,
}

#[derive(Deserialize)]
struct KeyRow {
    system: String,
    key: String,
}

#[derive(Deserialize)]
struct NameRow {
    person_id: String,
    name: Option<String>,
    email: Option<String>,
    external_id: Option<String>,
}

#[derive(Deserialize)]
struct TestimonialRow {
    testimonial_id: String,
    beginning: String,
    state: String,
    said_at: i64,
}

/// `GET /people/{person}`
pub(super) async fn get_person(call: Call<GetPerson>) -> Result<Reply<PersonResponse>, AppError> {
    let (program, person) = (&call.path.program, call.path.person);
    let mut batch = Batch::new();
    let reads = profile_reads(&mut batch, program, person, call.ctx.now)?;
    let authorized = call.authorized(batch).await?;
    let access = &authorized.access;
    let (settings, may) = (&access.rules.settings, access.actor.permissions());
    let profile = profile(&authorized.rows, reads, settings, may, call.ctx.now)?;
    Ok(Reply::new(PersonResponse { person: profile }))
}

/// Asks for what a profile is made of.
pub(crate) fn profile_reads(
    batch: &mut Batch,
    program: &ProgramId,
    person: PersonId,
    now: Timestamp,
) -> Result<ProfileReads, AppError> {
    let about = |sql| statement(sql, [program.into(), person.into()]);
    let quarter = quarter(now);
    let usual = ProgramSettings::default().high_effort_acts;
    let effort = [
        program.into(),
        person.into(),
        quarter.start.into(),
        quarter.end.into(),
        json(&usual)?,
    ];
    Ok(ProfileReads {
        row: batch.add(about(LIST_ROW_SQL)),
        detail: batch.add(about(DETAIL_SQL)),
        keys: batch.add(about(KEYS_SQL)),
        brought: batch.add(about(BROUGHT_SQL)),
        testimonials: batch.add(about(TESTIMONIALS_SQL)),
        asks: batch.add(asks::of_person(program, person)),
        effort: batch.add(statement(HIGH_EFFORT_SQL, effort)),
    })
}

/// The handles of what a profile is made of.
#[derive(Clone, Copy)]
pub(crate) struct ProfileReads {
    row: Sent<PersonRow>,
    detail: Sent<DetailRow>,
    keys: Sent<KeyRow>,
    brought: Sent<NameRow>,
    testimonials: Sent<TestimonialRow>,
    asks: Sent<AskRow>,
    effort: Sent<EffortRow>,
}

/// The profile, by the program's rules, with what the reader may do; 404 when there is no such person.
pub(crate) fn profile(
    rows: &Rows,
    reads: ProfileReads,
    settings: &ProgramSettings,
    may: Vec<Permission>,
    now: Timestamp,
) -> Result<Profile, AppError> {
    let row = rows.first(reads.row)?;
    let row = row.ok_or_else(AppError::not_found)?;
    let detail = rows.first(reads.detail)?;
    let detail = detail.ok_or_else(AppError::not_found)?;
    let keys = rows.take(reads.keys)?.into_iter();
    let brought = rows.take(reads.brought)?;
    let testimonials = rows.take(reads.testimonials)?;
    let asks = rows.take(reads.asks)?;
    let effort = rows.first(reads.effort)?;
    let ledger = row.ledger(settings, now);
    let DetailRow {
        country,
        city,
        industry,
        company_size,
        motivation,
        opted_out,
        created_at,
        erased_at,
        brought_by,
        advocate_name,
        advocate_email,
        advocate_external_id,
        stage_entries,
        advocacy_stage_at,
        need_level_at,
        nps_score,
        escalated,
        first_touch_at,
        first_purchase_at,
        product,
        state,
        owners,
    } = detail;
    let is_role = row.email.as_deref().is_some_and(is_role_address);
    let advocate = brought_by.map(|person_id| {
        reference(NameRow {
            person_id,
            name: advocate_name,
            email: advocate_email,
            external_id: advocate_external_id,
        })
    });
    let standing = Standing {
        open_asks: &[],
        high_effort_this_quarter: effort.map_or(0, |row| row.acts),
        ledger,
        opted_out: opted_out == 1,
        escalated: escalated == 1,
    };
    let names = settings.stages.iter().map(|stage| stage.name.clone());
    Ok(Profile {
        person: row.into_person(settings, now)?,
        keys: keys
            .map(|KeyRow { system, key }| ExternalKey { system, key })
            .collect(),
        address_is_shared: owners > 1 || is_role,
        country,
        city,
        industry,
        company_size,
        product,
        motivation,
        brought_by: advocate.transpose()?,
        brought: brought
            .into_iter()
            .map(reference)
            .collect::<Result<_, _>>()?,
        stages: names
            .zip(reached(&stage_entries)?)
            .map(|(name, at)| StageReached { name, at })
            .collect(),
        advocacy_stage_at: advocacy_stage_at.map(Timestamp::from_millis),
        need_level_at: need_level_at.map(Timestamp::from_millis),
        given: ledger.given,
        received: ledger.received,
        nps_score,
        escalated: escalated == 1,
        opted_out: opted_out == 1,
        first_touch_at: first_touch_at.map(Timestamp::from_millis),
        first_purchase_at: first_purchase_at.map(Timestamp::from_millis),
        last_act_at: laurel_ingest::stored_person(&state)?.last_act_at,
        created_at: Timestamp::from_millis(created_at),
        erased_at: erased_at.map(Timestamp::from_millis),
        testimonials: testimonials
            .into_iter()
            .map(testimonial)
            .collect::<Result<_, _>>()?,
        asks: asks
            .into_iter()
            .map(|row| row.into_ask(now))
            .collect::<Result<_, _>>()?,
        blocks: blocks(TouchpointKind::Testimonial, &standing, settings),
        may,
    })
}

/// When each stage or a later one was reached: the earliest entry from it on.
fn reached(stage_entries: &str) -> Result<Vec<Option<Timestamp>>, AppError> {
    let entries: Vec<Option<i64>> = serde_json::from_str(stage_entries)
        .map_err(|error| AppError::internal("stage entries", error))?;
    let mut earliest: Option<i64> = None;
    let mut reached: Vec<_> = entries
        .iter()
        .rev()
        .map(|entry| {
            earliest = [*entry, earliest].into_iter().flatten().min();
            earliest.map(Timestamp::from_millis)
        })
        .collect();
    reached.reverse();
    Ok(reached)
}

fn reference(row: NameRow) -> Result<PersonRef, AppError> {
    let NameRow {
        person_id,
        name,
        email,
        external_id,
    } = row;
    let id: PersonId = person_id
        .parse()
        .map_err(|error| AppError::internal("person id", error))?;
    Ok(PersonRef {
        id,
        name: known_name(name, email, external_id),
    })
}

fn testimonial(row: TestimonialRow) -> Result<TestimonialRef, AppError> {
    let TestimonialRow {
        testimonial_id,
        beginning,
        state,
        said_at,
    } = row;
    Ok(TestimonialRef {
        id: testimonial_id
            .parse()
            .map_err(|error| AppError::internal("testimonial id", error))?,
        beginning,
        state: TestimonialState::parse(&state)
            .map_err(|error| AppError::internal("state", error))?,
        said_at: Timestamp::from_millis(said_at),
    })
}
