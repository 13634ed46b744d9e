//! What tells a row from others, in this file and in every other one.
//!
//! A row that its system gave an id is that id, of that source: whatever else changes in it, it stays the same
//! row. Any other row is what it says, and the how-many-th it is that says just this. Neither depends on
//! columns that feed nothing, on the columns' order, the delimiter, quoting or the row's place.

use laurel_api::imports::ImportKind;
use sha2::{Digest, Sha256};

/// What tells contents apart: 16 bytes of a digest.
pub(crate) type Fingerprint = [u8; 16];

/// The digest of these texts. Each is preceded by its length, so that no two lists run together.
pub(crate) fn fingerprint<'c>(texts: impl IntoIterator<Item = &'c str>) -> Fingerprint {
    let mut half = Fingerprint::default();
    for (to, from) in half.iter_mut().zip(digest(texts)) {
        *to = from;
    }
    half
}

fn digest<'c>(texts: impl IntoIterator<Item = &'c str>) -> [u8; 32] {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text.as_bytes());
    }
    digest.finalize().into()
}

/// SHA-256 of a header's cells, hex.
pub(crate) fn header_digest(cells: &[String]) -> String {
    laurel_domain::hex::encode(&digest(cells.iter().map(String::as_str)))
}

/// What a row is told from others by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Identity<'r> {
    /// What the file holds.
    pub(crate) kind: ImportKind,
    /// Where it comes from.
    pub(crate) source: &'r str,
    /// The id that its system gave it.
    pub(crate) record: Option<&'r str>,
    /// Whom it is about.
    pub(crate) person: &'r str,
    /// The day, since 1970.
    pub(crate) day: i64,
    /// All that it says.
    pub(crate) content: &'r str,
}

impl Identity<'_> {
    /// Equal for rows that are one.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        match self.record {
            Some(record) => fingerprint(["id", self.kind.code(), &self.source(), record]),
            None => fingerprint([self.content]),
        }
    }

    /// What rows about the same person, day and kind have in common: 16 hex digits.
    pub(crate) fn similar(&self) -> String {
        let print = fingerprint(["like", self.kind.code(), self.person, &self.day.to_string()]);
        laurel_domain::hex::encode(print.get(..8).unwrap_or_default())
    }

    /// The key, 32 hex digits: different for each ordinal among equal rows (0 for the first). That of a row
    /// without an id begins with what [`Identity::similar`] gives, so that rows like it can be found.
    pub(crate) fn key(&self, ordinal: u32) -> String {
        if self.record.is_some() {
            return laurel_domain::hex::encode(&self.fingerprint());
        }
        let rest = fingerprint([self.source().as_str(), self.content, &ordinal.to_string()]);
        self.similar() + &laurel_domain::hex::encode(rest.get(..8).unwrap_or_default())
    }

    /// `My shop` and `my  Shop` are one source.
    fn source(&self) -> String {
        let words: Vec<String> = self
            .source
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity<'r>(source: &'r str, record: Option<&'r str>, content: &'r str) -> Identity<'r> {
        Identity {
            kind: ImportKind::Purchases,
            source,
            record,
            person: "ada@example.com",
            day: 19_849,
            content,
        }
    }

    #[test]
    fn keys_stay_what_they_are() {
        // A change of these values would import every file a second time.
        assert_eq!(
            identity("Shop", Some("1001"), "x").key(0),
            "fed15522771719c84cc0112a2d924e27"
        );
        assert_eq!(
            identity("Shop", None, "x").key(0),
            "f0cf86b2ae262ef6f5bf1ce26129be49"
        );
    }

    #[test]
    fn an_id_is_the_key_within_its_source() {
        let key = |source, record, content| identity(source, Some(record), content).key(0);
        assert_eq!(key("Shop", "1001", "a"), key(" shop ", "1001", "b"));
        assert_ne!(key("Shop", "1001", "a"), key("Other", "1001", "a"));
        assert_ne!(key("Shop", "1001", "a"), key("Shop", "1002", "a"));
    }

    #[test]
    fn without_an_id_rows_are_what_they_say() {
        let one = identity("Shop", None, "a");
        assert_ne!(one.key(0), one.key(1));
        assert_ne!(one.key(0), identity("Other", None, "a").key(0));
        assert_ne!(one.key(0), identity("Shop", None, "b").key(0));
        assert!(one.key(3).starts_with(&one.similar()));
        assert_eq!(one.key(0).len(), 32);
    }

    #[test]
    fn texts_do_not_run_together() {
        assert_ne!(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
        assert_ne!(fingerprint(["a", ""]), fingerprint(["a"]));
    }
}
