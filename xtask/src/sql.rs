//! Writes SQL text for `wrangler d1 execute`, which binds no parameters.

/// A text as an SQL literal.
///
/// Inside single quotes SQLite gives meaning only to the single quote, which is doubled. NUL ends a
/// statement early, so it is left out.
pub(crate) fn text(value: &str) -> String {
    format!("'{}'", value.replace('\0', "").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn quotes_are_doubled_and_nothing_else_changes() {
        assert_eq!(text("Ada"), "'Ada'");
        assert_eq!(text("O'Brien & \"Sons\""), "'O''Brien & \"Sons\"'");
        assert_eq!(
            text("'; DROP TABLE people; --"),
            "'''; DROP TABLE people; --'"
        );
        assert_eq!(text("back\\slash\nand é"), "'back\\slash\nand é'");
        assert_eq!(text("a\0b"), "'ab'");
        assert_eq!(text(""), "''");
    }
}
