//! Finds the SQL statements in Rust source: every string literal that begins like one, and what
//! `concat!` and macros of the same file make of literals.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use litrs::StringLit;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

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

/// A part of what is put together: a literal, or the argument at this position.
#[derive(Clone)]
enum Piece {
    Fixed(String),
    Argument(usize),
}

/// The literals of Rust source with the lines on which they begin; a `concat!` of literals, and what
/// macros of the same file make of them, as what comes out. Attributes, and with them the comments
/// that document, are left out.
///
/// # Panics
/// When this is not Rust, or such a macro is used with too few literals.
pub fn put_together(source: &str) -> Vec<(usize, String)> {
    let mut reader = Reader::default();
    reader.read(source.parse().expect("Rust source"));
    reader.found
}

#[derive(Default)]
struct Reader {
    /// The macros of the file that put literals together, by name.
    templates: HashMap<String, Vec<Piece>>,
    found: Vec<(usize, String)>,
}

impl Reader {
    fn read(&mut self, stream: TokenStream) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut rest = &trees[..];
        while let [first, after @ ..] = rest {
            rest = after;
            match (first, after) {
                (TokenTree::Punct(sign), [TokenTree::Group(attribute), after @ ..])
                    if sign.as_char() == '#' && attribute.delimiter() == Delimiter::Bracket =>
                {
                    rest = after;
                }
                (
                    TokenTree::Ident(word),
                    [
                        bang,
                        TokenTree::Ident(name),
                        TokenTree::Group(rules),
                        after @ ..,
                    ],
                ) if word == "macro_rules" && is_sign(bang, '!') => {
                    if let Some(template) = self.template(rules) {
                        self.templates.insert(name.to_string(), template);
                        rest = after;
                    }
                }
                (TokenTree::Ident(name), [bang, TokenTree::Group(call), after @ ..])
                    if is_sign(bang, '!') =>
                {
                    let known = match name.to_string().as_str() {
                        "concat" => self.pieces(call.stream(), &[]),
                        name => self.templates.get(name).cloned(),
                    };
                    if let Some(pieces) = known {
                        let line = name.span().start().line;
                        self.found.push((line, filled(&pieces, call)));
                        rest = after;
                    }
                }
                (TokenTree::Group(group), _) => self.read(group.stream()),
                _ => {
                    if let Some(text) = text(first) {
                        self.found.push((first.span().start().line, text));
                    }
                }
            }
        }
    }

    /// What a macro comes to, when it has one rule that is nothing but [`Self::pieces`].
    fn template(&self, rules: &Group) -> Option<Vec<Piece>> {
        let rules: Vec<TokenTree> = rules.stream().into_iter().collect();
        let [
            TokenTree::Group(matched),
            _,
            _,
            TokenTree::Group(body),
            end @ ..,
        ] = &rules[..]
        else {
            return None;
        };
        let is_only = end.iter().all(|sign| is_sign(sign, ';'));
        let matched: Vec<TokenTree> = matched.stream().into_iter().collect();
        let parameters: Vec<String> = matched
            .windows(2)
            .filter(|pair| is_sign(&pair[0], '$'))
            .map(|pair| pair[1].to_string())
            .collect();
        self.pieces(body.stream(), &parameters).filter(|_| is_only)
    }

    /// What these tokens come to, when they are nothing but literals, parameters, and known macros
    /// without arguments, put together.
    fn pieces(&self, stream: TokenStream, parameters: &[String]) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut rest = stream.into_iter();
        while let Some(tree) = rest.next() {
            match tree {
                TokenTree::Literal(_) => pieces.push(Piece::Fixed(text(&tree)?)),
                TokenTree::Punct(sign) if sign.as_char() == '$' => {
                    let name = rest.next()?.to_string();
                    let index = parameters.iter().position(|one| *one == name)?;
                    pieces.push(Piece::Argument(index));
                }
                TokenTree::Punct(sign) if matches!(sign.as_char(), ',' | '!') => {}
                TokenTree::Punct(_) => return None,
                TokenTree::Group(inner) => pieces.extend(self.pieces(inner.stream(), parameters)?),
                TokenTree::Ident(word) if word == "concat" => {}
                TokenTree::Ident(word) => {
                    let inner = self.templates.get(&word.to_string())?;
                    let is_fixed = |piece: &Piece| matches!(piece, Piece::Fixed(_));
                    pieces.extend(inner.iter().all(is_fixed).then_some(inner)?.iter().cloned());
                }
            }
        }
        Some(pieces)
    }
}

/// The pieces with the literals of a call as arguments.
fn filled(pieces: &[Piece], call: &Group) -> String {
    let arguments: Vec<String> = call
        .stream()
        .into_iter()
        .filter_map(|one| text(&one))
        .collect();
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Fixed(text) => text.as_str(),
        Piece::Argument(index) => arguments[*index].as_str(),
    });
    texts.collect()
}

/// What a string literal stands for.
fn text(tree: &TokenTree) -> Option<String> {
    let literal = StringLit::try_from(tree).ok()?;
    Some(literal.value().to_owned())
}

fn is_sign(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(found) if found.as_char() == sign)
}
