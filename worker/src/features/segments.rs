//! The values of the dimensions by which people are divided.

use laurel_api::endpoints::ListSegments;
use laurel_api::segments::{SegmentValue, SegmentsResponse};
use laurel_domain::segment::Dimension;
use serde::Deserialize;

use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply, Router, endpoint};
use laurel_store::{Batch, Sent};

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
    let mut batch = Batch::new();
    let values: Vec<(Dimension, Sent<ValueRow>)> = dimensions
        .iter()
        .map(|dimension| {
            let params = [(&call.path.program).into(), dimension.code().into()];
            (*dimension, batch.add(statement(VALUES_SQL, params)))
        })
        .collect();
    let authorized = call.authorized(batch).await?;
    let mut segments = Vec::new();
    for (dimension, values) in values {
        let rows = authorized.take(values)?.into_iter();
        segments.extend(rows.map(|row| SegmentValue {
            dimension,
            value: row.value,
            people: row.people,
        }));
    }
    Ok(Reply::new(SegmentsResponse { segments }))
}
