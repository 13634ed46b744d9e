//! The schemas of the wire's types. What is read and what is written differ: a field with a default may be
//! left out of a request and stands in every answer. Where the two differ, the request's has `Input` in its name.

use std::collections::{BTreeMap, BTreeSet};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::references;

const READ: &str = "#/components/read/";
const WRITTEN: &str = "#/components/schemas/";

/// Schemas that are referred to, of requests and of answers.
pub(crate) struct Schemas {
    read: SchemaGenerator,
    written: SchemaGenerator,
}

/// A field of a query or path.
pub(crate) struct Field {
    pub(crate) schema: Value,
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
}

impl Schemas {
    pub(crate) fn new() -> Self {
        let settings = |path: &str| {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = path
                    .trim_start_matches('#')
                    .trim_end_matches('/')
                    .to_owned()
                    .into();
            })
        };
        Self {
            read: settings(READ).for_deserialize().into_generator(),
            written: settings(WRITTEN).for_serialize().into_generator(),
        }
    }

    /// The schema of a type that requests bring.
    pub(crate) fn request<T: JsonSchema>(&mut self) -> Value {
        tidy(self.read.subschema_for::<T>().to_value())
    }

    /// The schema of a type that answers bring.
    pub(crate) fn response<T: JsonSchema>(&mut self) -> Value {
        tidy(self.written.subschema_for::<T>().to_value())
    }

    /// The fields of a type whose values travel in a path or query.
    pub(crate) fn fields<T: JsonSchema>(&mut self) -> Vec<(String, Field)> {
        let schema = tidy(T::json_schema(&mut self.read).to_value());
        let required: BTreeSet<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let properties = schema.get("properties").and_then(Value::as_object);
        let field = |(name, schema): (&String, &Value)| {
            let mut schema = not_null(schema.clone());
            let description = schema
                .as_object_mut()
                .and_then(|schema| schema.remove("description"))
                .and_then(|text| text.as_str().map(str::to_owned));
            let field = Field {
                schema,
                description,
                required: required.contains(name.as_str()),
            };
            (name.clone(), field)
        };
        properties.into_iter().flatten().map(field).collect()
    }

    /// All schemas by name, and the references to put in place of those that [`request`](Self::request) gave.
    pub(crate) fn finish(mut self) -> (Map<String, Value>, BTreeMap<String, String>) {
        let read = tidied(self.read.take_definitions(true));
        let mut schemas = tidied(self.written.take_definitions(true));
        let differing = differing(&read, &schemas);
        let mut names = BTreeMap::new();
        for (name, schema) in read {
            let own = if differing.contains(&name) {
                format!("{name}Input")
            } else {
                name.clone()
            };
            names.insert(format!("{READ}{name}"), format!("{WRITTEN}{own}"));
            schemas.entry(own).or_insert(schema);
        }
        (schemas, names)
    }
}

/// The names that mean one thing in requests and another in answers, by themselves or by what they refer to.
fn differing(read: &Map<String, Value>, written: &Map<String, Value>) -> BTreeSet<String> {
    let alike: BTreeMap<String, String> = read
        .keys()
        .map(|name| (format!("{READ}{name}"), format!("{WRITTEN}{name}")))
        .collect();
    let differs = |(name, schema): (&String, &Value)| {
        let mut schema = schema.clone();
        references::rename(&mut schema, &alike);
        written.get(name).is_some_and(|other| *other != schema)
    };
    let both = read.iter().filter(|(name, _)| written.contains_key(*name));
    let mut found: BTreeSet<String> = both
        .clone()
        .filter(|entry| differs(*entry))
        .map(|(name, _)| name.clone())
        .collect();
    loop {
        let before = found.len();
        for (name, schema) in both.clone() {
            let mut refers = false;
            references::each(schema, &mut |reference| {
                refers |= reference
                    .strip_prefix(READ)
                    .is_some_and(|target| found.contains(target));
            });
            if refers {
                found.insert(name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn tidied(definitions: Map<String, Value>) -> Map<String, Value> {
    definitions
        .into_iter()
        .map(|(name, schema)| (name, tidy(schema)))
        .collect()
}

/// A parameter that is absent is left out; there is no way to write null.
fn not_null(mut schema: Value) -> Value {
    let Some(object) = schema.as_object_mut() else {
        return schema;
    };
    object
        .remove("default")
        .filter(|default| !default.is_null())
        .map(|default| object.insert("default".to_owned(), default));
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| *choice != json!({"type": "null"}));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
    schema
}

/// Closed lists as one `enum` with the meanings in the description; no links of rustdoc.
fn tidy(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(object) => {
            if let Some(Value::String(description)) = object.get_mut("description") {
                *description = one_line_a_paragraph(description);
            }
            *object = std::mem::take(object)
                .into_iter()
                .map(|(key, value)| (key, tidy(value)))
                .collect();
            if let Some(list) = closed_list(object) {
                object.remove("oneOf");
                object.extend(list);
            }
        }
        Value::Array(items) => {
            *items = std::mem::take(items).into_iter().map(tidy).collect();
        }
        _ => {}
    }
    schema
}

/// Without the line breaks and the links of Rust's comments.
fn one_line_a_paragraph(text: &str) -> String {
    let text = text.replace("[`", "`").replace("`]", "`");
    let paragraphs = text.split("\n\n").map(|paragraph| {
        if paragraph.starts_with("- ") {
            paragraph.to_owned()
        } else {
            paragraph.replace('\n', " ")
        }
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn closed_list(object: &Map<String, Value>) -> Option<Map<String, Value>> {
    let choices = object.get("oneOf")?.as_array()?;
    let mut codes = Vec::new();
    let mut lines = Vec::new();
    for choice in choices {
        if let Some(Value::Array(values)) = choice.get("enum") {
            codes.extend(values.iter().cloned());
            continue;
        }
        let code = choice.get("const")?.as_str()?;
        if let Some(Value::String(meaning)) = choice.get("description") {
            lines.push(format!("- `{code}`: {meaning}"));
        }
        codes.push(code.into());
    }
    let mut description = object
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if !lines.is_empty() {
        description.push_str("\n\n");
        description.push_str(&lines.join("\n"));
    }
    let mut list = Map::new();
    list.insert("type".to_owned(), "string".into());
    list.insert("enum".to_owned(), Value::Array(codes));
    list.insert("description".to_owned(), description.into());
    Some(list)
}
