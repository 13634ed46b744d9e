//! Statements about widgets, and the widget as members see it.

use laurel_api::widgets::{Layout, Widget, WidgetRequest};
use laurel_domain::{ProgramId, Timestamp, WidgetId};
use laurel_pages::escape;
use serde::Deserialize;

use crate::auth::Access;
use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;

const LIST_SQL: &str =
    "SELECT widget_id, name, layout, tag, show_rating, max_items, revision, created_at, updated_at
  FROM widgets WHERE program_id = ?1 ORDER BY created_at, widget_id LIMIT 100";

const ONE_SQL: &str =
    "SELECT widget_id, name, layout, tag, show_rating, max_items, revision, created_at, updated_at
  FROM widgets WHERE program_id = ?1 AND widget_id = ?2";

const INSERT_SQL: &str =
    "INSERT INTO widgets (program_id, widget_id, name, layout, tag, show_rating,
    max_items, created_at, updated_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)";

/// Fails the batch when there are as many as there may be, whoever else adds one at the same moment.
const ROOM_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE (SELECT count(*) FROM widgets WHERE program_id = ?1) >= ?2";

const UPDATE_SQL: &str = "UPDATE widgets SET name = ?3, layout = ?4, tag = ?5, show_rating = ?6,
    max_items = ?7, updated_at = ?8, revision = revision + 1
  WHERE program_id = ?1 AND widget_id = ?2";

/// Fails the batch when the widget has another revision than the one that was seen.
const GUARD_SQL: &str = "INSERT INTO stale_write (found) SELECT 1 WHERE NOT EXISTS
  (SELECT 1 FROM widgets WHERE program_id = ?1 AND widget_id = ?2 AND revision = ?3)";

const DELETE_SQL: &str = "DELETE FROM widgets WHERE program_id = ?1 AND widget_id = ?2";

/// All widgets of a program.
pub(super) fn list(program: &ProgramId) -> Statement {
    statement(LIST_SQL, [program.into()])
}

/// One widget.
pub(super) fn one(program: &ProgramId, id: WidgetId) -> Statement {
    statement(ONE_SQL, [program.into(), id.into()])
}

/// Fails the batch when a program has this many widgets.
pub(super) fn room(program: &ProgramId, most: usize) -> Statement {
    statement(ROOM_SQL, [program.into(), (most as u64).into()])
}

/// A new widget.
pub(super) fn insert(
    program: &ProgramId,
    id: WidgetId,
    checked: &WidgetRequest,
    now: Timestamp,
) -> Statement {
    write(INSERT_SQL, program, id, checked, now)
}

/// The first statement of a change: nobody else changed the widget meanwhile.
pub(super) fn guard(program: &ProgramId, id: WidgetId, revision: u64) -> Statement {
    statement(GUARD_SQL, [program.into(), id.into(), revision.into()])
}

/// A widget's new configuration.
pub(super) fn update(
    program: &ProgramId,
    id: WidgetId,
    checked: &WidgetRequest,
    now: Timestamp,
) -> Statement {
    write(UPDATE_SQL, program, id, checked, now)
}

fn write(
    sql: &'static str,
    program: &ProgramId,
    id: WidgetId,
    checked: &WidgetRequest,
    now: Timestamp,
) -> Statement {
    let WidgetRequest {
        name,
        layout,
        tag,
        show_rating,
        max_items,
    } = checked;
    let params = [
        program.into(),
        id.into(),
        name.into(),
        layout.code().into(),
        tag.as_ref().into(),
        (*show_rating).into(),
        (*max_items).into(),
        now.into(),
    ];
    statement(sql, params)
}

/// Deletes a widget.
pub(super) fn delete(program: &ProgramId, id: WidgetId) -> Statement {
    statement(DELETE_SQL, [program.into(), id.into()])
}

/// A widget as it is stored.
#[derive(Deserialize)]
pub(super) struct WidgetRow {
    widget_id: String,
    name: String,
    layout: String,
    tag: Option<String>,
    show_rating: u8,
    max_items: u8,
    pub(super) revision: u64,
    created_at: i64,
    updated_at: i64,
}

impl WidgetRow {
    /// Its configuration.
    pub(super) fn request(&self) -> WidgetRequest {
        let list = self.layout == Layout::List.code();
        WidgetRequest {
            name: self.name.clone(),
            layout: if list { Layout::List } else { Layout::Wall },
            tag: self.tag.clone(),
            show_rating: self.show_rating == 1,
            max_items: self.max_items,
        }
    }

    /// When it was made.
    pub(super) fn created_at(&self) -> Timestamp {
        Timestamp::from_millis(self.created_at)
    }

    /// As members see it.
    pub(super) fn widget(self, place: &Place) -> Result<Widget, AppError> {
        let id = self
            .widget_id
            .parse()
            .map_err(|error| AppError::internal("widget id", error))?;
        let request = self.request();
        let (created, updated) = (self.created_at(), Timestamp::from_millis(self.updated_at));
        Ok(place.widget((id, self.revision), request, created, updated))
    }
}

/// Where a widget's words come from, for its snippet.
pub(super) struct Place {
    origin: String,
    program: ProgramId,
    product_name: String,
}

impl Place {
    /// The caller's program.
    pub(super) fn of(ctx: &Ctx, access: &Access) -> Self {
        Self {
            origin: ctx.config.origin.clone(),
            program: access.program.clone(),
            product_name: access.row.product_name.clone(),
        }
    }

    /// A widget with its snippet.
    pub(super) fn widget(
        &self,
        (id, revision): (WidgetId, u64),
        request: WidgetRequest,
        created_at: Timestamp,
        updated_at: Timestamp,
    ) -> Widget {
        let WidgetRequest {
            name,
            layout,
            tag,
            show_rating,
            max_items,
        } = request;
        Widget {
            revision,
            id,
            name,
            layout,
            tag,
            show_rating,
            max_items,
            snippet: self.snippet(id),
            created_at,
            updated_at,
        }
    }

    /// The HTML to paste. The link stands there until the words have arrived, and when they do not.
    fn snippet(&self, id: WidgetId) -> String {
        let Self {
            origin,
            program,
            product_name,
        } = self;
        let product = escape::html(product_name);
        format!(
            "<script async src=\"{origin}/v1/laurel.js\"></script>\n\
             <laurel-wall widget=\"{id}\">\n  \
             <p><a href=\"{origin}/p/{program}\">Read what people say about {product}</a></p>\n\
             </laurel-wall>\n\
             <!-- In your style sheet, so that nothing moves when the words arrive:\n     \
             laurel-wall {{ display: block; min-height: 46rem }} -->"
        )
    }
}
