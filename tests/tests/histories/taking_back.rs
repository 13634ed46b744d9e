//! Touchpoints are added and taken back: the figures say what stands, and an ask that an act had ended is open
//! again.

use laurel_api::touchpoints::PersonKey;
use laurel_domain::money::{Currency, Money};
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{PersonId, Timestamp, TouchpointId};
use laurel_ingest::{Entry, Fact, Snapshot};
use laurel_store::{Batch, ProgramRules, sqlite};
use laurel_tests::recount::{Figures, assert_rollups, stored};
use laurel_tests::schema::migrated;
use rusqlite::Connection;

use super::lives::{self, Chance};
use super::{NOW, program};

const DAY: i64 = 86_400_000;

/// A touchpoint of somebody.
type Standing = (PersonId, TouchpointId);

/// What stands.
pub(crate) fn standing(database: &Connection, program: &str) -> Vec<Standing> {
    let sql = "SELECT person_id, touchpoint_id FROM touchpoints WHERE program_id = ?1 ORDER BY touchpoint_id";
    let mut rows = database.prepare(sql).unwrap();
    let rows = rows.query_map([program], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    });
    rows.unwrap()
        .map(Result::unwrap)
        .map(|(person, touchpoint)| (person.parse().unwrap(), touchpoint.parse().unwrap()))
        .collect()
}

/// Takes a third of what stands back and records the entries in the same batch.
pub(crate) fn some(database: &mut Connection, rules: &ProgramRules, seed: u64, entries: &[Entry]) {
    let mut chance = Chance::new(seed);
    let mut removed = standing(database, rules.program.as_str());
    removed.retain(|_| chance.below(3) == 0);
    let there = removed.len();
    // What is not there, or is another's, is no change.
    removed.push((
        PersonId::new(NOW, lives::unique()),
        TouchpointId::new(NOW, lives::unique()),
    ));
    if let Some((person, _)) = removed.first().copied() {
        removed.push((person, TouchpointId::new(NOW, lives::unique())));
    }
    let was_there = change(database, rules, NOW, &removed, entries);
    let expected: Vec<bool> = (0..removed.len()).map(|place| place < there).collect();
    assert_eq!(was_there, expected);
}

fn change(
    database: &mut Connection,
    rules: &ProgramRules,
    now: Timestamp,
    removed: &[Standing],
    entries: &[Entry],
) -> Vec<bool> {
    let ids: Vec<PersonId> = removed.iter().map(|(person, _)| *person).collect();
    let ids = lives::by_id(&ids);
    let people = entries.iter().map(|entry| &entry.person).chain(&ids);
    let mut batch = Batch::new();
    let reads = laurel_ingest::reads(&mut batch, &rules.program, people).unwrap();
    let snapshot = Snapshot::take(&sqlite::batch(database, &batch).unwrap(), reads).unwrap();
    let new_person = &mut || Ok(PersonId::new(now, lives::unique()));
    let plan =
        laurel_ingest::plan_changes(rules, now, &snapshot, removed, entries, new_person).unwrap();
    sqlite::batch(database, &plan.statements.into()).unwrap();
    plan.removed
}

fn figures(database: &Connection, program: &str) -> Figures {
    let mut figures = stored(database, program);
    figures.retain(|_, values| values.iter().any(|value| *value != 0));
    figures
}

#[test]
fn what_was_added_and_taken_back_leaves_the_figures_as_they_were() {
    let mut database = migrated();
    for seed in 0..super::histories() / 20 {
        let rules = program(&database, &format!("back-{seed}"));
        let program = rules.program.as_str();
        let mut chance = Chance::new(seed);
        // Nobody is brought from now on, so that only touchpoints are new.
        let known: Vec<Entry> = (0..12)
            .map(|_| lives::entry(&mut chance, program))
            .collect();
        super::record(&mut database, &rules, &known).unwrap();
        let before = (figures(&database, program), standing(&database, program));

        let more = (0..4).map(|at| Entry {
            person: PersonKey {
                external_id: known[at].person.external_id.clone(),
                email: known[at].person.email.clone(),
                ..PersonKey::default()
            },
            ..lives::entry(&mut chance, program)
        });
        let more: Vec<Entry> = more.collect();
        super::record(&mut database, &rules, &more).unwrap();
        let mut added = standing(&database, program);
        added.retain(|one| !before.1.contains(one));
        assert!(!added.is_empty());

        for _ in 0..2 {
            // One by one, in an order by chance; then all once more, which is no change.
            let mut left = added.clone();
            while !left.is_empty() {
                let next = left.remove(chance.below(left.len() as u64) as usize);
                assert_eq!(change(&mut database, &rules, NOW, &[next], &[]), [true]);
                assert_rollups(&database, program);
            }
            let nothing = change(&mut database, &rules, NOW, &added, &[]);
            assert!(nothing.iter().all(|there| !there));
            let after = (figures(&database, program), standing(&database, program));
            assert!(after == before, "seed {seed}");
            super::record(&mut database, &rules, &more).unwrap();
            assert_rollups(&database, program);
        }
    }
}

