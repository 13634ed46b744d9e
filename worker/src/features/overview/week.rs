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
use crate::features::figures::counts;
use crate::features::plan::evidence::Live;
use laurel_store::{Batch, Sent};

/// People by the day on which they reached each stage, the first one is where everybody begins; and the steps up
/// and down on the ladder of advocacy.
const WEEKS_SQL: &str =
    "SELECT json_group_array(json(coalesce(cells -> '$.reached', '{}'))) AS reached,
    json_group_array(json(coalesce(cells -> '$.rose', '{}'))) AS rose,
    json_group_array(json(coalesce(cells -> '$.fell', '{}'))) AS fell, day >= ?3 AS is_week
  FROM day_counts WHERE program_id = ?1 AND day BETWEEN ?2 AND ?4 GROUP BY 4";

/// The handles of what [`reads`] asked.
#[derive(Clone, Copy)]
pub(super) struct Reads(Sent<WeekRow>);

/// Adds the statement.
pub(super) fn reads(batch: &mut Batch, program: &ProgramId, from: Day, today: Day) -> Reads {
    let before = Day(from.0 - WEEK_DAYS);
    let both_weeks = [program.into(), before.into(), from.into(), today.into()];
    Reads(batch.add(statement(WEEKS_SQL, both_weeks)))
}

#[derive(Deserialize)]
struct WeekRow {
    reached: String,
    rose: String,
    fell: String,
    is_week: u8,
}

/// What is counted under a name, or under every name, in both weeks.
fn moved(
    weeks: &[WeekRow],
    group: impl Fn(&WeekRow) -> &str,
    wanted: Option<&str>,
) -> Result<Moved, AppError> {
    let mut moved = Moved::default();
    for row in weeks {
        let counts = counts::all(group(row))?.into_iter().flat_map(|day| day.0);
        let counts = counts.filter(|(name, _)| wanted.is_none_or(|wanted| *name == wanted));
        let sum: i64 = counts.map(|(_, count)| count).sum();
        let sum = u64::try_from(sum).unwrap_or_default();
        if row.is_week == 1 {
            moved.now += sum;
        } else {
            moved.before += sum;
        }
    }
    Ok(moved)
}

/// The changes, with their sentences.
pub(super) fn changes(
    rows: &Authorized,
    reads: Reads,
    live: &Live,
    words: Words,
) -> Result<Vec<Change>, AppError> {
    let weeks = rows.take(reads.0)?;
    let reached_at = |stage: usize| moved(&weeks, |row| &row.reached, Some(&stage.to_string()));
    let settings = &rows.access.rules.settings;
    let from = settings.purchase_stage().unwrap_or(settings.stages.len());
    let reached = settings.stages.iter().enumerate().skip(from.max(1));
    let week = WeekEvidence {
        new_people: reached_at(0)?,
        reached: reached
            .map(|(stage, rule)| Ok((stage as u8, rule.name.clone(), reached_at(stage)?)))
            .collect::<Result<_, AppError>>()?,
        rose: moved(&weeks, |row| &row.rose, None)?,
        fell: moved(&weeks, |row| &row.fell, None)?,
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
