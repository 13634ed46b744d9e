//! Rows of a file of leads.

use laurel_api::imports::LeadRow;
use laurel_api::touchpoints::PersonKey;

use super::cells::{Cells, LINE_MAX};
use crate::value::flag;

/// Reads a row; nothing when it has a problem.
pub(super) fn read(cells: &mut Cells<'_>, key: String) -> Option<LeadRow> {
    let row = LeadRow {
        key,
        person: person(cells),
        at: cells.date("date").unwrap_or_default(),
        visits: cells.count("visits"),
        converted: cells.value("converted", flag::read),
        last_activity: cells.note("last_activity"),
    };
    cells.problems.is_empty().then_some(row)
}

fn person(cells: &mut Cells<'_>) -> PersonKey {
    let identity = cells.person();
    let mut name = cells.line("name", LINE_MAX);
    if let Some(last) = cells.line("last_name", LINE_MAX) {
        name = Some(name.map_or_else(|| last.clone(), |first| format!("{first} {last}")));
    }
    if name
        .as_ref()
        .is_some_and(|name| name.chars().count() > LINE_MAX)
    {
        cells.refuse(
            "last_name",
            format!("At most {LINE_MAX} characters fit a name."),
        );
    }
    PersonKey {
        name,
        headline: cells.line("headline", LINE_MAX),
        company: cells.line("company", LINE_MAX),
        industry: cells.line("industry", LINE_MAX),
        company_size: cells.line("company_size", LINE_MAX),
        country: cells.line("country", LINE_MAX),
        city: cells.line("city", LINE_MAX),
        source: cells.line("source", LINE_MAX),
        ..identity
    }
}
