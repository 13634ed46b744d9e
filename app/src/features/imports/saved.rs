//! The mapping of an earlier import of a file with the same columns, else a suggestion.

use laurel_api::imports::{Import, ImportKind, ImportState, Mapping};
use laurel_imports::{Table, suggest, suggest_source};

use crate::ui::dates::day_words;
use crate::words::t;

/// Where a mapping comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From an import of a file with the same columns.
    Earlier {
        /// Its file, and when it was imported, in words.
        words: String,
        /// The very same file, not finished: going on at this row.
        resumes_at: Option<u32>,
    },
    /// Guessed from the columns' names; this very file was imported before.
    Before {
        /// Its file, and when it was imported, in words.
        words: String,
    },
    /// Guessed from the columns' names.
    Suggested,
}

/// The mapping to begin with: that of the unfinished import of this very file, else of the latest
/// import with the same columns, else a suggestion.
pub fn first_mapping(
    kind: ImportKind,
    file_name: &str,
    table: &Table,
    earlier: &[Import],
) -> (Mapping, Origin) {
    let words = |import: &Import| {
        t().wizard_file_and_day(&import.file_name, &day_words(import.created_at.day()))
    };
    let same = || {
        earlier
            .iter()
            .filter(|import| import.kind == kind && import.header_digest == table.header_digest())
    };
    let unfinished = same().find(|import| {
        import.file_digest == table.file_digest() && import.state != ImportState::Completed
    });
    if let Some(import) = unfinished.or_else(|| same().next()) {
        let origin = Origin::Earlier {
            words: words(import),
            resumes_at: unfinished.map(|import| import.rows_done),
        };
        let mut mapping = import.mapping.clone();
        if unfinished.is_none() {
            // What was chosen about that file's cells says nothing about this one's.
            mapping.answers.clear();
        }
        return (mapping, origin);
    }
    let mut mapping = suggest(kind, table.header());
    mapping.source = Some(suggest_source(file_name, table.header()));
    let before = earlier
        .iter()
        .find(|one| one.file_digest == table.file_digest());
    let origin = before.map_or(Origin::Suggested, |import| Origin::Before {
        words: words(import),
    });
    (mapping, origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_api::imports::BatchOutcome;
    use laurel_domain::{ImportId, Timestamp};

    fn table() -> Table {
        laurel_imports::open(b"customer_id,date,amount_usd\n1,1997-01-01,2.00\n".as_slice())
            .unwrap()
    }

    fn import(number: u8, file_digest: &str, state: ImportState) -> Import {
        let at = Timestamp::from_millis(1_790_000_000_000);
        Import {
            id: ImportId::from_digest([number; 16]),
            kind: ImportKind::Purchases,
            state,
            file_name: format!("{number}.csv"),
            file_digest: file_digest.into(),
            header_digest: table().header_digest().to_owned(),
            mapping: Mapping {
                source: Some(number.to_string()),
                ..Mapping::default()
            },
            rows_total: 9,
            rows_done: 4,
            outcome: BatchOutcome::default(),
            created_by: String::new(),
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn the_unfinished_import_of_the_file_comes_first() {
        let table = table();
        let latest = import(1, "other", ImportState::Completed);
        let mine = import(2, table.file_digest(), ImportState::Cancelled);
        let (mapping, origin) = first_mapping(
            ImportKind::Purchases,
            "a.csv",
            &table,
            &[latest.clone(), mine],
        );
        assert_eq!(mapping.source.as_deref(), Some("2"));
        assert!(matches!(
            origin,
            Origin::Earlier {
                resumes_at: Some(4),
                ..
            }
        ));
        let (mapping, origin) = first_mapping(ImportKind::Purchases, "a.csv", &table, &[latest]);
        assert_eq!(mapping.source.as_deref(), Some("1"));
        assert!(matches!(
            origin,
            Origin::Earlier {
                resumes_at: None,
                ..
            }
        ));
    }

    #[test]
    fn without_an_earlier_import_the_names_decide() {
        let (mapping, origin) = first_mapping(
            ImportKind::Leads,
            "a.csv",
            &table(),
            &[import(1, "other", ImportState::Completed)],
        );
        assert_eq!(origin, Origin::Suggested);
        assert_eq!(
            mapping.columns.get("external_id").map(String::as_str),
            Some("customer_id")
        );
    }
}
