//! The figures of funnel, flywheel and pyramid: one round trip each, over rows of days, not of people.

pub(crate) mod cohorts;
pub(crate) mod counts;
mod flywheel;
pub(crate) mod funnel;
mod histogram;

use laurel_api::endpoints::{GetFlywheel, GetFunnel};
use laurel_domain::Day;
use laurel_domain::mistake::Mistake;

use crate::error::AppError;
use crate::web::{Router, endpoint};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<GetFunnel, _, _>(router, funnel::get_funnel);
    endpoint::<GetFlywheel, _, _>(router, flywheel::get_flywheel)
}

/// The ends of a period, where open replaced by days before and after everything.
pub(super) fn period(from: Option<Day>, to: Option<Day>) -> Result<(Day, Day), AppError> {
    let (from, to) = (from.unwrap_or(Day(-100_000)), to.unwrap_or(Day(1_000_000)));
    if from > to {
        Err(AppError::field("to", Mistake::PeriodReversed))
    } else {
        Ok((from, to))
    }
}
