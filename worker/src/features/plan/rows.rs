//! Stored items and reviews of the plan.

use laurel_api::plan::{Kept, Review};
use laurel_domain::plan::{Item, Metric, Phase, PlanItem};
use laurel_domain::{Day, ProgramId, Timestamp};
use serde::Deserialize;

use crate::db::{Statement, statement};
use crate::error::AppError;

const ITEMS_SQL: &str =
    "SELECT item, phase, title, owner, due_day, note, done_at, done_by, revision
  FROM plan_items WHERE program_id = ?1 ORDER BY created_at, item LIMIT 200";

const ONE_SQL: &str = "SELECT item, phase, title, owner, due_day, note, done_at, done_by, revision
  FROM plan_items WHERE program_id = ?1 AND item = ?2";

/// Everything that is stored about the checks: bounded by their number.
pub(super) fn items(program: &ProgramId) -> Statement {
    statement(ITEMS_SQL, [program.into()])
}

/// What is stored about one check.
pub(super) fn one(program: &ProgramId, item: Item) -> Statement {
    statement(ONE_SQL, [program.into(), item.to_string().into()])
}

/// A row of `plan_items`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ItemRow {
    item: String,
    phase: Option<String>,
    title: Option<String>,
    owner: Option<String>,
    due_day: Option<i32>,
    note: Option<String>,
    done_at: Option<i64>,
    done_by: Option<String>,
    revision: u64,
}

/// What is stored about a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredItem {
    pub(super) item: Item,
    /// Phase and title of the program's own.
    pub(super) own: Option<(Phase, String)>,
    pub(super) added: PlanItem,
    pub(super) revision: u64,
}

impl TryFrom<ItemRow> for StoredItem {
    type Error = AppError;

    fn try_from(row: ItemRow) -> Result<Self, AppError> {
        let ItemRow {
            item,
            phase,
            title,
            owner,
            due_day,
            note,
            done_at,
            done_by,
            revision,
        } = row;
        let stored = |error: &dyn std::fmt::Display| AppError::internal("plan item", error);
        let phase = phase
            .map(|code| Phase::parse(&code))
            .transpose()
            .map_err(|error| stored(&error))?;
        Ok(Self {
            item: item.parse().map_err(|error| stored(&error))?,
            own: phase.zip(title),
            added: PlanItem {
                owner,
                due: due_day.map(Day),
                note,
                done: done_at.map(Timestamp::from_millis).zip(done_by),
            },
            revision,
        })
    }
}

impl StoredItem {
    /// A check about which nothing is stored.
    pub(super) fn untouched(item: Item) -> Self {
        Self {
            item,
            own: None,
            added: PlanItem::default(),
            revision: 0,
        }
    }

    /// As members see it.
    pub(super) fn kept(&self) -> Kept {
        let PlanItem {
            owner,
            due,
            note,
            done,
        } = self.added.clone();
        let (done_at, done_by) = done.unzip();
        Kept {
            owner,
            due,
            note,
            done_at,
            done_by,
            revision: self.revision,
        }
    }
}

/// A row of `metric_reviews`.
#[derive(Debug, Deserialize)]
pub(super) struct ReviewRow {
    metric: String,
    at: i64,
    reviewed_by: String,
    note: String,
}

impl TryFrom<ReviewRow> for Review {
    type Error = AppError;

    fn try_from(row: ReviewRow) -> Result<Self, AppError> {
        let ReviewRow {
            metric,
            at,
            reviewed_by,
            note,
        } = row;
        Ok(Self {
            metric: Metric::parse(&metric).map_err(|error| AppError::internal("metric", error))?,
            at: Timestamp::from_millis(at),
            by: reviewed_by,
            note,
        })
    }
}
