//! JSON exports as tables: the first list of records in the document, a column for each of their values.

use serde_json::{Map, Value};

use super::problem::{FileProblem, Format};

/// How deep a list of records may lie, and how deep a record's values.
const DEPTH: usize = 3;
/// More columns than any export has.
const COLUMNS: usize = 500;

/// Whether the text begins as a JSON document does.
pub(super) fn is_json(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    text.starts_with(b"{") || text.starts_with(b"[")
}

/// The document as CSV.
pub(super) fn table(text: &[u8]) -> Result<Vec<u8>, FileProblem> {
    let none = || FileProblem::OtherFormat {
        format: Format::Json,
    };
    let records = match serde_json::from_slice::<Value>(text) {
        Ok(document) => list(document, 0).ok_or_else(none)?,
        // A record a line.
        Err(_) => serde_json::Deserializer::from_slice(text)
            .into_iter::<Map<String, Value>>()
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| none())?,
    };
    let mut header: Vec<String> = Vec::new();
    let mut rows: Vec<Vec<(usize, String)>> = Vec::with_capacity(records.len());
    for record in records {
        let mut row = Vec::new();
        flatten("", record, 0, &mut |name, value| {
            let known = header.iter().position(|known| *known == name);
            let at = known.unwrap_or_else(|| {
                header.push(name);
                header.len() - 1
            });
            row.push((at, value));
        });
        if header.len() > COLUMNS {
            return Err(none());
        }
        rows.push(row);
    }
    if header.is_empty() {
        return Err(none());
    }
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    let mut written = writer.write_record(&header);
    for row in rows {
        let mut cells = vec![String::new(); header.len()];
        for (at, value) in row {
            if let Some(cell) = cells.get_mut(at) {
                *cell = value;
            }
        }
        written = written.and_then(|()| writer.write_record(&cells));
    }
    written.map_err(|_| none())?;
    writer.into_inner().map_err(|_| none())
}

/// The first list of objects.
fn list(value: Value, depth: usize) -> Option<Vec<Map<String, Value>>> {
    match value {
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            let objects = items.into_iter().filter_map(|item| match item {
                Value::Object(object) => Some(object),
                _ => None,
            });
            Some(objects.collect())
        }
        Value::Object(object) if depth < DEPTH => object
            .into_iter()
            .find_map(|(_, value)| list(value, depth + 1)),
        _ => None,
    }
}

/// Each value with its name; that of a record in a record is behind the outer one's name.
fn flatten(
    before: &str,
    record: Map<String, Value>,
    depth: usize,
    add: &mut impl FnMut(String, String),
) {
    for (name, value) in record {
        let name = if before.is_empty() {
            name
        } else {
            format!("{before}.{name}")
        };
        match value {
            Value::Object(inner) if depth < DEPTH => flatten(&name, inner, depth + 1, add),
            Value::Array(items) => {
                let texts: Vec<String> = items.iter().filter_map(text).collect();
                add(name, texts.join(", "));
            }
            other => {
                if let Some(value) = text(&other) {
                    add(name, value);
                }
            }
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) | Value::Array(_) => None,
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_become_rows() {
        let read = |text: &str| table(text.as_bytes()).map(|csv| String::from_utf8(csv).unwrap());
        assert_eq!(
            read(
                r#"{"meta": {"total": 2}, "items": [{"id": 1, "by": {"name": "Ann"}}, {"id": 2, "text": "a \"b\"\nc"}]}"#
            ),
            Ok(
                "\"by.name\",\"id\",\"text\"\n\"Ann\",\"1\",\"\"\n\"\",\"2\",\"a \"\"b\"\"\nc\"\n"
                    .into()
            )
        );
        assert_eq!(
            read("{\"id\": 1}\n{\"id\": 2}\n"),
            Ok("\"id\"\n\"1\"\n\"2\"\n".into())
        );
        for bad in ["[1, 2]", "{}", "[]", "{\"a\": ", "[{}]"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
