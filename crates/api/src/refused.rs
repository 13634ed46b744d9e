//! Which field of a JSON text was refused, told from the place where reading it stopped.
//!
//! Reading a body into its type is compiled once a type. A reader that knows the path at any moment
//! would be compiled once more for each of them, so the path is worked out afterwards and only when
//! something was refused.

use std::fmt::Write;

/// An object or a list that is open at some place of the text.
enum Open {
    /// An object, with the key that was read last.
    Object {
        key: Option<String>,
        awaits_key: bool,
    },
    /// A list, with the place of the present element.
    List { index: usize, is_empty: bool },
}

/// The path of the value at which a reader stopped with this message, after `column` bytes of line
/// `line` (from 1): `touchpoints[3].at`, or `.` for the whole text.
pub fn field_at(text: &[u8], line: usize, column: usize, message: &str) -> String {
    let before: usize = text
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    let read = text.get(..before + column).unwrap_or(text);
    let says = |starts: [&str; 2]| starts.iter().any(|start| message.starts_with(start));
    let mut open = open_at_end(read, says(["missing field", "invalid length"]));
    // A reader that refuses an element by a rule has read the comma behind it; one that wants no list and no
    // object here stands before it.
    let has_read_comma = read.trim_ascii_end().ends_with(b",");
    if has_read_comma
        && !says(["invalid type: map", "invalid type: sequence"])
        && let Some(Open::List { index, .. }) = open.last_mut()
    {
        *index = index.saturating_sub(1);
    }
    path(&open)
}

/// What is open at the end of the text. A reader that refuses the last value of an object has read the
/// object's end as well, so an end that comes last closes only what is refused as a whole.
fn open_at_end(read: &[u8], is_of_whole: bool) -> Vec<Open> {
    let mut open = Vec::new();
    let mut place = 0;
    while let Some(byte) = read.get(place) {
        let mut after = place + 1;
        match byte {
            b'{' => begin(
                &mut open,
                Open::Object {
                    key: None,
                    awaits_key: true,
                },
            ),
            b'[' => begin(
                &mut open,
                Open::List {
                    index: 0,
                    is_empty: true,
                },
            ),
            b'"' => {
                let length = string_length(read.get(after..).unwrap_or_default());
                string(
                    &mut open,
                    read.get(after..after + length).unwrap_or_default(),
                );
                after += length + 1;
            }
            b',' => match open.last_mut() {
                Some(Open::Object { awaits_key, .. }) => *awaits_key = true,
                Some(Open::List { index, .. }) => *index += 1,
                None => {}
            },
            b':' => {
                if let Some(Open::Object { awaits_key, .. }) = open.last_mut() {
                    *awaits_key = false;
                }
            }
            b'}' | b']' => {
                let is_empty = matches!(
                    open.last(),
                    Some(Open::Object { key: None, .. } | Open::List { is_empty: true, .. })
                );
                if after < read.len() || is_of_whole || is_empty {
                    open.pop();
                }
            }
            b' ' | b'\t' | b'\n' | b'\r' => {}
            _ => value(&mut open),
        }
        place = after;
    }
    open
}

fn begin(open: &mut Vec<Open>, inner: Open) {
    value(open);
    open.push(inner);
}

/// Notes that a value begins.
fn value(open: &mut [Open]) {
    if let Some(Open::List { is_empty, .. }) = open.last_mut() {
        *is_empty = false;
    }
}

/// Notes a string: a key where one is awaited, else a value.
fn string(open: &mut [Open], text: &[u8]) {
    match open.last_mut() {
        Some(Open::Object { key, awaits_key }) if *awaits_key => {
            *key = Some(String::from_utf8_lossy(text).into_owned());
        }
        _ => value(open),
    }
}

/// How many bytes a string has up to its closing quote.
fn string_length(rest: &[u8]) -> usize {
    let mut is_escaped = false;
    let end = rest.iter().position(|byte| {
        let is_end = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_end
    });
    end.unwrap_or(rest.len())
}

