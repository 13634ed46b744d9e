//! Statements about saved views, and the view as members see it.

use laurel_api::views::View;
use laurel_domain::saved_view::{SavedQuery, ViewPage};
use laurel_domain::{ProgramId, Timestamp, ViewId};
use serde::Deserialize;

use crate::db::{Statement, statement};
use crate::error::AppError;

const LIST_SQL: &str =
    "SELECT v.view_id, v.name, v.page, v.query, v.created_by, v.created_at, m.name AS member_name
  FROM saved_views v LEFT JOIN members m ON m.program_id = v.program_id AND m.email = v.created_by
  WHERE v.program_id = ?1 ORDER BY v.page, v.name COLLATE NOCASE LIMIT 200";

const INSERT_SQL: &str =
    "INSERT INTO saved_views (program_id, view_id, name, page, query, created_by, created_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// Fails the batch when there are as many as there may be, whoever else saves one at the same moment.
const ROOM_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE (SELECT count(*) FROM saved_views WHERE program_id = ?1) >= ?2";

/// What is not given stays as it is by then, so that two changes at once never take each other back.
const UPDATE_SQL: &str =
    "UPDATE saved_views SET name = coalesce(?3, name), query = coalesce(?4, query)
  WHERE program_id = ?1 AND view_id = ?2";

const ONE_SQL: &str =
    "SELECT v.view_id, v.name, v.page, v.query, v.created_by, v.created_at, m.name AS member_name
  FROM saved_views v LEFT JOIN members m ON m.program_id = v.program_id AND m.email = v.created_by
  WHERE v.program_id = ?1 AND v.view_id = ?2";

const DELETE_SQL: &str = "DELETE FROM saved_views WHERE program_id = ?1 AND view_id = ?2";

/// All views of a program, by page and name.
pub(super) fn list(program: &ProgramId) -> Statement {
    statement(LIST_SQL, [program.into()])
}

/// Fails the batch when a program has this many views.
pub(super) fn room(program: &ProgramId, most: usize) -> Statement {
    statement(ROOM_SQL, [program.into(), (most as u64).into()])
}

/// A new view.
pub(super) fn insert(
    program: &ProgramId,
    id: ViewId,
    checked: &Checked,
    actor: &str,
    now: Timestamp,
) -> Statement {
    let Checked { name, page, query } = checked;
    let params = [
        program.into(),
        id.into(),
        name.into(),
        page.code().into(),
        query.as_str().into(),
        actor.into(),
        now.into(),
    ];
    statement(INSERT_SQL, params)
}

/// A view's new name and filters.
pub(super) fn update(
    program: &ProgramId,
    id: ViewId,
    (name, query): (Option<&str>, Option<&str>),
) -> Statement {
    statement(
        UPDATE_SQL,
        [program.into(), id.into(), name.into(), query.into()],
    )
}

/// One view.
pub(super) fn one(program: &ProgramId, id: ViewId) -> Statement {
    statement(ONE_SQL, [program.into(), id.into()])
}

/// Deletes a view.
pub(super) fn delete(program: &ProgramId, id: ViewId) -> Statement {
    statement(DELETE_SQL, [program.into(), id.into()])
}

/// A view's content, checked.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) page: ViewPage,
    pub(super) query: SavedQuery,
}

/// A view as it is stored.
#[derive(Deserialize)]
pub(super) struct ViewRow {
    pub(super) view_id: String,
    pub(super) name: String,
    pub(super) page: String,
    pub(super) query: String,
    created_by: String,
    created_at: i64,
    member_name: Option<String>,
}

impl ViewRow {
    /// As members see it.
    pub(super) fn view(self) -> Result<View, AppError> {
        let Self {
            view_id,
            name,
            page,
            query,
            created_by,
            created_at,
            member_name,
        } = self;
        Ok(View {
            id: view_id
                .parse()
                .map_err(|error| AppError::internal("view id", error))?,
            name,
            page: ViewPage::parse(&page).map_err(|error| AppError::internal("view page", error))?,
            query,
            created_by: member_name
                .filter(|name| !name.trim().is_empty())
                .unwrap_or(created_by),
            created_at: Timestamp::from_millis(created_at),
        })
    }
}
