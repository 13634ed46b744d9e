//! A program and its counters.

use std::collections::BTreeMap;

use laurel_domain::ProgramId;
use laurel_domain::money::Currency;
use laurel_domain::role::Role;
use serde::{Deserialize, Serialize};

/// A program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Program {
    /// The slug.
    pub id: ProgramId,
    /// The brand's name.
    pub name: String,
    /// What testimonials are about.
    pub product_name: String,
    /// `Product` or `SoftwareApplication` when the wall carries structured data.
    pub product_type: Option<String>,
    /// The brand's website.
    pub website: Option<String>,
    /// What every author is offered, whatever they write.
    pub incentive: Option<String>,
    /// For how many days withdrawn words stay before they leave the database.
    pub withdrawn_days: u16,
    /// The currency of its figures.
    pub currency: Currency,
    /// The names of its funnel stages, from the first to the last.
    pub stages: Vec<String>,
    /// What the caller may do here; absent for API tokens.
    pub role: Option<Role>,
    /// Counters: `people`, `purchases`, `revenue:USD`, `testimonials:pending`, …
    pub totals: BTreeMap<String, i64>,
    /// The figures are being computed again; absent when they are all there.
    pub recomputation: Option<crate::settings::Recomputation>,
}

/// One program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProgramResponse {
    /// The program.
    pub program: Program,
}

/// What to change; absent fields stay, an empty text clears an optional field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ProgramChange {
    /// The brand's name, 1 to 80 characters.
    pub name: Option<String>,
    /// What testimonials are about, 1 to 80 characters.
    pub product_name: Option<String>,
    /// `Product`, `SoftwareApplication` or empty for no structured data.
    pub product_type: Option<String>,
    /// An https address, or empty.
    pub website: Option<String>,
    /// What every author is offered, at most 200 characters, or empty.
    pub incentive: Option<String>,
    /// For how many days withdrawn words stay before they leave the database: 0 to 365.
    pub withdrawn_days: Option<u16>,
}

/// The most days for which withdrawn words stay.
pub const WITHDRAWN_DAYS_MAX: u16 = 365;
