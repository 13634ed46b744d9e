//! What waits for somebody.

use laurel_api::Sentence;
use laurel_api::overview::{PlanSummary, Queue};
use laurel_domain::overview::{self, QueueEvidence, UnfinishedImport};
use laurel_domain::{ProgramId, Timestamp};
use laurel_words::Words;
use serde::Deserialize;

use crate::auth::access::Authorized;
use crate::db::statement;
use crate::error::AppError;
use crate::features::plan::evidence::Live;
use laurel_store::{Batch, Sent};

/// An import that stopped longer ago than this many days was given up.
const IMPORT_DAYS: i32 = 30;

const MAILS_SQL: &str =
    "SELECT count(*) AS mails FROM (SELECT 1 FROM outbox INDEXED BY outbox_failed
  WHERE program_id = ?1 AND sent_at IS NULL AND last_error IS NOT NULL LIMIT 1000)";

const IMPORTS_SQL: &str = "SELECT file_name, rows_done, rows_total FROM imports
  WHERE program_id = ?1 AND state <> 'completed' AND updated_at >= ?2 ORDER BY updated_at DESC LIMIT 3";

/// Along the index of what is due.
const ASKS_SQL: &str = "SELECT count(*) AS asks FROM (SELECT 1 FROM asks
  WHERE program_id = ?1 AND state = 'open' AND due_day < ?2 LIMIT 1000)";

/// The handles of what [`reads`] asked.
#[derive(Clone, Copy)]
pub(super) struct Reads {
    mails: Sent<MailsRow>,
    imports: Sent<ImportRow>,
    asks: Sent<AsksRow>,
}

/// Adds the statements.
pub(super) fn reads(batch: &mut Batch, program: &ProgramId, now: Timestamp) -> Reads {
    let since = now.plus_days(-IMPORT_DAYS);
    Reads {
        mails: batch.add(statement(MAILS_SQL, [program.into()])),
        imports: batch.add(statement(IMPORTS_SQL, [program.into(), since.into()])),
        asks: batch.add(statement(ASKS_SQL, [program.into(), now.day().into()])),
    }
}

#[derive(Deserialize)]
struct MailsRow {
    mails: u64,
}

#[derive(Deserialize)]
struct AsksRow {
    asks: u64,
}

#[derive(Deserialize)]
struct ImportRow {
    file_name: String,
    rows_done: u64,
    rows_total: u64,
}

/// The queues, with their sentences.
pub(super) fn queues(
    rows: &Authorized,
    reads: Reads,
    live: &Live,
    plan: &PlanSummary,
    words: Words,
) -> Result<Vec<Queue>, AppError> {
    let imports = rows.take(reads.imports)?.into_iter();
    let evidence = QueueEvidence {
        waiting: live.evidence.waiting,
        asks_overdue: rows.first(reads.asks)?.map_or(0, |row| row.asks),
        mails_failed: rows.first(reads.mails)?.map_or(0, |row| row.mails),
        imports: imports
            .map(|row| UnfinishedImport {
                file_name: row.file_name,
                done: row.rows_done,
                total: row.rows_total,
            })
            .collect(),
        plan_overdue: u64::from(plan.overdue),
        escalated: live.evidence.escalated,
    };
    let queues = overview::queues(&evidence).into_iter();
    Ok(queues
        .map(|queue| Queue {
            what: Sentence::new(&queue, words.queue(&queue)),
            detail: words.queue_detail(&queue),
            late: queue.is_late(),
        })
        .collect())
}
