//! The funnel of the people who first came in a period: alone, compared, broken down, over time.
//!
//! Whatever is asked for, it is one round trip, and what is read are rows of days.

mod breakdown;
mod comparison;
mod request;
mod stages;
mod trend;

use laurel_api::Sentence;
use laurel_api::endpoints::GetFunnel;
use laurel_api::figures::Cost;
use laurel_api::funnel::{Funnel, FunnelResponse, NextStep};
use laurel_domain::Day;
use laurel_domain::funnel::Report;
use laurel_domain::funnel::filling::full_after_days;
use laurel_domain::funnel::next_step::next_step;
use laurel_domain::settings::ProgramSettings;

use super::cohorts::{self, StagesRow, in_order};
use super::period;
use crate::auth::access::Authorized;
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::{Batch, Sent};
use laurel_words::Words;
use request::Asked;

/// From how far back the usual time to each stage is taken: as long as the longest histogram twice.
const USUAL_DAYS: i32 = 730;

/// `GET /funnel`
pub(super) async fn get_funnel(call: Call<GetFunnel>) -> Result<Reply<FunnelResponse>, AppError> {
    let asked = Asked::parse(&call.query)?;
    let program = &call.path.program;
    let today = call.ctx.now.day();
    let mut batch = Batch::new();
    let main = batch.add::<StagesRow>(cohorts::stages(program, &asked.segment_key(), asked.period));
    let comparison = asked
        .comparison
        .as_ref()
        .map(|compared| comparison::Reads::add(compared, &asked, program, &mut batch));
    let breakdown = asked
        .breakdown
        .as_ref()
        .map(|parts| breakdown::Reads::add(parts, asked.period, program, &mut batch))
        .transpose()?;
    let trend = asked.trend.map(|pace| {
        let cohorts = batch.add(cohorts::cohorts(
            program,
            &asked.segment_key(),
            asked.period,
            pace,
        ));
        (pace, cohorts)
    });
    // What is usual is taken from everybody: a young cohort has only shown its fastest people.
    let usual = (comparison.is_some() || trend.is_some()).then(|| {
        let period = (Day(today.0 - USUAL_DAYS + 1), today);
        batch.add(cohorts::stages(program, "", period))
    });
    let authorized = call.authorized(batch).await?;

    let settings = &authorized.access.rules.settings;
    let figures = in_order(&authorized.take(main)?, settings.stages.len())?;
    let usual = match usual {
        Some(usual) => full_after_days(&report(&authorized, usual)?.stages),
        None => Vec::new(),
    };
    let incomplete = IncompleteCohorts { today, usual };
    let report = Report::new(&figures);
    let comparison = match (comparison, &asked.comparison) {
        (Some(reads), Some(compared)) => {
            Some(reads.take(&authorized, &figures, compared, &asked, &incomplete)?)
        }
        _ => None,
    };
    let breakdown = match (breakdown, &asked.breakdown) {
        (Some(reads), Some(parts)) => Some(reads.take(&authorized, &figures, parts)?),
        _ => None,
    };
    let trend = trend
        .map(|(pace, cohorts)| trend::take(&authorized, cohorts, pace, asked.period, &incomplete))
        .transpose()?;
    let funnel = Funnel {
        stages: stages::described(&figures, settings),
        cylinder_index: report.cylinder_index,
        purchase_stage: settings.purchase_stage().map(|stage| stage as u8),
        next_steps: next_steps(settings, call.words),
        comparison,
        breakdown,
        trend,
    };
    Ok(Reply::new(FunnelResponse {
        funnel,
        cost: Cost {
            rows_read: authorized.rows_read(),
        },
    }))
}

/// How long cohorts take to fill.
struct IncompleteCohorts {
    today: Day,
    /// By the stage's position.
    usual: Vec<i32>,
}

impl IncompleteCohorts {
    /// By position: whether people who came until `last` have had less time than most take.
    fn of(&self, last: Day) -> Vec<bool> {
        self.usual
            .iter()
            .map(|days| laurel_domain::funnel::filling::is_filling(last, self.today, *days))
            .collect()
    }
}

fn report(authorized: &Authorized, usual: Sent<StagesRow>) -> Result<Report, AppError> {
    let stages = authorized.access.rules.settings.stages.len();
    let figures = in_order(&authorized.take(usual)?, stages)?;
    Ok(Report::new(&figures))
}

fn next_steps(settings: &ProgramSettings, words: Words) -> Vec<NextStep> {
    (0..settings.stages.len())
        .filter_map(|stage| next_step(settings, stage))
        .map(|next| NextStep {
            step: Sentence::new(&next.step, words.next_step(&next.step)),
            reason: Sentence::new(&next.reason, words.next_step_reason(&next.reason)),
        })
        .collect()
}
