//! What moved in the last seven days and in the seven days before.

use laurel_api::Sentence;
use laurel_api::overview::Change;
use laurel_domain::overview::{self, Moved, WEEK_DAYS, WeekEvidence};
use laurel_domain::touchpoint::{Category, TouchpointKind};
use laurel_domain::{Day, ProgramId};
use laurel_words::Words;
use serde::Deserialize;

use crate::auth::access::Authorized;
use crate::db::statement;
use crate::error::AppError;
use crate::features::plan::evidence::Live;
use laurel_store::{Batch, Sent};

/// People by the day on which they reached each stage; the first one is where everybody begins.
const REACHED_SQL: &str = "SELECT CAST(r.key AS INTEGER) AS stage,
    coalesce(sum(r.value) FILTER (WHERE day >= ?3), 0) AS week,
    coalesce(sum(r.value) FILTER (WHERE day < ?3), 0) AS week_before
  FROM day_counts d CROSS JOIN json_each(d.cells, '$.reached') r
  WHERE d.program_id = ?1 AND d.day BETWEEN ?2 AND ?4 GROUP BY r.key";

/// Steps up and down on the ladder of advocacy.
const LADDER_SQL: &str = "SELECT
    coalesce(sum(step.value) FILTER (WHERE day >= ?3 AND g.value = 'rose'), 0) AS rose,
    coalesce(sum(step.value) FILTER (WHERE day < ?3 AND g.value = 'rose'), 0) AS rose_before,
    coalesce(sum(step.value) FILTER (WHERE day >= ?3 AND g.value = 'fell'), 0) AS fell,
    coalesce(sum(step.value) FILTER (WHERE day < ?3 AND g.value = 'fell'), 0) AS fell_before
  FROM day_counts d CROSS JOIN json_each('[\"rose\",\"fell\"]') g CROSS JOIN json_each(d.cells, '$.' || g.value) step
  WHERE d.program_id = ?1 AND d.day BETWEEN ?2 AND ?4";

/// The handles of what [`reads`] asked.
#[derive(Clone, Copy)]
pub(super) struct Reads {
    reached: Sent<ReachedRow>,
    ladder: Sent<LadderRow>,
}

/// Adds the statements.
pub(super) fn reads(batch: &mut Batch, program: &ProgramId, from: Day, today: Day) -> Reads {
    let before = Day(from.0 - WEEK_DAYS);
    let both_weeks = |sql| {
        statement(
            sql,
            [program.into(), before.into(), from.into(), today.into()],
        )
    };
    Reads {
        reached: batch.add(both_weeks(REACHED_SQL)),
        ladder: batch.add(both_weeks(LADDER_SQL)),
    }
}

#[derive(Deserialize)]
struct ReachedRow {
    stage: usize,
    week: u64,
    week_before: u64,
}

#[derive(Default, Deserialize)]
struct LadderRow {
    rose: u64,
    rose_before: u64,
    fell: u64,
    fell_before: u64,
}

/// The changes, with their sentences.
pub(super) fn changes(
    rows: &Authorized,
    reads: Reads,
    live: &Live,
    words: Words,
) -> Result<Vec<Change>, AppError> {
    let rows_reached = rows.take(reads.reached)?;
    let moved = |stage: usize| {
        let row = rows_reached.iter().find(|row| row.stage == stage);
        row.map_or_else(Moved::default, |row| Moved {
            now: row.week,
            before: row.week_before,
        })
    };
    let ladder = rows.first(reads.ladder)?.unwrap_or_default();
    let settings = &rows.access.rules.settings;
    let from = settings.purchase_stage().unwrap_or(settings.stages.len());
    let reached = settings.stages.iter().enumerate().skip(from.max(1));
    let week = WeekEvidence {
        new_people: moved(0),
        reached: reached
            .map(|(stage, rule)| (stage as u8, rule.name.clone(), moved(stage)))
            .collect(),
        rose: Moved {
            now: ladder.rose,
            before: ladder.rose_before,
        },
        fell: Moved {
            now: ladder.fell,
            before: ladder.fell_before,
        },
        acts: live.moved(Category::Act),
        rewards: live.moved(Category::Reward),
        answers: live.moved_kinds(|kind| kind == TouchpointKind::NpsAnswer),
        overdrawn: live.evidence.overdrawn,
        newly_overdrawn: live.newly_overdrawn,
    };
    let changes = overview::changes(&week).into_iter();
    Ok(changes
        .map(|(change, compared)| Change {
            what: Sentence::new(&change, words.change(&change)),
            compared: Sentence::new(&compared, words.compared(&compared)),
        })
        .collect())
}
