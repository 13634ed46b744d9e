//! Finds the SQL statements in Rust source: every string literal that begins like one.
//!
//! A small scanner of the language's tokens as far as strings need it: comments, character literals,
//! escapes, raw strings.

use std::path::{Path, PathBuf};

/// A statement and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file, from the root on.
    pub file: String,
    /// The line on which the literal begins.
    pub line: usize,
    /// The SQL.
    pub sql: String,
}

const BEGINNINGS: [&str; 6] = [
    "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ", "REPLACE ",
];

/// All statements in the Rust files below a folder.
///
/// # Panics
/// When a file cannot be read.
pub fn statements(root: &Path, folder: &str) -> Vec<Found> {
    let mut files = Vec::new();
    collect(&root.join(folder), &mut files);
    files.sort();
    let mut found = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let file = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .display()
            .to_string();
        for (line, literal) in literals(&text) {
            let sql = literal.trim_start();
            let upper = sql.to_ascii_uppercase();
            let is_sql = BEGINNINGS.iter().any(|start| {
                upper.starts_with(start) || upper.starts_with(&start.replace(' ', "\n"))
            });
            // Words for people may begin with "Select …"; statements are written in capitals.
            if is_sql
                && sql.starts_with(|c: char| c.is_ascii_uppercase())
                && sql
                    .get(1..2)
                    .is_some_and(|c| c.chars().all(|c| c.is_ascii_uppercase()))
            {
                found.push(Found {
                    file: file.clone(),
                    line,
                    sql: sql.to_owned(),
                });
            }
        }
    }
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder)
        .expect("a readable folder")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The string literals of Rust source, each with the line on which it begins.
pub fn literals(source: &str) -> Vec<(usize, String)> {
    Scanner {
        rest: source,
        line: 1,
        found: Vec::new(),
    }
    .run()
}

struct Scanner<'s> {
    rest: &'s str,
    line: usize,
    found: Vec<(usize, String)>,
}

impl Scanner<'_> {
    fn run(mut self) -> Vec<(usize, String)> {
        let mut word_before = false;
        while let Some(next) = self.rest.chars().next() {
            if self.rest.starts_with("//") {
                let end = self.rest.find('\n').unwrap_or(self.rest.len());
                self.skip(end);
            } else if self.rest.starts_with("/*") {
                self.comment();
            } else if !word_before && let Some(hashes) = raw_start(self.rest) {
                self.raw(hashes);
            } else if next == '"' {
                self.plain();
            } else if next == '\'' {
                let length = char_literal(self.rest).unwrap_or(1);
                self.skip(length);
            } else {
                word_before = next.is_alphanumeric() || next == '_';
                self.skip(next.len_utf8());
                continue;
            }
            word_before = false;
        }
        self.found
    }

    /// Goes on behind this many bytes.
    fn skip(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at(bytes);
        self.line += passed.matches('\n').count();
        self.rest = rest;
    }

    /// Comments nest.
    fn comment(&mut self) {
        let mut depth = 0;
        loop {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.skip(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.skip(2);
            } else if let Some(next) = self.rest.chars().next() {
                self.skip(next.len_utf8());
            } else {
                return;
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn raw(&mut self, hashes: usize) {
        let line = self.line;
        let start = self
            .rest
            .find('"')
            .map_or(self.rest.len(), |quote| quote + 1);
        self.skip(start);
        let end_mark = format!("\"{}", "#".repeat(hashes));
        let end = self.rest.find(&end_mark).unwrap_or(self.rest.len());
        let text = self.rest[..end].to_owned();
        self.skip((end + end_mark.len()).min(self.rest.len()));
        self.found.push((line, text));
    }

    fn plain(&mut self) {
        let line = self.line;
        self.skip(1);
        let mut text = String::new();
        while let Some(next) = self.rest.chars().next() {
            self.skip(next.len_utf8());
            match next {
                '"' => break,
                '\\' => self.escape(&mut text),
                other => text.push(other),
            }
        }
        self.found.push((line, text));
    }

    fn escape(&mut self, text: &mut String) {
        let Some(kind) = self.rest.chars().next() else {
            return;
        };
        self.skip(kind.len_utf8());
        match kind {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            '0' => text.push('\0'),
            // A line's end that does not count, with the white space that follows it.
            '\n' => {
                let blank = self.rest.len() - self.rest.trim_start().len();
                self.skip(blank);
            }
            'x' => self.code_point(2, text),
            'u' => {
                let end = self.rest.find('}').map_or(0, |end| end + 1);
                let digits = self.rest[..end].trim_matches(['{', '}']).to_owned();
                self.skip(end);
                text.extend(
                    u32::from_str_radix(&digits, 16)
                        .ok()
                        .and_then(char::from_u32),
                );
            }
            other => text.push(other),
        }
    }

    fn code_point(&mut self, length: usize, text: &mut String) {
        let digits = self.rest.get(..length).unwrap_or_default().to_owned();
        self.skip(digits.len());
        text.extend(
            u32::from_str_radix(&digits, 16)
                .ok()
                .and_then(char::from_u32),
        );
    }
}

/// How many `#` a raw string has that begins here; `None` when none begins here.
fn raw_start(rest: &str) -> Option<usize> {
    let rest = rest
        .strip_prefix('b')
        .or_else(|| rest.strip_prefix('c'))
        .unwrap_or(rest);
    let rest = rest.strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest.get(hashes..)?.starts_with('"').then_some(hashes)
}

/// The length of a character literal that begins here; a lifetime is none.
fn char_literal(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        // The escaped character itself may be a quote.
        let end = inner.char_indices().skip(2).find(|(_, c)| *c == '\'')?.0;
        return Some(end + 2);
    }
    let first = inner.chars().next()?;
    inner[first.len_utf8()..]
        .starts_with('\'')
        .then_some(first.len_utf8() + 2)
}
