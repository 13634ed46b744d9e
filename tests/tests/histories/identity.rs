//! Who is meant: ids carry their system, an address tells whom nobody contradicts, and what contradicts is
//! never recorded about the wrong person.

use std::collections::BTreeSet;

use laurel_api::touchpoints::PersonKey;
use laurel_domain::PersonId;
use laurel_ingest::{Conflict, Entry, Snapshot};
use laurel_store::{Batch, ProgramRules, sqlite};
use laurel_tests::recount::assert_rollups;
use laurel_tests::schema::migrated;
use rusqlite::Connection;

use super::lives::{self, Chance};
use super::{NOW, program};

/// System and id, address.
type Named<'a> = (Option<(&'a str, &'a str)>, Option<&'a str>);

fn entry(chance: &mut Chance, (id, email): Named<'_>) -> Entry {
    let person = PersonKey {
        system: id.map(|(system, _)| system.to_owned()),
        external_id: id.map(|(_, id)| id.to_owned()),
        email: email.map(str::to_owned),
        ..PersonKey::default()
    };
    Entry {
        person,
        ..lives::entry(chance, "who")
    }
}

/// Records the entries, one batch each; the conflicts.
fn record(database: &mut Connection, rules: &ProgramRules, entries: &[Entry]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for entry in entries {
        conflicts.extend(together(database, rules, std::slice::from_ref(entry)));
    }
    conflicts
}

/// Records the entries in one batch; the conflicts.
fn together(database: &mut Connection, rules: &ProgramRules, entries: &[Entry]) -> Vec<Conflict> {
    let mut batch = Batch::new();
    let people = entries.iter().map(|entry| &entry.person);
    let reads = laurel_ingest::reads(&mut batch, &rules.program, people).unwrap();
    let known = Snapshot::take(&sqlite::batch(database, &batch).unwrap(), reads).unwrap();
    let new_person = &mut || Ok(PersonId::new(NOW, lives::unique()));
    let plan = laurel_ingest::plan(rules, NOW, &known, entries, new_person).unwrap();
    sqlite::batch(database, &plan.statements.into()).unwrap();
    plan.conflicts
}

/// People by their ids and address, with how many touchpoints they have.
fn people(database: &Connection, program: &str) -> BTreeSet<String> {
    let sql = "SELECT coalesce((SELECT group_concat(k.system || ':' || k.key, ' ' ORDER BY k.system, k.key) FROM person_keys k
        WHERE k.program_id = p.program_id AND k.person_id = p.person_id AND k.system <> '='), '')
      || ' <' || coalesce(p.email, '') || '> '
      || (SELECT count(*) FROM touchpoints t WHERE t.program_id = p.program_id AND t.person_id = p.person_id)
    FROM people p WHERE p.program_id = ?1";
    let mut rows = database.prepare(sql).unwrap();
    let rows = rows.query_map([program], |row| row.get(0)).unwrap();
    let all: Vec<String> = rows.map(Result::unwrap).collect();
    let count = all.len();
    let people: BTreeSet<String> = all.into_iter().collect();
    assert_eq!(people.len(), count, "people who look the same");
    people
}

