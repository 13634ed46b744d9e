//! Every language has every message, and no other.

use laurel_words::{Language, Words};

#[test]
fn every_language_has_every_message() {
    let mut problems = Vec::new();
    for language in Language::ALL {
        for (lacks, more) in Words::of(*language).differences() {
            problems.extend(
                lacks
                    .iter()
                    .map(|name| format!("{}: {name} is missing", language.tag())),
            );
            problems.extend(
                more.iter()
                    .map(|name| format!("{}: English has no {name}", language.tag())),
            );
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn plurals_and_arguments_are_filled_in() {
    let (english, german) = (Words::default(), Words::of(Language::De));
    assert_eq!(english.count_people(1), "1 person");
    assert_eq!(english.count_people(1_234), "1,234 people");
    assert_eq!(german.count_people(1), "1 Person");
    assert_eq!(german.count_people(1_234), "1.234 Personen");
    assert_eq!(Words::pseudo().count_days(2), "[2 dáýš~~]");
}
