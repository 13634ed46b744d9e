//! A program's rules: reading and replacing them, trying stages on real people, deriving everybody again.

mod preview;
mod recomputation;
mod replace;

use laurel_api::endpoints::{
    ChangeRecomputation, GetSettings, PreviewFunnel, PutSettings, StepRecomputation,
};

use crate::web::{Router, endpoint};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<GetSettings, _, _>(router, replace::get_settings);
    let router = endpoint::<PutSettings, _, _>(router, replace::put_settings);
    let router = endpoint::<PreviewFunnel, _, _>(router, preview::preview_funnel);
    let router = endpoint::<StepRecomputation, _, _>(router, recomputation::step);
    endpoint::<ChangeRecomputation, _, _>(router, recomputation::change)
}
