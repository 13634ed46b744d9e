//! What happens once a minute. Each job is safe to repeat and takes a bounded share of the work.

mod asks;
mod expired;
mod recompute;
mod refresh;

use worker::{Env, console_error};

use crate::context::{Ctx, Shared};
use crate::error::AppError;
use crate::{mail, publication};

/// Runs every job; one that fails does not keep the others from running.
pub(crate) async fn run_all(env: &Env) {
    let ctx = match Ctx::open(Shared::for_job(env.clone())) {
        Ok(ctx) => ctx,
        Err(error) => {
            report("open", &error);
            return;
        }
    };
    for (name, outcome) in [
        ("publication", publication::push_due(&ctx).await),
        ("mail", mail::flush(&ctx).await),
        ("refresh", refresh::refresh(&ctx).await),
        ("asks", asks::expire(&ctx).await),
        ("recompute", recompute::go_on(&ctx).await),
        ("expired", expired::forget(&ctx).await),
    ] {
        if let Err(error) = outcome {
            report(name, &error);
        }
    }
}

fn report(job: &str, error: &AppError) {
    console_error!("job {job}: {error:?}");
}
