//! Whole numbers, and what looks like a number at all.

use laurel_domain::bounds;

use crate::trouble::Trouble;

/// Whether the text is nothing but a number, as amounts, counts and ids are.
pub(crate) fn is_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '+', '$', '€', '£']);
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%'))
}

/// A count: `5`, `5.0` or `1,234`, at most 1,000,000,000.
pub(crate) fn count(text: &str) -> Result<u32, Trouble> {
    const NONE: Trouble = Trouble::NotACount;
    let text = text.trim();
    if text.starts_with('-') && is_number(text) {
        return Err(Trouble::CountBelowZero);
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
        return Err(NONE);
    }
    whole
        .parse()
        .ok()
        .filter(|count| bounds::check_quantity(*count).is_ok())
        .ok_or(NONE)
}

/// Whether commas stand only between groups of three digits.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(',');
    groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()))
        && groups.all(|group| group.len() == 3)
}

/// An answer to the recommendation question: 0 to 10.
pub(crate) fn score(text: &str) -> Result<u8, Trouble> {
    let text = text.trim();
    let text = text
        .strip_suffix("/10")
        .or_else(|| text.strip_suffix("/ 10"))
        .unwrap_or(text);
    count(text.trim())
        .ok()
        .and_then(|score| u8::try_from(score).ok())
        .filter(|score| *score <= 10)
        .ok_or(Trouble::NotAScore)
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
