//! Saved views: pages with their filters, under names that all members share.

mod queries;
mod write;

use axum::Router;
use laurel_api::endpoints::{ChangeView, CreateView, DeleteView, ListViews};
use laurel_api::views::ViewsResponse;

use crate::error::AppError;
use crate::web::{Call, Reply, endpoint};
use queries::ViewRow;

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ListViews, _, _>(router, list);
    let router = endpoint::<CreateView, _, _>(router, write::create);
    let router = endpoint::<ChangeView, _, _>(router, write::change);
    endpoint::<DeleteView, _, _>(router, write::delete)
}

/// All views of a program.
async fn list(call: Call<ListViews>) -> Result<Reply<ViewsResponse>, AppError> {
    let rows = call
        .authorized(vec![queries::list(&call.path.program)])
        .await?;
    let views = rows
        .all::<ViewRow>(0)?
        .into_iter()
        .map(ViewRow::view)
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(ViewsResponse { views }))
}
