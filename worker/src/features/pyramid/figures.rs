//! The figures: people by day of reaching their level and stage, people of today by facet, movements by
//! day. A few hundred rows of facets and rows of days, however many people there are.

use std::collections::{BTreeMap, HashMap};

use laurel_api::endpoints::GetPyramid;
use laurel_api::figures::Cost;
use laurel_api::pyramid::{
    AdvocacyStageFigures, Given, MotivationCount, NeedLevelFigures, NextAct, ProgressCount,
    Pyramid, PyramidResponse,
};
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::{NeedLevel, Progress, Reply};
use laurel_domain::rollup::Facet;
use laurel_domain::touchpoint::TouchpointKind;
use serde::Deserialize;

use crate::db::statement;
use crate::error::AppError;
use crate::features::figures::counts::{self, Counts};
use crate::features::figures::period;
use crate::web::{Call, Reply as Answer};
use laurel_store::{Batch, StoreError};

/// People by the day of reaching their level and stage, and the movements on the ladder.
const PERIOD_SQL: &str = "SELECT json_object(
      '1', coalesce(sum(cells ->> '$.need.1'), 0),
      '2', coalesce(sum(cells ->> '$.need.2'), 0),
      '3', coalesce(sum(cells ->> '$.need.3'), 0),
      '4', coalesce(sum(cells ->> '$.need.4'), 0),
      '5', coalesce(sum(cells ->> '$.need.5'), 0)) AS levels,
    json_object(
      'engaged_customer', coalesce(sum(cells ->> '$.advocacy.engaged_customer'), 0),
      'enthusiast', coalesce(sum(cells ->> '$.advocacy.enthusiast'), 0),
      'early_stage_advocate', coalesce(sum(cells ->> '$.advocacy.early_stage_advocate'), 0),
      'transitioning_advocate', coalesce(sum(cells ->> '$.advocacy.transitioning_advocate'), 0),
      'full_blown_advocate', coalesce(sum(cells ->> '$.advocacy.full_blown_advocate'), 0)) AS stages,
    json_object(
      'engaged_customer', coalesce(sum(cells ->> '$.rose.engaged_customer'), 0),
      'enthusiast', coalesce(sum(cells ->> '$.rose.enthusiast'), 0),
      'early_stage_advocate', coalesce(sum(cells ->> '$.rose.early_stage_advocate'), 0),
      'transitioning_advocate', coalesce(sum(cells ->> '$.rose.transitioning_advocate'), 0),
      'full_blown_advocate', coalesce(sum(cells ->> '$.rose.full_blown_advocate'), 0)) AS rose,
    json_object(
      'engaged_customer', coalesce(sum(cells ->> '$.fell.engaged_customer'), 0),
      'enthusiast', coalesce(sum(cells ->> '$.fell.enthusiast'), 0),
      'early_stage_advocate', coalesce(sum(cells ->> '$.fell.early_stage_advocate'), 0),
      'transitioning_advocate', coalesce(sum(cells ->> '$.fell.transitioning_advocate'), 0),
      'full_blown_advocate', coalesce(sum(cells ->> '$.fell.full_blown_advocate'), 0)) AS fell
  FROM day_counts WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3";

const FACETS_SQL: &str =
    "SELECT cells -> '$.facets' AS facets FROM program_counts WHERE program_id = ?1";

#[derive(Deserialize)]
struct PeriodRow {
    levels: String,
    stages: String,
    rose: String,
    fell: String,
}

#[derive(Deserialize)]
struct FacetsRow {
    facets: Option<String>,
}

struct FacetRow {
    need_level: u8,
    facet: Facet,
    value: String,
    people: u64,
}

/// Reads `<need level> <facet> <value>`. `None` for what is not ours and for nobody.
fn facet(name: &str, people: i64) -> Option<FacetRow> {
    let (need_level, rest) = name.split_once(' ')?;
    let (facet, value) = rest.split_once(' ')?;
    Some(FacetRow {
        need_level: need_level.parse().ok()?,
        facet: Facet::parse(facet).ok()?,
        value: value.to_owned(),
        people: u64::try_from(people).ok().filter(|people| *people > 0)?,
    })
}

fn by_name(counts: &str) -> Result<HashMap<String, u64>, AppError> {
    let counts = serde_json::from_str(counts);
    counts.map_err(|error| StoreError::internal("counts by name", error).into())
}

