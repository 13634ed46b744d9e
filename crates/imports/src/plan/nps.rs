//! Rows of a file of answers to the recommendation question.

use laurel_api::imports::NpsRow;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::limits::COMMENT_MAX;

use super::cells::Cells;
use crate::trouble::Trouble;
use crate::value::number;

/// Reads a row; nothing when it has a problem.
pub(super) fn read(cells: &mut Cells<'_>) -> Option<NpsRow> {
    let identity = cells.person();
    let comment = cells
        .words("comment")
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    let given = comment.as_ref().map_or(0, |text| text.chars().count());
    if given > COMMENT_MAX {
        let max = COMMENT_MAX;
        cells.refuse("comment", Trouble::TooLong { max, given });
    }
    let score = cells.value("score", number::score);
    if score.is_none() && cells.known("score").is_none() {
        cells.refuse("score", Trouble::NotAScore);
    }
    let row = NpsRow {
        key: String::new(),
        person: PersonKey {
            name: cells.line("name"),
            ..identity
        },
        at: cells.date().unwrap_or_default(),
        score: score.unwrap_or_default(),
        comment,
    };
    cells.problems.is_empty().then_some(row)
}
