//! Pages of lists: by key, never by offset.

use serde::{Deserialize, Serialize};

/// Where the next page begins. Opaque to callers.
pub type Cursor = String;

/// How many items a page has: 1 to 100, 20 when not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("minimum" = 1, "maximum" = 100)))]
#[serde(transparent)]
pub struct PageSize(u8);

impl PageSize {
    /// The number of items.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// A size between 1 and 100, or the nearest.
    pub fn clamped(size: u8) -> Self {
        Self(size.clamp(1, 100))
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(20)
    }
}

impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Queries are text, so the number is read from text.
        let text = String::deserialize(deserializer)?;
        match text.parse() {
            Ok(size @ 1..=100) => Ok(Self(size)),
            _ => Err(serde::de::Error::custom("limit is a number from 1 to 100")),
        }
    }
}

/// A page of a list without filters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// `meta.next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// How many items.
    #[serde(default, skip_serializing_if = "is_default")]
    pub limit: PageSize,
}

/// Whether a page has the usual size, which needs no mention in a URL.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
pub(crate) fn is_default(size: &PageSize) -> bool {
    *size == PageSize::default()
}

/// What stands beside a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Meta {
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Cursor>,
}
