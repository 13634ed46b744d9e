//! The words by which a person is found.

use std::collections::BTreeSet;

use super::identity;
use super::person::Record;

/// Characters of a word that count.
const TERM_MAX: usize = 60;

/// Lowercase: the name from each of its words on, the company, the addresses, the ids of other systems.
pub(super) fn of(person: &Record) -> BTreeSet<String> {
    let name = person
        .name
        .as_deref()
        .map(str::to_lowercase)
        .unwrap_or_default();
    let words = name
        .match_indices(|c: char| c.is_whitespace() || c == '-')
        .map(|(at, found)| at + found.len());
    let from_each_word = std::iter::once(0)
        .chain(words)
        .filter_map(|at| name.get(at..));
    let keys = person.keys.iter();
    let keys = keys
        .filter(|(system, _)| system != identity::DECIDED)
        .map(|(_, key)| key);
    let others = [&person.company, &person.email]
        .into_iter()
        .flatten()
        .chain(keys)
        .map(|text| text.to_lowercase());
    from_each_word
        .map(str::to_owned)
        .chain(others)
        .map(|term| term.trim().chars().take(TERM_MAX).collect::<String>())
        .filter(|term| !term.is_empty())
        .collect()
}
