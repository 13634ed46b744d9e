//! Random histories through `ingest` into the real schema, and each rollup counted again by plain code.
//! No server needed.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a step that fails here is a failed test"
)]

mod identity;
mod lives;
mod migrating;
mod taking_back;

use laurel_domain::money::Currency;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::{PersonId, ProgramId, Timestamp};
use laurel_ingest::{Entry, IngestError, Snapshot};
use laurel_store::{Batch, Param, ProgramRules, Statement, StoreError, sqlite};
use laurel_tests::recount::assert_rollups;
use laurel_tests::schema::migrated;
use rusqlite::Connection;

use lives::{Chance, Step};

/// Histories of one run: 1,000 take about 20 s on two quiet cores; `LAUREL_HISTORIES` sets another number.
fn histories() -> u64 {
    let wanted = std::env::var("LAUREL_HISTORIES").ok();
    wanted
        .and_then(|number| number.parse().ok())
        .unwrap_or(1_000)
}

/// The middle of the year in which everything happens.
const NOW: Timestamp = Timestamp::from_millis(1_750_000_000_000);

#[test]
fn whatever_happens_in_whichever_order_the_rollups_say_what_a_recount_says() {
    let mut database = migrated();
    for seed in 0..histories() {
        let rules = program(&database, &format!("history-{seed}"));
        live(&mut database, &rules, &mut Chance::new(seed));
        assert_rollups(&database, rules.program.as_str());
    }
}

#[test]
fn the_same_facts_in_other_batches_give_the_same_figures() {
    let mut database = migrated();
    for seed in 0..histories() / 10 {
        let mut chance = Chance::new(seed);
        let entries: Vec<Entry> = (0..12).map(|_| lives::entry(&mut chance, "same")).collect();
        let (one, other) = (format!("one-{seed}"), format!("other-{seed}"));
        let rules = program(&database, &one);
        record(&mut database, &rules, &entries).unwrap();
        let rules = program(&database, &other);
        for entry in &entries {
            record(&mut database, &rules, std::slice::from_ref(entry)).unwrap();
            // The same again changes nothing.
            record(&mut database, &rules, std::slice::from_ref(entry)).unwrap();
        }
        let figures = |program: &str| {
            let mut figures = laurel_tests::recount::stored(&database, program);
            // By the person's id, which is random.
            figures.retain(|key, _| !key.starts_with("advocate "));
            figures
        };
        assert_eq!(figures(&one), figures(&other), "seed {seed}");
    }
}

#[test]
fn whoever_writes_with_an_old_snapshot_writes_nothing() {
    let mut database = migrated();
    let rules = program(&database, "race");
    let mut chance = Chance::new(7);
    let (first, second) = (
        lives::entry(&mut chance, "race"),
        lives::entry(&mut chance, "race"),
    );
    record(&mut database, &rules, std::slice::from_ref(&first)).unwrap();
    let again = Entry {
        person: first.person.clone(),
        ..second
    };
    let mine = planned(&mut database, &rules, std::slice::from_ref(&again)).unwrap();
    record(&mut database, &rules, std::slice::from_ref(&again)).unwrap();
    let late = sqlite::batch(&mut database, &mine.into()).unwrap_err();
    assert_eq!(late, StoreError::StaleWrite);
    assert_rollups(&database, "race");
}

#[test]
fn a_full_batch_of_people_with_every_segment_fits_the_parameters_of_the_database() {
    const PARAMETER_MAX: usize = 2_000_000;
    let mut database = migrated();
    let rules = program(&database, "full");
    let entries: Vec<Entry> = (0..500).map(lives::segmented).collect();
    let statements = planned(&mut database, &rules, &entries).unwrap();
    let mut bytes = 0;
    for statement in &statements {
        for param in &statement.params {
            if let Param::Text(text) = param {
                assert!(text.len() < PARAMETER_MAX / 2, "{}", statement.sql);
                bytes += text.len();
            }
        }
    }
    assert!(bytes > PARAMETER_MAX, "{bytes} bytes are no large batch");
    sqlite::batch(&mut database, &statements.into()).unwrap();
    assert_rollups(&database, "full");
}

#[test]
fn a_day_with_very_many_segments_gets_rows_of_their_own_and_counts_the_same() {
    let mut database = migrated();
    let rules = program(&database, "busy");
    let mut entries: Vec<Entry> = (0..120).map(lives::segmented).collect();
    for fact in entries.iter_mut().flat_map(|entry| &mut entry.facts) {
        fact.at = NOW;
    }
    for entries in entries.chunks(3) {
        record(&mut database, &rules, entries).unwrap();
    }
    // Some of them again: what is taken back and what is added may lie in another row than before.
    again(&mut database, &rules);
    let count = |sql: &str| -> i64 { database.query_row(sql, [], |row| row.get(0)).unwrap() };
    let longest = count("SELECT max(length(cells)) FROM cohort_days");
    assert!(
        (16_000..40_000).contains(&longest),
        "a day's row has {longest} characters"
    );
    assert!(count("SELECT count(*) FROM cohort_segments") > 100);
    assert_rollups(&database, "busy");
    for number in 0..10 {
        tag(&mut database, &rules, number, &[format!("later-{number}")]);
    }
    assert_rollups(&database, "busy");
}

#[test]
fn an_id_that_nobody_has_is_named_by_its_place() {
    let mut database = migrated();
    let rules = program(&database, "nobody");
    let mut chance = Chance::new(3);
    let mut entries = vec![
        lives::entry(&mut chance, "nobody"),
        lives::entry(&mut chance, "nobody"),
    ];
    entries[1].person.id = Some(PersonId::new(NOW, [9; 10]));
    let refused = planned(&mut database, &rules, &entries).unwrap_err();
    assert_eq!(refused, IngestError::NoSuchPerson { place: 1 });
}

