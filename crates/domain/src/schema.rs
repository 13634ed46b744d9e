//! JSON schemas of the values that write themselves as text or a number of their own. Everything else
//! derives its schema. Only compiled for the API's description, with the feature `schema`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::plan::{Check, Item};
use crate::{PlanItemId, ProgramId};

macro_rules! value_schemas {
    ($( $type:ty: $name:literal, $schema:tt; )+) => { $(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> { $name.into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema { json_schema!($schema) }
        }
    )+ };
}

value_schemas! {
    ProgramId: "ProgramId", {
        "type": "string", "minLength": 2, "maxLength": 40, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "description": "A program, by its slug: lowercase letters, digits and single inner hyphens."
    };
    crate::Timestamp: "Timestamp", {
        "type": "string", "format": "date-time",
        "description": "An instant in RFC 3339. Answers are in UTC, to the millisecond."
    };
    crate::Day: "Day", {
        "type": "string", "format": "date", "description": "A UTC day."
    };
    crate::money::Currency: "Currency", {
        "type": "string", "pattern": "^[A-Z]{3}$", "description": "An ISO 4217 currency code."
    };
    crate::testimonial::Rating: "Rating", {
        "type": "integer", "minimum": 1, "maximum": 5, "description": "Stars, 1 to 5."
    };
    crate::text::Email: "Email", {
        "type": "string", "format": "email", "maxLength": 254, "description": "An e-mail address, in lowercase."
    };
}

impl JsonSchema for Item {
    fn schema_name() -> Cow<'static, str> {
        "PlanItem".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A check of the plan: the code of one that every program has, or the id of one of its own.",
            "anyOf": [
                generator.subschema_for::<Check>(),
                generator.subschema_for::<PlanItemId>(),
            ],
        })
    }
}
