//! TypeScript interfaces of a schema and of all that it refers to: what the embed's scripts read.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::references;

const SCHEMAS: &str = "#/components/schemas/";

/// The module that has the types of the payload of `/embed/{widget}.json`.
pub fn payload(document: &Value) -> String {
    let mut module =
        "// Made by `cargo xtask openapi` from docs/openapi.json; changes here are overwritten.\n"
            .to_owned();
    let none = Map::new();
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .unwrap_or(&none);
    let mut wanted = vec!["EmbedPayload".to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        let Some(schema) = schemas.get(&name) else {
            continue;
        };
        if !seen.insert(name.clone()) {
            continue;
        }
        declare(&mut module, &name, schema);
        let mut targets = Vec::new();
        references::each(schema, &mut |reference| {
            targets.extend(reference.strip_prefix(SCHEMAS).map(str::to_owned));
        });
        wanted.extend(targets.into_iter().rev());
    }
    module
}

fn declare(module: &mut String, name: &str, schema: &Value) {
    module.push('\n');
    comment(module, "", schema);
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        let _ = writeln!(module, "export type {name} = {};", type_of(schema));
        return;
    };
    let required = schema.get("required").and_then(Value::as_array);
    let _ = writeln!(module, "export interface {name} {{");
    for (field, schema) in properties {
        comment(module, "  ", schema);
        let is_required = required.is_some_and(|names| names.iter().any(|name| name == field));
        let mark = if is_required { "" } else { "?" };
        let _ = writeln!(module, "  {field}{mark}: {};", type_of(schema));
    }
    module.push_str("}\n");
}

fn comment(module: &mut String, indent: &str, schema: &Value) {
    let Some(text) = schema.get("description").and_then(Value::as_str) else {
        return;
    };
    let lines: Vec<&str> = text.lines().collect();
    if let [line] = lines.as_slice() {
        let _ = writeln!(module, "{indent}/** {line} */");
        return;
    }
    let _ = writeln!(module, "{indent}/**");
    for line in lines {
        let gap = if line.is_empty() { "" } else { " " };
        let _ = writeln!(module, "{indent} *{gap}{line}");
    }
    let _ = writeln!(module, "{indent} */");
}

/// The type of the values that fit a schema; `unknown` for what no interface of ours needs.
fn type_of(schema: &Value) -> String {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        return target.strip_prefix(SCHEMAS).unwrap_or("unknown").to_owned();
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return union(values.iter().map(Value::to_string));
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        return union(choices.iter().map(type_of));
    }
    match schema.get("type") {
        Some(Value::Array(kinds)) => union(
            kinds
                .iter()
                .filter_map(Value::as_str)
                .map(|kind| plain(kind, schema)),
        ),
        Some(Value::String(kind)) => plain(kind, schema),
        _ => "unknown".to_owned(),
    }
}

fn plain(kind: &str, schema: &Value) -> String {
    match kind {
        "string" | "boolean" | "null" => kind.to_owned(),
        "integer" | "number" => "number".to_owned(),
        "array" => {
            let items = schema
                .get("items")
                .map_or_else(|| "unknown".to_owned(), type_of);
            if items.contains('|') {
                format!("({items})[]")
            } else {
                format!("{items}[]")
            }
        }
        _ => "unknown".to_owned(),
    }
}

fn union(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" | ")
}
