//! Rows of a file of purchases.

use laurel_api::imports::PurchaseRow;
use laurel_api::touchpoints::PersonKey;

use super::cells::Cells;

/// Reads a row; nothing when it has a problem.
pub(super) fn read(cells: &mut Cells<'_>) -> Option<PurchaseRow> {
    let identity = cells.person();
    let row = PurchaseRow {
        key: String::new(),
        person: PersonKey {
            name: cells.line("name"),
            ..identity
        },
        at: cells.date().unwrap_or_default(),
        amount: cells.amount(),
        quantity: cells.count("quantity"),
        product: cells.note("product"),
        void: None,
    };
    cells.problems.is_empty().then_some(row)
}
