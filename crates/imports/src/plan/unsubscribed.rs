//! Rows of a file of people who do not want to be asked.

use laurel_api::imports::UnsubscribedRow;

use super::cells::Cells;

/// Reads a row; nothing when it has a problem.
pub(super) fn read(cells: &mut Cells<'_>) -> Option<UnsubscribedRow> {
    let row = UnsubscribedRow {
        key: String::new(),
        person: cells.person(),
    };
    cells.problems.is_empty().then_some(row)
}
