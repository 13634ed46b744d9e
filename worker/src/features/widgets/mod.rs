//! Widgets for members: what stands on other sites, and the HTML that puts it there.

mod check;
mod queries;
mod write;

use laurel_api::endpoints::{CreateWidget, DeleteWidget, ListWidgets, UpdateWidget};
use laurel_api::widgets::WidgetsResponse;

use crate::error::AppError;
use crate::web::{Call, Reply, Router, endpoint};
use laurel_store::Batch;
use queries::{Place, WidgetRow};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ListWidgets, _, _>(router, list);
    let router = endpoint::<CreateWidget, _, _>(router, write::create);
    let router = endpoint::<UpdateWidget, _, _>(router, write::update);
    endpoint::<DeleteWidget, _, _>(router, write::delete)
}

/// All widgets of a program.
async fn list(call: Call<ListWidgets>) -> Result<Reply<WidgetsResponse>, AppError> {
    let mut batch = Batch::new();
    let list = batch.add::<WidgetRow>(queries::list(&call.path.program));
    let rows = call.authorized(batch).await?;
    let place = Place::of(&call.ctx, &rows.access);
    let widgets = rows
        .take(list)?
        .into_iter()
        .map(|row| row.widget(&place))
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(WidgetsResponse { widgets }))
}
