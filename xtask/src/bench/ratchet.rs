//! Sizes as a ratchet: a table in `docs/SIZES.md` that only ever goes down.
//!
//! Nothing may grow past the larger of its budget and its size in the table. What has become smaller
//! is pointed out, and `cargo xtask bench --accept` writes it down. A size that has to grow is changed
//! in the table by hand, where a review sees it.

use std::fmt;

use crate::error::{Failure, Result};

/// What a page of the app may take that has no line yet.
const NEW_BUDGET: u64 = 30_000;

/// Bytes that come and go with the same content: a compressor finds other matches, ids differ.
fn tolerance(bytes: u64) -> u64 {
    (bytes / 200).max(100)
}

/// One size of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    what: String,
    compression: &'static str,
    bytes: u64,
}

impl Measured {
    /// In brotli, quality 11.
    pub(super) fn brotli(what: &str, bytes: u64) -> Self {
        Self {
            what: what.to_owned(),
            compression: "brotli",
            bytes,
        }
    }

    /// In gzip, level 9.
    pub(super) fn gzip(what: &str, bytes: u64) -> Self {
        Self {
            what: what.to_owned(),
            compression: "gzip",
            bytes,
        }
    }
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    what: String,
    compression: String,
    bytes: u64,
    budget: u64,
}

/// The file: words, then the table, then words.
#[derive(Debug)]
pub(super) struct Table {
    before: Vec<String>,
    lines: Vec<Line>,
    after: Vec<String>,
}

const HEAD: [&str; 2] = [
    "| what | compression | bytes | budget |",
    "|---|---|--:|--:|",
];

impl Table {
    /// Reads the file. A line of the table that cannot be read is an error.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut rest = text.lines().map(str::to_owned);
        let before: Vec<String> = rest.by_ref().take_while(|line| line != HEAD[0]).collect();
        if rest.next().as_deref() != Some(HEAD[1]) {
            return Err(Failure::new("docs/SIZES.md has no table of sizes"));
        }
        let (table, after): (Vec<String>, Vec<String>) =
            rest.partition(|line| line.starts_with('|'));
        let lines = table.iter().map(|line| Line::parse(line));
        Ok(Self {
            before,
            lines: lines.collect::<Result<_>>()?,
            after,
        })
    }

    /// What has become of each measured size. A page of the app that has a line and was not measured is
    /// there no more, or has another name.
    pub(super) fn compare<'t>(&'t self, measured: &'t [Measured]) -> Vec<Compared<'t>> {
        let mut compared: Vec<Compared<'t>> = measured
            .iter()
            .map(|one| Compared {
                what: &one.what,
                bytes: Some(one.bytes),
                line: self.line(one),
            })
            .collect();
        let gone = self.lines.iter().filter(|line| {
            line.what.starts_with("app: ") && !measured.iter().any(|one| one.what == line.what)
        });
        compared.extend(gone.map(|line| Compared {
            what: &line.what,
            bytes: None,
            line: Some(line),
        }));
        compared
    }

    /// Takes over what is smaller than it was, and what is new.
    pub(super) fn accept(&mut self, measured: &[Measured]) {
        for one in measured {
            let is_it = |line: &&mut Line| line.what == one.what;
            match self.lines.iter_mut().find(is_it) {
                Some(line) => line.bytes = line.bytes.min(one.bytes),
                None => self.lines.push(Line {
                    what: one.what.clone(),
                    compression: one.compression.to_owned(),
                    bytes: one.bytes,
                    budget: NEW_BUDGET,
                }),
            }
        }
    }

    fn line(&self, one: &Measured) -> Option<&Line> {
        self.lines
            .iter()
            .find(|line| line.what == one.what && line.compression == one.compression)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.before.iter().map(String::as_str).chain(HEAD) {
            writeln!(f, "{line}")?;
        }
        for line in &self.lines {
            let (bytes, budget) = (grouped(line.bytes), grouped(line.budget));
            writeln!(
                f,
                "| {} | {} | {bytes} | {budget} |",
                line.what, line.compression
            )?;
        }
        self.after.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl Line {
    fn parse(text: &str) -> Result<Self> {
        let problem = || Failure::new(format!("docs/SIZES.md has a line that is no size: {text}"));
        let number = |cell: &str| cell.replace(',', "").parse().map_err(|_| problem());
        let cells: Vec<&str> = text.trim_matches('|').split('|').map(str::trim).collect();
        let [what, compression, bytes, budget] = cells[..] else {
            return Err(problem());
        };
        Ok(Self {
            what: what.to_owned(),
            compression: compression.to_owned(),
            bytes: number(bytes)?,
            budget: number(budget)?,
        })
    }
}

/// A size beside its line.
pub(super) struct Compared<'t> {
    what: &'t str,
    /// None for a line whose thing is there no more.
    bytes: Option<u64>,
    /// None for a thing without a line.
    line: Option<&'t Line>,
}

