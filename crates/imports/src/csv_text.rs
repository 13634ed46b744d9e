//! Rows as a CSV file that a spreadsheet opens safely.

/// The rows as RFC 4180 has them: commas, CRLF, quotes where needed; UTF-8 without a byte-order mark.
///
/// Cells may be a stranger's words. A cell that a spreadsheet would take for a formula (it begins with
/// `=`, `+`, `-`, `@`, a tab or a line break) gets an apostrophe in front, unless it is a plain number.
pub fn csv_text(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        let written = writer.write_record(row.iter().map(|cell| harmless(cell)));
        debug_assert!(written.is_ok(), "writing to memory does not fail");
    }
    writer
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

/// Whether a spreadsheet would take the cell for a formula.
pub fn is_formula(cell: &str) -> bool {
    let number = cell.strip_prefix('-').is_some_and(|rest| {
        rest.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !number
}

/// The cell's text, which no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if is_formula(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_harmless() {
        let rows = [
            vec!["stage".to_owned(), "people".to_owned()],
            vec!["a,b \"c\"\nd".to_owned(), "3".to_owned()],
            vec!["=HYPERLINK(\"x\")".to_owned(), "-0.5".to_owned()],
            vec!["@sum".to_owned(), "-1+1".to_owned()],
            vec!["\tx".to_owned(), "+49".to_owned()],
        ];
        assert_eq!(
            csv_text(&rows),
            "stage,people\r\n\"a,b \"\"c\"\"\nd\",3\r\n\"'=HYPERLINK(\"\"x\"\")\",-0.5\r\n'@sum,'-1+1\r\n'\tx,'+49\r\n"
        );
    }

    #[test]
    fn nothing_is_an_empty_file() {
        assert_eq!(csv_text(&[]), "");
    }
}
