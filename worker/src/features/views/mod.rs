//! Saved views: pages with their filters, under names that all members share.

mod queries;
mod write;

use laurel_api::endpoints::{ChangeView, CreateView, DeleteView, ListViews};
use laurel_api::views::ViewsResponse;

use crate::error::AppError;
use crate::web::{Call, Reply, Router, endpoint};
use laurel_store::Batch;
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
    let mut batch = Batch::new();
    let list = batch.add::<ViewRow>(queries::list(&call.path.program));
    let rows = call.authorized(batch).await?;
    let views = rows
        .take(list)?
        .into_iter()
        .map(ViewRow::view)
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(ViewsResponse { views }))
}
