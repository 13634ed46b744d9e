//! Fills a message in: `{0}` is an argument, `{0 one {# person} other {# people}}` chooses by number, and
//! `#` in it is that number. The build writes this form from the message files.

use crate::Words;
use crate::language::Plural;

/// What is filled in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Argument<'a> {
    /// Text, as it is.
    Text(&'a str),
    /// A number: written as the language groups it, and the one that plurals go by.
    Count(u64),
}

impl Words {
    pub(crate) fn format(self, bundle: usize, index: usize, arguments: &[Argument<'_>]) -> String {
        let mut out = String::new();
        fill(&mut out, self, self.text(bundle, index), arguments, None);
        out
    }
}

fn fill(
    out: &mut String,
    words: Words,
    text: &str,
    arguments: &[Argument<'_>],
    number: Option<u64>,
) {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '#']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with('#') {
            match number {
                Some(number) => out.push_str(&words.count(number)),
                None => out.push('#'),
            }
            rest = from.get(1..).unwrap_or_default();
            continue;
        }
        let block = inside(from);
        rest = from.get(block.len() + 2..).unwrap_or_default();
        let digits = block.find(' ').unwrap_or(block.len());
        let (position, options) = block.split_at(digits);
        let argument = position
            .parse()
            .ok()
            .and_then(|position: usize| arguments.get(position));
        match argument {
            Some(Argument::Text(text)) => out.push_str(text),
            Some(Argument::Count(count)) if options.is_empty() => {
                out.push_str(&words.count(*count));
            }
            Some(Argument::Count(count)) => {
                let chosen = choose(options, words.plural(*count));
                fill(out, words, chosen, arguments, Some(*count));
            }
            None => {}
        }
    }
    out.push_str(rest);
}

/// What stands between the first brace and the one that closes it; the build has checked that one does.
fn inside(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return text.get(1..at).unwrap_or_default();
        }
    }
    ""
}

/// The text of the category; `other` where there is none of its own.
fn choose(options: &str, category: Plural) -> &str {
    let mut rest = options.trim();
    let mut other = "";
    while let Some(at) = rest.find('{') {
        let (name, from) = rest.split_at(at);
        let text = inside(from);
        match name.trim() {
            name if name == category.name() => return text,
            "other" => other = text,
            _ => {}
        }
        rest = from.get(text.len() + 2..).unwrap_or_default();
    }
    other
}
