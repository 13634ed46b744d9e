//! People of a level, of a stage, or who carry too much: each leading filter walks an index of its own.

use laurel_api::endpoints::ListPyramidPeople;
use laurel_api::page::Meta;
use laurel_api::pyramid::{PyramidFacet, PyramidPeopleQuery, PyramidPeopleResponse, PyramidPerson};
use laurel_domain::Timestamp;
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::mistake::Mistake;
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::Progress;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::touchpoint::TouchpointKind;
use serde::Deserialize;

use crate::db::{Param, Statement, statement};
use crate::error::AppError;
use crate::features::people::rows::PersonRow;
use crate::web::{Call, Reply};
use laurel_store::{Batch, END_OF_TIME, Keyset, Page};

/// A list of people, the latest touchpoint first, with what the pyramid says about them. Parameters: ?1
/// program, ?2 and ?3 where the page begins, ?4 rows, then those of the leading filter.
macro_rules! people {
    ($which:literal) => {
        concat!(
            "SELECT s.person_id, p.external_id, p.email, p.name, p.headline, p.company, s.source, s.funnel_stage,
    s.advocacy_stage, s.need_level, s.purchases, s.revenue_minor, s.acts, s.given, s.received, s.derived_at,
    s.last_touch_at, s.tags, s.need_progress, s.answer_until, s.last_reward, s.last_reward_at, s.next_act,
    s.motivation, s.mismatch, s.carries
  FROM person_state s JOIN people p ON p.program_id = s.program_id AND p.person_id = s.person_id
  WHERE s.program_id = ?1 AND ",
            $which,
            "
    AND s.last_touch_at <= ?2 AND (s.last_touch_at < ?2 OR s.person_id > ?3)
  ORDER BY s.last_touch_at DESC, s.person_id LIMIT ?4"
        )
    };
}

/// Everybody on a level.
const LEVEL_SQL: &str = people!("s.need_level = ?5");

/// Those on a level whom this moves, or of whom it is not known.
const MOTIVATION_SQL: &str = people!("s.need_level = ?5 AND s.motivation IS nullif(?6, '')");

/// Those on a level who are ready for the next.
const READY_SQL: &str =
    people!("s.ready = 1 AND s.need_level = ?5 AND (?6 IS NULL OR s.motivation IS nullif(?6, ''))");

/// Those on a level who got a thing last and want more than things.
const MISMATCH_SQL: &str = people!(
    "s.mismatch = 1 AND s.need_level = ?5 AND (?6 IS NULL OR s.motivation IS nullif(?6, ''))"
);

/// Those in an advocacy stage.
const STAGE_SQL: &str = people!("s.advocacy_stage = ?5");

/// Those who carry too much, on whatever level.
const CARRYING_SQL: &str = people!("s.carries = 1");

#[derive(Deserialize)]
struct Row {
    #[serde(flatten)]
    person: PersonRow,
    need_progress: Option<String>,
    answer_until: Option<i64>,
    last_reward: Option<String>,
    last_reward_at: Option<i64>,
    next_act: Option<String>,
    motivation: Option<String>,
    mismatch: u8,
    carries: u8,
}

/// `GET /pyramid/people`
pub(super) async fn list_people(
    call: Call<ListPyramidPeople>,
) -> Result<Reply<PyramidPeopleResponse>, AppError> {
    let query = &call.query;
    let first = (END_OF_TIME, String::new());
    let keyset = Keyset::after(query.cursor.as_deref(), first, query.limit.get().into())?;
    let mut batch = Batch::new();
    let list = batch.add::<Row>(list(call.path.program.as_str(), query, &keyset)?);
    let authorized = call.authorized(batch).await?;
    let Page { rows, next } = keyset.page(authorized.take(list)?, |last| {
        (last.person.last_touch_at, last.person.person_id.clone())
    });
    let settings = &authorized.access.rules.settings;
    let people: Vec<PyramidPerson> = rows
        .into_iter()
        .map(|row| person(row, settings, call.ctx.now))
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(PyramidPeopleResponse {
        people,
        meta: Meta { next },
    }))
}

/// The statement whose index the query walks.
fn list(
    program: &str,
    query: &PyramidPeopleQuery,
    keyset: &Keyset<(i64, String)>,
) -> Result<Statement, AppError> {
    let (at, id) = keyset.start.clone();
    let params = [program.into(), at.into(), id.into(), keyset.limit()];
    let with = |sql, others: Vec<Param>| {
        let mut list = statement(sql, params);
        for param in others {
            list.push(param);
        }
        list
    };
    if query.facet == Some(PyramidFacet::Carrying) {
        return Ok(with(CARRYING_SQL, Vec::new()));
    }
    if let Some(stage) = &query.advocacy_stage {
        let stage = AdvocacyStage::parse(stage)
            .map_err(|error| AppError::field("advocacy_stage", error))?;
        return Ok(with(STAGE_SQL, vec![stage.code().into()]));
    }
    let level = query
        .need_level
        .filter(|level| (1..=5).contains(level))
        .ok_or_else(|| {
            AppError::field("need_level", Mistake::NumberOutside { least: 1, most: 5 })
        })?;
    if let Some(code) = query.motivation.as_deref().filter(|code| !code.is_empty()) {
        Motivation::parse(code).map_err(|error| AppError::field("motivation", error))?;
    }
    let motivation = Param::from(query.motivation.as_deref());
    Ok(match (query.facet, &query.motivation) {
        (Some(PyramidFacet::Ready), _) => with(READY_SQL, vec![level.into(), motivation]),
        (Some(PyramidFacet::Mismatch), _) => with(MISMATCH_SQL, vec![level.into(), motivation]),
        (_, Some(_)) => with(MOTIVATION_SQL, vec![level.into(), motivation]),
        (_, None) => with(LEVEL_SQL, vec![level.into()]),
    })
}

fn person(row: Row, settings: &ProgramSettings, now: Timestamp) -> Result<PyramidPerson, AppError> {
    let Row {
        person,
        need_progress,
        answer_until,
        last_reward,
        last_reward_at,
        next_act,
        motivation,
        mismatch,
        carries,
    } = row;
    let at = |millis: Option<i64>| millis.map(Timestamp::from_millis);
    let kind = |code: Option<String>| code.and_then(|code| TouchpointKind::parse(&code).ok());
    Ok(PyramidPerson {
        person: person.into_person(settings, now)?,
        progress: need_progress.and_then(|code| Progress::parse(&code).ok()),
        answer_until: at(answer_until),
        last_reward: kind(last_reward),
        last_reward_at: at(last_reward_at),
        // `waiting` and `none` are no acts.
        next_act: kind(next_act),
        motivation: motivation.and_then(|code| Motivation::parse(&code).ok()),
        mismatch: mismatch == 1,
        carries: carries == 1,
    })
}
