//! The list of people. Each leading filter has a statement of its own, which walks that filter's index in
//! order and stops at the page's end; the other filters sieve on the way.

use laurel_api::endpoints::ListPeople;
use laurel_api::page::Meta;
use laurel_api::people::{PeopleQuery, PeopleResponse, Person, StageMatch};
use laurel_domain::advocacy_stage::AdvocacyStage;
use serde::Deserialize;

use super::rows::PersonRow;
use crate::cursor;
use crate::db::{Param, Statement, statement};
use crate::error::AppError;
use crate::http::{Call, Reply};

/// Everybody, the latest touchpoint first.
const RECENT_SQL: &str = "SELECT person_id, external_id, email, name, headline, company, source, funnel_stage, advocacy_stage,
    need_level, purchases, revenue_minor, acts, given, received, derived_at, last_touch_at
  FROM people_with_state WHERE program_id = ?1 AND last_touch_at <= ?2 AND (last_touch_at < ?2 OR person_id > ?3)
    AND (?5 IS NULL OR funnel_stage = ?5 OR (?6 = 1 AND funnel_stage > ?5))
    AND (?7 IS NULL OR need_level = ?7) AND (?8 IS NULL OR advocacy_stage = ?8)
    AND (?9 IS NULL OR source IS nullif(?9, ''))
    AND (?10 IS NULL OR cohort_day >= ?10) AND (?11 IS NULL OR cohort_day <= ?11)
  ORDER BY last_touch_at DESC, person_id LIMIT ?4";

/// Those whose furthest stage it is.
const AT_STAGE_SQL: &str = "SELECT person_id, external_id, email, name, headline, company, source, funnel_stage, advocacy_stage,
    need_level, purchases, revenue_minor, acts, given, received, derived_at, last_touch_at
  FROM people_with_state WHERE program_id = ?1 AND funnel_stage = ?5 AND last_touch_at <= ?2 AND (last_touch_at < ?2 OR person_id > ?3)
    AND (?5 IS NULL OR funnel_stage = ?5 OR (?6 = 1 AND funnel_stage > ?5))
    AND (?7 IS NULL OR need_level = ?7) AND (?8 IS NULL OR advocacy_stage = ?8)
    AND (?9 IS NULL OR source IS nullif(?9, ''))
    AND (?10 IS NULL OR cohort_day >= ?10) AND (?11 IS NULL OR cohort_day <= ?11)
  ORDER BY last_touch_at DESC, person_id LIMIT ?4";

/// Those on a need level.
const AT_NEED_LEVEL_SQL: &str = "SELECT person_id, external_id, email, name, headline, company, source, funnel_stage, advocacy_stage,
    need_level, purchases, revenue_minor, acts, given, received, derived_at, last_touch_at
  FROM people_with_state WHERE program_id = ?1 AND need_level = ?7 AND last_touch_at <= ?2 AND (last_touch_at < ?2 OR person_id > ?3)
    AND (?5 IS NULL OR funnel_stage = ?5 OR (?6 = 1 AND funnel_stage > ?5))
    AND (?7 IS NULL OR need_level = ?7) AND (?8 IS NULL OR advocacy_stage = ?8)
    AND (?9 IS NULL OR source IS nullif(?9, ''))
    AND (?10 IS NULL OR cohort_day >= ?10) AND (?11 IS NULL OR cohort_day <= ?11)
  ORDER BY last_touch_at DESC, person_id LIMIT ?4";

/// Those on an advocacy stage.
const AT_ADVOCACY_STAGE_SQL: &str = "SELECT person_id, external_id, email, name, headline, company, source, funnel_stage, advocacy_stage,
    need_level, purchases, revenue_minor, acts, given, received, derived_at, last_touch_at
  FROM people_with_state WHERE program_id = ?1 AND advocacy_stage = ?8 AND last_touch_at <= ?2 AND (last_touch_at < ?2 OR person_id > ?3)
    AND (?5 IS NULL OR funnel_stage = ?5 OR (?6 = 1 AND funnel_stage > ?5))
    AND (?7 IS NULL OR need_level = ?7) AND (?8 IS NULL OR advocacy_stage = ?8)
    AND (?9 IS NULL OR source IS nullif(?9, ''))
    AND (?10 IS NULL OR cohort_day >= ?10) AND (?11 IS NULL OR cohort_day <= ?11)
  ORDER BY last_touch_at DESC, person_id LIMIT ?4";

