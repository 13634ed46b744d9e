//! Lists in pages: a page begins behind the sort key of the last item of the page before.
//!
//! A list's statement asks for one row more than the page has, so that it is known whether there is a
//! next page. The cursor is the sort key, opaque to callers.

use laurel_domain::hex;

use crate::Param;

/// Later than every instant and more than every count that is stored: where a descending list begins.
pub const END_OF_TIME: i64 = 1 << 53;

/// Stands between the parts; no text that is stored in one line contains it.
const SEPARATOR: char = '\u{1f}';

/// Text that is no cursor of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a cursor of this list")]
pub struct BadCursor;

/// A list's sort key.
pub trait Key: Sized + Clone {
    /// Its parts as texts.
    fn parts(&self) -> Vec<String>;
    /// The key that these parts are of.
    fn of(parts: &[String]) -> Option<Self>;
}

impl Key for (i64, String) {
    fn parts(&self) -> Vec<String> {
        vec![self.0.to_string(), self.1.clone()]
    }

    fn of(parts: &[String]) -> Option<Self> {
        match parts {
            [at, id] => Some((at.parse().ok()?, id.clone())),
            _ => None,
        }
    }
}

impl Key for (i64, i64, String) {
    fn parts(&self) -> Vec<String> {
        vec![self.0.to_string(), self.1.to_string(), self.2.clone()]
    }

    fn of(parts: &[String]) -> Option<Self> {
        match parts {
            [first, second, id] => Some((first.parse().ok()?, second.parse().ok()?, id.clone())),
            _ => None,
        }
    }
}

impl Key for (String, String, String) {
    fn parts(&self) -> Vec<String> {
        vec![self.0.clone(), self.1.clone(), self.2.clone()]
    }

    fn of(parts: &[String]) -> Option<Self> {
        match parts {
            [first, second, third] => Some((first.clone(), second.clone(), third.clone())),
            _ => None,
        }
    }
}

/// The cursor of a key.
pub fn encode(key: &impl Key) -> String {
    hex::encode(key.parts().join(&SEPARATOR.to_string()).as_bytes())
}

/// The key of a cursor.
///
/// # Errors
/// When it is none of this list's.
pub fn decode<K: Key>(cursor: &str) -> Result<K, BadCursor> {
    let bytes = hex::decode(cursor).ok_or(BadCursor)?;
    let text = String::from_utf8(bytes).map_err(|_| BadCursor)?;
    let parts: Vec<String> = text.split(SEPARATOR).map(str::to_owned).collect();
    K::of(&parts).ok_or(BadCursor)
}

/// Where a page begins, and how long it is.
#[derive(Debug, Clone)]
pub struct Keyset<K> {
    /// The key behind which the page begins.
    pub start: K,
    size: usize,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<R> {
    /// Its rows.
    pub rows: Vec<R>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
}

impl<K: Key> Keyset<K> {
    /// The page behind this cursor; without one, the page that begins at `first`.
    ///
    /// # Errors
    /// When the cursor is none of this list's.
    pub fn after(cursor: Option<&str>, first: K, size: u16) -> Result<Self, BadCursor> {
        let start = cursor.map_or(Ok(first), decode)?;
        let size = usize::from(size);
        Ok(Self { start, size })
    }

    /// How many rows to ask for.
    pub fn limit(&self) -> Param {
        Param::Integer(self.size as i64 + 1)
    }

    /// The page of the rows that were found.
    pub fn page<R>(&self, mut rows: Vec<R>, key: impl FnOnce(&R) -> K) -> Page<R> {
        let more = rows.len() > self.size;
        rows.truncate(self.size);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| encode(&key(row)));
        Page { rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type At = (i64, String);

    fn page_of(cursor: Option<&str>, all: &[i64]) -> Page<i64> {
        let keyset = Keyset::<At>::after(cursor, (END_OF_TIME, String::new()), 2).expect("a page");
        let behind = all.iter().copied().filter(|at| *at < keyset.start.0);
        let Param::Integer(limit) = keyset.limit() else {
            return Page {
                rows: Vec::new(),
                next: None,
            };
        };
        let found = behind.take(limit as usize).collect();
        keyset.page(found, |at| (*at, "id".to_owned()))
    }

    #[test]
    fn pages_hold_each_row_once_and_the_last_says_so() {
        for length in 0..7_i64 {
            let all: Vec<i64> = (0..length).rev().collect();
            let (mut found, mut cursor, mut pages) = (Vec::new(), None, 0);
            loop {
                let page = page_of(cursor.as_deref(), &all);
                assert!(page.rows.len() <= 2);
                found.extend(page.rows);
                pages += 1;
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(found, all);
            assert_eq!(pages, (length + 1).max(2) / 2, "{length} rows");
        }
    }

    #[test]
    fn a_cursor_is_one_of_its_own_list_only() {
        let key: At = (1_700_000_000_000, "an id".to_owned());
        let cursor = encode(&key);
        assert_eq!(decode::<At>(&cursor), Ok(key));
        assert_eq!(decode::<(i64, i64, String)>(&cursor), Err(BadCursor));
        for text in ["", "xyz", "ff", "abc", &hex::encode(b"no number\x1fid")] {
            assert_eq!(decode::<At>(text), Err(BadCursor), "{text}");
        }
    }
}
