//! The values of the dimensions by which people are divided.

use axum::Router;
use laurel_api::endpoints::ListSegments;
use laurel_api::segments::{SegmentValue, SegmentsResponse};
use laurel_domain::segment::Dimension;
use serde::Deserialize;

use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply, endpoint};

const VALUES_SQL: &str = "SELECT value, people FROM segments
  WHERE program_id = ?1 AND dimension = ?2 AND people > 0 ORDER BY people DESC, value LIMIT 200";

#[derive(Deserialize)]
struct ValueRow {
    value: String,
    people: u64,
}

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    endpoint::<ListSegments, _, _>(router, list_segments)
}

/// `GET /segments`
async fn list_segments(call: Call<ListSegments>) -> Result<Reply<SegmentsResponse>, AppError> {
    let dimensions = match &call.query.dimension {
        Some(dimension) => std::slice::from_ref(dimension),
        None => Dimension::ALL,
    };
    let values = dimensions
        .iter()
        .map(|dimension| {
            let program = (&call.path.program).into();
            statement(VALUES_SQL, [program, dimension.code().into()])
        })
        .collect::<Vec<_>>();
    let authorized = call.authorized(values).await?;
    let mut segments = Vec::new();
    for (position, dimension) in dimensions.iter().enumerate() {
        let rows = authorized.all::<ValueRow>(position)?.into_iter();
        segments.extend(rows.map(|row| SegmentValue {
            dimension: *dimension,
            value: row.value,
            people: row.people,
        }));
    }
    Ok(Reply::new(SegmentsResponse { segments }))
}
