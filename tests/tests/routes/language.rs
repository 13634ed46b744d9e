//! The language of public pages and mails: the address names it, else the browser asks for it, else English.

use laurel_api::testimonials::{Decision, TestimonialChange};
use laurel_tests::client::{Answer, Client};
use laurel_tests::database;
use laurel_tests::fixtures::{Program, old_story, program};
use laurel_tests::html::unescape;
use laurel_tests::server::server;
use laurel_tests::stories::{Story, mailed_receipt};
use serde_json::Value;

const QUOTE: &str = "I fixed forty watches under this lamp, and my eyes are fine.";

fn browser(languages: &str) -> Client {
    Client::anonymous().with_header("accept-language", languages)
}

fn is_in(answer: &Answer, tag: &str) {
    assert!(
        answer.text().contains(&format!("<html lang=\"{tag}\"")),
        "{tag}: {:.200}",
        answer.text()
    );
    assert_eq!(answer.header("content-language"), tag);
    let vary = answer.header("vary").to_lowercase();
    assert!(vary.contains("accept-language"), "{vary}");
}

/// The mails of a program's outbox: subject, text and HTML, the first first.
fn mails(program: &Program) -> Vec<[String; 2]> {
    let connection = database::read(&server().state);
    let mut statement = connection
        .prepare("SELECT subject, body_text FROM outbox WHERE program_id = ?1 ORDER BY created_at")
        .unwrap();
    let rows = statement
        .query_map([program.slug()], |row| Ok([row.get(0)?, row.get(1)?]))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn the_address_decides_then_the_browser_then_english() {
    let program = program();
    let tell = program.public("/tell");
    for (languages, query, tag) in [
        ("", "", "en"),
        ("fr-CH, fr", "", "en"),
        ("de-AT, en;q=0.5", "", "de"),
        ("en, de;q=0.5", "", "en"),
        ("en", "?lang=de", "de"),
        ("de", "?lang=en", "en"),
        ("de", "?lang=xx", "de"),
        ("de", "?lang=en-x-pseudo", "en-x-pseudo"),
    ] {
        is_in(&browser(languages).get(&format!("{tell}{query}")), tag);
    }
}

#[test]
fn every_public_page_speaks_german() {
    let program = program();
    let widget = program.create_widget(None).id;
    let sent = Story::new(&program, QUOTE).send(&program);
    for path in [
        "/".to_owned(),
        program.public(""),
        program.public("/tell"),
        sent.receipt.clone(),
        format!("{}/thanks", sent.receipt),
        format!("/embed/{widget}"),
        "/sign-in/0123".to_owned(),
        "/receipt/no-such-receipt".to_owned(),
    ] {
        is_in(&browser("de").get(&path), "de");
        let separator = if path.contains('?') { '&' } else { '?' };
        is_in(
            &browser("en").get(&format!("{path}{separator}lang=de")),
            "de",
        );
    }
}

#[test]
fn a_chosen_language_stays_in_links_and_forms() {
    let program = program();
    let tell = program.public("/tell");
    let asked = browser("de").get(&tell).text();
    assert!(asked.contains(&format!("action=\"{tell}\"")));
    let chosen = browser("en").get(&format!("{tell}?lang=de")).text();
    assert!(chosen.contains(&format!("action=\"{tell}?lang=de\"")));
    assert!(chosen.contains(&format!("href=\"{}?lang=de\"", program.public(""))));
    // The switch leads to the same page in the other language, named by itself.
    assert!(
        chosen.contains(&format!(
            "href=\"{tell}?lang=en\" hreflang=\"en\" lang=\"en\""
        )),
        "{chosen}"
    );
    let sent = Client::anonymous()
        .request("POST", &format!("{tell}?lang=de"))
        .form(&[("quote", "short")])
        .send();
    assert_eq!(sent.status, 422);
    let page = unescape(&sent.text());
    assert!(page.contains("Bitte schreiben Sie mindestens 20 Zeichen; das sind 5."));
    assert!(page.contains(&format!("action=\"{tell}?lang=de\"")));
}

#[test]
fn mails_and_consents_speak_the_language_of_the_story() {
    let program = program();
    let german = Story::new(&program, QUOTE)
        .with("language", "de")
        .without("wording");
    let sent = german.send(&program);
    let wording = program.testimonial(sent.id).consents[0].wording.clone();
    assert!(wording.contains("darf meine Worte"), "{wording}");
    program.decide(
        sent.id,
        &TestimonialChange {
            state: Some(Decision::Approved),
            ..TestimonialChange::default()
        },
    );
    let found = mails(&program);
    assert_eq!(found.len(), 2);
    assert!(found[0][0].starts_with("Ihre Geschichte für"), "{found:?}");
    assert!(found[1][0].ends_with("ist veröffentlicht"), "{found:?}");
    for [_, text] in &found {
        assert!(
            text.contains(&mailed_receipt(&program, "ada@example.com"))
                && text.contains("?lang=de"),
            "{text}"
        );
    }
    // The receipt shows the words that were agreed to, whoever reads it in which language.
    let receipt = unescape(&browser("en").get(&sent.receipt).text());
    assert!(receipt.contains(&wording));
}

#[test]
fn stories_without_a_language_are_answered_in_english() {
    let (program, story) = old_story();
    program.decide(
        story,
        &TestimonialChange {
            state: Some(Decision::Approved),
            ..TestimonialChange::default()
        },
    );
    let found = mails(&program);
    assert!(found[0][0].ends_with("has been published"), "{found:?}");
    assert!(found[0][1].contains("Your receipt"), "{found:?}");
}

#[test]
fn a_widget_brings_its_sentences_along() {
    let program = program();
    let widget = program.create_widget(None).id;
    let path = format!("/embed/{widget}.json");
    let read = |query: &str, languages: &str| browser(languages).get(&format!("{path}{query}"));
    let (german, english) = (read("?lang=de-AT", "en"), read("", "en"));
    let words = |answer: &Answer| answer.json::<Value>()["words"].clone();
    assert_eq!(words(&german)["more"], "Alle anzeigen");
    assert_eq!(words(&english)["more"], "Show all");
    assert_eq!(words(&read("", "de"))["language"], "de");
    assert_ne!(german.header("etag"), english.header("etag"));
    assert_eq!(german.header("content-language"), "de");
}
