//! The pyramid of needs and the ladder of advocacy: figures out of rollups, and the people behind them,
//! each list along an index of its own.

mod figures;
mod motivation;
mod moves;
mod people;

use laurel_api::endpoints::{GetPyramid, ListMoves, ListPyramidPeople, SetMotivation};

use crate::web::{Router, endpoint};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<GetPyramid, _, _>(router, figures::get_pyramid);
    let router = endpoint::<ListPyramidPeople, _, _>(router, people::list_people);
    let router = endpoint::<ListMoves, _, _>(router, moves::list_moves);
    endpoint::<SetMotivation, _, _>(router, motivation::set_motivation)
}
