//! Is it UTF-8 text? And if not, what is it?

use std::borrow::Cow;

use super::problem::{FileProblem, Format};

/// How formats begin that people mistake for CSV.
const BEGINNINGS: &[(&[u8], Format)] = &[
    (b"PK\x03\x04", Format::Workbook),
    (b"\xD0\xCF\x11\xE0", Format::OldWorkbook),
    (b"%PDF", Format::Pdf),
    (b"\x89PNG", Format::Picture),
    (b"\xFF\xD8\xFF", Format::Picture),
    (b"GIF8", Format::Picture),
    (b"\x1F\x8B", Format::Compressed),
    (b"SQLite format 3", Format::Database),
    (b"PAR1", Format::Parquet),
    (b"{\\rtf", Format::RichText),
    (b"<", Format::WebPage),
];

/// How many bytes are looked at to tell text from something else.
const SAMPLE: usize = 64 * 1024;

/// A file's text.
pub(super) struct Decoded {
    /// UTF-8, without byte order marks in front.
    pub(super) text: Vec<u8>,
    /// Whether it was UTF-16.
    pub(super) was_utf16: bool,
    /// Where the bytes lie in `text` that were no UTF-8 and were read as Windows-1252.
    pub(super) guessed: Vec<usize>,
}

/// Reads the bytes as text, or says what they are instead.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, FileProblem> {
    if let Some(text) = utf16(&bytes)? {
        return Ok(Decoded {
            text: text.into_bytes(),
            was_utf16: true,
            guessed: Vec::new(),
        });
    }
    refuse_other_formats(&bytes)?;
    let (text, guessed) = if std::str::from_utf8(&bytes).is_ok() {
        (bytes, Vec::new())
    } else {
        windows_1252_where_needed(&bytes)
    };
    Ok(Decoded {
        text: without_marks(text),
        was_utf16: false,
        guessed,
    })
}

/// Without the byte order marks in front: some programs write two.
fn without_marks(mut text: Vec<u8>) -> Vec<u8> {
    let mut start = 0;
    while text
        .get(start..)
        .is_some_and(|rest| rest.starts_with(b"\xEF\xBB\xBF"))
    {
        start += 3;
    }
    if start > 0 {
        text.drain(..start);
    }
    text
}

/// Refuses what is no text at first sight.
fn refuse_other_formats(bytes: &[u8]) -> Result<(), FileProblem> {
    let visible = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let known = BEGINNINGS
        .iter()
        .find(|(beginning, _)| visible.starts_with(beginning));
    if let Some((_, format)) = known {
        return Err(FileProblem::OtherFormat { format: *format });
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let controls = sample.iter().filter(|byte| is_control(**byte)).count();
    if controls * 50 > sample.len() {
        return Err(FileProblem::OtherFormat {
            format: Format::NotText,
        });
    }
    Ok(())
}

/// The text of UTF-16, told by its mark or by the zeros that ASCII characters have in it.
fn utf16(bytes: &[u8]) -> Result<Option<String>, FileProblem> {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(FileProblem::OtherFormat {
            format: Format::Utf32,
        });
    }
    let is_little = if bytes.starts_with(b"\xFF\xFE") {
        true
    } else if bytes.starts_with(b"\xFE\xFF") {
        false
    } else {
        let sample = bytes.get(..1024).unwrap_or(bytes);
        let zeros = |parity: usize| {
            let every_other = sample.iter().skip(parity).step_by(2);
            every_other.filter(|byte| **byte == 0).count()
        };
        let half = sample.len() / 2;
        let (even, odd) = (zeros(0), zeros(1));
        let one_sided = |many: usize, few: usize| many * 10 >= half * 6 && few * 10 <= half;
        if half < 2 || !(one_sided(even, odd) || one_sided(odd, even)) {
            return Ok(None);
        }
        odd > even
    };
    let units = bytes.chunks_exact(2).filter_map(|pair| {
        let pair: [u8; 2] = pair.try_into().ok()?;
        Some(if is_little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    });
    let text: String = char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
}

const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B)
}

/// The first NUL.
pub(super) fn first_nul(body: &[u8]) -> Option<usize> {
    body.iter().position(|byte| *byte == 0)
}

/// What is UTF-8 stays; other bytes become what they are in Windows-1252.
fn windows_1252_where_needed(bytes: &[u8]) -> (Vec<u8>, Vec<usize>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut guessed = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            guessed.push(text.len());
            text.push(windows_1252(*byte).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
    (text.into_bytes(), guessed)
}

/// The characters of Windows-1252 from 80 to 9F; NUL for its five gaps.
const HIGH: &str = "€\u{0}‚ƒ„…†‡ˆ‰Š‹Œ\u{0}Ž\u{0}\u{0}‘’“”•–—˜™š›œ\u{0}žŸ";

/// What a byte above 7F is in Windows-1252; nothing for its gaps.
fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => HIGH
            .chars()
            .nth(usize::from(byte - 0x80))
            .filter(|c| *c != '\0'),
        0xA0.. => Some(char::from(byte)),
        _ => None,
    }
}

/// The byte that a character is in Windows-1252, or in Latin-1 where that has a gap.
fn byte_of(character: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(character as u32) {
        return Some(byte);
    }
    let position = HIGH.chars().position(|high| high == character)?;
    u8::try_from(position + 0x80).ok()
}

/// What was meant, where UTF-8 was read as Windows-1252 or Latin-1 on its way: `KÃ¼che` is `Küche`. Several
/// times over, too. Nothing when the text is as it should be.
pub(crate) fn repaired(text: &str) -> Option<String> {
    let mut best: Option<String> = None;
    // Three rounds: some files went through three programs.
    for _ in 0..3 {
        let current = best.as_deref().unwrap_or(text);
        match repaired_once(current) {
            Cow::Borrowed(_) => break,
            Cow::Owned(better) => best = Some(better),
        }
    }
    best
}

fn repaired_once(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((meant, length)) = sequence(rest) {
            out.push(meant);
            changed = true;
            rest = rest.get(length..).unwrap_or_default();
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    if changed {
        Cow::Owned(out)
    } else {
        Cow::Borrowed(text)
    }
}

/// The character whose UTF-8 bytes the next two to four characters are, and how long they are here.
fn sequence(text: &str) -> Option<(char, usize)> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let lead = byte_of(first)?;
    let wanted = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = vec![lead];
    let mut length = first.len_utf8();
    while bytes.len() < wanted {
        let next = characters.next()?;
        let byte = byte_of(next)?;
        if !(0x80..=0xBF).contains(&byte) {
            return None;
        }
        bytes.push(byte);
        length += next.len_utf8();
    }
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((meant, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_read_again() {
        for (stands, meant) in [
            ("KÃ¼chenlampe", "Küchenlampe"),
            ("Itâ€™s fine", "It’s fine"),
            ("ðŸ˜€ good", "😀 good"),
            ("StraÃƒÅ¸e", "Straße"),
            ("CafÃ© and Küche", "Café and Küche"),
            ("Â£5", "£5"),
        ] {
            assert_eq!(repaired(stands).as_deref(), Some(meant), "{stands}");
        }
        for fine in [
            "Küche",
            "It’s",
            "Åsa Ã",
            "10 Â",
            "Ação",
            "ÃO",
            "plain",
            "naïve façade – “déjà vu” €5",
            "ملاحظة 😀",
        ] {
            assert_eq!(repaired(fine), None, "{fine}");
        }
    }
}
