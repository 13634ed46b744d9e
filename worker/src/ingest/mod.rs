//! Recording touchpoints: the one way in which facts about people come to be.
//!
//! 1. [`reads`] are the statements for the read batch: the people concerned, their states, their
//!    histories, and whoever is bound to them by "brought by".
//! 2. [`Known`] is what came back.
//! 3. [`plan`] derives the new states, takes the difference that they make to the rollups, and gives
//!    the statements of the write batch: touchpoints, states and rollups change together or not at all.
//!
//! The write batch begins with a guard that fails it when somebody else wrote one of the people in
//! between; then the whole is repeated with [`retrying`].

mod apply;
mod entry;
mod known;
mod needs_row;
mod pairs;
mod person;
mod rollups;
mod state_row;
mod terms;
mod work;
mod write;

pub(crate) use apply::{
    Rewritten, Rules, plan, plan_again, plan_motivation, plan_record, plan_tags,
    plan_under_new_rules,
};
pub(crate) use entry::{Entry, Fact, check_change, check_person};
pub(crate) use known::{Known, RowSource, reads, reads_next};
pub(crate) use state_row::TouchpointRow;
pub(crate) use work::Change;

use std::future::Future;

use laurel_api::ProblemType;

use crate::error::AppError;

/// How often a write is tried when others write the same people at the same time.
const ATTEMPTS: u32 = 4;

/// Repeats what reads, plans and writes, while somebody else is faster.
pub(crate) async fn retrying<T, F, W>(work: W) -> Result<T, AppError>
where
    W: Fn() -> F,
    F: Future<Output = Result<T, AppError>>,
{
    let mut outcome = work().await;
    for _ in 1..ATTEMPTS {
        match outcome {
            Err(
                AppError::StaleWrite
                | AppError::Client {
                    kind: ProblemType::Conflict,
                    ..
                },
            ) => {
                outcome = work().await;
            }
            settled => return settled,
        }
    }
    outcome
}