/// A program with the default rules.
pub(crate) fn program(database: &Connection, id: &str) -> ProgramRules {
    let insert =
        "INSERT INTO programs (program_id, name, product_name, created_at) VALUES (?1, ?1, ?1, 0)";
    database.execute(insert, [id]).unwrap();
    rules(id)
}

/// Its rules.
pub(crate) fn rules(id: &str) -> ProgramRules {
    ProgramRules {
        program: ProgramId::parse(id).unwrap(),
        settings: ProgramSettings::default(),
        revision: 1,
        currency: Currency::USD,
    }
}

/// A few random steps.
pub(crate) fn live(database: &mut Connection, rules: &ProgramRules, chance: &mut Chance) {
    for _ in 0..=chance.below(5) {
        match lives::step(chance, rules.program.as_str()) {
            Step::Record(entries) => record(database, rules, &entries).unwrap(),
            Step::Tags(person, tags) => tag(database, rules, person, &tags),
            Step::TakeBack(seed, entries) => taking_back::some(database, rules, seed, &entries),
            Step::Again => again(database, rules),
            Step::Erase(person) => erase(database, rules, person),
        }
    }
}

/// Records the entries.
pub(crate) fn record(
    database: &mut Connection,
    rules: &ProgramRules,
    entries: &[Entry],
) -> Result<(), IngestError> {
    let statements = planned(database, rules, entries)?;
    sqlite::batch(database, &statements.into())?;
    Ok(())
}

fn planned(
    database: &mut Connection,
    rules: &ProgramRules,
    entries: &[Entry],
) -> Result<Vec<Statement>, IngestError> {
    let mut batch = Batch::new();
    let people = entries.iter().map(|entry| &entry.person);
    let reads = laurel_ingest::reads(&mut batch, &rules.program, people)?;
    let snapshot = Snapshot::take(&sqlite::batch(database, &batch)?, reads)?;
    let new_person = &mut || Ok(PersonId::new(NOW, lives::unique()));
    Ok(laurel_ingest::plan(rules, NOW, &snapshot, entries, new_person)?.statements)
}

/// Everybody's snapshot.
fn everybody(database: &mut Connection, rules: &ProgramRules) -> (Vec<PersonId>, Snapshot) {
    let ids: Vec<PersonId> = {
        let mut ids = database
            .prepare("SELECT person_id FROM people WHERE program_id = ?1 ORDER BY person_id")
            .unwrap();
        let ids = ids.query_map([rules.program.as_str()], |row| row.get::<_, String>(0));
        ids.unwrap()
            .map(|id| id.unwrap().parse().unwrap())
            .collect()
    };
    let keys = lives::by_id(&ids);
    let mut batch = Batch::new();
    let reads = laurel_ingest::reads(&mut batch, &rules.program, keys.iter()).unwrap();
    let rows = sqlite::batch(database, &batch).unwrap();
    (ids, Snapshot::take(&rows, reads).unwrap())
}

fn tag(database: &mut Connection, rules: &ProgramRules, person: u64, tags: &[String]) {
    let (ids, snapshot) = everybody(database, rules);
    if ids.is_empty() {
        return;
    }
    let person = ids[person as usize % ids.len()];
    let change = |_: &[String]| Ok::<_, StoreError>(tags.to_vec());
    let rewritten = laurel_ingest::plan_tags(rules, NOW, &snapshot, person, change).unwrap();
    // Nobody writes on somebody who was erased.
    let statements = rewritten.map(|rewritten| rewritten.statements);
    sqlite::batch(database, &statements.unwrap_or_default().into()).unwrap();
}

/// Erases one of the people: nothing of the record is left, and as many touchpoints as before.
fn erase(database: &mut Connection, rules: &ProgramRules, person: u64) {
    let (ids, snapshot) = everybody(database, rules);
    if ids.is_empty() {
        return;
    }
    let person = ids[person as usize % ids.len()];
    let touchpoints = |database: &Connection| -> i64 {
        let sql = "SELECT count(*) FROM touchpoints WHERE program_id = ?1 AND person_id = ?2";
        let key = [rules.program.as_str(), &person.to_string()];
        database.query_row(sql, key, |row| row.get(0)).unwrap()
    };
    let before = touchpoints(database);
    let erasure = laurel_ingest::plan_erasure(rules, NOW, &snapshot, person).unwrap();
    sqlite::batch(database, &erasure.unwrap().statements.into()).unwrap();
    assert_eq!(touchpoints(database), before);
    let left = "SELECT count(*) FROM people p
      LEFT JOIN person_terms t ON t.program_id = p.program_id AND t.person_id = p.person_id
      LEFT JOIN person_tags g ON g.program_id = p.program_id AND g.person_id = p.person_id
      LEFT JOIN touchpoints n ON n.program_id = p.program_id AND n.person_id = p.person_id AND n.note IS NOT NULL
      WHERE p.program_id = ?1 AND p.person_id = ?2 AND coalesce(p.name, p.email, p.external_id, p.headline,
        p.company, p.industry, p.company_size, p.country, p.city, p.source, p.motivation, t.term, g.tag,
        n.note) IS NOT NULL";
    let key = [rules.program.as_str(), &person.to_string()];
    let left: i64 = database.query_row(left, key, |row| row.get(0)).unwrap();
    assert_eq!(left, 0, "{person} is still known");
}

/// Derives everybody once more.
pub(crate) fn again(database: &mut Connection, rules: &ProgramRules) {
    let (_, snapshot) = everybody(database, rules);
    let statements = laurel_ingest::plan_again(rules, NOW, &snapshot).unwrap();
    sqlite::batch(database, &statements.into()).unwrap();
}
