//! The pyramid of needs, and the ladder of advocacy beside it.

use std::collections::HashMap;

use laurel_api::endpoints::GetPyramid;
use laurel_api::figures::{AdvocacyStageFigures, Cost, NeedLevelFigures, Pyramid, PyramidResponse};
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::need_level::NeedLevel;
use serde::Deserialize;

use super::period;
use crate::db::statement;
use crate::error::AppError;
use crate::http::{Call, Reply};

const LEVELS_SQL: &str = "SELECT need_level, sum(people) AS people FROM need_level_daily
  WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY need_level";

const STAGES_SQL: &str = "SELECT advocacy_stage, sum(people) AS people FROM advocacy_stage_daily
  WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY advocacy_stage";

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

/// `GET /pyramid`
pub(super) async fn get_pyramid(
    call: Call<GetPyramid>,
) -> Result<Reply<PyramidResponse>, AppError> {
    let (from, to) = period(call.query.from, call.query.to)?;
    let in_period = |sql| statement(sql, [(&call.path.program).into(), from.into(), to.into()]);
    let authorized = call
        .authorized(vec![in_period(LEVELS_SQL), in_period(STAGES_SQL)])
        .await?;
    let levels: HashMap<u8, u64> = authorized
        .all::<LevelRow>(0)?
        .into_iter()
        .map(|row| (row.need_level, row.people))
        .collect();
    let stages: HashMap<String, u64> = authorized
        .all::<StageRow>(1)?
        .into_iter()
        .map(|row| (row.advocacy_stage, row.people))
        .collect();
    let everyone: u64 = levels.values().sum();
    let levels = NeedLevel::ALL.iter().map(|level| {
        let people = levels.get(&level.number()).copied().unwrap_or_default();
        NeedLevelFigures {
            level: level.number(),
            name: level.label().to_owned(),
            people,
            share: (everyone > 0).then(|| people as f64 / everyone as f64),
        }
    });
    let stages = AdvocacyStage::ALL.iter().map(|stage| AdvocacyStageFigures {
        code: stage.code().to_owned(),
        name: stage.label().to_owned(),
        people: stages.get(stage.code()).copied().unwrap_or_default(),
    });
    let pyramid = Pyramid {
        levels: levels.collect(),
        advocacy_stages: stages.collect(),
    };
    Ok(Reply::new(PyramidResponse {
        pyramid,
        cost: Cost {
            rows_read: authorized.rows_read(),
        },
    }))
}