impl Compared<'_> {
    /// Whether it is no larger than it may be, and in the table.
    pub(super) fn is_fine(&self) -> bool {
        match (self.bytes, self.line) {
            (Some(bytes), Some(line)) => {
                bytes <= line.budget.max(line.bytes + tolerance(line.bytes))
            }
            _ => false,
        }
    }

    fn verdict(&self) -> &'static str {
        match (self.bytes, self.line) {
            (None, _) => "GONE: take its line out of docs/SIZES.md",
            (_, None) => "NEW: give it a line with `cargo xtask bench --accept`",
            (Some(_), Some(_)) if !self.is_fine() => "GREW",
            (Some(bytes), Some(line)) if bytes + tolerance(bytes) < line.bytes => {
                "smaller: `cargo xtask bench --accept` writes it down"
            }
            (Some(bytes), Some(line)) if bytes > line.budget => "over its budget, as before",
            _ => "",
        }
    }
}

impl fmt::Display for Compared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |number: Option<u64>| number.map(grouped).unwrap_or_default();
        write!(
            f,
            "{:<36} {:>9} {:>9} {:>9}  {}",
            self.what,
            shown(self.bytes),
            shown(self.line.map(|line| line.bytes)),
            shown(self.line.map(|line| line.budget)),
            self.verdict()
        )
    }
}

/// A number with a comma at each third place.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Sizes\n\nWords.\n\n| what | compression | bytes | budget |\n|---|---|--:|--:|\n\
        | app: start page | brotli | 233,714 | 150,000 |\n| Worker | gzip | 500,000 | 600,000 |\n\nMore words.\n";

    fn fine(measured: &[Measured]) -> Vec<bool> {
        let table = Table::parse(FILE).unwrap();
        table
            .compare(measured)
            .iter()
            .map(Compared::is_fine)
            .collect()
    }

    fn start(bytes: u64) -> Measured {
        Measured::brotli("app: start page", bytes)
    }

    #[test]
    fn nothing_grows_past_the_larger_of_budget_and_size() {
        for (bytes, expected) in [
            (1, true),
            (150_001, true),
            (233_714, true),
            (233_714 + 1_168, true),
            (233_714 + 1_169, false),
        ] {
            assert_eq!(fine(&[start(bytes)]), [expected], "{bytes}");
        }
        let worker = |bytes| Measured::gzip("Worker", bytes);
        assert_eq!(fine(&[start(1), worker(600_000)]), [true, true]);
        assert_eq!(fine(&[start(1), worker(600_001)]), [true, false]);
    }

    #[test]
    fn what_has_no_line_or_no_page_fails() {
        let page = Measured::brotli("app: stories, on top of the start page", 1);
        assert_eq!(fine(&[start(1), page]), [true, false]);
        assert_eq!(fine(&[]), [false]);
        let otherwise = Measured::gzip("app: start page", 1);
        assert_eq!(fine(&[otherwise]), [false]);
    }

    #[test]
    fn accepting_only_lowers_and_adds() {
        let mut table = Table::parse(FILE).unwrap();
        assert_eq!(table.to_string(), FILE);
        table.accept(&[
            start(200_001),
            Measured::gzip("Worker", 550_000),
            Measured::brotli("app: new", 9),
        ]);
        let text = table.to_string();
        assert!(text.contains("| app: start page | brotli | 200,001 | 150,000 |"));
        assert!(text.contains("| Worker | gzip | 500,000 | 600,000 |"));
        assert!(text.contains("| app: new | brotli | 9 | 30,000 |\n\nMore words.\n"));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_refused() {
        for line in ["| a | gzip | many | 1 |", "| a | gzip | 1 |"] {
            let text = format!("{}\n{}\n{line}\n", HEAD[0], HEAD[1]);
            assert!(Table::parse(&text).is_err(), "{line}");
        }
        assert!(Table::parse("no table").is_err());
    }
}
