//! Excerpts, tags and the queue.

use laurel_api::ProblemType;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::fixtures::program;
use laurel_tests::stories::Story;
use serde_json::{Value, json};

use super::{QUOTE, decide, story};

#[test]
fn an_excerpt_is_a_range_of_the_original() {
    let program = program();
    let id = story(&program, 1);
    let length = QUOTE.chars().count();
    for (start, end) in [
        (5, 5),
        (6, 5),
        (0, length + 1),
        (length, length + 3),
        (1, 2),
    ] {
        let answer = decide(
            &program,
            id,
            1,
            json!({ "excerpt": { "start": start, "end": end } }),
        );
        refused_field(&answer, "excerpt");
    }
    problem(
        &decide(&program, id, 1, json!({ "excerpt": "my own words" })),
        ProblemType::Invalid,
    );
    let chosen = decide(
        &program,
        id,
        1,
        json!({ "excerpt": { "start": 61, "end": 69 } }),
    );
    assert_eq!(chosen.status, 200, "{}", chosen.text());
    let testimonial = program.testimonial(id).testimonial;
    let excerpt = testimonial
        .excerpt
        .unwrap()
        .of(&testimonial.quote)
        .unwrap()
        .to_owned();
    assert_eq!(excerpt, "👏 Truly.");
    assert_eq!(
        testimonial.quote, QUOTE,
        "the words themselves never change"
    );
    let whole = decide(&program, id, 2, json!({ "clear_excerpt": true }));
    assert_eq!(whole.json::<Value>()["testimonial"]["excerpt"], Value::Null);
    refused_field(
        &decide(
            &program,
            id,
            3,
            json!({ "clear_excerpt": true, "excerpt": { "start": 0, "end": 3 } }),
        ),
        "clear_excerpt",
    );
}

#[test]
fn nobody_can_change_the_words() {
    let program = program();
    let id = story(&program, 1);
    for field in [
        "quote",
        "rating",
        "author",
        "said_at",
        "relationship",
        "incentive",
        "source",
    ] {
        let answer = decide(&program, id, 1, json!({ field: "x" }));
        problem(&answer, ProblemType::Invalid);
    }
    assert_eq!(program.testimonial(id).testimonial.quote, QUOTE);
}

#[test]
fn tags_are_few_short_and_filterable() {
    let program = program();
    let (one, other) = (story(&program, 1), story(&program, 2));
    let many: Vec<String> = (0..11).map(|number| format!("t{number}")).collect();
    for tags in [json!(many), json!(["x".repeat(41)]), json!([" "])] {
        refused_field(&decide(&program, one, 1, json!({ "tags": tags })), "tags");
    }
    decide(
        &program,
        one,
        1,
        json!({ "tags": [" light ", "Größe", "light"] }),
    );
    decide(&program, other, 1, json!({ "tags": ["light"] }));
    let list = |query: &str| {
        program
            .owner()
            .get(&program.api(&format!("/testimonials?{query}")))
            .json::<Value>()
    };
    let count = |query: &str| list(query)["testimonials"].as_array().unwrap().len();
    assert_eq!(
        (
            count("tag=light"),
            count("tag=Gr%C3%B6%C3%9Fe"),
            count("tag=other")
        ),
        (2, 1, 0)
    );
    assert_eq!(list("")["tags"], json!(["Größe", "light"]));
    decide(&program, one, 2, json!({ "tags": [] }));
    assert_eq!((count("tag=light"), count("tag=Gr%C3%B6%C3%9Fe")), (1, 0));
}

#[test]
fn the_queue_is_filtered_and_walked() {
    let program = program();
    for number in 0..9 {
        let stars = (number % 3 + 3).to_string();
        Story::new(&program, QUOTE)
            .with("rating", &stars)
            .with("email", &format!("a{number}@example.com"))
            .send(&program);
    }
    let list = |query: &str| -> Value {
        let answer = program
            .session("viewer")
            .get(&program.api(&format!("/testimonials?{query}")));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    assert_eq!(
        list("rating=5")["testimonials"].as_array().unwrap().len(),
        3
    );
    assert_eq!(list("rating=1")["testimonials"], json!([]));
    assert_eq!(list("state=approved")["testimonials"], json!([]));
    assert_eq!(
        list("source=form")["testimonials"]
            .as_array()
            .unwrap()
            .len(),
        9
    );
    assert_eq!(list("source=Shop")["testimonials"], json!([]));
    let mut seen = std::collections::BTreeSet::new();
    let mut query = "limit=2".to_owned();
    loop {
        let page = list(&query);
        for one in page["testimonials"].as_array().unwrap() {
            assert!(
                seen.insert(one["id"].as_str().unwrap().to_owned()),
                "nobody twice"
            );
        }
        match page["meta"]["next"].as_str() {
            Some(next) => query = format!("limit=2&cursor={next}"),
            None => break,
        }
        Story::new(&program, QUOTE)
            .with("email", &format!("late{}@example.com", seen.len()))
            .send(&program);
    }
    assert_eq!(
        seen.len(),
        9,
        "those who were there, once each; later ones stand before the first page"
    );
}
