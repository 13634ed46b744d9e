//! Is it UTF-8 text? And if not, what is it?

use super::FileProblem;

const SHEET: &str = "Open it in your spreadsheet program and save it as “CSV UTF-8”.";
const EXPORT: &str = "Export the data as CSV and choose that file.";

/// How formats begin that people mistake for CSV.
const BEGINNINGS: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "an Excel workbook or a zip archive", SHEET),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook", SHEET),
    (b"%PDF", "a PDF document", EXPORT),
    (b"\x89PNG", "a picture", EXPORT),
    (b"\xFF\xD8\xFF", "a picture", EXPORT),
    (b"GIF8", "a picture", EXPORT),
    (b"\x1F\x8B", "a compressed file", "Unpack it first."),
    (b"SQLite format 3", "a database", EXPORT),
    (b"PAR1", "a Parquet file", EXPORT),
    (b"{\\rtf", "a formatted text", EXPORT),
    (b"<", "a web page or an XML document", EXPORT),
    (b"{", "a JSON document", EXPORT),
    (b"[", "a JSON document", EXPORT),
];

/// How many bytes are looked at to tell text from something else.
const SAMPLE: usize = 64 * 1024;

/// Refuses what is not UTF-8 text at first sight.
pub(super) fn refuse_other_formats(bytes: &[u8]) -> Result<(), FileProblem> {
    if let Some(encoding) = other_unicode(bytes) {
        return Err(FileProblem::OtherUnicode { encoding });
    }
    let visible = bytes
        .get(byte_order_mark(bytes)..)
        .unwrap_or_default()
        .trim_ascii_start();
    let known = BEGINNINGS
        .iter()
        .find(|(beginning, _, _)| visible.starts_with(beginning));
    if let Some((_, what, advice)) = known {
        return Err(FileProblem::OtherFormat { what, advice });
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let controls = sample.iter().filter(|byte| is_control(**byte)).count();
    if controls * 50 > sample.len() {
        return Err(FileProblem::OtherFormat {
            what: "something other than text",
            advice: EXPORT,
        });
    }
    Ok(())
}

/// The length of a UTF-8 byte order mark at the beginning: 3 or 0.
pub(super) fn byte_order_mark(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    }
}

/// UTF-16 or UTF-32, by its mark or by the zeros that ASCII characters have in it.
fn other_unicode(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Some("UTF-32");
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Some("UTF-16");
    }
    let sample = bytes.get(..1024).unwrap_or(bytes);
    let zeros = |parity: usize| {
        sample
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = sample.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    let one_sided = |many: usize, few: usize| many * 10 >= half * 6 && few * 10 <= half;
    (half >= 2 && (one_sided(even, odd) || one_sided(odd, even))).then_some("UTF-16")
}

const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B)
}

/// A byte that no UTF-8 text has.
pub(super) struct Suspect {
    /// Where it is.
    pub(super) offset: usize,
    /// The byte.
    pub(super) byte: u8,
}

/// The first byte that is not UTF-8, or the first NUL.
pub(super) fn first_suspect(body: &[u8]) -> Option<Suspect> {
    let invalid = std::str::from_utf8(body)
        .err()
        .map(|error| error.valid_up_to());
    let offset = invalid.or_else(|| body.iter().position(|byte| *byte == 0))?;
    Some(Suspect {
        offset,
        byte: body.get(offset).copied().unwrap_or_default(),
    })
}

/// What a byte above 7F is in Windows-1252; nothing for its five gaps.
pub(super) fn windows_1252(byte: u8) -> Option<char> {
    const HIGH: &str = "€\u{0}‚ƒ„…†‡ˆ‰Š‹Œ\u{0}Ž\u{0}\u{0}‘’“”•–—˜™š›œ\u{0}žŸ";
    match byte {
        0x80..=0x9F => HIGH
            .chars()
            .nth(usize::from(byte - 0x80))
            .filter(|c| *c != '\0'),
        0xA0.. => Some(char::from(byte)),
        _ => None,
    }
}
