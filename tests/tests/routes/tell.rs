//! The testimonial form: stores a story once, and keeps everything typed when something is wrong.
//!
//! Long because each answer of the form is tried here.

use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::html;
use laurel_tests::recount;
use laurel_tests::server::server;
use laurel_tests::stories::{Story, receipt_of};
use rusqlite::Connection;
use serde_json::json;

const QUOTE: &str = "I fixed forty watches under this lamp, and my eyes are fine.";

fn read() -> Connection {
    database::read(&server().state)
}

fn stored(program: &Program) -> i64 {
    database::count(
        &read(),
        "SELECT count(*) FROM testimonials WHERE program_id = ?1",
        program.slug(),
    )
}

#[test]
fn a_story_is_stored_with_its_author_its_consents_and_a_receipt() {
    let program = program();
    let sent = Story::new(&program, &format!("  {QUOTE}\r\nTruly.  ")).send(&program);
    let detail = program.testimonial(sent.id);
    let testimonial = detail.testimonial;
    assert_eq!(testimonial.quote, format!("{QUOTE}\nTruly."));
    assert_eq!(testimonial.author.as_deref(), Some("Ada Example"));
    assert_eq!(
        testimonial
            .rating
            .map(laurel_domain::testimonial::Rating::stars),
        Some(5)
    );
    assert_eq!(
        (testimonial.source.as_str(), testimonial.revision),
        ("form", 1)
    );
    assert!(!testimonial.published);
    assert_eq!(detail.consents.len(), 3, "one entry per purpose");
    let wordings: Vec<&str> = detail
        .consents
        .iter()
        .map(|entry| entry.wording.as_str())
        .collect();
    let page = html::unescape(&Client::anonymous().get(&program.public("/tell")).text());
    for wording in wordings {
        assert!(
            page.contains(wording),
            "the wording is what the author saw: {wording}"
        );
    }
    // Nobody has proven or decided anything yet: nobody is known, and nothing is counted.
    assert_eq!((testimonial.person, testimonial.proven_at), (None, None));
    let people = "SELECT count(*) FROM people WHERE program_id = ?1";
    assert_eq!(database::count(&read(), people, program.slug()), 0);
    recount::assert_rollups(&read(), program.slug());
    // The receipt was mailed, too.
    let sql = "SELECT count(*) FROM outbox WHERE program_id = ?1 AND recipient = 'ada@example.com' AND body_text LIKE '%' || '/receipt/' || '%'";
    assert_eq!(database::count(&read(), sql, program.slug()), 1);
    assert_eq!(Client::anonymous().get(&sent.receipt).status, 200);
}

#[test]
fn only_what_is_ticked_is_consented_to() {
    let program = program();
    let story = Story::new(&program, QUOTE)
        .without("consent_website")
        .without("consent_sales_material");
    let sent = story.send(&program);
    let detail = program.testimonial(sent.id);
    let given: Vec<&str> = detail
        .testimonial
        .consents
        .iter()
        .map(|purpose| purpose.code())
        .collect();
    assert_eq!(given, ["social_media"]);
    assert_eq!(detail.consents.len(), 1);
    let form = Client::anonymous().get(&program.public("/tell")).text();
    for purpose in ["website", "social_media", "sales_material"] {
        let name = format!("consent_{purpose}");
        assert!(html::control(&form, &name).is_some(), "{name}");
        assert_eq!(
            html::checked(&form, &name),
            None,
            "{name} is not ticked beforehand"
        );
    }
}

#[test]
fn a_double_submit_stores_one() {
    let program = program();
    let story = Story::new(&program, QUOTE);
    let (first, second) = (story.submit(&program), story.submit(&program));
    assert_eq!(receipt_of(&first), receipt_of(&second), "the same thanks");
    assert_eq!(stored(&program), 1);
    recount::assert_rollups(&read(), program.slug());
}

#[test]
fn a_double_submit_at_the_same_moment_stores_one() {
    let program = program();
    for number in 0..3 {
        let story = Story::new(&program, QUOTE).with("email", &format!("a{number}@example.com"));
        let receipts: Vec<String> = std::thread::scope(|scope| {
            let senders: Vec<_> = (0..5)
                .map(|_| scope.spawn(|| receipt_of(&story.submit(&program))))
                .collect();
            senders
                .into_iter()
                .map(|sender| sender.join().unwrap())
                .collect()
        });
        assert!(
            receipts.windows(2).all(|pair| pair[0] == pair[1]),
            "{receipts:?}"
        );
        assert_eq!(stored(&program), number + 1);
    }
    let mails = "SELECT count(*) FROM outbox WHERE program_id = ?1";
    assert_eq!(
        database::count(&read(), mails, program.slug()),
        3,
        "one receipt each"
    );
    recount::assert_rollups(&read(), program.slug());
}

