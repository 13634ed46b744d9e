//! Cursors of lists: where the next page begins, opaque to callers.

use crate::error::AppError;
use crate::random::hex;

/// Stands between the parts; no text that is stored in one line contains it.
const SEPARATOR: char = '\u{1f}';

/// A cursor made of the sort key of a page's last item, part by part.
pub(crate) fn encode(parts: &[&str]) -> String {
    hex(parts.join(&SEPARATOR.to_string()).as_bytes())
}

/// The parts of a cursor that was made of this many.
pub(crate) fn decode(cursor: &str, parts: usize) -> Result<Vec<String>, AppError> {
    let refused = || {
        AppError::field(
            "cursor",
            "This is not a cursor of this list. Take it from meta.next of the page before.",
        )
    };
    let bytes = unhex(cursor).ok_or_else(refused)?;
    let text = String::from_utf8(bytes).map_err(|_| refused())?;
    let found: Vec<String> = text.split(SEPARATOR).map(str::to_owned).collect();
    if found.len() == parts {
        Ok(found)
    } else {
        Err(refused())
    }
}

/// The bytes that these hex digits stand for.
fn unhex(digits: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = digits
        .chars()
        .map(|digit| digit.to_digit(16))
        .collect::<Option<_>>()?;
    digits
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}
