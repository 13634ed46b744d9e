//! An import, out of a row.

use laurel_api::imports::{BatchOutcome, Import, ImportKind, ImportState};
use laurel_domain::{ImportId, ProgramId, Timestamp};
use serde::Deserialize;

use crate::db::{Statement, statement};
use crate::error::AppError;

const ONE_SQL: &str = "SELECT import_id, kind, state, file_name, file_digest, header_digest, mapping, rows_total, rows_done,
    people_added, touchpoints_added, testimonials_added, rows_unchanged, rows_erased, rows_changed, people_opted_out,
    created_by, created_at, updated_at
  FROM imports WHERE program_id = ?1 AND import_id = ?2";

/// One import.
pub(super) fn one(program: &ProgramId, import: ImportId) -> Statement {
    statement(ONE_SQL, [program.into(), import.into()])
}

/// A row of `imports`.
#[derive(Debug, Deserialize)]
pub(super) struct ImportRow {
    import_id: String,
    kind: String,
    state: String,
    file_name: String,
    file_digest: String,
    header_digest: String,
    mapping: String,
    rows_total: u32,
    rows_done: u32,
    people_added: u32,
    touchpoints_added: u32,
    testimonials_added: u32,
    rows_unchanged: u32,
    rows_erased: u32,
    rows_changed: u32,
    people_opted_out: u32,
    created_by: String,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<ImportRow> for Import {
    type Error = AppError;

    fn try_from(row: ImportRow) -> Result<Self, AppError> {
        let ImportRow {
            import_id,
            kind,
            state,
            file_name,
            file_digest,
            header_digest,
            mapping,
            rows_total,
            rows_done,
            people_added,
            touchpoints_added,
            testimonials_added,
            rows_unchanged,
            rows_erased,
            rows_changed,
            people_opted_out,
            created_by,
            created_at,
            updated_at,
        } = row;
        let unreadable = |what: &str| AppError::internal("import row", what);
        let kind = ImportKind::ALL
            .iter()
            .copied()
            .find(|known| known.code() == kind);
        let state = match state.as_str() {
            "running" => ImportState::Running,
            "cancelled" => ImportState::Cancelled,
            "completed" => ImportState::Completed,
            other => return Err(unreadable(other)),
        };
        Ok(Self {
            id: import_id.parse().map_err(|_| unreadable("id"))?,
            kind: kind.ok_or_else(|| unreadable("kind"))?,
            state,
            file_name,
            file_digest,
            header_digest,
            mapping: serde_json::from_str(&mapping)
                .map_err(|error| AppError::internal("import mapping", error))?,
            rows_total,
            rows_done,
            outcome: BatchOutcome {
                people_added,
                touchpoints_added,
                testimonials_added,
                rows_unchanged,
                rows_erased,
                rows_changed,
                people_opted_out,
            },
            created_by,
            created_at: Timestamp::from_millis(created_at),
            updated_at: Timestamp::from_millis(updated_at),
        })
    }
}
