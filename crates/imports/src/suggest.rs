//! Guesses which column feeds which field, so that most files need no work by hand.

use std::collections::BTreeMap;

use laurel_api::imports::{ImportKind, Mapping};

use crate::field::fields;

/// Values that programs write where nothing is known: the first is the unchosen entry of a drop-down.
const PLACEHOLDERS: [&str; 20] = [
    "Select",
    "N/A",
    "NA",
    "n.a.",
    "-",
    "--",
    "---",
    "null",
    "nil",
    "none",
    "nan",
    "#N/A",
    "undefined",
    "(not set)",
    "(no value)",
    "(none)",
    "unknown",
    "not available",
    "k. A.",
    "?",
];

/// Currencies that are looked for at the end of a column's name, as in `amount_usd`.
const CURRENCIES: [&str; 12] = [
    "usd", "eur", "gbp", "chf", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "inr",
];

/// A mapping for a file with these columns. Fields without a fitting column stay unmapped.
///
/// Amounts get the currency that their column names, else USD. Equal rows are separate facts for
/// purchases and repeats for everything else.
pub fn suggest(kind: ImportKind, header: &[String]) -> Mapping {
    let names: Vec<Name> = header.iter().map(|name| Name::of(name)).collect();
    let mut columns = BTreeMap::new();
    let mut taken = vec![false; names.len()];
    let mut currency = None;
    let has = |words: &str| names.iter().any(|name| name.words == words);
    // In an export of orders with their lines "Name" is the number of the order.
    let order = (kind == ImportKind::Purchases && has("lineitem name"))
        .then(|| names.iter().position(|name| name.words == "name"))
        .flatten();
    if let Some(position) = order
        && let (Some(slot), Some(column)) = (taken.get_mut(position), header.get(position))
    {
        *slot = true;
        columns.insert(String::from("record_id"), column.clone());
    }
    for field in fields(kind) {
        if columns.contains_key(field.code) {
            continue;
        }
        let found = field.synonyms.iter().find_map(|synonym| {
            let is_free = |position: usize| taken.get(position) == Some(&false);
            let fits = |name: &Name| name.words == *synonym || name.without_currency == *synonym;
            names
                .iter()
                .enumerate()
                .position(|(position, name)| is_free(position) && fits(name))
        });
        if let Some(position) = found
            && let (Some(name), Some(column)) = (names.get(position), header.get(position))
        {
            if let Some(slot) = taken.get_mut(position) {
                *slot = true;
            }
            if field.code == "amount" {
                currency.clone_from(&name.currency);
            }
            columns.insert(field.code.to_owned(), column.clone());
        }
    }
    let has_currency = columns.contains_key("currency");
    Mapping {
        columns,
        default_date: None,
        currency: (kind == ImportKind::Purchases && !has_currency)
            .then(|| currency.unwrap_or_else(|| String::from("USD"))),
        source: None,
        equal_rows_are_separate: kind == ImportKind::Purchases,
        placeholders: PLACEHOLDERS.map(str::to_owned).to_vec(),
        skip_problem_rows: false,
        answers: BTreeMap::new(),
        statuses: BTreeMap::new(),
    }
}

/// Tools by what their exports' headers alone name.
const TOOLS: [(&str, &[&str]); 8] = [
    ("Judge.me", &["curated", "picture urls"]),
    ("Shopify", &["lineitem name", "default address company"]),
    ("Stripe", &["payment source type", "refunded volume"]),
    ("Mailchimp", &["leid", "euid", "member rating"]),
    (
        "HubSpot",
        &[
            "lifecycle stage",
            "marketing contact status",
            "unsubscribed from all email",
        ],
    ),
    (
        "Trustpilot",
        &["business unit id", "review consumer user id"],
    ),
    ("Google", &["reviewer display name"]),
    ("Delighted", &["survey type"]),
];

