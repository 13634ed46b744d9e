//! Typed ids, so that a testimonial's id can never be passed where a person's is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Timestamp;

/// Text that is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a valid id")]
pub struct InvalidId;

macro_rules! typed_id {
    ($( $(#[$meta:meta])* $name:ident; )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(extend("format" = "uuid")))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(with = "String"))] Uuid);

        impl $name {
            /// A new id: ordered by time, then random (UUID version 7).
            pub fn new(now: Timestamp, random: [u8; 10]) -> Self {
                let millis = u64::try_from(now.millis()).unwrap_or_default();
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// The id that belongs to a digest: the same digest, the same id (UUID version 8).
            pub fn from_digest(digest: [u8; 16]) -> Self {
                Self(uuid::Builder::from_custom_bytes(digest).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                // Only the hyphenated form, so that one id has one spelling.
                if text.len() != 36 { return Err(InvalidId); }
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }
    )+ };
}

typed_id! {
    /// A person: anyone the program knows.
    PersonId;
    /// A dated fact about a person.
    TouchpointId;
    /// A signed-in browser.
    SessionId;
    /// A person's words about the brand.
    TestimonialId;
    /// One sending of the testimonial form, chosen before it is sent: a doubled sending has the same.
    SubmissionId;
    /// A configured public display of testimonials.
    WidgetId;
    /// A request to a person for one act of advocacy.
    AskId;
    /// One import of a file.
    ImportId;
    /// An API token (its public name, not its secret).
    TokenId;
    /// A saved view.
    ViewId;
    /// A mail in the outbox.
    MailId;
    /// A check that a program added to its plan.
    PlanItemId;
}

/// A program, by its slug: 2 to 40 lowercase letters, digits and single inner hyphens.
///
/// The slug is chosen once and is the tenant's key in every row and URL; the display name may change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct ProgramId(String);

/// Text that cannot be a program's slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a program's address is 2 to 40 lowercase letters, digits and hyphens")]
pub struct InvalidProgramId;

impl ProgramId {
    /// Reads a slug.
    ///
    /// # Errors
    /// When the text is not a slug.
    pub fn parse(text: &str) -> Result<Self, InvalidProgramId> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fits = (2..=40).contains(&text.len())
            && text.chars().all(allowed)
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidProgramId)
        }
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProgramId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ProgramId {
    type Err = InvalidProgramId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for ProgramId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_strict() {
        for good in ["demo", "a1", "acme-tools", "0x"] {
            assert!(ProgramId::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "Demo",
            "a b",
            "-a",
            "a-",
            "a--b",
            "ä1",
            "a/b",
            &"a".repeat(41),
        ] {
            assert!(ProgramId::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_order_by_time_and_have_one_spelling() {
        let early = PersonId::new(Timestamp::from_millis(1_000), [255; 10]);
        let late = PersonId::new(Timestamp::from_millis(2_000), [0; 10]);
        assert!(early.to_string() < late.to_string());
        assert_eq!(early.to_string().parse(), Ok(early));
        assert!(
            early
                .to_string()
                .replace('-', "")
                .parse::<PersonId>()
                .is_err()
        );
    }

    #[test]
    fn a_digest_has_one_id() {
        assert_eq!(
            TouchpointId::from_digest([7; 16]),
            TouchpointId::from_digest([7; 16])
        );
        assert_ne!(
            TouchpointId::from_digest([7; 16]),
            TouchpointId::from_digest([8; 16])
        );
    }
}
