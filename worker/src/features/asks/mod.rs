//! Asks: requests to people for one act of advocacy each. Whether somebody may be asked is
//! `laurel_domain::value_exchange`'s to say; recording the act closes the ask (`ingest`).

mod change;
mod create;
mod list;
mod rows;
mod standing;

use laurel_api::endpoints::{CreateAsks, ListAsks, UpdateAsks};
use laurel_domain::mistake::{FieldMistake, Mistake};

use crate::error::AppError;
use crate::web::{Router, endpoint};

pub(crate) use rows::{AskRow, all_of_person, of_person};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ListAsks, _, _>(router, list::list_asks);
    let router = endpoint::<CreateAsks, _, _>(router, create::create_asks);
    endpoint::<UpdateAsks, _, _>(router, change::update_asks)
}

/// Refuses a list of ids that is empty or too long.
fn check_length(field: &str, length: usize) -> Result<(), AppError> {
    let most = laurel_api::asks::ASK_MAX;
    if (1..=most).contains(&length) {
        Ok(())
    } else {
        let outside = Mistake::CountOutside {
            least: 1,
            most: most as u64,
        };
        Err(AppError::field(field, outside))
    }
}

/// Refuses ids that are not the program's, each with its place. Another program's look the same.
fn check_known(
    field: &str,
    known: impl Iterator<Item = bool>,
    missing: &Mistake,
) -> Result<(), AppError> {
    let problems: Vec<FieldMistake> = known
        .enumerate()
        .filter(|(_, known)| !known)
        .map(|(place, _)| FieldMistake::new(format!("{field}[{place}]"), missing.clone()))
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AppError::invalid(problems))
    }
}
