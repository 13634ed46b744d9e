//! The platform under what is published: the isolate's memory, D1, KV, and the cache of the edge.

use std::cell::RefCell;
use std::time::Duration;

use laurel_domain::{ProgramId, Timestamp};
use laurel_publication::{Built, Checked, Copied, Memory, Platform, Target};
use laurel_store::Batch;
use serde::Deserialize;
use worker::{Cache, Delay, Response, console_error};

use super::payload;
use super::store::{self, Published};
use crate::context::{self, Ctx};
use crate::db::{json, statement};
use crate::error::AppError;

/// How often the copies of a program are made again at most because some ended, in milliseconds.
const RENEWAL_MILLIS: i64 = 3_600_000;
/// The edge's cache for what is published.
const EDGE_CACHE: &str = "publication";

const CHECK_WALL_SQL: &str = "SELECT p.program_id, coalesce(b.revision, 0) AS revision,
    coalesce(b.copied, '{}') AS copied
  FROM programs p LEFT JOIN publication b ON b.program_id = p.program_id WHERE p.program_id = ?1";

const CHECK_WIDGET_SQL: &str = "SELECT w.program_id, coalesce(b.revision, 0) AS revision,
    coalesce(b.copied, '{}') AS copied
  FROM widgets w LEFT JOIN publication b ON b.program_id = w.program_id WHERE w.widget_id = ?1";

/// Complete copies of a revision replace those of the same or an older one, incomplete ones only older ones.
const SAVE_SQL: &str = "UPDATE publication SET copied = ?3, pushed_at = ?5,
    pushed_revision = CASE WHEN ?4 THEN max(pushed_revision, ?2) ELSE pushed_revision END
  WHERE program_id = ?1 AND coalesce(copied ->> '$.revision', 0) < ?2 + ?4";

const CLAIM_SQL: &str =
    "UPDATE publication SET pushed_at = ?2 WHERE program_id = ?1 AND pushed_at <= ?3";

thread_local! {
    static MEMORY: RefCell<Memory<Published>> = RefCell::default();
}

/// This isolate, in a request or a job.
pub(super) struct Here<'a>(pub(super) &'a Ctx);

#[derive(Deserialize)]
struct CheckRow {
    program_id: String,
    revision: u64,
    copied: String,
}

/// What the database says was copied. What cannot be read counts as nothing.
pub(super) fn copied(text: &str) -> Copied {
    serde_json::from_str(text).unwrap_or_default()
}

impl Here<'_> {
    fn address(&self, key: &str) -> String {
        format!("{}/publication/{key}", self.0.config.origin)
    }

    async fn put_at_edge(&self, key: &str, text: String, seconds: u32) -> worker::Result<()> {
        let response = Response::ok(text)?;
        let age = format!("max-age={seconds}");
        response.headers().set("cache-control", &age)?;
        let cache = Cache::open(EDGE_CACHE.to_owned()).await;
        cache.put(self.address(key), response).await
    }

    async fn get_at_edge(&self, key: &str) -> worker::Result<Option<String>> {
        let cache = Cache::open(EDGE_CACHE.to_owned()).await;
        match cache.get(self.address(key), false).await? {
            Some(mut response) => response.text().await.map(Some),
            None => Ok(None),
        }
    }
}

impl Platform for Here<'_> {
    type Payload = Published;
    type Error = AppError;

    fn now(&self) -> Timestamp {
        context::now()
    }

    async fn pause(&self, millis: u64) {
        Delay::from(Duration::from_millis(millis)).await;
    }

    fn memory<R>(&self, with: impl FnOnce(&mut Memory<Published>) -> R) -> R {
        MEMORY.with_borrow_mut(with)
    }

    async fn check(&self, target: &Target) -> Result<Option<Checked>, AppError> {
        let mut batch = Batch::new();
        let row = batch.add::<CheckRow>(match target {
            Target::Wall(program) => statement(CHECK_WALL_SQL, [program.into()]),
            Target::Widget(widget) => statement(CHECK_WIDGET_SQL, [(*widget).into()]),
        });
        let rows = self.0.db.batch(batch).await?;
        let Some(row) = rows.first(row)? else {
            return Ok(None);
        };
        Ok(Some(Checked {
            program: ProgramId::parse(&row.program_id)
                .map_err(|error| AppError::internal("program id", error))?,
            revision: row.revision,
            copied: copied(&row.copied),
        }))
    }

    async fn build(&self, program: &ProgramId) -> Result<Option<Built<Published>>, AppError> {
        let mut batch = Batch::new();
        let reads = payload::reads(&mut batch, program);
        let rows = self.0.db.batch(batch).await?;
        payload::build(&rows, reads, program, &self.0.config.origin)
    }

    async fn save(
        &self,
        program: &ProgramId,
        revision: u64,
        copied: &Copied,
    ) -> Result<(), AppError> {
        let complete = copied.revision == revision;
        let params = [
            program.into(),
            revision.into(),
            json(copied)?,
            complete.into(),
            self.now().into(),
        ];
        self.0.db.batch(vec![statement(SAVE_SQL, params)]).await?;
        Ok(())
    }

    async fn claim(&self, program: &ProgramId) -> Result<bool, AppError> {
        let now = self.now();
        let before = now.millis() - RENEWAL_MILLIS;
        let mut batch = Batch::new();
        let params = [program.into(), now.into(), before.into()];
        let claimed = batch.add::<()>(statement(CLAIM_SQL, params));
        Ok(self.0.db.batch(batch).await?.changes(claimed)? > 0)
    }

    async fn kv_get(&self, key: &str) -> Result<Option<String>, AppError> {
        let text = store::read(self.0, key).await;
        text.inspect_err(|error| console_error!("reading KV: {error:?}"))
    }

    async fn kv_put(&self, key: &str, text: String) -> Result<(), AppError> {
        store::write(self.0, key, text).await
    }

    async fn edge_get(&self, key: &str) -> Option<String> {
        let text = self.get_at_edge(key).await;
        text.inspect_err(|error| console_error!("the edge's cache: {error}"))
            .ok()
            .flatten()
    }

    async fn edge_put(&self, key: &str, text: String, seconds: u32) {
        if let Err(error) = self.put_at_edge(key, text, seconds).await {
            console_error!("the edge's cache: {error}");
        }
    }
}
