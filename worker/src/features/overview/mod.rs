//! The start page in one round trip: what moved this week, what waits for somebody, three pictures.

mod pictures;
mod waiting;
mod week;

use laurel_api::endpoints::GetOverview;
use laurel_api::figures::Cost;
use laurel_api::overview::{Overview, OverviewResponse, Step};
use laurel_domain::Day;
use laurel_domain::overview::{StepEvidence, WEEK_DAYS, steps};
use laurel_domain::testimonial::TestimonialState;
use laurel_words::Words;

use crate::error::AppError;
use crate::features::plan::{self, evidence};
use crate::publication;
use crate::web::{Call, Reply, Router, endpoint};
use laurel_store::Batch;

/// How many days the pictures show.
const PICTURE_DAYS: i32 = 365;

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    endpoint::<GetOverview, _, _>(router, get_overview)
}

/// `GET /overview`
async fn get_overview(call: Call<GetOverview>) -> Result<Reply<OverviewResponse>, AppError> {
    let (program, words) = (&call.path.program, call.words);
    let today = call.ctx.now.day();
    let (week_from, pictures_from) = (
        Day(today.0 - WEEK_DAYS + 1),
        Day(today.0 - PICTURE_DAYS + 1),
    );
    let mut batch = Batch::new();
    let live = evidence::reads(&mut batch, program, today);
    let pictures = pictures::reads(&mut batch, program, pictures_from, today);
    let week = week::reads(&mut batch, program, week_from, today);
    let waiting = waiting::reads(&mut batch, program, call.ctx.now);
    let rows = call.authorized(batch).await?;

    let live = evidence::Live::take(&rows, live, today)?;
    let pictures = pictures::Pictures::take(&rows, pictures, words)?;
    let changes = week::changes(&rows, week, &live, words)?;
    let plan = plan::summary(&live, words);
    let queues = waiting::queues(&rows, waiting, &live, &plan, words)?;
    let pyramid = pictures::pyramid(&live, words);
    let overview = Overview {
        today,
        week_from,
        pictures_from,
        changes,
        queues,
        steps: first_steps(&live, words),
        funnel: pictures.funnel,
        purchase_stage: pictures.purchase_stage,
        cylinder_index: pictures.cylinder_index,
        flywheel: pictures.flywheel,
        pyramid,
        plan,
    };
    Ok(Reply::new(OverviewResponse {
        overview,
        cost: Cost {
            rows_read: rows.rows_read(),
        },
    }))
}

fn first_steps(live: &evidence::Live, words: Words) -> Vec<Step> {
    let stories = TestimonialState::ALL
        .iter()
        .filter(|state| **state != TestimonialState::Suspected)
        .map(|state| live.total(&publication::state_total(*state)));
    let evidence = StepEvidence {
        people: live.evidence.people,
        acts: live.total("acts"),
        stories: stories.sum(),
        widgets: live.evidence.widgets,
    };
    let steps = steps(evidence).into_iter();
    steps
        .map(|(step, done)| Step {
            step,
            message: words.step(step).to_owned(),
            detail: words.step_detail(step).to_owned(),
            done,
        })
        .collect()
}