/// Those who came by a source, or whose source is not known.
const FROM_SOURCE_SQL: &str = "SELECT person_id, external_id, email, name, headline, company, source, funnel_stage, advocacy_stage,
    need_level, purchases, revenue_minor, acts, given, received, derived_at, last_touch_at
  FROM people_with_state WHERE program_id = ?1 AND source IS nullif(?9, '') AND last_touch_at <= ?2 AND (last_touch_at < ?2 OR person_id > ?3)
    AND (?5 IS NULL OR funnel_stage = ?5 OR (?6 = 1 AND funnel_stage > ?5))
    AND (?7 IS NULL OR need_level = ?7) AND (?8 IS NULL OR advocacy_stage = ?8)
    AND (?9 IS NULL OR source IS nullif(?9, ''))
    AND (?10 IS NULL OR cohort_day >= ?10) AND (?11 IS NULL OR cohort_day <= ?11)
  ORDER BY last_touch_at DESC, person_id LIMIT ?4";

/// Those who reached a stage: the ones who are still there first, then those further on.
const REACHED_STAGE_SQL: &str = "SELECT person_id, external_id, email, name, headline, company, source, funnel_stage, advocacy_stage,
    need_level, purchases, revenue_minor, acts, given, received, derived_at, last_touch_at
  FROM people_with_state WHERE program_id = ?1 AND funnel_stage >= ?5 AND ?6 = 1
    AND funnel_stage >= ?12
    AND (funnel_stage > ?12 OR last_touch_at < ?2 OR (last_touch_at = ?2 AND person_id > ?3))
    AND (?7 IS NULL OR need_level = ?7) AND (?8 IS NULL OR advocacy_stage = ?8)
    AND (?9 IS NULL OR source IS nullif(?9, ''))
    AND (?10 IS NULL OR cohort_day >= ?10) AND (?11 IS NULL OR cohort_day <= ?11)
  ORDER BY funnel_stage, last_touch_at DESC, person_id LIMIT ?4";

/// Those found by the beginning of a word, in the order of what was found; each once, by the first term.
const FOUND_SQL: &str = "SELECT t.term, v.person_id, v.external_id, v.email, v.name, v.headline, v.company, v.source,
    v.funnel_stage, v.advocacy_stage, v.need_level, v.purchases, v.revenue_minor, v.acts, v.given, v.received,
    v.derived_at, v.last_touch_at
  FROM person_terms t
  JOIN people_with_state v ON v.program_id = t.program_id AND v.person_id = t.person_id
  WHERE t.program_id = ?1 AND t.term >= max(?12, ?2) AND t.term < ?12 || char(1114111)
    AND (t.term > ?2 OR t.person_id > ?3)
    AND NOT EXISTS (SELECT 1 FROM person_terms o WHERE o.program_id = ?1 AND o.person_id = t.person_id
      AND o.term >= ?12 AND o.term < t.term)
    AND (?5 IS NULL OR v.funnel_stage = ?5 OR (?6 = 1 AND v.funnel_stage > ?5))
    AND (?7 IS NULL OR v.need_level = ?7) AND (?8 IS NULL OR v.advocacy_stage = ?8)
    AND (?9 IS NULL OR v.source IS nullif(?9, ''))
    AND (?10 IS NULL OR v.cohort_day >= ?10) AND (?11 IS NULL OR v.cohort_day <= ?11)
  ORDER BY t.term, t.person_id LIMIT ?4";

/// Later than every touchpoint: where the first page begins.
const END_OF_TIME: i64 = 1 << 53;

/// `GET /people`
pub(super) async fn list_people(call: Call<ListPeople>) -> Result<Reply<PeopleResponse>, AppError> {
    let query = checked(&call.query)?;
    let lead = Lead::of(&query);
    let authorized = call
        .authorized(vec![lead.statement(call.path.program.as_str(), &query)?])
        .await?;
    let mut rows: Vec<FoundRow> = authorized.all(0)?;
    let size = usize::from(query.limit.get());
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(Lead::cursor);
    let settings = &authorized.access.settings;
    let people: Vec<Person> = rows
        .into_iter()
        .map(|row| row.person.into_person(settings, call.ctx.now))
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(PeopleResponse {
        people,
        meta: Meta { next },
    }))
}

