//! Readiness check: which preconditions for an advocacy program are met. One round trip over
//! counters and rows of days.

use laurel_api::Sentence;
use laurel_api::endpoints::GetReadiness;
use laurel_api::figures::Cost;
use laurel_api::funnel::{ReadinessItem, ReadinessResponse};
use laurel_domain::Day;
use laurel_domain::funnel::Report;
use laurel_domain::funnel::filling::full_after_days;
use laurel_domain::nps::Answers;
use laurel_domain::readiness::report::{Evidence, Finding, report};
use laurel_domain::readiness::{BLOCK_DAYS, LONGEST_LAG, Support, UpperFunnel, WINDOW_DAYS, lag};
use serde::Deserialize;

use crate::auth::access::Authorized;
use crate::db::statement;
use crate::error::AppError;
use crate::features::figures::cohorts::{self, PeopleOfRow, StagesRow, in_order};
use crate::features::figures::counts;
use crate::web::{Call, Reply, Router, endpoint};
use laurel_store::{Batch, Sent};

const TOTALS_SQL: &str =
    "SELECT cells -> '$.totals' AS totals FROM program_counts WHERE program_id = ?1";

#[derive(Deserialize)]
struct TotalRow {
    totals: Option<String>,
}

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    endpoint::<GetReadiness, _, _>(router, get_readiness)
}

/// `GET /readiness`
async fn get_readiness(call: Call<GetReadiness>) -> Result<Reply<ReadinessResponse>, AppError> {
    let program = &call.path.program;
    let today = call.ctx.now.day();
    let first = Day(today.0 - (LONGEST_LAG + 2 * WINDOW_DAYS) + 1);
    let mut batch = Batch::new();
    let reads = Reads {
        totals: batch.add(statement(TOTALS_SQL, [program.into()])),
        stages: batch.add(cohorts::stages(program, "", (first, today))),
        blocks: batch.add(cohorts::blocks(program, (first, today), BLOCK_DAYS)),
    };
    let authorized = call.authorized(batch).await?;
    let findings = report(&evidence(&authorized, reads)?);
    let readiness = findings.into_iter().map(|finding| {
        let Finding {
            item,
            status,
            found,
            threshold,
        } = finding;
        ReadinessItem {
            item,
            status,
            evidence: Sentence::new(&found, call.words.readiness_found(&found)),
            threshold: Sentence::new(&threshold, call.words.readiness_threshold(&threshold)),
        }
    });
    Ok(Reply::new(ReadinessResponse {
        readiness: readiness.collect(),
        cost: Cost {
            rows_read: authorized.rows_read(),
        },
    }))
}

/// The handles of what the findings are made of.
#[derive(Clone, Copy)]
struct Reads {
    totals: Sent<TotalRow>,
    stages: Sent<StagesRow>,
    blocks: Sent<PeopleOfRow>,
}

fn evidence(authorized: &Authorized, reads: Reads) -> Result<Evidence, AppError> {
    let totals = authorized
        .first(reads.totals)?
        .and_then(|row: TotalRow| row.totals);
    let totals = counts::one(totals.as_deref())?;
    let total = |name: &str| totals.of(name);
    let settings = &authorized.access.rules.settings;
    let figures = in_order(&authorized.take(reads.stages)?, settings.stages.len())?;
    let purchase = settings.purchase_stage();
    let lag_days = purchase
        .and_then(|stage| {
            full_after_days(&Report::new(&figures).stages)
                .get(stage)
                .copied()
        })
        .map_or(0, lag);
    let upper_funnel = match purchase {
        Some(stage) => {
            let blocks = authorized.take(reads.blocks)?.into_iter();
            let blocks = blocks.map(|row| Ok((row.first, row.counts(settings.stages.len())?)));
            windows(
                &blocks.collect::<Result<Vec<_>, AppError>>()?,
                stage,
                lag_days,
            )
        }
        None => UpperFunnel::default(),
    };
    Ok(Evidence {
        upper_funnel,
        lag_days,
        purchase_stage: purchase
            .and_then(|stage| settings.stages.get(stage))
            .map(|stage| stage.name.clone()),
        customers: total("customers"),
        repeat_customers: total("repeat_customers"),
        answers: Answers {
            promoters: total("promoters"),
            passives: total("passives"),
            detractors: total("detractors"),
        },
        support: Support {
            solved: total("support_solved"),
            open: total("escalated"),
        },
    })
}

/// The two windows that end so many days ago.
fn windows(blocks: &[(i32, Vec<u64>)], purchase: usize, lag_days: i32) -> UpperFunnel {
    let width = WINDOW_DAYS / BLOCK_DAYS;
    let later = lag_days / BLOCK_DAYS;
    let sum = |from: i32, stage: usize| {
        blocks
            .iter()
            .filter(|(block, _)| (from..from + width).contains(block))
            .filter_map(|(_, people)| people.get(stage))
            .sum()
    };
    UpperFunnel {
        people: sum(later, 0),
        bought: sum(later, purchase),
        people_before: sum(later + width, 0),
        bought_before: sum(later + width, purchase),
    }
}