#[test]
fn what_is_taken_back_and_recorded_in_one_batch_is_replaced() {
    let mut database = migrated();
    let rules = program(&database, "replaced");
    let purchase = |minor| {
        let currency = Currency::USD;
        let amount = Some(Money { minor, currency });
        act("ada", TouchpointKind::Purchase, 3, amount)
    };
    change(&mut database, &rules, NOW, &[], &[purchase(500)]);
    let there = standing(&database, "replaced");
    // The same id with another amount alone changes nothing.
    change(&mut database, &rules, NOW, &[], &[purchase(700)]);
    let revenue =
        |database: &Connection| figures(database, "replaced")["total revenue:USD"].clone();
    assert_eq!(revenue(&database), [500]);
    change(&mut database, &rules, NOW, &there, &[purchase(700)]);
    assert_eq!(revenue(&database), [700]);
    assert_eq!(standing(&database, "replaced"), there);
    assert_rollups(&database, "replaced");
}

/// One fact; its id is made of the kind and the day, in days before [`NOW`].
fn act(person: &str, kind: TouchpointKind, days: i64, amount: Option<Money>) -> Entry {
    let mut id = [days as u8; 16];
    id[0] = kind as u8;
    Entry {
        person: PersonKey {
            external_id: Some(person.to_owned()),
            ..PersonKey::default()
        },
        facts: vec![Fact {
            id: TouchpointId::from_digest(id),
            kind,
            channel: Channel::Website,
            at: Timestamp::from_millis(NOW.millis() - days * DAY),
            amount,
            quantity: None,
            score: None,
            note: None,
        }],
        opts_out: false,
    }
}

#[test]
fn an_ask_that_an_act_ended_is_open_again_when_the_act_is_taken_back() {
    let mut database = migrated();
    let rules = program(&database, "asks");
    let mut hours = 0;
    let mut step = |database: &mut Connection, removed: &[Standing], entries: &[Entry]| {
        hours += 1;
        let now = Timestamp::from_millis(NOW.millis() + hours * 3_600_000);
        change(database, &rules, now, removed, entries)
    };
    let review = |days| act("ada", TouchpointKind::Review, days, None);
    step(
        &mut database,
        &[],
        &[act("ada", TouchpointKind::Purchase, 90, None)],
    );
    let (ada, purchase) = standing(&database, "asks")[0];
    let ask = |database: &Connection, id: &str, days: i64| {
        let sql = "INSERT INTO asks (program_id, ask_id, person_id, kind, state, due_day, asked_by, asked_at)
          VALUES ('asks', ?1, ?2, 'review', 'open', 0, 'ada@example.com', ?3)";
        let at = NOW.millis() - days * DAY;
        database.execute(sql, (id, ada.to_string(), at)).unwrap();
    };
    let states = |database: &Connection| -> Vec<String> {
        let sql = "SELECT state || coalesce(' ' || ((closed_at - 1750000000000) / 3600000), '') FROM asks ORDER BY ask_id";
        let mut rows = database.prepare(sql).unwrap();
        let rows = rows.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let id = |days| (ada, review(days).facts[0].id);

    ask(&database, "1", 30);
    // Too early to answer it.
    step(&mut database, &[], &[review(40)]);
    assert_eq!(states(&database), ["open"]);
    step(&mut database, &[], &[review(20)]);
    assert_eq!(states(&database), ["done 3"]);
    step(&mut database, &[], &[review(10)]);
    // What did not end it does not open it.
    step(&mut database, &[(ada, purchase), id(40)], &[]);
    assert_eq!(states(&database), ["done 3"]);
    // The other review answers it, too.
    step(&mut database, &[id(20)], &[]);
    assert_eq!(states(&database), ["done 4"]);
    step(&mut database, &[id(10)], &[]);
    assert_eq!(states(&database), ["open"]);

    // Answered again, asked once more meanwhile: nobody is asked twice.
    step(&mut database, &[], &[review(20)]);
    assert_eq!(states(&database), ["done 8"]);
    ask(&database, "2", 5);
    step(&mut database, &[id(20)], &[]);
    assert_eq!(states(&database), ["done 8", "open"]);
    assert_rollups(&database, "asks");
}

#[test]
fn whoever_has_no_touchpoint_left_was_brought_by_nobody() {
    let mut database = migrated();
    let rules = program(&database, "brought");
    let purchase = |who, days| act(who, TouchpointKind::Purchase, days, None);
    let mut friend = purchase("bela", 5);
    friend.person.brought_by = Some("ada".to_owned());
    let more = act("bela", TouchpointKind::Purchase, 2, None);
    change(&mut database, &rules, NOW, &[], &[purchase("ada", 9)]);
    let ada = standing(&database, "brought")[0];
    change(&mut database, &rules, NOW, &[], &[friend.clone(), more]);
    let brought = |database: &Connection| {
        let figures = figures(database, "brought");
        figures.get(&format!("advocate {}", ada.0)).cloned()
    };
    assert_eq!(brought(&database), Some(vec![1, 1, 1]));
    let mut bela = standing(&database, "brought");
    bela.retain(|one| one.0 != ada.0);
    change(&mut database, &rules, NOW, &bela[..1], &[]);
    assert_eq!(brought(&database), Some(vec![1, 1, 1]));
    assert_rollups(&database, "brought");
    change(&mut database, &rules, NOW, &bela[1..], &[]);
    assert_eq!(brought(&database), None);
    assert_rollups(&database, "brought");
    change(&mut database, &rules, NOW, &[], &[friend]);
    assert_eq!(brought(&database), Some(vec![1, 1, 1]));
    assert_rollups(&database, "brought");
}
