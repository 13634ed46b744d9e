//! The same value in several spellings: `Norway`, `norway`, `NO`.

use std::collections::{BTreeMap, HashMap};

use laurel_domain::text::{composed, is_invisible};

use crate::finding::{Finding, Findings, Notice};

/// The fields whose values stand in break-downs, where two spellings would be two values.
pub(super) const FIELDS: [&str; 5] = ["country", "city", "source", "industry", "company_size"];

/// The spellings of a column, by what they have in common.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    by_value: BTreeMap<(&'static str, String), Written>,
}

/// A value's spellings: the first row of each, and how often it stands there.
type Written = BTreeMap<String, (u32, u32)>;

/// More different values than this in a column are no break-down.
const MOST_VALUES: usize = 20_000;

/// What spellings of one value have in common: letters and digits in lowercase, NFC, without accents that are
/// characters of their own; the name of a country for its codes.
pub(super) fn folded(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let lower = composed(&seen).to_lowercase();
    let plain: String = lower
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || "+<>/-–".contains(c) {
                c
            } else {
                ' '
            }
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Spellings {
    /// Notes a value.
    pub(super) fn add(&mut self, code: &'static str, row: u32, text: &str) {
        if self.by_value.len() > MOST_VALUES {
            return;
        }
        let key = match code {
            "country" => {
                super::countries::code(&folded(text)).map_or_else(|| folded(text), str::to_owned)
            }
            _ => folded(text),
        };
        let spellings = self.by_value.entry((code, key)).or_default();
        let (_, times) = spellings.entry(text.trim().to_owned()).or_insert((row, 0));
        *times += 1;
    }

    /// What is to be decided, and the spelling that would stand for all: the most frequent one, a name rather
    /// than a code.
    pub(super) fn found(
        self,
        findings: &mut Findings,
        column: impl Fn(&str) -> Option<String>,
    ) -> HashMap<(&'static str, String), String> {
        let mut chosen = HashMap::new();
        for ((code, key), spellings) in self.by_value {
            let country = code == "country"
                && super::countries::name(&key).is_some_and(|name| !spellings.contains_key(name));
            if spellings.len() < 2 && !country {
                continue;
            }
            let best = spellings.iter().max_by_key(|(text, (row, times))| {
                let is_code =
                    code == "country" && text.chars().filter(|c| c.is_alphabetic()).count() < 4;
                let is_usual = text.chars().next().is_some_and(char::is_uppercase)
                    && text.chars().skip(1).any(char::is_lowercase);
                (!is_code, is_usual, *times, std::cmp::Reverse(*row))
            });
            let Some((best, _)) = best.map(|(text, at)| (text.clone(), at)) else {
                continue;
            };
            let best: String = best.chars().filter(|c| !is_invisible(*c)).collect();
            // The same name in each file, so that files agree.
            let country = (code == "country")
                .then(|| super::countries::name(&folded(&best)))
                .flatten();
            let best = country.map_or(best, str::to_owned);
            let name = column(code);
            let finding: &mut Finding = findings.of(Notice::Variants, name.as_deref());
            for (text, (row, times)) in spellings {
                if text != best {
                    finding.shown(row, &text, &best);
                    finding.count += times - 1;
                }
                chosen.insert((code, folded(&text)), best.clone());
            }
        }
        chosen
    }
}
