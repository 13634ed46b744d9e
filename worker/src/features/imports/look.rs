//! Looking for rows by their keys, without changing anything: which are new, the same, changed, or look like others.

use std::collections::HashSet;

use laurel_api::endpoints::CheckBatch;
use laurel_api::imports::{BATCH_MAX, CheckRequest, CheckResponse, ImportKind, RowKey, VOID};
use laurel_domain::ProgramId;
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_store::Batch;
use serde::{Deserialize, Serialize};

use super::reviews::{self, ExistingRow};
use super::stored::{self, Stored, StoredRow};
use super::{entries, ids};
use crate::db::{Statement, json, statement};
use crate::error::AppError;
use crate::web::{Call, Reply};

const LIKE_SQL: &str = "SELECT e.value ->> 'row' AS row, t.touchpoint_id AS id FROM json_each(?2) e
  CROSS JOIN touchpoints t INDEXED BY touchpoints_by_id ON t.program_id = ?1
    AND t.touchpoint_id > e.value ->> 'from' AND t.touchpoint_id < e.value ->> 'to'
  LIMIT 5000";

const LIKE_STORIES_SQL: &str =
    "SELECT e.value ->> 'row' AS row, t.testimonial_id AS id FROM json_each(?2) e
  CROSS JOIN testimonials t ON t.program_id = ?1
    AND t.testimonial_id > e.value ->> 'from' AND t.testimonial_id < e.value ->> 'to'
  LIMIT 5000";

#[derive(Serialize)]
struct Between {
    row: u32,
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct LikeRow {
    row: u32,
    id: String,
}

/// `POST /imports/check`
pub(super) async fn check_batch(call: Call<CheckBatch>) -> Result<Reply<CheckResponse>, AppError> {
    let program = &call.path.program;
    let CheckRequest { kind, rows } = &call.body;
    check(rows)?;
    let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    let mut batch = Batch::new();
    let facts = batch.add::<StoredRow>(stored::read(program, *kind, &keys)?);
    let stories = if *kind == ImportKind::Reviews {
        Some(batch.add::<ExistingRow>(reviews::existing(program, &keys)?))
    } else {
        None
    };
    let like = batch.add::<LikeRow>(like(program, *kind, rows)?);
    let authorized = call.authorized(batch).await?;
    let facts = Stored::of(authorized.take(facts)?)?;
    let stories = authorized.rows.take_asked(stories)?;
    let like = authorized.take(like)?;

    let mut answer = CheckResponse::default();
    let mut own = HashSet::new();
    let mut new = HashSet::new();
    for (position, row) in rows.iter().enumerate() {
        let (known, is_kept) = if *kind == ImportKind::Reviews {
            let id = ids::testimonial(program, &row.key).to_string();
            let story = stories.iter().find(|story| story.testimonial_id == id);
            own.insert(id);
            (
                story.map(ExistingRow::mark),
                story.is_some_and(|story| !story.is_open()),
            )
        } else {
            own.extend(
                entries::kinds(*kind)
                    .iter()
                    .map(|kind| ids::touchpoint(program, *kind, &row.key).to_string()),
            );
            (facts.mark(program, *kind, &row.key), false)
        };
        match known {
            None if row.mark == VOID => answer.unchanged += 1,
            None => {
                answer.new += 1;
                new.insert(position as u32);
            }
            Some(mark) if mark == row.mark => answer.unchanged += 1,
            Some(_) if is_kept => answer.kept += 1,
            Some(_) => answer.changed += 1,
        }
    }
    let mut similar: Vec<u32> = like
        .into_iter()
        .filter(|found| new.contains(&found.row) && !own.contains(&found.id))
        .map(|found| found.row)
        .collect();
    similar.sort_unstable();
    similar.dedup();
    answer.similar = similar;
    Ok(Reply::new(answer))
}

fn check(rows: &[RowKey]) -> Result<(), AppError> {
    if rows.is_empty() || rows.len() > BATCH_MAX {
        return Err(AppError::field(
            "rows",
            Mistake::CountOutside {
                least: 1,
                most: BATCH_MAX as u64,
            },
        ));
    }
    let is_hex = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let mut problems = Vec::new();
    for (position, RowKey { key, similar, mark }) in rows.iter().enumerate() {
        for (field, fits) in [
            ("key", is_hex(key, 32)),
            ("similar", is_hex(similar, 16)),
            ("mark", mark == VOID || is_hex(mark, 16)),
        ] {
            if !fits {
                let field = format!("rows[{position}].{field}");
                problems.push(FieldMistake::new(field, Mistake::NotARowKey));
            }
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AppError::invalid(problems))
    }
}

/// What looks like these rows.
fn like(program: &ProgramId, kind: ImportKind, rows: &[RowKey]) -> Result<Statement, AppError> {
    let is_reviews = kind == ImportKind::Reviews;
    let first = entries::kinds(kind).first().copied();
    let between = rows.iter().enumerate().filter(|_| first.is_some());
    let between: Vec<Between> = between
        .map(|(row, key)| {
            let kind = first.filter(|_| !is_reviews);
            let (from, to) = ids::like(program, kind, &key.similar);
            Between {
                row: row as u32,
                from,
                to,
            }
        })
        .collect();
    let sql = if is_reviews {
        LIKE_STORIES_SQL
    } else {
        LIKE_SQL
    };
    Ok(statement(sql, [program.into(), json(&between)?]))
}
