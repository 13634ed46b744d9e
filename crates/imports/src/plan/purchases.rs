//! Rows of a file of purchases.

use laurel_api::imports::PurchaseRow;
use laurel_api::touchpoints::PersonKey;

use super::cells::{Cells, LINE_MAX};

/// Reads a row; nothing when it has a problem.
pub(super) fn read(cells: &mut Cells<'_>, key: String) -> Option<PurchaseRow> {
    let identity = cells.person();
    let row = PurchaseRow {
        key,
        person: PersonKey {
            name: cells.line("name", LINE_MAX),
            ..identity
        },
        at: cells.date("date").unwrap_or_default(),
        amount: cells.amount("amount"),
        quantity: cells.count("quantity"),
        product: cells.note("product"),
    };
    cells.problems.is_empty().then_some(row)
}