/// Each with one website visit, so that they are told apart by who they are alone.
fn entries(named: &[Named<'_>]) -> Vec<Entry> {
    let mut chance = Chance::new(5);
    let mut entries: Vec<Entry> = named.iter().map(|one| entry(&mut chance, *one)).collect();
    for entry in &mut entries {
        entry.facts.truncate(1);
    }
    entries
}

/// In this order, in the reverse, and all at once: the people, which are the same.
fn in_any_order(named: &[Named<'_>]) -> BTreeSet<String> {
    let mut database = migrated();
    let mut found = Vec::new();
    let entries = entries(named);
    let reversed: Vec<Entry> = entries.iter().rev().cloned().collect();
    for (name, entries) in [("one", &entries), ("other", &reversed)] {
        let rules = program(&database, name);
        assert_eq!(record(&mut database, &rules, entries), []);
        assert_rollups(&database, name);
        found.push(people(&database, name));
        let rules = program(&database, &format!("{name}-at-once"));
        // Touchpoints are unique in their program alone.
        assert_eq!(together(&mut database, &rules, entries), []);
        assert_rollups(&database, rules.program.as_str());
        found.push(people(&database, rules.program.as_str()));
    }
    assert!(found.iter().all(|people| *people == found[0]), "{found:#?}");
    found.remove(0)
}

fn set(people: &[&str]) -> BTreeSet<String> {
    people.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn three_ids_at_one_address_are_three_people_in_any_order() {
    let at = Some("info@example.com");
    let found = in_any_order(&[
        (Some(("", "1")), at),
        (Some(("", "2")), at),
        (Some(("", "3")), at),
    ]);
    let expected = [
        ":1 <info@example.com> 1",
        ":2 <info@example.com> 1",
        ":3 <info@example.com> 1",
    ];
    assert_eq!(found, set(&expected));
    // Whoever writes from there without an id is none of them.
    let found = in_any_order(&[
        (Some(("", "1")), at),
        (Some(("crm", "2")), at),
        (None, at),
        (None, at),
    ]);
    let expected = [
        " <info@example.com> 2",
        ":1 <info@example.com> 1",
        "crm:2 <info@example.com> 1",
    ];
    assert_eq!(found, set(&expected));
}

#[test]
fn leads_by_address_and_purchases_by_id_are_the_same_people_in_any_order() {
    let found = in_any_order(&[
        (None, Some("ada@example.com")),
        (Some(("shop", "7")), Some("ada@example.com")),
        (Some(("stripe", "cus_1")), Some("ada@example.com")),
        (None, Some("bo@example.com")),
    ]);
    let expected = [
        " <bo@example.com> 1",
        "shop:7 stripe:cus_1 <ada@example.com> 3",
    ];
    assert_eq!(found, set(&expected));
}

#[test]
fn the_same_id_of_two_systems_is_two_people() {
    let found = in_any_order(&[
        (Some(("crm", "1")), Some("ada@example.com")),
        (Some(("shop", "1")), Some("cem@example.com")),
    ]);
    let expected = ["crm:1 <ada@example.com> 1", "shop:1 <cem@example.com> 1"];
    assert_eq!(found, set(&expected));
}

#[test]
fn an_id_with_the_address_of_another_is_a_conflict_until_somebody_decides() {
    let mut database = migrated();
    let rules = program(&database, "who");
    let entries = entries(&[
        (Some(("", "1")), Some("ada@example.com")),
        (None, Some("cem@example.com")),
        (Some(("", "1")), Some("cem@example.com")),
        (Some(("", "1")), Some("dia@example.com")),
        (Some(("", "2")), None),
        (Some(("", "2")), Some("cem@example.com")),
    ]);
    assert_eq!(record(&mut database, &rules, &entries[..2]), []);
    let before = people(&database, "who");
    let id = |database: &Connection, email: &str| -> PersonId {
        let sql = "SELECT person_id FROM people WHERE email = ?1";
        let id: String = database.query_row(sql, [email], |row| row.get(0)).unwrap();
        id.parse().unwrap()
    };
    let (ada, cem) = (
        id(&database, "ada@example.com"),
        id(&database, "cem@example.com"),
    );
    let conflict = |place, by_address| Conflict {
        place,
        by_key: ada,
        by_address,
    };
    let found = together(&mut database, &rules, &entries[2..4]);
    assert_eq!(found, [conflict(0, Some(cem)), conflict(1, None)]);
    assert_eq!(people(&database, "who"), before, "nothing is recorded");
    assert_eq!(record(&mut database, &rules, &entries[4..5]), []);
    let found = record(&mut database, &rules, &entries[5..]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].by_address, Some(cem));

    // Somebody says with Laurel's id who it is; from then on the same row means that person.
    let decided = |who, entry: &Entry| {
        let mut entry = entry.clone();
        entry.person.id = Some(who);
        entry
    };
    let all = [decided(cem, &entries[2]), decided(ada, &entries[3])];
    assert_eq!(record(&mut database, &rules, &all), []);
    assert_eq!(record(&mut database, &rules, &entries[2..4]), []);
    let expected = [" <cem@example.com> 2", ":1 <ada@example.com> 2", ":2 <> 1"];
    assert_eq!(people(&database, "who"), set(&expected));
    assert_rollups(&database, "who");
}

#[test]
fn whoever_is_brought_by_an_id_is_brought_by_that_of_the_same_system() {
    let mut database = migrated();
    let rules = program(&database, "who");
    let mut entries = entries(&[
        (Some(("crm", "1")), None),
        (Some(("", "1")), None),
        (Some(("", "2")), None),
        (Some(("shop", "3")), Some("friend@example.com")),
        (Some(("crm", "4")), None),
    ]);
    for (place, advocate) in [(3, "2"), (4, "1")] {
        entries[place].person.brought_by = Some(advocate.to_owned());
    }
    assert_eq!(record(&mut database, &rules, &entries), []);
    let sql = "SELECT a.system || ':' || a.key FROM person_keys k
      JOIN people p ON p.person_id = k.person_id JOIN person_keys a ON a.person_id = p.brought_by
      WHERE k.key IN ('3', '4') ORDER BY k.key";
    let mut rows = database.prepare(sql).unwrap();
    let rows = rows.query_map([], |row| row.get(0)).unwrap();
    let advocates: Vec<String> = rows.map(Result::unwrap).collect();
    assert_eq!(advocates, [":2", "crm:1"]);
    assert_rollups(&database, "who");
}
