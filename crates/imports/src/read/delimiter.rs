//! What separates the cells: the character with which the rows agree most with the header.

/// What is tried, the most usual first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How much of the file is looked at.
const SAMPLE_BYTES: usize = 256 * 1024;
const SAMPLE_ROWS: usize = 200;

/// The delimiter. A file of a single column gets the comma.
pub(super) fn detect(body: &[u8]) -> u8 {
    let mut best = (0.0, 0, b',');
    for candidate in CANDIDATES {
        let (agreement, columns) = agreement(body, candidate);
        // A delimiter that does not occur in the header separates nothing.
        if columns > 1 && (agreement, columns) > (best.0, best.1) {
            best = (agreement, columns, candidate);
        }
    }
    best.2
}

/// The share of rows with as many cells as the header, and how many the header has.
fn agreement(body: &[u8], delimiter: u8) -> (f64, usize) {
    let is_cut = body.len() > SAMPLE_BYTES;
    let sample = body.get(..SAMPLE_BYTES).unwrap_or(body);
    let mut reader = super::rows::reader(sample, delimiter);
    let mut record = csv::ByteRecord::new();
    let mut counts = Vec::new();
    while counts.len() < SAMPLE_ROWS && matches!(reader.read_byte_record(&mut record), Ok(true)) {
        counts.push(record.len());
    }
    if is_cut && counts.len() < SAMPLE_ROWS && counts.len() > 2 {
        // The sample's end cut this one.
        counts.pop();
    }
    let Some((columns, rows)) = counts.split_first() else {
        return (0.0, 0);
    };
    let agreeing = rows.iter().filter(|count| *count == columns).count();
    let share = if rows.is_empty() {
        1.0
    } else {
        agreeing as f64 / rows.len() as f64
    };
    (share, *columns)
}