/// Where a file with these columns comes from: the tool that writes them, else the file's name without its
/// ending and without what makes each export another: dates, numbers.
pub fn suggest_source(file_name: &str, header: &[String]) -> String {
    let names: Vec<String> = header.iter().map(|name| words(name)).collect();
    let tool = TOOLS.iter().find(|(_, marks)| {
        marks
            .iter()
            .any(|mark| names.iter().any(|name| name == mark))
    });
    if let Some((tool, _)) = tool {
        return (*tool).to_owned();
    }
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    let kept: String = stem
        .chars()
        .map(|c| if c.is_alphabetic() { c } else { ' ' })
        .collect();
    let source = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let source = if source.is_empty() {
        stem.to_owned()
    } else {
        source
    };
    source
        .chars()
        .take(laurel_domain::limits::SOURCE_MAX)
        .collect()
}

/// A column's name in lowercase words.
struct Name {
    words: String,
    without_currency: String,
    currency: Option<String>,
}

impl Name {
    fn of(name: &str) -> Self {
        let words = words(name);
        match words.rsplit_once(' ') {
            Some((before, last)) if CURRENCIES.contains(&last) => Self {
                without_currency: before.to_owned(),
                currency: Some(last.to_uppercase()),
                words,
            },
            _ => Self {
                without_currency: words.clone(),
                words,
                currency: None,
            },
        }
    }
}

/// `TotalVisits`, `total_visits` and `Total visits:` are all `total visits`.
pub(crate) fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for character in name.chars() {
        let begins_word =
            character.is_uppercase() && (before.is_lowercase() || before.is_numeric());
        let is_gap = !character.is_alphanumeric();
        if (begins_word || is_gap) && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        if !is_gap {
            words.extend(character.to_lowercase());
        }
        before = character;
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(kind: ImportKind, header: &str) -> String {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        let columns = suggest(kind, &header).columns;
        let lines: Vec<String> = columns
            .iter()
            .map(|(field, column)| format!("{field}={column}"))
            .collect();
        lines.join(
            "
",
        )
    }

    #[test]
    fn names_in_any_style() {
        for name in [
            "TotalVisits",
            "total_visits",
            " Total Visits: ",
            "TOTAL-VISITS",
            "Total  visits",
        ] {
            assert_eq!(words(name), "total visits", "{name}");
        }
        assert_eq!(words("Prospect ID"), "prospect id");
        assert_eq!(words("E-Mail"), "e mail");
    }

    #[test]
    fn leads_of_a_marketing_tool() {
        insta::assert_snapshot!(mapped(
            ImportKind::Leads,
            "Prospect ID,Lead Number,Lead Origin,Lead Source,Do Not Email,Do Not Call,Converted,\
             TotalVisits,Total Time Spent on Website,Page Views Per Visit,Last Activity,Country,\
             Specialization,What is your current occupation,Tags,Lead Quality,City,Last Notable Activity"
        ));
    }

    #[test]
    fn contacts_of_a_customer_database() {
        insta::assert_snapshot!(mapped(
            ImportKind::Leads,
            "Record ID,First Name,Last Name,Email,Job Title,Company Name,Number of Employees,\
             Industry,Country/Region,City,Original Source,Create Date"
        ));
    }

    #[test]
    fn purchases_of_a_shop() {
        insta::assert_snapshot!(mapped(
            ImportKind::Purchases,
            "customer_id,date,quantity,amount_usd"
        ));
        let header = ["Email", "Order Date", "Total (EUR)"].map(str::to_owned);
        let mapping = suggest(ImportKind::Purchases, &header);
        assert_eq!(mapping.currency.as_deref(), Some("EUR"));
        assert!(mapping.equal_rows_are_separate);
    }

    #[test]
    fn reviews_of_a_shop() {
        insta::assert_snapshot!(mapped(
            ImportKind::Reviews,
            "rating,date,variation,verified_reviews,feedback"
        ));
    }
}
