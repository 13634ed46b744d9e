//! Handing out everything about a person, erasing them, and what becomes of words that were withdrawn.
//!
//! Long because the same person is looked for everywhere, before and after.

use laurel_api::endpoints::{ErasePerson, ExportPerson, GetPerson};
use laurel_api::people::Profile;
use laurel_api::privacy::{EraseQuery, Erased, PersonExport};
use laurel_api::testimonials::{Decision, TestimonialChange};
use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_api::{NoBody, NoQuery, ProblemType};
use laurel_domain::PersonId;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::facts::{fact, person, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount::{self, assert_rollups};
use laurel_tests::server::server;
use laurel_tests::stories::{Sent, Story, mailed_receipt};
use serde_json::{Value, json};

const QUOTE: &str = "Zephyrine lights my loom until midnight, and no thread breaks.";
/// Each of these tells who Zephyrine is. None may be anywhere once she is erased.
const TELLING: [&str; 8] = [
    "zephyrine",
    "quillfeather",
    "crm-zq-77",
    "loomwright",
    "weftonia",
    "night weaver",
    "warp and weft",
    "shuttle special",
];

fn address(program: &Program) -> String {
    format!("zephyrine@{}.example", program.slug())
}

/// A customer of whom everything is known that can be, and who wrote a story that is published.
fn zephyrine(program: &Program) -> (PersonId, Sent) {
    let key = PersonKey {
        email: Some(address(program)),
        name: Some("Zephyrine Quillfeather".to_owned()),
        headline: Some("Night weaver".to_owned()),
        company: Some("Loomwright Mill".to_owned()),
        industry: Some("Textiles".to_owned()),
        company_size: Some("11-50".to_owned()),
        country: Some("Norway".to_owned()),
        city: Some("Weftonia".to_owned()),
        source: Some("Fair".to_owned()),
        ..person("crm-zq-77")
    };
    let by_her = |touchpoint: NewTouchpoint| NewTouchpoint {
        person: key.clone(),
        ..touchpoint
    };
    program.record(vec![
        by_her(NewTouchpoint {
            note: Some("Shuttle special".to_owned()),
            ..purchase("crm-zq-77", "2025-02-01", 4_900)
        }),
        purchase("bert", "2025-02-02", 100),
    ]);
    let id = program.find_person("zephyrine").id;
    let editor = program.session("editor");
    let ask = json!({ "people": [id], "kind": "review", "note": "Ask Zephyrine about the loom" });
    let asked = editor
        .request("POST", &program.api("/asks"))
        .json(&ask)
        .send();
    assert_eq!(asked.status, 200, "{}", asked.text());
    program.record(vec![
        by_her(fact("crm-zq-77", "swag", "2025-03-01")),
        by_her(fact("crm-zq-77", "referral", "2025-04-01")),
    ]);
    let story = Story::new(program, QUOTE);
    let sent = story
        .with("email", &address(program))
        .with("author", "Zephyrine Quillfeather")
        .with("company", "Loomwright Mill")
        .with("headline", "Night weaver")
        .send(program);
    // The address is proven, so that the story counts for the person who has it.
    let proven = Client::anonymous().get(&mailed_receipt(program, &address(program)));
    assert_eq!(proven.status, 200);
    program.decide(
        sent.id,
        &TestimonialChange {
            state: Some(Decision::Approved),
            tags: Some(vec!["warp and weft".to_owned()]),
            ..TestimonialChange::default()
        },
    );
    let tags = json!({ "add": ["warp and weft"] });
    let path = program.api(&format!("/people/{id}/tags"));
    assert_eq!(
        editor.request("PATCH", &path).json(&tags).send().status,
        200
    );
    (id, sent)
}

fn erase(program: &Program, person: PersonId) -> Erased {
    let query = EraseQuery {
        confirm: Some("erase".to_owned()),
    };
    let path = program.of_person(person);
    let editor = program.session("editor");
    editor.ok::<ErasePerson>(&path, &query, &NoBody {}).erased
}

fn export(program: &Program, person: PersonId) -> PersonExport {
    let path = program.of_person(person);
    let editor = program.session("editor");
    editor.ok::<ExportPerson>(&path, &NoQuery {}, &NoBody {})
}

fn profile(program: &Program, person: PersonId) -> Profile {
    let path = program.of_person(person);
    let owner = program.owner();
    owner.ok::<GetPerson>(&path, &NoQuery {}, &NoBody {}).person
}

fn exact(program: &Program) {
    assert_rollups(&database::read(&server().state), program.slug());
}

/// Where in a program's rows one of these words stands: table, column and what is there.
fn found(program: &Program, words: &[&str]) -> Vec<String> {
    let database = database::read(&server().state);
    let tables: Vec<String> = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut found = Vec::new();
    for table in tables {
        let columns: Vec<String> = database
            .prepare("SELECT name FROM pragma_table_xinfo(?1)")
            .unwrap()
            .query_map([&table], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        if !columns.iter().any(|column| column == "program_id") {
            continue;
        }
        for column in &columns {
            let sql = format!(
                "SELECT CAST(\"{column}\" AS TEXT) FROM \"{table}\" WHERE program_id = ?1 AND \"{column}\" IS NOT NULL"
            );
            let mut rows = database.prepare(&sql).unwrap();
            let values = rows.query_map([program.slug()], |row| row.get::<_, String>(0));
            for value in values.unwrap() {
                let value = value.unwrap();
                let small = value.to_lowercase();
                if words
                    .iter()
                    .any(|word| small.contains(&word.to_lowercase()))
                {
                    found.push(format!("{table}.{column}: {value}"));
                }
            }
        }
    }
    found
}

fn count(program: &Program, sql: &str) -> i64 {
    database::count(&database::read(&server().state), sql, program.slug())
}

#[test]
fn whoever_is_erased_is_nowhere_and_still_counted() {
    let program = program();
    let (id, sent) = zephyrine(&program);
    assert!(
        found(&program, &TELLING).len() > 15,
        "there is something to erase"
    );
    let touchpoints = "SELECT count(*) FROM touchpoints WHERE program_id = ?1";
    let before = (count(&program, touchpoints), figures(&program));
    let ledger = "SELECT count(*) FROM consents WHERE program_id = ?1";
    let agreed = count(&program, ledger);

    assert_eq!(
        erase(&program, id),
        Erased {
            person: id,
            stories: 1
        }
    );
    let left = found(&program, &TELLING);
    assert!(left.is_empty(), "still there: {left:#?}");
    exact(&program);
    let after = (count(&program, touchpoints), figures(&program));
    assert_eq!(before, after, "what is counted stays");

    // The ledger has what was agreed to, that it was taken back, and a digest that tells nobody.
    assert_eq!(count(&program, ledger), agreed + 3);
    let proof = "SELECT count(*) FROM consents WHERE program_id = ?1 AND length(author_digest) = 64
       AND length(wording) > 20";
    assert_eq!(count(&program, proof), agreed + 3);

    let wall = Client::anonymous().get(&program.public(""));
    assert!(!wall.text().contains("loom"), "{}", wall.text());
    let detail = program.testimonial(sent.id);
    assert_eq!(detail.testimonial.state.code(), "withdrawn");
    assert_eq!(detail.history[0].action, "erased");
    let profile = profile(&program, id);
    assert!(profile.erased_at.is_some() && profile.opted_out);
    assert_eq!((profile.person.name, profile.person.email), (None, None));
    assert_eq!(profile.asks[0].state.code(), "withdrawn");
    let log: Value = program.owner().get(&program.api("/events")).json();
    let erased = log["events"].as_array().unwrap().iter();
    let erased: Vec<&Value> = erased
        .filter(|event| event["action"] == "person_erased")
        .collect();
    assert_eq!(erased.len(), 1);
    assert_eq!(erased[0]["subject_id"], id.to_string());
    assert_eq!(
        program.find_person("bert").name,
        None,
        "nobody else is touched"
    );

    // Again changes nothing, and nobody writes on somebody who is nobody.
    assert_eq!(
        erase(&program, id),
        Erased {
            person: id,
            stories: 0
        }
    );
    let editor = program.session("editor");
    let path = program.api(&format!("/people/{id}"));
    let named = editor
        .request("PATCH", &path)
        .json(&json!({ "name": "Zephyrine" }))
        .send();
    problem(&named, ProblemType::NotFound);
    let body = json!({ "touchpoints": [{ "person": { "id": id, "name": "Zephyrine" }, "kind": "purchase",
        "at": "2026-03-01T10:00:00Z" }] });
    let recorded = editor
        .request("POST", &program.api("/touchpoints"))
        .json(&body)
        .send();
    refused_field(&recorded, "touchpoints[0].person.id");
    assert!(found(&program, &TELLING).is_empty());
    exact(&program);
}

/// Totals and activity, which erasing leaves as they are; who is divided by what is not among them.
fn figures(program: &Program) -> recount::Figures {
    let mut figures = recount::stored(&database::read(&server().state), program.slug());
    let kept = [
        "total people",
        "total purchases",
        "total revenue",
        "total customers",
        "total acts",
    ];
    figures.retain(|key, _| {
        let total = kept
            .iter()
            .any(|kept| key == kept || key.starts_with("total revenue:"));
        total
            || key.starts_with("activity ")
            || key.starts_with("funnel  day ")
            || key.starts_with("flywheel ")
    });
    assert!(figures.len() > 8, "{figures:?}");
    figures
}

#[test]
fn erasing_is_confirmed_and_needs_the_right() {
    let program = program();
    let (id, _) = zephyrine(&program);
    let path = program.of_person(id);
    let query = |confirm: Option<&str>| EraseQuery {
        confirm: confirm.map(str::to_owned),
    };
    for confirm in [None, Some("yes"), Some("ERASE")] {
        let editor = program.session("editor");
        let answer = editor.call::<ErasePerson>(&path, &query(confirm), &NoBody {});
        refused_field(&answer, "confirm");
    }
    let viewer = program.session("viewer");
    let refused = viewer.call::<ErasePerson>(&path, &query(Some("erase")), &NoBody {});
    problem(&refused, ProblemType::NotAllowed);
    problem(
        &viewer.call::<ExportPerson>(&path, &NoQuery {}, &NoBody {}),
        ProblemType::NotAllowed,
    );
    let other = laurel_tests::fixtures::program();
    let refused =
        other
            .owner()
            .call::<ErasePerson>(&other.of_person(id), &query(Some("erase")), &NoBody {});
    problem(&refused, ProblemType::NotFound);
    assert_eq!(profile(&program, id).erased_at, None);
}

#[test]
fn a_person_is_handed_out_with_everything_that_is_stored() {
    let program = program();
    let (id, sent) = zephyrine(&program);
    let editor = program.session("editor");
    let path = program.of_person(id);
    let answer = editor.call::<ExportPerson>(&path, &NoQuery {}, &NoBody {});
    assert_eq!(
        answer.header("content-disposition"),
        format!("attachment; filename=\"person-{id}.json\"")
    );
    assert_eq!(answer.round_trips(), Some(1));
    let text = answer.text().to_lowercase();
    for word in TELLING {
        assert!(text.contains(word), "{word} is missing: {text}");
    }
    let export: PersonExport = answer.json();
    assert_eq!(export.touchpoints.len(), 4, "the approved story is an act");
    assert!(
        export
            .touchpoints
            .windows(2)
            .all(|pair| pair[0].at <= pair[1].at)
    );
    assert_eq!(export.asks.len(), 1);
    assert_eq!(export.stories[0].story.id, sent.id);
    assert_eq!(export.stories[0].story.quote, QUOTE);
    assert_eq!(export.stories[0].consents.len(), 3);
    assert_eq!(export.stories[0].history[0].action, "submitted");
    assert_eq!(export.mails.len(), 2, "the receipt and the decision");
    assert!(export.events.iter().any(|event| event.action == "tagged"));
    assert!(export.person.stages.iter().any(|stage| stage.at.is_some()));
    erase(&program, id);
    let text = serde_json::to_string(&self::export(&program, id))
        .unwrap()
        .to_lowercase();
    for word in TELLING {
        assert!(!text.contains(word), "{word} is still handed out: {text}");
    }
}

#[test]
fn whoever_was_erased_does_not_come_back_with_a_file_or_another_system() {
    let program = program();
    let (id, _) = zephyrine(&program);
    erase(&program, id);
    let people = "SELECT count(*) FROM people WHERE program_id = ?1";
    let known = count(&program, people);
    let by_address = PersonKey {
        email: Some(address(&program)),
        name: Some("Zephyrine".to_owned()),
        ..PersonKey::default()
    };
    let outcome = program.record(vec![
        fact("crm-zq-77", "review", "2025-05-01"),
        NewTouchpoint {
            person: by_address,
            ..fact("nobody", "purchase", "2025-05-02")
        },
        fact("bert", "review", "2025-05-03"),
    ]);
    assert_eq!(
        (
            outcome.erased,
            outcome.touchpoints_added,
            outcome.people_added
        ),
        (2, 1, 0)
    );
    assert_eq!(count(&program, people), known);

    let key = |row: &str| database::digest(row)[..32].to_owned();
    let row = |name: &str, person: Value| {
        json!({ "key": key(name), "person": person, "at": "2026-03-01T00:00:00Z", "source": "Shop",
            "quote": format!("{name} told this to a friend, who told it to us.") })
    };
    let rows = json!({ "reviews": [
        row("Zephyrine", json!({ "email": address(&program), "name": "Zephyrine" })),
        row("Carla", json!({ "email": "carla@example.com", "name": "Carla" })),
    ] });
    let editor = program.session("editor");
    let start = json!({ "kind": "reviews", "file_name": "reviews.csv", "file_digest": database::digest("file"),
        "header_digest": database::digest("header"), "rows_total": 2,
        "mapping": { "columns": { "quote": "text" }, "source": "Shop" } });
    let started: Value = editor
        .request("POST", &program.api("/imports"))
        .json(&start)
        .send()
        .json();
    let path = format!(
        "/imports/{}/batches",
        started["import"]["id"].as_str().unwrap()
    );
    let batch = json!({ "first_row": 0, "rows": rows });
    let done: Value = editor
        .request("POST", &program.api(&path))
        .json(&batch)
        .send()
        .json();
    assert_eq!(done["import"]["outcome"]["rows_erased"], 1, "{done}");
    assert_eq!(done["outcome"]["testimonials_added"], 1);
    assert_eq!(done["outcome"]["people_added"], 1);
    assert_eq!(done["outcome"]["rows_unchanged"], 0);
    assert!(found(&program, &["zephyrine"]).is_empty());
    exact(&program);
}

#[test]
fn an_author_has_everything_about_a_story_and_erases_it() {
    let program = program();
    let (_, sent) = zephyrine(&program);
    let nobody = Client::anonymous();
    let page = nobody.get(&sent.receipt).text();
    assert!(
        page.contains("/export") && page.contains("/erase"),
        "{page}"
    );
    let file = nobody.get(&format!("{}/export", sent.receipt));
    assert_eq!(file.status, 200);
    assert!(file.header("content-disposition").starts_with("attachment"));
    let file: Value = file.json();
    assert_eq!(file["story"]["story"]["quote"], QUOTE);
    assert_eq!(file["story"]["consents"].as_array().unwrap().len(), 3);
    assert!(
        file.get("person").is_none(),
        "a receipt proves the story and not the address"
    );
    let text = file.to_string();
    assert!(
        !text.contains(&program.email("owner")) && !text.contains("crm-zq-77"),
        "{text}"
    );

    let erase = format!("{}/erase", sent.receipt);
    for language in ["", "?lang=de"] {
        let ask = nobody.get(&format!("{erase}{language}"));
        assert_eq!(ask.status, 200);
        assert!(ask.text().contains("method=\"post\""));
    }
    assert_eq!(
        program.testimonial(sent.id).testimonial.quote,
        QUOTE,
        "looking changes nothing"
    );
    for _ in 0..2 {
        let answer = nobody.post_form(&erase, &[]);
        assert_eq!(
            (answer.status, answer.header("location").contains("erased")),
            (303, true)
        );
    }
    let page = nobody.get(&sent.receipt).text();
    assert!(
        page.contains("Erased") && !page.contains(QUOTE) && !page.contains("/erase"),
        "{page}"
    );
    let database = database::read(&server().state);
    let story: (String, Option<String>, Option<String>, Option<String>, String) = database
        .query_row(
            "SELECT quote, author, email, person_id, state FROM testimonials WHERE program_id = ?1 AND testimonial_id = ?2",
            [program.slug(), &sent.id.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
        )
        .unwrap();
    assert_eq!(
        story,
        (String::new(), None, None, None, "withdrawn".to_owned())
    );
    assert!(found(&program, &["thread breaks"]).is_empty());
    let wall = nobody.get(&program.public("")).text();
    assert!(!wall.contains("loom"), "{wall}");
    let file: Value = nobody.get(&format!("{}/export", sent.receipt)).json();
    assert_eq!(file["story"]["consents"].as_array().unwrap().len(), 6);
    exact(&program);
}

#[test]
fn withdrawn_words_are_not_readable_by_members() {
    let program = program();
    let (id, sent) = zephyrine(&program);
    let withdrawn = Client::anonymous().post_form(&format!("{}/withdraw", sent.receipt), &[]);
    assert_eq!(withdrawn.status, 303);
    let owner = program.owner();
    let list = owner.get(&program.api("/testimonials?state=withdrawn"));
    let rows: Value = list.json();
    assert_eq!(rows["testimonials"][0]["state"], "withdrawn");
    let detail = owner.get(&program.api(&format!("/testimonials/{}", sent.id)));
    let detail: Value = detail.json();
    let export = serde_json::to_value(export(&program, id)).unwrap();
    let story = export["stories"][0].clone();
    let profile = serde_json::to_value(profile(&program, id)).unwrap();
    let told = profile["testimonials"].clone();
    for answer in [rows["testimonials"].clone(), detail, story, told] {
        let text = answer.to_string().to_lowercase();
        for word in TELLING {
            assert!(!text.contains(word), "{word} is readable: {text}");
        }
    }
    let events = owner.get(&program.api("/events")).text();
    assert!(!events.contains("thread breaks"), "{events}");
}

#[test]
fn whoever_proves_the_address_has_everything_and_erases_everything() {
    let program = program();
    let (id, sent) = zephyrine(&program);
    let nobody = Client::anonymous();
    let mailed = mailed_receipt(&program, &address(&program));
    let file = nobody.get(&format!("{mailed}/export"));
    assert_eq!(file.status, 200);
    let file: Value = file.json();
    let text = file.to_string().to_lowercase();
    for word in TELLING {
        assert!(text.contains(word), "{word} is missing: {text}");
    }
    assert_eq!(file["person"]["person"]["id"], id.to_string());
    for who in ["owner", "editor"] {
        assert!(
            !text.contains(&program.email(who)),
            "members are not handed out: {text}"
        );
    }

    // The link of the page after sending proves nothing: it erases the story and no more.
    let everything = [("everything", "yes")];
    let erase = |receipt: &str| nobody.post_form(&format!("{receipt}/erase"), &everything);
    assert!(
        !nobody
            .get(&format!("{}/erase", sent.receipt))
            .text()
            .contains("name=\"everything\"")
    );
    assert_eq!(erase(&sent.receipt).status, 303);
    assert_eq!(profile(&program, id).erased_at, None);

    let story =
        Story::new(&program, &format!("{QUOTE} Once more.")).with("email", &address(&program));
    story.send(&program);
    let mailed = mailed_receipt(&program, &address(&program));
    assert!(
        nobody
            .get(&format!("{mailed}/erase"))
            .text()
            .contains("name=\"everything\"")
    );
    assert_eq!(erase(&mailed).status, 303);
    let left = found(&program, &TELLING);
    assert!(left.is_empty(), "still there: {left:#?}");
    assert!(profile(&program, id).erased_at.is_some());
    exact(&program);

    // A file does not bring them back; they themselves do.
    let by_address = || NewTouchpoint {
        person: PersonKey {
            email: Some(address(&program)),
            ..PersonKey::default()
        },
        ..fact("nobody", "purchase", "2025-05-02")
    };
    assert_eq!(program.record(vec![by_address()]).erased, 1);
    let story =
        Story::new(&program, &format!("{QUOTE} I am back.")).with("email", &address(&program));
    story.send(&program);
    assert_eq!(
        program.record(vec![by_address()]).erased,
        1,
        "a stranger could have sent it"
    );
    let mailed = mailed_receipt(&program, &address(&program));
    assert_eq!(nobody.get(&mailed).status, 200);
    assert_eq!(program.record(vec![by_address()]).people_added, 1);
    exact(&program);
}