fn path(open: &[Open]) -> String {
    let mut path = String::new();
    for one in open {
        match one {
            Open::Object { key: None, .. } | Open::List { is_empty: true, .. } => {}
            Open::Object { key: Some(key), .. } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Open::List { index, .. } => {
                let _ = write!(path, "[{index}]");
            }
        }
    }
    if path.is_empty() {
        path.push('.');
    }
    path
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use laurel_domain::Timestamp;
    use laurel_domain::text::Email;
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::field_at;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read counts")]
    struct Outer {
        list: Vec<Inner>,
        #[serde(default)]
        email: Option<Email>,
        #[serde(default)]
        emails: Vec<Email>,
        #[serde(default)]
        pair: Option<(u8, u8)>,
        #[serde(default)]
        named: BTreeMap<String, u32>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read counts")]
    struct Inner {
        at: Timestamp,
        #[serde(default)]
        words: String,
        #[serde(default)]
        person: Option<Person>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read counts")]
    struct Person {
        id: u32,
        #[serde(default)]
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Lead,
        Customer,
    }

    fn refused<T: DeserializeOwned>(text: &str) -> String {
        let error = serde_json::from_str::<T>(text).err().unwrap();
        assert!(error.is_data(), "{text}: {error}");
        field_at(
            text.as_bytes(),
            error.line(),
            error.column(),
            &error.to_string(),
        )
    }

    #[test]
    fn the_refused_value_is_named_wherever_it_stands() {
        let at = r#""at": "2026-01-05T10:00:00Z""#;
        let cases = [
            // Values of another type, first, in the middle and last.
            (r#"{"list": 5}"#.to_owned(), "list"),
            (r#"{"list": {"a": 1}, "email": null}"#.to_owned(), "list"),
            (r#"{"list": [], "email": {"a": [1]}}"#.to_owned(), "email"),
            (r#"{"list": [], "email": [1]}"#.to_owned(), "email"),
            (r#"{"list": [5]}"#.to_owned(), "list[0]"),
            (format!(r#"{{"list": [{{{at}}}, "x"]}}"#), "list[1]"),
            (r#"{"list": [{"at": 5}]}"#.to_owned(), "list[0].at"),
            (
                r#"{"list": [{"at": null, "words": ""}]}"#.to_owned(),
                "list[0].at",
            ),
            (
                format!(r#"{{"list": [{{{at}, "words": true}}]}}"#),
                "list[0].words",
            ),
            (
                format!(r#"{{"list": [{{{at}, "words": ["}}"]}}]}}"#),
                "list[0].words",
            ),
            (
                format!(r#"{{"list": [{{{at}, "person": {{"id": -1}}}}]}}"#),
                "list[0].person.id",
            ),
            (
                format!(r#"{{"list": [{{{at}, "person": {{"id": 1, "kind": "friend"}}}}]}}"#),
                "list[0].person.kind",
            ),
            (
                r#"{"list": [], "named": {"a": 1, "b": "x"}}"#.to_owned(),
                "named.b",
            ),
            // Values whose own rules refuse them, first, in the middle and last.
            (r#"{"email": "nobody", "list": []}"#.to_owned(), "email"),
            (r#"{"email": "nobody"  , "list": []}"#.to_owned(), "email"),
            (r#"{"list": [], "email": "nobody"}"#.to_owned(), "email"),
            (
                "{\"list\": [],\n \"email\":\n \"nobody\"\n }\n".to_owned(),
                "email",
            ),
            (
                r#"{"list": [], "emails": ["a@b.example", "nobody", "c@d.example"]}"#.to_owned(),
                "emails[1]",
            ),
            (
                r#"{"list": [], "emails": ["a@b.example", "nobody"]}"#.to_owned(),
                "emails[1]",
            ),
            (
                r#"{"list": [{"at": "yesterday"}, {"at": "x"}]}"#.to_owned(),
                "list[0].at",
            ),
            (
                format!(
                    r#"{{"list": [{{{at}, "words": "\"}},{{ \\"}}, {{"at": "yesterday" }}] }}"#
                ),
                "list[1].at",
            ),
            (
                r#"{"list": [], "emails": ["a@b.example", {"a": 1}]}"#.to_owned(),
                "emails[1]",
            ),
            (
                r#"{"list": [], "emails": ["nobody" , [1]]}"#.to_owned(),
                "emails[0]",
            ),
            (
                r#"{"list": [], "emails": ["a@b.example" , [1]]}"#.to_owned(),
                "emails[1]",
            ),
            // What lacks something is named as a whole.
            (r#"{"email": null}"#.to_owned(), "."),
            ("{}".to_owned(), "."),
            (r#"{"list": [{}]}"#.to_owned(), "list[0]"),
            (
                format!(r#"{{"list": [{{{at}}}, {{"words": "x"}}]}}"#),
                "list[1]",
            ),
            (
                format!(r#"{{"list": [{{{at}, "person": {{"kind": "lead"}}}}]}}"#),
                "list[0].person",
            ),
            (r#"{"list": [], "pair": [1]}"#.to_owned(), "pair"),
            ("[]".to_owned(), "."),
            ("5".to_owned(), "."),
            // Keys that are unknown or stand there twice.
            (r#"{"list": [], "surprise": 1}"#.to_owned(), "surprise"),
            (
                format!(r#"{{"list": [{{{at}, "surprise": {{}}}}]}}"#),
                "list[0].surprise",
            ),
            (r#"{"list": [], "list": []}"#.to_owned(), "list"),
        ];
        for (text, field) in cases {
            assert_eq!(refused::<Outer>(&text), field, "{text}");
        }
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        assert_eq!(field_at(b"{\"a\": 1", 9, 9, ""), "a");
        assert_eq!(field_at(b"", 0, 0, ""), ".");
        assert_eq!(field_at(b"\"\\", 1, 2, ""), ".");
    }
}
