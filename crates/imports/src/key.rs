//! A row's key: what it says, and the how-many-th row it is that says just this.
//!
//! The key does not depend on the mapping, the delimiter, quoting or the row's place among others, so
//! the same row is recognized in another export, and taking it in again changes nothing.

use sha2::{Digest, Sha256};

/// What tells rows apart: 16 bytes of a digest.
pub(crate) type Fingerprint = [u8; 16];

/// A row's content, ready to be told from others.
pub(crate) struct Content(Sha256);

impl Content {
    /// The content of these cells. Each is preceded by its length, so that no two rows run together.
    pub(crate) fn of<'c>(cells: impl IntoIterator<Item = &'c str>) -> Self {
        let mut digest = Sha256::new();
        for cell in cells {
            digest.update((cell.len() as u64).to_le_bytes());
            digest.update(cell.as_bytes());
        }
        Self(digest)
    }

    /// Equal for equal rows.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        first_half(self.0.clone())
    }

    /// The key: 32 hex digits, different for each ordinal among equal rows (0 for the first).
    pub(crate) fn key(self, ordinal: u32) -> String {
        let mut digest = self.0;
        digest.update(b"ordinal");
        digest.update(ordinal.to_le_bytes());
        laurel_domain::hex::encode(&first_half(digest))
    }
}

/// The key of a row with these cells, the `ordinal`-th (from 0) among equal rows: 32 hex digits.
pub fn row_key<'c>(cells: impl IntoIterator<Item = &'c str>, ordinal: u32) -> String {
    Content::of(cells).key(ordinal)
}

/// SHA-256 of a header's cells, hex.
pub(crate) fn header_digest(cells: &[String]) -> String {
    laurel_domain::hex::encode(&Content::of(cells.iter().map(String::as_str)).0.finalize())
}

fn first_half(digest: Sha256) -> Fingerprint {
    let mut half = Fingerprint::default();
    for (to, from) in half.iter_mut().zip(digest.finalize()) {
        *to = from;
    }
    half
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_is_32_hex_digits_and_stays_what_it_is() {
        // A change of this value would import every file a second time.
        assert_eq!(
            row_key(["00001", "1997-01-01", "1", "11.77"], 0),
            "dbe2c78b63c57bf15dfb2ce56f3ca6c5"
        );
    }

    #[test]
    fn cells_do_not_run_together() {
        assert_ne!(row_key(["ab", "c"], 0), row_key(["a", "bc"], 0));
        assert_ne!(row_key(["a", ""], 0), row_key(["a"], 0));
        assert_ne!(row_key(["a\u{1f}", "b"], 0), row_key(["a", "\u{1f}b"], 0));
    }

    proptest! {
        #[test]
        fn equal_rows_have_equal_keys_and_ordinals_tell_them_apart(
            cells in proptest::collection::vec(".{0,12}", 0..6),
            first in 0u32..5_000,
            second in 0u32..5_000,
        ) {
            let key = |ordinal| row_key(cells.iter().map(String::as_str), ordinal);
            prop_assert_eq!(key(first) == key(second), first == second);
            prop_assert_eq!(key(first).len(), 32);
        }
    }
}