/// `GET /pyramid`
pub(super) async fn get_pyramid(
    call: Call<GetPyramid>,
) -> Result<Answer<PyramidResponse>, AppError> {
    let (from, to) = period(call.query.from, call.query.to)?;
    let (program, words) = (&call.path.program, call.words);
    let mut batch = Batch::new();
    let in_period = [program.into(), from.into(), to.into()];
    let in_period = batch.add::<PeriodRow>(statement(PERIOD_SQL, in_period));
    let facets = batch.add::<FacetsRow>(statement(FACETS_SQL, [program.into()]));
    let authorized = call.authorized(batch).await?;
    let period = authorized.first(in_period)?;
    let period = period.ok_or_else(|| AppError::internal("pyramid", "no row"))?;
    let (reached, stages) = (by_name(&period.levels)?, by_name(&period.stages)?);
    let (rose, fell) = (by_name(&period.rose)?, by_name(&period.fell)?);
    let stored = authorized.first(facets)?.and_then(|row| row.facets);
    let Counts(stored) = counts::one(stored.as_deref())?;
    let facets: Vec<FacetRow> = stored
        .into_iter()
        .filter_map(|(name, people)| facet(name, people))
        .collect();
    let everybody: u64 = reached.values().sum();
    let levels = NeedLevel::ALL.iter().map(|level| {
        let people = reached
            .get(&level.number().to_string())
            .copied()
            .unwrap_or_default();
        let rows = facets.iter().filter(|row| row.need_level == level.number());
        NeedLevelFigures {
            level: level.number(),
            name: words.need_level(*level).to_owned(),
            people,
            share: (everybody > 0).then(|| people as f64 / everybody as f64),
            ..level_of_today(rows)
        }
    });
    let sum = |facet: Facet, value: &str| -> u64 {
        let rows = facets.iter();
        rows.filter(|row| row.facet == facet && row.value == value)
            .map(|row| row.people)
            .sum()
    };
    let advocacy_stages = AdvocacyStage::ALL.iter().map(|stage| {
        let code = stage.code();
        let of = |counts: &HashMap<String, u64>| counts.get(code).copied().unwrap_or_default();
        AdvocacyStageFigures {
            code: code.to_owned(),
            name: words.advocacy_stage(*stage).to_owned(),
            people: of(&stages),
            everyone: sum(Facet::Stage, code),
            rose: of(&rose),
            fell: of(&fell),
        }
    });
    let pyramid = Pyramid {
        levels: levels.collect(),
        advocacy_stages: advocacy_stages.collect(),
        carrying: sum(Facet::Carries, ""),
    };
    Ok(Answer::new(PyramidResponse {
        pyramid,
        cost: Cost {
            rows_read: authorized.rows_read(),
        },
    }))
}

/// The figures of one level out of its facets. A value that is not ours is left out.
fn level_of_today<'a>(rows: impl Iterator<Item = &'a FacetRow>) -> NeedLevelFigures {
    let mut figures = NeedLevelFigures::default();
    let mut given: BTreeMap<Option<TouchpointKind>, Given> = BTreeMap::new();
    for row in rows {
        let people = row.people;
        match row.facet {
            Facet::Progress => {
                if let Ok(progress) = Progress::parse(&row.value) {
                    figures.everyone += people;
                    figures.ready += if progress.is_ready() { people } else { 0 };
                    figures.progress.push(ProgressCount { progress, people });
                }
            }
            Facet::Motivation => figures.motivations.push(MotivationCount {
                motivation: Motivation::parse(&row.value).ok(),
                people,
            }),
            Facet::Mismatch => figures.mismatch += people,
            Facet::Given => add_given(&mut given, &row.value, people),
            Facet::Carries | Facet::Stage => {}
        }
    }
    figures.progress.sort_by_key(|count| count.progress);
    figures
        .motivations
        .sort_by_key(|count| (count.motivation.is_none(), count.motivation));
    figures.given = given.into_values().collect();
    figures
        .given
        .sort_by_key(|given| (std::cmp::Reverse(given.people), given.reward));
    for given in &mut figures.given {
        given
            .next
            .sort_by_key(|next| (std::cmp::Reverse(next.people), next.act));
    }
    figures
}

/// Adds people of one `<reward>:<reply>`.
fn add_given(all: &mut BTreeMap<Option<TouchpointKind>, Given>, value: &str, people: u64) {
    let (reward, reply) = value.split_once(':').unwrap_or_default();
    let reward = TouchpointKind::parse(reward).ok();
    let given = all.entry(reward).or_insert_with(|| Given {
        reward,
        people: 0,
        waiting: 0,
        unanswered: 0,
        next: Vec::new(),
    });
    given.people += people;
    match Reply::parse(reply) {
        Some(Reply::Act(act)) => given.next.push(NextAct { act, people }),
        Some(Reply::Waiting) => given.waiting += people,
        Some(Reply::Nothing) => given.unanswered += people,
        None => {}
    }
}
