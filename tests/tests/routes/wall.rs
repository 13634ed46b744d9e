//! What leaves the server: exactly what is approved, consented to and not withdrawn.

mod averages;
mod looks;

use std::time::Duration;

use laurel_api::testimonials::{Decision, TestimonialChange};
use laurel_domain::testimonial::{Excerpt, RejectReason};
use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::html::unescape;
use laurel_tests::server::server;
use laurel_tests::stories::{Sent, Story};
use laurel_tests::wait::until;
use serde_json::{Value, json};

/// Locally a change is there at once; the promise is a minute.
const SOON: Duration = Duration::from_secs(10);

fn change(state: Decision) -> TestimonialChange {
    let reject_reason = matches!(state, Decision::Rejected).then_some(RejectReason::OffTopic);
    TestimonialChange {
        state: Some(state),
        reject_reason,
        ..TestimonialChange::default()
    }
}

fn quote(number: usize) -> String {
    format!("This is story number {number}, told in full.")
}

fn tell(program: &Program, number: usize) -> Story {
    Story::new(program, &quote(number)).with("email", &format!("secret{number}@address.example"))
}

fn payload(widget: &str) -> Value {
    let answer = Client::anonymous().get(&format!("/embed/{widget}.json"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// Waits until wall, framed document and payload show exactly these stories.
fn shows(program: &Program, widget: &str, numbers: &[usize]) {
    let wanted: Vec<String> = numbers.iter().map(|number| quote(*number)).collect();
    until(
        &format!("{} shows {numbers:?}", program.slug()),
        SOON,
        || {
            let payload = payload(widget);
            let mut found: Vec<String> = payload["testimonials"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["quote"].as_str().unwrap().to_owned())
                .collect();
            found.sort();
            let wall = unescape(&Client::anonymous().get(&program.public("")).text());
            let frame = unescape(&Client::anonymous().get(&format!("/embed/{widget}")).text());
            let pages_agree = (0..10).all(|number| {
                let is_wanted = numbers.contains(&number);
                [&wall, &frame]
                    .iter()
                    .all(|page| page.contains(&quote(number)) == is_wanted)
            });
            (found == wanted && pages_agree).then_some(())
        },
    );
}

fn withdraw(sent: &Sent) {
    let answer = Client::anonymous().post_form(&format!("{}/withdraw", sent.receipt), &[]);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

fn consent(sent: &Sent, given: &str) {
    let fields = [("purpose", "website"), ("given", given)];
    let answer = Client::anonymous().post_form(&format!("{}/consent", sent.receipt), &fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

#[test]
fn the_wall_follows_every_decision() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    shows(&program, &widget, &[]);
    let stories: Vec<Sent> = (0..5)
        .map(|number| tell(&program, number).send(&program))
        .collect();
    let silent = tell(&program, 5).without("consent_website").send(&program);
    shows(&program, &widget, &[]);

    for sent in stories.iter().chain([&silent]) {
        program.decide(sent.id, &change(Decision::Approved));
    }
    shows(&program, &widget, &[0, 1, 2, 3, 4]);

    consent(&stories[0], "false");
    program.decide(stories[1].id, &change(Decision::Rejected));
    program.decide(stories[2].id, &change(Decision::Pending));
    withdraw(&stories[3]);
    consent(&silent, "true");
    shows(&program, &widget, &[4, 5]);

    consent(&stories[0], "true");
    let undo = program.api(&format!("/testimonials/{}/undo", stories[2].id));
    let answer = program
        .owner()
        .request("POST", &undo)
        .json(&json!({}))
        .header("if-match", "\"3\"")
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    shows(&program, &widget, &[0, 2, 4, 5]);

    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM testimonials WHERE program_id = ?1 AND published = 1";
    assert_eq!(database::count(&database, sql, program.slug()), 4);
}

#[test]
fn a_withdrawal_is_gone_for_whoever_asks_with_an_old_etag() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    let sent = tell(&program, 1).send(&program);
    program.decide(sent.id, &change(Decision::Approved));
    shows(&program, &widget, &[1]);
    let path = format!("/embed/{widget}.json");
    let before = Client::anonymous().get(&path);
    let etag = before.header("etag").to_owned();
    let again = |path: &str, etag: &str| {
        Client::anonymous()
            .request("GET", path)
            .header("if-none-match", etag)
            .send()
    };
    let same = again(&path, &etag);
    assert_eq!((same.status, same.body.len()), (304, 0));
    assert_eq!(
        before.header("cache-control"),
        "public, max-age=15, must-revalidate"
    );
    let wall_etag = Client::anonymous()
        .get(&program.public(""))
        .header("etag")
        .to_owned();
    assert_eq!(again(&program.public(""), &wall_etag).status, 304);
    withdraw(&sent);
    shows(&program, &widget, &[]);
    assert_eq!(again(&path, &etag).status, 200);
    assert_eq!(again(&program.public(""), &wall_etag).status, 200);
}

#[test]
fn no_address_and_no_id_of_a_person_ever_leaves() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    let sent = tell(&program, 1).send(&program);
    program.decide(sent.id, &change(Decision::Approved));
    shows(&program, &widget, &[1]);
    let person = program.find_person("secret1").id.to_string();
    for path in [
        program.public(""),
        format!("/embed/{widget}"),
        format!("/embed/{widget}.json"),
    ] {
        let text = Client::anonymous().get(&path).text();
        for secret in [
            "secret1",
            "address.example",
            person.as_str(),
            sent.receipt.as_str(),
            "owner@",
        ] {
            assert!(!text.contains(secret), "{path} tells {secret}");
        }
    }
    let keys: Vec<String> = payload(&widget)["testimonials"][0]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let mut allowed = [
        "id",
        "quote",
        "excerpt_of_longer",
        "rating",
        "author",
        "headline",
        "company",
        "date",
        "relationship",
        "incentive",
        "source",
    ];
    allowed.sort_unstable();
    assert!(
        keys.iter().all(|key| allowed.contains(&key.as_str())),
        "{keys:?}"
    );
}

#[test]
fn relationship_and_incentive_stand_with_the_words() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    let body = json!({ "incentive": "A spare bulb" });
    program
        .owner()
        .request("PATCH", &program.api(""))
        .json(&body)
        .send();
    let sent = tell(&program, 1)
        .with("relationship", "investor")
        .send(&program);
    program.decide(sent.id, &change(Decision::Approved));
    shows(&program, &widget, &[1]);
    let one = payload(&widget)["testimonials"][0].clone();
    assert_eq!(one["relationship"], "investor");
    assert_eq!(one["incentive"], "A spare bulb");
    for (language, sentences) in [
        (
            "en",
            [
                "Investor in the company",
                "Offered to everyone who sends a story: A spare bulb",
            ],
        ),
        (
            "de",
            [
                "Am Unternehmen beteiligt",
                "Angeboten allen, die eine Geschichte senden: A spare bulb",
            ],
        ),
    ] {
        for path in [program.public(""), format!("/embed/{widget}")] {
            let path = format!("{path}?lang={language}");
            let page = unescape(&Client::anonymous().get(&path).text());
            assert!(
                sentences.iter().all(|sentence| page.contains(sentence)),
                "{path}"
            );
        }
        let widget = Client::anonymous().get(&format!("/embed/{widget}.json?lang={language}"));
        let widget: serde_json::Value = widget.json();
        assert_eq!(widget["words"]["investor"], sentences[0]);
    }
}

#[test]
fn an_excerpt_is_shown_as_one_and_the_rest_stays_inside() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    let sent = tell(&program, 1).send(&program);
    let excerpt = Some(Excerpt { start: 0, end: 22 });
    program.decide(
        sent.id,
        &TestimonialChange {
            excerpt,
            ..change(Decision::Approved)
        },
    );
    until("the excerpt", SOON, || {
        let one = payload(&widget)["testimonials"][0].clone();
        (one["quote"] == "This is story number 1" && one["excerpt_of_longer"] == true).then_some(())
    });
    for path in [
        program.public(""),
        format!("/embed/{widget}"),
        format!("/embed/{widget}.json"),
    ] {
        assert!(
            !Client::anonymous()
                .get(&path)
                .text()
                .contains("told in full"),
            "{path}"
        );
    }
}

#[test]
fn structured_data_is_about_the_product_and_only_when_asked_for() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    let sent = tell(&program, 1).send(&program);
    program.decide(sent.id, &change(Decision::Approved));
    shows(&program, &widget, &[1]);
    assert!(
        !Client::anonymous()
            .get(&program.public(""))
            .text()
            .contains("application/ld+json")
    );
    let body = json!({ "product_type": "Product" });
    program
        .owner()
        .request("PATCH", &program.api(""))
        .json(&body)
        .send();
    let markup = until("structured data", SOON, || {
        let page = Client::anonymous().get(&program.public("")).text();
        let rest = page.split("application/ld+json\">").nth(1)?;
        serde_json::from_str::<Value>(rest.split("</script>").next()?).ok()
    });
    assert_eq!(markup["@type"], "Product");
    let text = markup.to_string();
    assert!(
        !text.contains("Organization") && !text.contains("LocalBusiness"),
        "{text}"
    );
    assert_eq!(
        markup["aggregateRating"]["ratingValue"]
            .to_string()
            .trim_matches('"')
            .parse::<f64>()
            .unwrap()
            .to_string(),
        "5"
    );
}

#[test]
fn a_long_wall_is_walked_page_by_page() {
    let program = program();
    for number in 0..60 {
        let sent = tell(&program, number).send(&program);
        let path = program.api(&format!("/testimonials/{}", sent.id));
        let answer = program
            .owner()
            .request("PATCH", &path)
            .json(&json!({ "state": "approved" }))
            .header("if-match", "\"1\"")
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let walk = || {
        let mut found = Vec::new();
        let mut path = Some(program.public(""));
        while let Some(url) = path {
            let page = Client::anonymous().get(&url).text();
            found.extend((0..60).filter(|number| page.contains(&quote(*number))));
            path = laurel_tests::html::tags(&page)
                .find(|tag| tag.contains(" rel=\"next\""))
                .and_then(|tag| laurel_tests::html::attribute(tag, "href"));
        }
        found
    };
    let found = until("all sixty", SOON, || {
        Some(walk()).filter(|found| found.len() >= 60)
    });
    assert_eq!(found.len(), 60, "each once");
    let distinct: std::collections::BTreeSet<_> = found.iter().collect();
    assert_eq!(distinct.len(), 60);
    let garbage = Client::anonymous().get(&program.public("?after=garbage"));
    assert_eq!(garbage.status, 404);
}
