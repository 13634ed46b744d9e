//! Who feeds whom: the advocates who brought people, and the chains behind them.

use laurel_domain::PersonId;
use serde::{Deserialize, Serialize};

use crate::page::{self, Cursor, Meta, PageSize};
use crate::people::PersonRef;

/// Which advocates, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct AdvocatesQuery {
    /// What is counted first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Brought>,
    /// `meta.next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// How many.
    #[serde(skip_serializing_if = "page::is_default")]
    pub limit: PageSize,
}

/// Whom somebody brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Brought {
    /// Customers.
    #[default]
    Customers,
    /// Everybody, customers or not.
    People,
}

/// A page of advocates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdvocatesResponse {
    /// Those who brought most first. Of all times, whatever the period of the flywheel.
    pub advocates: Vec<Advocate>,
    /// The next page.
    pub meta: Meta,
}

/// Somebody who brought people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Advocate {
    /// The id.
    pub id: PersonId,
    /// The name, or what else is known.
    pub name: String,
    /// Everybody whom they brought.
    pub people_brought: u64,
    /// Customers among these, who bought after they were brought.
    pub customers_brought: u64,
    /// Their acts of advocacy.
    pub acts: u32,
}

/// A chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainResponse {
    /// Of one person.
    pub chain: Chain,
}

/// Whom a person brought, and whom these brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chain {
    /// Where it begins.
    pub root: Link,
    /// Who brought the root.
    pub brought_by: Option<PersonRef>,
    /// Levels 1 to 3, at most 8, 4 and 3 people for each of the level before: those who bring most.
    /// How many more there are is a link's `people_brought` less those listed for it.
    pub links: Vec<Link>,
}

/// Somebody in a chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// The id.
    pub id: PersonId,
    /// The name, or what else is known.
    pub name: String,
    /// 0 for the root.
    pub level: u8,
    /// Who brought them; absent for the root.
    pub brought_by: Option<PersonId>,
    /// Bought at least once.
    pub is_customer: bool,
    /// Everybody whom they brought.
    pub people_brought: u64,
    /// Customers among these.
    pub customers_brought: u64,
}
