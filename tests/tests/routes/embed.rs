//! Widgets for members, and what other sites get of them.

use std::time::Duration;

use laurel_api::ProblemType;
use laurel_api::testimonials::{Decision, TestimonialChange};
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::client::{Client, percent};
use laurel_tests::fixtures::program;
use laurel_tests::server::server;
use laurel_tests::stories::Story;
use laurel_tests::wait::until;
use serde_json::{Value, json};

use laurel_tests::cases::widget;

#[test]
fn a_widget_is_created_changed_and_deleted() {
    let program = program();
    let owner = program.owner();
    let created = program.create_widget(Some("light"));
    assert!(
        created.snippet.contains(&created.id.to_string()),
        "{}",
        created.snippet
    );
    assert!(
        created
            .snippet
            .contains(&format!("{}/v1/laurel.js", server().base_url)),
        "{}",
        created.snippet
    );
    let path = program.api(&format!("/widgets/{}", created.id));
    let mut changed = widget();
    changed["layout"] = json!("list");
    changed["name"] = json!("Second page");
    let answer = owner
        .request("PUT", &path)
        .header("if-match", "\"1\"")
        .json(&changed)
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    let list: Value = owner.get(&program.api("/widgets")).json();
    assert_eq!(list["widgets"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&list["widgets"][0]["layout"], &list["widgets"][0]["tag"]),
        (&json!("list"), &Value::Null)
    );
    let json = format!("/embed/{}.json", created.id);
    until("the new layout", Duration::from_secs(10), || {
        (Client::anonymous().get(&json).json::<Value>()["widget"]["layout"] == "list").then_some(())
    });

    assert_eq!(owner.request("DELETE", &path).send().status, 200);
    problem(
        &owner.request("DELETE", &path).send(),
        ProblemType::NotFound,
    );
    until("the end of the widget", Duration::from_secs(10), || {
        (Client::anonymous().get(&json).status == 404).then_some(())
    });
}

#[test]
fn a_widget_that_cannot_be_is_refused_by_field() {
    let program = program();
    for (field, value) in [
        ("name", json!(" ")),
        ("name", json!("n".repeat(81))),
        ("tag", json!("t".repeat(41))),
        ("max_items", json!(0)),
        ("max_items", json!(61)),
        ("max_items", json!(300)),
        ("layout", json!("carousel")),
        ("show_rating", json!("yes")),
    ] {
        let mut body = widget();
        body[field] = value;
        let answer = program
            .owner()
            .request("POST", &program.api("/widgets"))
            .json(&body)
            .send();
        refused_field(&answer, field);
    }
}

#[test]
fn a_widget_shows_at_most_what_it_is_told_to() {
    let program = program();
    let mut body = widget();
    body["max_items"] = json!(2);
    let created: Value = program
        .owner()
        .request("POST", &program.api("/widgets"))
        .json(&body)
        .send()
        .json();
    let id = created["widget"]["id"].as_str().unwrap();
    for number in 0..4 {
        let story = Story::new(
            &program,
            &format!("This is story number {number}, told in full."),
        );
        let sent = story
            .with("email", &format!("a{number}@example.com"))
            .send(&program);
        program.decide(
            sent.id,
            &TestimonialChange {
                state: Some(Decision::Approved),
                ..TestimonialChange::default()
            },
        );
    }
    let latest = until("the latest two", Duration::from_secs(10), || {
        let payload: Value = Client::anonymous().get(&format!("/embed/{id}.json")).json();
        let quotes: Vec<String> = payload["testimonials"]
            .as_array()?
            .iter()
            .map(|one| one["quote"].as_str().unwrap().to_owned())
            .collect();
        quotes.first()?.contains("number 3").then_some(quotes)
    });
    assert_eq!(latest.len(), 2);
    assert!(latest[1].contains("number 2"), "{latest:?}");
}

#[test]
fn every_site_may_read_the_data_and_nothing_else() {
    let program = program();
    let id = program.create_widget(None).id;
    let data = Client::anonymous()
        .request("GET", &format!("/embed/{id}.json"))
        .header("origin", "https://shop.example")
        .send();
    assert_eq!(data.header("access-control-allow-origin"), "*");
    assert_eq!(data.header("access-control-allow-credentials"), "");
    assert_eq!(data.header("content-type"), "application/json");
    assert!(data.cookie("laurel").is_none());
    let missing = Client::anonymous().get("/embed/018f0000-0000-7000-8000-000000000000.json");
    assert_eq!(
        missing.header("access-control-allow-origin"),
        "*",
        "the element can read why"
    );
    for path in [
        program.api("/people"),
        program.public(""),
        program.public("/tell"),
    ] {
        let answer = program
            .owner()
            .request("GET", &path)
            .header("origin", "https://shop.example")
            .send();
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    let script = Client::anonymous().get("/v1/laurel.js");
    assert!(
        script.header("content-type").contains("javascript"),
        "{}",
        script.header("content-type")
    );
}

#[test]
fn oembed_answers_for_our_own_addresses_only() {
    let program = program();
    let id = program.create_widget(None).id;
    let ask = |url: &str, more: &str| {
        let url = percent(url);
        Client::anonymous().get(&format!("/oembed?url={url}{more}"))
    };
    let base = &server().base_url;
    let rich: Value = ask(&format!("{base}/embed/{id}"), "&maxwidth=300").json();
    assert_eq!(
        (&rich["version"], &rich["type"], &rich["width"]),
        (&json!("1.0"), &json!("rich"), &json!(300))
    );
    assert!(
        rich["html"]
            .as_str()
            .unwrap()
            .contains(&format!("{base}/embed/{id}"))
    );
    let link: Value = ask(&format!("{base}{}", program.public("")), "").json();
    assert_eq!(link["type"], "link");
    for foreign in [
        "https://evil.example/embed/x",
        &format!("{base}.evil.example/embed/{id}"),
        &format!("{base}/app"),
        "javascript:alert(1)",
        "",
    ] {
        assert_eq!(ask(foreign, "").status, 404, "{foreign}");
    }
    assert_eq!(
        ask(&format!("{base}/embed/{id}"), "&format=xml").status,
        501
    );
    assert_eq!(Client::anonymous().get("/oembed").status, 422);
}

#[test]
fn there_are_forty_widgets_at_most_whoever_adds_one_at_the_same_moment() {
    let program = program();
    let create = |number: usize| {
        let body = json!({ "name": format!("Widget {number}"), "layout": "wall", "show_rating": true, "max_items": 3 });
        let path = program.api("/widgets");
        program.owner().request("POST", &path).json(&body).send()
    };
    let answers: Vec<_> = std::thread::scope(|scope| {
        let create = &create;
        let threads: Vec<_> = (0..6)
            .map(|thread| {
                let some = (0..8).map(move |number| 8 * thread + number);
                scope.spawn(move || some.map(create).collect::<Vec<_>>())
            })
            .collect();
        let answers = threads.into_iter().map(|thread| thread.join().unwrap());
        answers.flatten().collect()
    });
    let made = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(made, 40, "of 48");
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        problem(refused, ProblemType::Conflict);
        assert_eq!(refused.json::<Value>()["code"], "too_many_widgets");
    }
    let list: Value = program.owner().get(&program.api("/widgets")).json();
    assert_eq!(list["widgets"].as_array().unwrap().len(), 40);
}
