//! Rows of a file of leads.

use laurel_api::imports::LeadRow;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::limits::LINE_MAX;

use super::cells::Cells;
use crate::trouble::Trouble;
use crate::value::flag;

/// Reads a row; nothing when it has a problem.
pub(super) fn read(cells: &mut Cells<'_>) -> Option<LeadRow> {
    let row = LeadRow {
        key: String::new(),
        person: person(cells),
        at: cells.date().unwrap_or_default(),
        visits: cells.count("visits"),
        converted: cells.value("converted", flag::read),
        last_activity: cells.note("last_activity"),
        opted_out: cells
            .value("opted_out", flag::opted_out)
            .filter(|opted_out| *opted_out),
    };
    cells.problems.is_empty().then_some(row)
}

fn person(cells: &mut Cells<'_>) -> PersonKey {
    let identity = cells.person();
    let mut name = cells.line("name");
    if let Some(last) = cells.line("last_name") {
        name = Some(name.map_or_else(|| last.clone(), |first| format!("{first} {last}")));
    }
    let given = name.as_ref().map_or(0, |name| name.chars().count());
    if given > LINE_MAX {
        let max = LINE_MAX;
        cells.refuse("last_name", Trouble::TooLong { max, given });
    }
    PersonKey {
        name,
        headline: cells.line("headline"),
        company: cells.line("company"),
        industry: cells.line("industry"),
        company_size: cells.line("company_size"),
        country: cells.line("country"),
        city: cells.line("city"),
        source: cells.line("source"),
        ..identity
    }
}
