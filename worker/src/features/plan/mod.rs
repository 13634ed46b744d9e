//! The plan of a program, and the live figures behind its checks.

mod board;
mod change;
pub(crate) mod evidence;
mod own;
mod reviews;
mod rows;

use laurel_api::endpoints::{AddOwnCheck, GetPlan, RemoveOwnCheck, ReviewMetric, UpdatePlanItem};
use laurel_api::figures::Cost;
use laurel_api::plan::PlanResponse;

use crate::error::AppError;
use crate::web::{Call, Reply, Router, endpoint};
use laurel_store::Batch;

pub(crate) use board::summary;

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<GetPlan, _, _>(router, get_plan);
    let router = endpoint::<AddOwnCheck, _, _>(router, own::add);
    let router = endpoint::<UpdatePlanItem, _, _>(router, change::update);
    let router = endpoint::<RemoveOwnCheck, _, _>(router, own::remove);
    endpoint::<ReviewMetric, _, _>(router, reviews::review)
}

/// `GET /plan`
async fn get_plan(call: Call<GetPlan>) -> Result<Reply<PlanResponse>, AppError> {
    let today = call.ctx.now.day();
    let mut batch = Batch::new();
    let reads = evidence::reads(&mut batch, &call.path.program, today);
    let authorized = call.authorized(batch).await?;
    let live = evidence::Live::take(&authorized, reads, today)?;
    let plan = board::board(&live, call.words);
    Ok(Reply::new(PlanResponse {
        plan,
        cost: Cost {
            rows_read: authorized.rows_read(),
        },
    }))
}
