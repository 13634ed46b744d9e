//! Averages: whose stars count, and which figure is shown.

use laurel_api::testimonials::{Decision, TestimonialChange};
use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::program;
use laurel_tests::html::unescape;
use laurel_tests::server::server;
use laurel_tests::wait::until;
use serde_json::{Value, json};

use super::{SOON, change, payload, quote, shows, tell, withdraw};

#[test]
fn stars_of_those_who_gain_by_them_enter_no_average() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    let product = json!({ "product_type": "Product" });
    let path = program.api("");
    let changed = program
        .owner()
        .request("PATCH", &path)
        .json(&product)
        .send();
    assert_eq!(changed.status, 200, "{}", changed.text());
    let said = [("employee", "5"), ("partner", "5"), ("investor", "5")];
    for (number, (relationship, stars)) in said.into_iter().enumerate() {
        let sent = tell(&program, number)
            .with("relationship", relationship)
            .with("rating", stars)
            .send(&program);
        program.decide(sent.id, &change(Decision::Approved));
    }
    shows(&program, &widget, &[0, 1, 2]);
    assert_eq!(payload(&widget)["rating"], Value::Null);
    let wall = Client::anonymous().get(&program.public("")).text();
    assert!(!wall.contains("aggregateRating") && !wall.contains("average of"));

    let mut customers = Vec::new();
    for (number, stars) in [(3, "5"), (4, "2")] {
        let sent = tell(&program, number).with("rating", stars).send(&program);
        program.decide(sent.id, &change(Decision::Approved));
        customers.push(sent);
    }
    shows(&program, &widget, &[0, 1, 2, 3, 4]);
    assert_eq!(
        payload(&widget)["rating"],
        json!({ "average": 3.5, "count": 2 })
    );
    let wall = unescape(&Client::anonymous().get(&program.public("")).text());
    assert!(
        wall.contains("\"ratingValue\":3.5") && wall.contains("\"ratingCount\":2"),
        "{wall}"
    );
    assert!(wall.contains("average of all 2 published ratings by customers"));

    withdraw(&customers[0]);
    shows(&program, &widget, &[0, 1, 2, 4]);
    assert_eq!(
        payload(&widget)["rating"],
        json!({ "average": 2.0, "count": 1 })
    );
    // The counters are what a recount says.
    let database = database::read(&server().state);
    let counted = "SELECT coalesce(sum(rating * testimonials), 0) FROM published_ratings WHERE program_id = ?1";
    let recount = "SELECT coalesce(sum(rating), 0) FROM testimonials
       WHERE program_id = ?1 AND published = 1 AND relationship = 'customer'";
    for sql in [counted, recount] {
        assert_eq!(database::count(&database, sql, program.slug()), 2);
    }
}

#[test]
fn an_average_of_nearly_five_is_not_five() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    let hex = database::digest("nearly five");
    let import = json!({
        "kind": "reviews", "file_name": "reviews.csv", "file_digest": hex, "header_digest": hex,
        "mapping": { "columns": { "quote": "text" } }, "rows_total": 25,
    });
    let started = program
        .owner()
        .request("POST", &program.api("/imports"))
        .json(&import)
        .send();
    let started: Value = started.json();
    let reviews: Vec<Value> = (0..25)
        .map(|number| {
            json!({
                "key": &database::digest(&format!("row {number}"))[..32], "at": "2024-07-31T00:00:00Z",
                "quote": quote(number), "source": "Lamp Reviews", "rating": if number == 0 { 4 } else { 5 },
            })
        })
        .collect();
    let id = started["import"]["id"].as_str().unwrap();
    let path = program.api(&format!("/imports/{id}/batches"));
    let rows = json!({ "first_row": 0, "rows": { "reviews": reviews } });
    let sent = program.owner().request("POST", &path).json(&rows).send();
    assert_eq!(sent.status, 200, "{}", sent.text());
    let list = program.api("/testimonials?limit=100");
    let list: Value = program.owner().get(&list).json();
    for one in list["testimonials"].as_array().unwrap() {
        let path = program.api(&format!("/testimonials/{}", one["id"].as_str().unwrap()));
        for (revision, method, rest, body) in [
            (
                1,
                "PUT",
                "/licence",
                json!({ "licence": "Terms of the shop" }),
            ),
            (2, "PATCH", "", json!({ "state": "approved" })),
        ] {
            let answer = program
                .owner()
                .request(method, &format!("{path}{rest}"))
                .json(&body)
                .header("if-match", &format!("\"{revision}\""))
                .send();
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    }
    until("25 ratings", SOON, || {
        (payload(&widget)["rating"]["count"] == 25).then_some(())
    });
    let data = payload(&widget);
    assert_eq!(data["rating"]["average"], 4.96);
    assert!(
        data["words"]["line"]
            .as_str()
            .unwrap()
            .contains("4.96 out of 5")
    );
    for path in [program.public(""), format!("/embed/{widget}")] {
        let page = Client::anonymous().get(&path).text();
        assert!(page.contains("4.96") && !page.contains("5.0"), "{path}");
    }
}

#[test]
fn the_average_is_over_everything_published_never_over_the_selection() {
    let program = program();
    let all = program.create_widget(None).id.to_string();
    let chosen = program.create_widget(Some("best")).id.to_string();
    for (number, stars) in ["5", "5", "1", "", "2"].iter().enumerate() {
        let sent = tell(&program, number).with("rating", stars).send(&program);
        let tags = (*stars == "5").then(|| vec!["best".to_owned()]);
        // The last one stays unpublished: its rating must not count.
        if number < 4 {
            program.decide(
                sent.id,
                &TestimonialChange {
                    tags,
                    ..change(Decision::Approved)
                },
            );
        }
    }
    shows(&program, &all, &[0, 1, 2, 3]);
    let expected = json!({ "average": 3.7, "count": 3 });
    let selection = until("the selection", SOON, || {
        let payload = payload(&chosen);
        (payload["testimonials"].as_array().unwrap().len() == 2).then_some(payload)
    });
    assert_eq!(selection["rating"], expected);
    assert_eq!(payload(&all)["rating"], expected);
    let brand = format!("Brand {}", program.slug());
    assert_eq!(
        selection["widget"]["selected_by"],
        brand.as_str(),
        "a selection says so"
    );
    assert_eq!(payload(&all)["widget"]["selected_by"], Value::Null);
    let frame = Client::anonymous().get(&format!("/embed/{chosen}")).text();
    assert!(frame.contains("Selected by") && unescape(&frame).contains(&brand));
    let wall = Client::anonymous().get(&program.public("")).text();
    assert!(wall.contains("3.7") && !wall.contains("Selected by"));
}