/// A row of any of the statements; only a search has a term.
#[derive(Deserialize)]
struct FoundRow {
    #[serde(default)]
    term: Option<String>,
    #[serde(flatten)]
    person: PersonRow,
}

fn checked(query: &PeopleQuery) -> Result<PeopleQuery, AppError> {
    let mut query = query.clone();
    query.q = query
        .q
        .map(|text| text.trim().to_lowercase())
        .filter(|text| !text.is_empty());
    if query
        .q
        .as_ref()
        .is_some_and(|text| text.chars().count() < 2)
    {
        return Err(AppError::field("q", "Search for at least 2 characters."));
    }
    if query
        .need_level
        .is_some_and(|level| !(1..=5).contains(&level))
    {
        return Err(AppError::field("need_level", "Need levels are 1 to 5."));
    }
    if let Some(error) = query
        .advocacy_stage
        .as_deref()
        .and_then(|code| AdvocacyStage::parse(code).err())
    {
        return Err(AppError::field("advocacy_stage", error));
    }
    Ok(query)
}

/// The filter whose index is walked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    Found,
    NeedLevel,
    AdvocacyStage,
    ReachedStage,
    AtStage,
    Source,
    Recent,
}

impl Lead {
    fn of(query: &PeopleQuery) -> Self {
        if query.q.is_some() {
            Self::Found
        } else if query.need_level.is_some() {
            Self::NeedLevel
        } else if query.advocacy_stage.is_some() {
            Self::AdvocacyStage
        } else if query.stage.is_some() {
            if query.stage_match == Some(StageMatch::Reached) {
                Self::ReachedStage
            } else {
                Self::AtStage
            }
        } else if query.source.is_some() {
            Self::Source
        } else {
            Self::Recent
        }
    }

    const fn sql(self) -> &'static str {
        match self {
            Self::Found => FOUND_SQL,
            Self::NeedLevel => AT_NEED_LEVEL_SQL,
            Self::AdvocacyStage => AT_ADVOCACY_STAGE_SQL,
            Self::ReachedStage => REACHED_STAGE_SQL,
            Self::AtStage => AT_STAGE_SQL,
            Self::Source => FROM_SOURCE_SQL,
            Self::Recent => RECENT_SQL,
        }
    }

    fn statement(self, program: &str, query: &PeopleQuery) -> Result<Statement, AppError> {
        let (position, id, extra) = self.start(query)?;
        let reached = query.stage_match == Some(StageMatch::Reached);
        let params = [
            program.into(),
            position,
            id.into(),
            (u32::from(query.limit.get()) + 1).into(),
            query.stage.into(),
            reached.into(),
            query.need_level.into(),
            query.advocacy_stage.as_deref().into(),
            query.source.as_deref().into(),
            query.from.into(),
            query.to.into(),
        ];
        let mut list = statement(self.sql(), params);
        if let Some(extra) = extra {
            list.push(extra);
        }
        Ok(list)
    }

    /// Where the page begins: the position in the order, the id behind which it begins, and what only
    /// this statement needs.
    fn start(self, query: &PeopleQuery) -> Result<(Param, String, Option<Param>), AppError> {
        let parts = query
            .cursor
            .as_deref()
            .map(|cursor| cursor::decode(cursor, 3))
            .transpose()?;
        let [position, id, stage] = match parts.as_deref() {
            Some([position, id, stage]) => [position.clone(), id.clone(), stage.clone()],
            _ => Default::default(),
        };
        let stale = || AppError::field("cursor", "This cursor does not belong to this list.");
        if self == Self::Found {
            return Ok((position.into(), id, Some(query.q.clone().into())));
        }
        let at = if position.is_empty() {
            END_OF_TIME
        } else {
            position.parse().map_err(|_| stale())?
        };
        let extra = if self == Self::ReachedStage {
            let first = query.stage.map_or(0, i64::from);
            Some(Param::from(if stage.is_empty() {
                first
            } else {
                stage.parse().map_err(|_| stale())?
            }))
        } else {
            None
        };
        Ok((at.into(), id, extra))
    }

    fn cursor(last: &FoundRow) -> String {
        let FoundRow { term, person } = last;
        let position = match term {
            Some(term) => term.clone(),
            None => person.last_touch_at.to_string(),
        };
        cursor::encode(&[
            &position,
            &person.person_id,
            &person.funnel_stage.to_string(),
        ])
    }
}
