//! What a file of people who do not want to be asked can tell.

use super::{EMAILS, Field, Need, field};

pub(super) const FIELDS: &[Field] = &[
    field("email", Need::OneOf, EMAILS),
    field(
        "external_id",
        Need::OneOf,
        &[
            "external id",
            "customer id",
            "contact id",
            "record id",
            "person id",
            "user id",
            "kundennummer",
        ],
    ),
];