#[test]
fn stories_of_one_author_at_the_same_moment_all_arrive() {
    let program = program();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let program = &program;
            scope.spawn(move || Story::new(program, &format!("{QUOTE} {number}")).send(program));
        }
    });
    assert_eq!(stored(&program), 4);
    recount::assert_rollups(&read(), program.slug());
}

#[test]
fn nobody_consents_to_words_that_they_have_not_read() {
    let program = program();
    let story = Story::new(&program, QUOTE);
    let renamed = program
        .owner()
        .request("PATCH", &program.api(""))
        .json(&json!({ "name": "Renamed since" }))
        .send();
    assert_eq!(renamed.status, 200, "{}", renamed.text());

    let answer = story.submit(&program);
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(page.contains("name has changed") && page.contains(QUOTE));
    assert!(
        !page.contains("value=\"yes\" checked"),
        "no box is ticked any more"
    );
    assert_eq!(stored(&program), 0);

    let shown = |field: &str| html::value(&page, field).unwrap();
    let again = story
        .with("agreed_with", &shown("agreed_with"))
        .with("wording", &shown("wording"))
        .send(&program);
    let detail = program.testimonial(again.id);
    assert!(
        detail
            .consents
            .iter()
            .all(|entry| entry.wording.contains("Renamed since"))
    );
}

#[test]
fn every_bad_field_is_named_and_nothing_typed_is_lost() {
    let program = program();
    let long = "x".repeat(3_001);
    let line = "y".repeat(121);
    let name = "n".repeat(81);
    let bad: [(&str, &[&str]); 8] = [
        ("quote", &["", "too short", &long]),
        ("rating", &["6", "0", "-1", "five"]),
        ("author", &["", "   ", &name]),
        (
            "email",
            &[
                "",
                "nobody",
                "a@b",
                "a b@example.com",
                "a@example.com\nBcc: c@example.com",
            ],
        ),
        ("headline", &[&line]),
        ("company", &[&line]),
        ("relationship", &["", "rival"]),
        ("quote", &["                         "]),
    ];
    for (field, values) in bad {
        for value in values {
            let story = Story::new(&program, QUOTE)
                .with("author", "Zoë \"Z\" <b>Bold</b> & Sons")
                .with("headline", "\u{202e}desrever\u{202c} 👩🏽‍🔧")
                .with("rating", "4")
                .with("relationship", "partner")
                .without("consent_social_media")
                .with(field, value);
            let answer = story.submit(&program);
            assert_eq!(answer.status, 422, "{field}={value:?}: {}", answer.status);
            let page = answer.text();
            assert!(
                page.contains(&format!("id=\"{field}-problem\"")),
                "{field}={value:?} is named"
            );
            assert!(page.contains("error-summary"), "{field}={value:?}");
            for (name, typed) in &story.fields {
                let back = match name.as_str() {
                    "quote" => html::textarea(&page, name),
                    "rating" if !["1", "2", "3", "4", "5"].contains(&typed.as_str()) => continue,
                    "rating" => html::checked(&page, name),
                    "relationship" if typed == "rival" => continue,
                    "relationship" => html::selected(&page, name),
                    _ if name.starts_with("consent_") => html::checked(&page, name),
                    _ => html::value(&page, name),
                };
                assert_eq!(
                    back.as_deref(),
                    Some(typed.as_str()),
                    "{name} after a bad {field}"
                );
            }
            assert_eq!(
                html::checked(&page, "consent_social_media"),
                None,
                "no box ticks itself"
            );
        }
    }
    assert_eq!(stored(&program), 0);
}

#[test]
fn several_problems_are_listed_in_the_order_of_the_fields() {
    let program = program();
    let page = Story::new(&program, "short")
        .with("email", "")
        .with("relationship", "")
        .submit(&program)
        .text();
    let position = |field: &str| {
        page.find(&format!("href=\"#{field}\""))
            .unwrap_or_else(|| panic!("{field}"))
    };
    assert!(position("quote") < position("email") && position("email") < position("relationship"));
    assert!(page.contains("3 things need another look"));
}

