//! Finds the SQL statements in Rust source: every string literal that begins like one, and what
//! `concat!` and macros of the same file make of literals.
//!
//! A small scanner of the language's tokens as far as strings need it: comments, character literals,
//! escapes, raw strings.

use std::collections::HashMap;
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
        for (line, literal) in put_together(&text) {
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
    tokens(source)
        .into_iter()
        .filter_map(|(line, token)| match token {
            Token::Text(text) => Some((line, text)),
            Token::Word(_) | Token::Sign(_) => None,
        })
        .collect()
}

/// What source consists of, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A string literal.
    Text(String),
    /// Letters, digits and underscores.
    Word(String),
    /// Anything else but white space and comments.
    Sign(char),
}

impl Token {
    fn is_word(&self, text: &str) -> bool {
        matches!(self, Self::Word(word) if word == text)
    }

    fn is_sign(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }
}

fn tokens(source: &str) -> Vec<(usize, Token)> {
    Scanner {
        rest: source,
        line: 1,
        found: Vec::new(),
    }
    .run()
}

/// A part of what is put together: a literal, or the argument at this position.
#[derive(Clone)]
enum Piece {
    Fixed(String),
    Argument(usize),
}

/// The macros of a file that put literals together, by name.
type Templates = HashMap<String, Vec<Piece>>;

/// The literals of Rust source; a `concat!` of literals, and what macros of the same file make of
/// them, as what comes out.
///
/// # Panics
/// When such a macro is used with too few literals.
pub fn put_together(source: &str) -> Vec<(usize, String)> {
    let tokens = &tokens(source)[..];
    let mut templates = Templates::new();
    let mut found = Vec::new();
    let mut position = 0;
    while let Some((line, token)) = tokens.get(position) {
        let after = position + 1;
        position = after;
        if let Some((name, pieces, end)) = template(tokens, after - 1, &templates) {
            templates.insert(name, pieces);
            position = end;
        } else if let Token::Text(text) = token {
            found.push((*line, text.clone()));
        } else if let Token::Word(name) = token
            && sign_at(tokens, after, '!')
            && let Some(end) = closing(tokens, after + 1, ('(', ')'))
        {
            let call = &tokens[after + 1..end];
            let known = match name.as_str() {
                "concat" => pieces(call, &[], &templates),
                _ => templates.get(name).cloned(),
            };
            if let Some(pieces) = known {
                found.push((*line, filled(&pieces, call)));
                position = end;
            }
        }
    }
    found
}

/// The pieces with the literals of a call as arguments.
fn filled(pieces: &[Piece], call: &[(usize, Token)]) -> String {
    let arguments: Vec<&String> = call
        .iter()
        .filter_map(|(_, token)| match token {
            Token::Text(text) => Some(text),
            Token::Word(_) | Token::Sign(_) => None,
        })
        .collect();
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Fixed(text) => text.as_str(),
        Piece::Argument(index) => arguments[*index],
    });
    texts.collect()
}

/// The macro whose definition begins at this token, when it has one rule that is nothing but [`pieces`];
/// its name, those, and where it ends.
fn template(
    tokens: &[(usize, Token)],
    start: usize,
    known: &Templates,
) -> Option<(String, Vec<Piece>, usize)> {
    let token = |at: usize| tokens.get(at).map(|(_, token)| token);
    if !token(start)?.is_word("macro_rules") {
        return None;
    }
    let Token::Word(name) = token(start + 2)? else {
        return None;
    };
    let arrow = (start..tokens.len())
        .find(|at| sign_at(tokens, *at, '=') && sign_at(tokens, at + 1, '>'))?;
    let parameters: Vec<&String> = (start..arrow)
        .filter_map(|at| match (token(at)?, token(at + 1)?) {
            (Token::Sign('$'), Token::Word(name)) => Some(name),
            _ => None,
        })
        .collect();
    let end = closing(tokens, arrow + 2, ('{', '}'))?;
    let body = pieces(&tokens[arrow + 3..end - 1], &parameters, known)?;
    Some((name.clone(), body, end))
}

/// What these tokens come to, when they are nothing but literals, parameters and known macros without
/// arguments, put together.
fn pieces(
    tokens: &[(usize, Token)],
    parameters: &[&String],
    known: &Templates,
) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = tokens.iter().map(|(_, token)| token);
    while let Some(token) = rest.next() {
        match token {
            Token::Text(text) => pieces.push(Piece::Fixed(text.clone())),
            Token::Sign('$') => {
                let name = rest.next()?;
                let index = parameters.iter().position(|one| name.is_word(one))?;
                pieces.push(Piece::Argument(index));
            }
            Token::Sign('(' | ')' | ',' | '!') => {}
            Token::Sign(_) => return None,
            Token::Word(word) if word == "concat" => {}
            Token::Word(word) => {
                let inner = known.get(word)?;
                let is_fixed = |piece: &Piece| matches!(piece, Piece::Fixed(_));
                pieces.extend(inner.iter().all(is_fixed).then_some(inner)?.iter().cloned());
            }
        }
    }
    Some(pieces)
}

fn sign_at(tokens: &[(usize, Token)], at: usize, sign: char) -> bool {
    tokens.get(at).is_some_and(|(_, token)| token.is_sign(sign))
}

/// Behind the bracket that closes the one at `start`.
fn closing(tokens: &[(usize, Token)], start: usize, (open, close): (char, char)) -> Option<usize> {
    let mut depth = 0_usize;
    for at in start..tokens.len() {
        if sign_at(tokens, at, open) {
            depth += 1;
        } else if sign_at(tokens, at, close) {
            depth = depth.checked_sub(1)?;
        }
        if depth == 0 {
            return Some(at + 1).filter(|_| at > start);
        }
    }
    None
}

struct Scanner<'s> {
    rest: &'s str,
    line: usize,
    found: Vec<(usize, Token)>,
}

impl Scanner<'_> {
    fn run(mut self) -> Vec<(usize, Token)> {
        while let Some(next) = self.rest.chars().next() {
            if self.rest.starts_with("//") {
                let end = self.rest.find('\n').unwrap_or(self.rest.len());
                self.skip(end);
            } else if self.rest.starts_with("/*") {
                self.comment();
            } else if let Some(hashes) = raw_start(self.rest) {
                self.raw(hashes);
            } else if next == '"' {
                self.plain();
            } else if next == '\'' {
                let length = char_literal(self.rest).unwrap_or(1);
                self.skip(length);
            } else if is_of_word(next) {
                let end = self.rest.find(|one| !is_of_word(one));
                let (word, _) = self.rest.split_at(end.unwrap_or(self.rest.len()));
                self.found.push((self.line, Token::Word(word.to_owned())));
                self.skip(word.len());
            } else {
                if !next.is_whitespace() {
                    self.found.push((self.line, Token::Sign(next)));
                }
                self.skip(next.len_utf8());
            }
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
        self.found.push((line, Token::Text(text)));
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
        self.found.push((line, Token::Text(text)));
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

fn is_of_word(one: char) -> bool {
    one.is_alphanumeric() || one == '_'
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
