//! What separates the cells, and above which row only notes stand.

use super::header;

/// What is tried, the most usual first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How much of the file is looked at.
const SAMPLE_BYTES: usize = 256 * 1024;
const SAMPLE_ROWS: usize = 200;
/// How many lines of notes may stand above a header.
const NOTES: usize = 20;

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// What separates the cells. A file of a single column gets the comma.
    pub(super) delimiter: u8,
    /// Where the header begins.
    pub(super) header: usize,
}

/// Excel's hint in the first line, `sep=;`: the separator, and where the next line begins.
pub(super) fn hint(body: &[u8]) -> Option<(u8, usize)> {
    let line = body.get(..16.min(body.len()))?;
    let line = line.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let text = std::str::from_utf8(line).ok()?.trim_matches('"');
    let sign = text
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| text.as_bytes().get(4..))?;
    let [delimiter] = sign else { return None };
    let mut end = line.len();
    if body.get(end) == Some(&b'\r') {
        end += 1;
    }
    if body.get(end) == Some(&b'\n') {
        end += 1;
    }
    CANDIDATES.contains(delimiter).then_some((*delimiter, end))
}

/// Finds out the form.
pub(super) fn detect(body: &[u8]) -> Form {
    let mut best: Option<(f64, usize, Form)> = None;
    for candidate in CANDIDATES {
        let Some((agreement, columns, header)) = agreement(body, candidate) else {
            continue;
        };
        let is_better = best.as_ref().is_none_or(|(most, width, form)| {
            (agreement, header == 0, columns) > (*most, form.header == 0, *width)
        });
        if is_better {
            let form = Form {
                delimiter: candidate,
                header,
            };
            best = Some((agreement, columns, form));
        }
    }
    best.map_or(
        Form {
            delimiter: b',',
            header: 0,
        },
        |(_, _, form)| form,
    )
}

/// The header's place when the separator is known.
pub(super) fn header_of(body: &[u8], delimiter: u8) -> usize {
    agreement(body, delimiter).map_or(0, |(_, _, header)| header)
}

/// The share of rows with as many cells as the header, how many the header has, and where it begins. A
/// separator that does not occur in the header separates nothing.
fn agreement(body: &[u8], delimiter: u8) -> Option<(f64, usize, usize)> {
    let is_cut = body.len() > SAMPLE_BYTES;
    let sample = body.get(..SAMPLE_BYTES).unwrap_or(body);
    let mut reader = super::rows::reader(sample, delimiter);
    let mut record = csv::ByteRecord::new();
    let mut counts = Vec::new();
    let mut tops: Vec<(usize, Vec<String>)> = Vec::new();
    while counts.len() < SAMPLE_ROWS {
        let at = reader.position().byte() as usize;
        if !matches!(reader.read_byte_record(&mut record), Ok(true)) {
            break;
        }
        if tops.len() < NOTES {
            let cells = record
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned());
            tops.push((at, cells.collect()));
        }
        counts.push(record.len());
    }
    if is_cut && counts.len() < SAMPLE_ROWS && counts.len() > 2 {
        // The sample's end cut this one.
        counts.pop();
    }
    let header = below_notes(&counts, &tops);
    let (columns, rows) = counts.get(header..)?.split_first()?;
    if *columns < 2 {
        return None;
    }
    let agreeing = rows.iter().filter(|count| *count == columns).count();
    let share = if rows.is_empty() {
        1.0
    } else {
        agreeing as f64 / rows.len() as f64
    };
    let begins = tops.get(header).map_or(0, |(at, _)| *at);
    Some((share, *columns, begins))
}

/// The position of the first row that can name the columns of most rows, when the rows above it are narrower.
fn below_notes(counts: &[usize], tops: &[(usize, Vec<String>)]) -> usize {
    let usual = usual(counts);
    let rows = counts.iter().filter(|count| **count == usual).count();
    if rows < 2 || counts.first().is_none_or(|first| *first >= usual) {
        return 0;
    }
    let names_columns = |cells: &Vec<String>| {
        cells.len() == usual
            && cells.iter().all(|cell| !cell.trim().is_empty())
            && header::refuse_data(cells).is_ok()
    };
    let found = tops.iter().position(|(_, cells)| names_columns(cells));
    let found = found.unwrap_or_default();
    let above = tops.iter().take(found);
    if above
        .map(|(_, cells)| cells.as_slice())
        .any(is_short_header)
    {
        // Rows that are wider than their header: that is for the person to see.
        0
    } else {
        found
    }
}

/// Whether a narrow row names columns all the same: several names, and nothing that notes have, such as a date.
fn is_short_header(cells: &[String]) -> bool {
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let noted = |cell: &String| cell.contains(|c: char| c.is_ascii_digit() || c == ':');
    filled > 1 && !cells.iter().any(noted)
}

/// How many cells most rows have; the most cells when it is a tie.
fn usual(counts: &[usize]) -> usize {
    let times = |width: usize| counts.iter().filter(|count| **count == width).count();
    counts
        .iter()
        .copied()
        .max_by_key(|width| (times(*width), *width))
        .unwrap_or_default()
}
