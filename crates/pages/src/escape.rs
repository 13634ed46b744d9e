//! Escaping for the place where a template inserts text as it stands, `<script type="application/ld+json">`,
//! and for mails. Everywhere else the templates escape.

/// Text made safe between two tags or inside a quoted attribute.
pub fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// JSON made safe inside a script element: neither `</script>` nor `<!--` can occur.
pub fn script_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_element_it_stands_in() {
        assert!(!script_json(r#"{"a":"</script><!--"}"#).contains('<'));
        assert_eq!(html("a & 'b' \"c\""), "a &amp; &#39;b&#39; &quot;c&quot;");
    }

    #[test]
    fn json_stays_the_same_value() {
        let value = serde_json::json!({ "quote": "</script> & \u{2028} 🌿" });
        let read: serde_json::Value =
            serde_json::from_str(&script_json(&value.to_string())).unwrap();
        assert_eq!(read, value);
    }
}
