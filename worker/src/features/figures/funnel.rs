//! The funnel of the people who first came in a period.

use laurel_api::endpoints::GetFunnel;
use laurel_api::figures::{Cost, Funnel, FunnelResponse, FunnelStage, Source};
use laurel_domain::funnel::{Report, StageFigures};
use serde::Deserialize;

use super::histogram::HistogramColumns;
use super::period;
use crate::db::statement;
use crate::error::AppError;
use crate::http::{Call, Reply};

const STAGES_SQL: &str = "SELECT stage, sum(people) AS people, sum(t0) AS t0, sum(t1) AS t1, sum(t2) AS t2, sum(t3) AS t3,
    sum(t4) AS t4, sum(t5) AS t5, sum(t6) AS t6, sum(t7) AS t7, sum(t8) AS t8, sum(t9) AS t9, sum(t10) AS t10,
    sum(t11) AS t11, sum(t12) AS t12, sum(t13) AS t13, sum(t14) AS t14, sum(t15) AS t15
  FROM funnel_daily WHERE program_id = ?1 AND segment = ?2 AND day BETWEEN ?3 AND ?4
  GROUP BY stage ORDER BY stage";

const SOURCES_SQL: &str = "SELECT value AS source, people FROM segments
  WHERE program_id = ?1 AND dimension = 'source' AND people > 0 ORDER BY people DESC, value LIMIT 200";

#[derive(Deserialize)]
struct StageRow {
    stage: u8,
    people: u64,
    #[serde(flatten)]
    elapsed: HistogramColumns,
}

#[derive(Deserialize)]
struct SourceRow {
    source: String,
    people: u64,
}

/// `GET /funnel`
pub(super) async fn get_funnel(call: Call<GetFunnel>) -> Result<Reply<FunnelResponse>, AppError> {
    let (from, to) = period(call.query.from, call.query.to)?;
    let segment = call
        .query
        .source
        .as_ref()
        .map(|source| format!("source:{source}"))
        .unwrap_or_default();
    let program = &call.path.program;
    let authorized = call
        .authorized(vec![
            statement(
                STAGES_SQL,
                [program.into(), segment.into(), from.into(), to.into()],
            ),
            statement(SOURCES_SQL, [program.into()]),
        ])
        .await?;
    let names = &authorized.access.settings.stages;
    let mut figures = vec![StageFigures::default(); names.len()];
    for row in authorized.all::<StageRow>(0)? {
        // Rows of a stage that the program has dropped since are not shown.
        if let Some(stage) = figures.get_mut(usize::from(row.stage)) {
            *stage = StageFigures {
                people: row.people,
                elapsed: row.elapsed.into(),
            };
        }
    }
    let report = Report::new(&figures);
    let stages = report
        .stages
        .iter()
        .zip(names)
        .zip(0..)
        .map(|((stage, rule), position)| FunnelStage {
            position,
            name: rule.name.clone(),
            people: stage.people,
            step_conversion: stage.step_conversion,
            overall_conversion: stage.overall_conversion,
            drop_off: stage.drop_off.unwrap_or_default(),
            median_days: stage.median_days,
            lower_quartile_days: stage.lower_quartile_days,
            upper_quartile_days: stage.upper_quartile_days,
        });
    let sources = authorized.all::<SourceRow>(1)?.into_iter();
    let sources = sources
        .map(|row| Source {
            name: row.source,
            people: row.people,
        })
        .collect();
    let funnel = Funnel {
        stages: stages.collect(),
        cylinder_index: report.cylinder_index,
        sources,
    };
    Ok(Reply::new(FunnelResponse {
        funnel,
        cost: Cost {
            rows_read: authorized.rows_read(),
        },
    }))
}
