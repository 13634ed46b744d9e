//! Hostile texts in every field: they come out as text, everywhere, to the character.

use std::time::Duration;

use laurel_api::testimonials::{Decision, TestimonialChange};
use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_tests::client::{Client, percent};
use laurel_tests::facts::{fact, person};
use laurel_tests::fixtures::program;
use laurel_tests::html::{tags, unescape};
use laurel_tests::stories::Story;
use laurel_tests::wait::until;
use serde_json::{Value, json};

/// Texts that want to be something else.
const TEXTS: [&str; 8] = [
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)> ' onmouseover='alert(1)",
    "</textarea></title></blockquote><script src=//evil.example></script>",
    "&lt;b&gt; &amp;amp; &#x3C;script&#x3E; %3Cscript%3E",
    "\u{202e}txet desrever\u{202c} שלום עולם مرحبا بالعالم",
    "👩🏽‍🔧🏳️‍🌈 e\u{301}\u{323} Z\u{351}\u{36b}a\u{363}l\u{36d}g\u{364}o 𝕋𝕖𝕩𝕥",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} '; DROP TABLE people; --",
    "line one\nline two\n\n<!-- --> ]]> \\u003cscript\\u003e",
];

/// Words of their longest: nothing breaks them but the style.
fn long_word() -> String {
    "W".repeat(3_000)
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[test]
fn hostile_stories_are_text_on_every_page() {
    let program = program();
    let widget = program.create_widget(None).id;
    let long = long_word();
    let texts: Vec<&str> = TEXTS.into_iter().chain([long.as_str()]).collect();
    let body = json!({ "name": TEXTS[0], "incentive": TEXTS[1], "product_name": TEXTS[3] });
    let patched = program
        .owner()
        .request("PATCH", &program.api(""))
        .json(&body)
        .send();
    assert_eq!(patched.status, 200, "{}", patched.text());
    let mut receipts = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let line: String = one_line(text).chars().take(79).collect();
        let quote = if text.chars().count() < 20 {
            format!("{text} {text}")
        } else {
            (*text).to_owned()
        };
        let sent = Story::new(&program, &quote)
            .with("author", &line)
            .with("headline", &line)
            .with("company", &line)
            .with("email", &format!("a{number}@example.com"))
            .send(&program);
        let tag: String = line.chars().take(40).collect();
        let change = TestimonialChange {
            state: Some(Decision::Approved),
            tags: Some(vec![tag]),
            ..TestimonialChange::default()
        };
        let stored = program.decide(sent.id, &change);
        assert_eq!(stored.quote, quote.trim());
        assert_eq!(stored.author.as_deref(), Some(line.trim()));
        receipts.push(sent.receipt);
    }
    let payload = until("all stories", Duration::from_secs(10), || {
        let payload: Value = Client::anonymous()
            .get(&format!("/embed/{widget}.json"))
            .json();
        (payload["testimonials"].as_array()?.len() == texts.len()).then_some(payload)
    });
    for text in &texts {
        let found = payload["testimonials"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["quote"] == text.trim());
        assert!(found, "{text:?} to the character");
    }
    let mut pages = vec![
        program.public(""),
        program.public("/tell"),
        format!("/embed/{widget}"),
        "/dev/outbox".to_owned(),
    ];
    pages.extend(receipts.iter().cloned());
    pages.extend(receipts.iter().map(|receipt| format!("{receipt}/thanks")));
    for path in pages {
        let answer = Client::anonymous().get(&path);
        assert_eq!(answer.status, 200, "{path}");
        assert_harmless(&path, &answer.text());
    }
    let wall = Client::anonymous().get(&program.public("")).text();
    for text in TEXTS {
        assert!(
            unescape(&wall).contains(text.trim()),
            "{text:?} stands on the wall"
        );
    }
}

/// No element, attribute or address on the page came out of a text.
fn assert_harmless(path: &str, page: &str) {
    for tag in tags(page) {
        let name = tag
            .trim_start_matches('/')
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        assert!(
            !tag.contains("evil.example")
                && !tag.starts_with("img src=x")
                && !tag.starts_with("svg onload"),
            "{path}: <{tag}>"
        );
        assert!(name != "b" || !tag.contains("amp"), "{path}: <{tag}>");
        if name == "script" && !tag.starts_with('/') {
            let ours = tag.contains(" src=\"/") || tag.contains("application/ld+json");
            assert!(ours, "{path}: <{tag}>");
        }
        // Outside of attribute values there is no handler.
        let outside: String = tag.split('"').step_by(2).collect();
        assert!(
            !outside.contains("onerror")
                && !outside.contains("onload")
                && !outside.contains("onmouseover"),
            "{path}: <{tag}>"
        );
    }
}

#[test]
fn hostile_people_are_text_in_the_api() {
    let program = program();
    for (number, text) in TEXTS.into_iter().enumerate() {
        let line: String = one_line(text).chars().take(100).collect();
        let key = PersonKey {
            name: Some(line.clone()),
            headline: Some(line.clone()),
            company: Some(line.clone()),
            industry: Some(line.clone()),
            company_size: Some(line.clone()),
            country: Some(line.clone()),
            city: Some(line.clone()),
            source: Some(line.clone()),
            ..person(&format!("h{number}"))
        };
        let note = NewTouchpoint {
            person: key,
            note: Some(line.clone()),
            ..fact("x", "website_visit", "2025-01-01")
        };
        program.record(vec![NewTouchpoint {
            key: Some(format!("h{number}")),
            ..note
        }]);
        let found = program.find_person(&format!("h{number}"));
        let profile: Value = program
            .owner()
            .get(&program.api(&format!("/people/{}", found.id)))
            .json();
        for field in [
            "name",
            "headline",
            "company",
            "industry",
            "company_size",
            "country",
            "city",
            "source",
        ] {
            assert_eq!(profile["person"][field], line.trim(), "{field}");
        }
        let timeline: Value = program
            .owner()
            .get(&program.api(&format!("/people/{}/touchpoints", found.id)))
            .json();
        assert_eq!(timeline["touchpoints"][0]["note"], line.trim());
        let source = percent(line.trim());
        let funnel: Value = program
            .owner()
            .get(&program.api(&format!("/funnel?segment=source:{source}")))
            .json();
        assert_eq!(
            funnel["funnel"]["stages"][0]["people"], 1,
            "{line:?} can be filtered by"
        );
    }
}

#[test]
fn addresses_with_hostile_parts_find_nothing_and_break_nothing() {
    let nobody = Client::anonymous();
    for part in [
        "%3Cscript%3E",
        "%00",
        "..%2f..%2fetc",
        "%ff%fe",
        "%F0%9F%92%A9",
        "'%20OR%201=1",
        &"z".repeat(4_000),
    ] {
        for path in [
            format!("/p/{part}"),
            format!("/p/{part}/tell"),
            format!("/receipt/{part}"),
            format!("/embed/{part}"),
            format!("/embed/{part}.json"),
            format!("/sign-in/{part}"),
            format!("/{part}"),
            format!("/api/v1/programs/{part}"),
        ] {
            let answer = nobody.get(&path);
            assert!(
                (400..500).contains(&answer.status),
                "{path}: {}",
                answer.status
            );
            assert!(!answer.text().contains("<script>"), "{path}");
        }
    }
}
