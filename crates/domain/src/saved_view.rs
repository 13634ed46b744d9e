//! A view with a name: a page and the filters that stand in its address.

use crate::enums::coded_enum;

/// Longest query that a view keeps, in bytes as they stand in an address.
pub const QUERY_MAX: usize = 1_000;

/// Longest name, in characters.
pub const NAME_MAX: usize = 80;

/// How many views a program keeps: what nobody finds in a list nobody uses.
pub const VIEWS_MAX: usize = 100;

/// Parameters that say where in a list one is or what is opened, not what it shows.
const PASSING: [&str; 2] = ["cursor", "item"];

coded_enum! {
    /// The pages whose filters can be saved. The code is the page's path within the program.
    ViewPage {
        /// The funnel.
        Funnel = "funnel";
        /// The flywheel.
        Flywheel = "flywheel";
        /// The pyramid.
        Pyramid = "pyramid";
        /// The list of people.
        People = "people";
        /// The queue of submissions.
        Submissions = "submissions";
    }
}

/// Why a query was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidQuery {
    /// More than [`QUERY_MAX`] bytes.
    TooLong,
    /// Something that cannot stand in an address as it is.
    NotEncoded,
}

/// The part of an address behind the question mark, safe to be put there again as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuery(String);

impl SavedQuery {
    /// Reads `a=1&b=2`, with or without the question mark; the place in a list is left out.
    ///
    /// # Errors
    /// When it is longer than [`QUERY_MAX`], or has characters that an address writes as `%XX`.
    pub fn parse(text: &str) -> Result<Self, InvalidQuery> {
        if text.len() > QUERY_MAX {
            return Err(InvalidQuery::TooLong);
        }
        if !is_encoded(text.as_bytes()) {
            return Err(InvalidQuery::NotEncoded);
        }
        let pairs = text.split('&').map(|pair| pair.trim_start_matches('?'));
        let lasting = pairs.filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && !PASSING.contains(&name)
        });
        Ok(Self(lasting.collect::<Vec<_>>().join("&")))
    }

    /// Without the question mark; may be empty.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Letters, digits and signs that a query may have (RFC 3986, 3.4), without quotes; `%` with its two
/// digits.
fn is_encoded(bytes: &[u8]) -> bool {
    let hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => hex(at + 1) && hex(at + 2),
        byte => byte.is_ascii_alphanumeric() || b"-._~!$()*+,;:@/?&=".contains(byte),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn filters_are_kept_and_places_are_not() {
        let kept = |text| SavedQuery::parse(text).map(|query| query.as_str().to_owned());
        assert_eq!(
            kept("?source=a+b%26c&cursor=xyz&from=2026-01-01"),
            Ok("source=a+b%26c&from=2026-01-01".to_owned())
        );
        assert_eq!(kept(""), Ok(String::new()));
        assert_eq!(kept("source="), Ok("source=".to_owned()));
        for bad in [
            "a=<b>", "a=\"b\"", "a=b#c", "a=%2", "a=%zz", "a=b c", "ü=1", "a=\n",
        ] {
            assert_eq!(kept(bad), Err(InvalidQuery::NotEncoded), "{bad}");
        }
        assert_eq!(kept(&"a".repeat(QUERY_MAX + 1)), Err(InvalidQuery::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_kept_stays_in_its_place(text in ".{0,60}") {
            if let Ok(query) = SavedQuery::parse(&text) {
                prop_assert!(query.as_str().is_ascii());
                prop_assert!(!query.as_str().contains(['<', '>', '"', '\'', '#', ' ', '\n']));
                prop_assert_eq!(SavedQuery::parse(query.as_str()), Ok(query.clone()));
            }
        }
    }
}
