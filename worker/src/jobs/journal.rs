//! Notes outside the database what must hold after it is put back to an earlier point: what was withdrawn,
//! erased, revoked. `cargo xtask after-restore` reads it.
//!
//! Triggers write a row in the transaction of each; this job copies the rows to KV, right after the request or
//! at the next run of cron, and deletes them. What was withdrawn in the last minute before the point of the
//! disaster may be missing.

use laurel_domain::ProgramId;
use laurel_store::Batch;
use serde::{Deserialize, Serialize};

use super::Next;
use crate::context::{self, Ctx};
use crate::db::{json, statement};
use crate::error::AppError;
use crate::random;

/// Rows of one run; with more the next one follows at once.
const PER_RUN: u32 = 100;
/// How long an entry is kept, in seconds: longer than the platform can go back.
const KEPT: u64 = 40 * 86_400;
/// Bytes of metadata that KV takes with a key. There a listing has them without reading each value.
const METADATA_MAX: usize = 1_000;

const ROWS_SQL: &str =
    "SELECT what, subject_id, detail, at FROM journal WHERE program_id = ?1 LIMIT ?2";

/// One that was written again meanwhile stays.
const DONE_SQL: &str = "DELETE FROM journal WHERE program_id = ?1 AND (what, subject_id, detail, at) IN (
    SELECT value ->> 'what', value ->> 'subject_id', value ->> 'detail', value ->> 'at' FROM json_each(?2))";

/// Something that must hold again after a restore.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    what: String,
    subject_id: String,
    detail: String,
    at: i64,
}

/// Copies what there is.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId) -> Result<Next, AppError> {
    let mut batch = Batch::new();
    let rows = batch.add::<Entry>(statement(ROWS_SQL, [program.into(), PER_RUN.into()]));
    let rows = ctx.db.batch(batch).await?.take(rows)?;
    let kv = ctx
        .shared
        .env
        .kv("PUBLISHED")
        .map_err(|error| AppError::Unavailable {
            cause: format!("binding PUBLISHED: {error}"),
        })?;
    let mut rest = rows.as_slice();
    while let Some(first) = rest.first() {
        let mut size = 2;
        let fits = rest.iter().take_while(|entry| {
            size += 60 + entry.what.len() + entry.subject_id.len() + entry.detail.len();
            size <= METADATA_MAX
        });
        let (entries, others) = rest.split_at(fits.count().max(1).min(rest.len()));
        rest = others;
        let random = laurel_domain::hex::encode(&random::bytes::<8>()?);
        let key = format!("journal/{program}/{:013}-{random}", first.at);
        let text =
            serde_json::to_string(entries).map_err(|error| AppError::internal("journal", error))?;
        let put = kv.put(&key, text)?.metadata(entries)?;
        put.expiration_ttl(KEPT).execute().await?;
    }
    if !rows.is_empty() {
        let done = statement(DONE_SQL, [program.into(), json(&rows)?]);
        ctx.db.batch(vec![done]).await?;
    }
    if rows.len() >= PER_RUN as usize {
        return Ok(Next::At(context::now()));
    }
    Ok(Next::Done)
}
