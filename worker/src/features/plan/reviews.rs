//! `POST /plan/reviews`: somebody looked at a metric and says what it tells.

use laurel_api::endpoints::ReviewMetric;
use laurel_api::plan::{Review, ReviewResponse};
use laurel_domain::mistake::Mistake;
use laurel_domain::plan::NOTE_MAX;

use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply};

/// The same member twice within a millisecond is the same review.
const INSERT_SQL: &str = "INSERT INTO metric_reviews (program_id, metric, at, reviewed_by, note)
  VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (program_id, metric, at, reviewed_by) DO NOTHING";

/// Records a review.
pub(super) async fn review(call: Call<ReviewMetric>) -> Result<Reply<ReviewResponse>, AppError> {
    let (ctx, program) = (&call.ctx, &call.path.program);
    let rows = call.authorized(Vec::new()).await?;
    let note = call.body.note.trim();
    if note.is_empty() || note.chars().count() > NOTE_MAX {
        let outside = Mistake::LengthOutside {
            least: 1,
            most: NOTE_MAX as u64,
        };
        return Err(AppError::field("note", outside));
    }
    let review = Review {
        metric: call.body.metric,
        at: ctx.now,
        by: rows.access.actor.name(),
        note: note.to_owned(),
    };
    let insert = statement(
        INSERT_SQL,
        [
            program.into(),
            review.metric.code().into(),
            review.at.into(),
            (&review.by).into(),
            (&review.note).into(),
        ],
    );
    ctx.db.batch(vec![insert]).await?;
    Ok(Reply::new(ReviewResponse { review }))
}