#[test]
fn lengths_count_characters_not_bytes() {
    let program = program();
    let longest = "ä👏".repeat(1_500);
    let sent = Story::new(&program, &longest).send(&program);
    assert_eq!(program.testimonial(sent.id).testimonial.quote, longest);
    let shortest = "日".repeat(20);
    let sent = Story::new(&program, &shortest)
        .with("email", "b@example.com")
        .send(&program);
    assert_eq!(program.testimonial(sent.id).testimonial.quote, shortest);
}

#[test]
fn rating_and_headline_may_stay_empty() {
    let program = program();
    let story = Story::new(&program, QUOTE)
        .with("rating", "")
        .with("headline", "")
        .with("company", " ");
    let testimonial = program.testimonial(story.send(&program).id).testimonial;
    assert_eq!(
        (
            testimonial.rating,
            testimonial.headline,
            testimonial.company
        ),
        (None, None, None)
    );
}

#[test]
fn a_form_that_arrives_in_pieces_is_asked_for_again() {
    let program = program();
    for story in [
        Story::new(&program, QUOTE).without("submission"),
        Story::new(&program, QUOTE).with("submission", "garbage"),
    ] {
        let answer = story.submit(&program);
        assert_eq!(answer.status, 422, "{}", answer.status);
        let page = answer.text();
        assert_eq!(html::textarea(&page, "quote").as_deref(), Some(QUOTE));
        let again = html::value(&page, "submission").unwrap();
        let sent = story.with("submission", &again).submit(&program);
        receipt_of(&sent);
    }
    assert_eq!(stored(&program), 2);
}

#[test]
fn only_yes_is_a_yes() {
    let program = program();
    for no in ["false", "", "no", "0", "true", "on", "YES "] {
        let story = Story::new(&program, QUOTE)
            .with("email", &format!("{}@example.com", no.trim().len()))
            .with("consent_website", no)
            .with("consent_social_media", no)
            .with("consent_sales_material", no);
        let detail = program.testimonial(story.send(&program).id);
        assert!(detail.testimonial.consents.is_empty(), "{no:?}");
        assert!(detail.consents.is_empty(), "nothing in the ledger: {no:?}");
    }
}

#[test]
fn an_incentive_that_changed_is_shown_before_it_is_stored() {
    let program = program();
    let set = |text: &str| {
        let request = program.owner().request("PATCH", &program.api(""));
        assert_eq!(
            request.json(&json!({ "incentive": text })).send().status,
            200
        );
    };
    set("A spare bulb");
    let story = Story::new(&program, QUOTE);
    for (now, noted) in [
        ("A pound of tea", "A pound of tea"),
        ("", "has stopped giving"),
    ] {
        set(now);
        let answer = story.submit(&program);
        assert_eq!(answer.status, 422, "{}", answer.text());
        let page = html::unescape(&answer.text());
        assert!(page.contains(noted), "says what changed: {page}");
        assert_eq!(html::textarea(&page, "quote").as_deref(), Some(QUOTE));
        assert_eq!(
            html::checked(&page, "consent_website").as_deref(),
            Some("yes"),
            "no wording of a consent has changed"
        );
        assert_eq!(stored(&program), 0);
    }
    let shown = html::value(&story.submit(&program).text(), "incentive").unwrap();
    let sent = story.with("incentive", &shown).send(&program);
    assert_eq!(program.testimonial(sent.id).testimonial.incentive, None);
}

#[test]
fn a_wording_that_changed_is_shown_before_it_is_stored() {
    let program = program();
    let story = Story::new(&program, QUOTE).with("wording", "another wording");
    let answer = story.submit(&program);
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(page.contains("words of a consent have changed") && page.contains(QUOTE));
    assert_eq!(html::checked(&page, "consent_website"), None);
    // Who consents to nothing has read no wording.
    let nothing = story
        .without("consent_website")
        .without("consent_social_media")
        .without("consent_sales_material");
    nothing.send(&program);
}

#[test]
fn the_incentive_is_told_before_and_copied_to_what_is_sent() {
    let program = program();
    let incentive = "A spare bulb & a card";
    let set = |text: &str| {
        let body = serde_json::json!({ "incentive": text });
        program
            .owner()
            .request("PATCH", &program.api(""))
            .json(&body)
            .send();
    };
    set(incentive);
    let form = html::unescape(&Client::anonymous().get(&program.public("/tell")).text());
    assert!(form.contains(incentive));
    let sent = Story::new(&program, QUOTE)
        .with("rating", "1")
        .send(&program);
    set("");
    assert_eq!(
        program
            .testimonial(sent.id)
            .testimonial
            .incentive
            .as_deref(),
        Some(incentive),
        "whatever the rating, and for good"
    );
}
