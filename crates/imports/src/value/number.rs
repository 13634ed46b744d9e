//! Whole numbers, and what looks like a number at all.

use laurel_domain::bounds;

/// Whether the text is nothing but a number, as amounts, counts and ids are.
pub(crate) fn is_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '+', '$', '€', '£']);
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%'))
}

/// A count: `5`, `5.0` or `1,234`, at most 1,000,000,000.
pub(crate) fn count(text: &str) -> Result<u32, &'static str> {
    const MESSAGE: &str = "This is not a whole number such as 3.";
    let text = text.trim();
    if text.starts_with('-') && is_number(text) {
        return Err("A number below zero cannot be imported; remove the row or correct it.");
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let whole = if is_grouped(whole) {
        whole.replace(',', "")
    } else {
        whole.to_owned()
    };
    if !whole.bytes().all(|byte| byte.is_ascii_digit())
        || !decimals.bytes().all(|byte| byte == b'0')
    {
        return Err(MESSAGE);
    }
    whole
        .parse()
        .ok()
        .filter(|count| bounds::check_quantity(*count).is_ok())
        .ok_or(MESSAGE)
}

/// Whether commas stand only between groups of three digits.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(',');
    groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()))
        && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (text, expected) in [
            ("5", 5),
            ("0", 0),
            ("5.0", 5),
            ("1,234", 1_234),
            (" 12 ", 12),
        ] {
            assert_eq!(count(text), Ok(expected), "{text}");
        }
        for bad in ["", "5.5", "-1", "1,2", "five", "1e3", "4000000000", "12,34"] {
            assert!(count(bad).is_err(), "{bad}");
        }
    }
}
