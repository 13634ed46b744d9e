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
use crate::features::figures::period;
use crate::web::{Call, Reply as Answer};
use laurel_store::Batch;

const LEVELS_SQL: &str = "SELECT need_level, sum(people) AS people FROM need_level_daily
  WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY need_level";

const STAGES_SQL: &str = "SELECT advocacy_stage, sum(people) AS people FROM advocacy_stage_daily
  WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY advocacy_stage";

const LADDER_SQL: &str =
    "SELECT advocacy_stage, sum(rose) AS rose, sum(fell) AS fell FROM ladder_daily
  WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY advocacy_stage";

const FACETS_SQL: &str = "SELECT need_level, facet, value, people FROM pyramid_facets
  WHERE program_id = ?1 AND people > 0";

#[derive(Deserialize)]
struct LevelRow {
    need_level: u8,
    people: u64,
}

#[derive(Deserialize)]
struct StageRow {
    advocacy_stage: String,
    people: u64,
}

#[derive(Deserialize)]
struct LadderRow {
    advocacy_stage: String,
    rose: u64,
    fell: u64,
}

#[derive(Deserialize)]
struct FacetRow {
    need_level: u8,
    facet: String,
    value: String,
    people: u64,
}

/// `GET /pyramid`
pub(super) async fn get_pyramid(
    call: Call<GetPyramid>,
) -> Result<Answer<PyramidResponse>, AppError> {
    let (from, to) = period(call.query.from, call.query.to)?;
    let (program, words) = (&call.path.program, call.words);
    let in_period = |sql| statement(sql, [program.into(), from.into(), to.into()]);
    let mut batch = Batch::new();
    let levels = batch.add::<LevelRow>(in_period(LEVELS_SQL));
    let stages = batch.add::<StageRow>(in_period(STAGES_SQL));
    let ladder = batch.add::<LadderRow>(in_period(LADDER_SQL));
    let facets = batch.add::<FacetRow>(statement(FACETS_SQL, [program.into()]));
    let authorized = call.authorized(batch).await?;
    let reached: HashMap<u8, u64> = authorized
        .take(levels)?
        .into_iter()
        .map(|row| (row.need_level, row.people))
        .collect();
    let stages: HashMap<String, u64> = authorized
        .take(stages)?
        .into_iter()
        .map(|row| (row.advocacy_stage, row.people))
        .collect();
    let ladder: HashMap<String, (u64, u64)> = authorized
        .take(ladder)?
        .into_iter()
        .map(|row| (row.advocacy_stage, (row.rose, row.fell)))
        .collect();
    let facets = authorized.take(facets)?;
    let everybody: u64 = reached.values().sum();
    let levels = NeedLevel::ALL.iter().map(|level| {
        let people = reached.get(&level.number()).copied().unwrap_or_default();
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
        rows.filter(|row| row.facet == facet.code() && row.value == value)
            .map(|row| row.people)
            .sum()
    };
    let advocacy_stages = AdvocacyStage::ALL.iter().map(|stage| {
        let code = stage.code();
        let (rose, fell) = ladder.get(code).copied().unwrap_or_default();
        AdvocacyStageFigures {
            code: code.to_owned(),
            name: words.advocacy_stage(*stage).to_owned(),
            people: stages.get(code).copied().unwrap_or_default(),
            everyone: sum(Facet::Stage, code),
            rose,
            fell,
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
        match Facet::parse(&row.facet) {
            Ok(Facet::Progress) => {
                if let Ok(progress) = Progress::parse(&row.value) {
                    figures.everyone += people;
                    figures.ready += if progress.is_ready() { people } else { 0 };
                    figures.progress.push(ProgressCount { progress, people });
                }
            }
            Ok(Facet::Motivation) => figures.motivations.push(MotivationCount {
                motivation: Motivation::parse(&row.value).ok(),
                people,
            }),
            Ok(Facet::Mismatch) => figures.mismatch += people,
            Ok(Facet::Given) => add_given(&mut given, &row.value, people),
            Ok(Facet::Carries | Facet::Stage) | Err(_) => {}
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
