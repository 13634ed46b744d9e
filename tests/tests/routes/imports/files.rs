//! Whole files, read as the wizard and the shell read them and sent to the server: the real ones when
//! they lie beside this checkout, otherwise generated ones of the same shape with figures of their own.
//!
//! Long because the figures of each file stand beside how they are counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use laurel_api::NoQuery;
use laurel_api::endpoint::OfImport;
use laurel_api::endpoints::{ImportBatch, StartImport};
use laurel_api::imports::{
    BATCH_MAX, BatchOutcome, BatchRequest, ImportKind, ImportState, Mapping,
};
use laurel_domain::{Day, Timestamp};
use laurel_imports::{Plan, open, plan, suggest};
use laurel_tests::client::percent;
use laurel_tests::database;
use laurel_tests::facts::Numbers;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount;
use laurel_tests::server::{real_data, server};
use laurel_tests::wait::{now_millis, timed};
use serde_json::Value;

use super::figures;

/// The file's bytes, and whether they are the real ones.
fn file(name: &str, generate: impl Fn() -> String) -> (Vec<u8>, bool) {
    if let Some(path) = real_data(name) {
        return (std::fs::read(path).unwrap(), true);
    }
    println!(
        "real data not found, generated data used: ../shared/data/{name} is not beside this checkout"
    );
    (generate().into_bytes(), false)
}

fn planned(kind: ImportKind, bytes: Vec<u8>, adjust: impl Fn(&mut Mapping)) -> Plan {
    let table = open(bytes).unwrap_or_else(|problem| panic!("{problem:?}"));
    let mut mapping = suggest(kind, table.header());
    mapping.source = Some("A file".to_owned());
    for finding in ["variants", "markup"] {
        let keep = "keep".to_owned();
        mapping.answers.insert(finding.to_owned(), keep);
    }
    adjust(&mut mapping);
    plan(&table, kind, &mapping, Timestamp::from_millis(now_millis()))
}

/// Sends everything and answers what changed.
fn send(program: &Program, plan: &Plan, name: &str) -> BatchOutcome {
    assert!(
        plan.may_run(),
        "{:?} {:?}",
        plan.report().mapping_problems,
        plan.report().problems.first()
    );
    let client = program.token("edit");
    let started = client
        .ok::<StartImport>(&program.path(), &NoQuery {}, &plan.start_request(name))
        .import;
    let path = OfImport {
        program: program.id.clone(),
        import: started.id,
    };
    let mut outcome = started.outcome;
    let mut state = started.state;
    for first_row in (0..plan.len()).step_by(BATCH_MAX) {
        let body = BatchRequest {
            first_row: first_row as u32,
            rows: plan.batch(first_row, BATCH_MAX),
        };
        let import = client.ok::<ImportBatch>(&path, &NoQuery {}, &body).import;
        (outcome, state) = (import.outcome, import.state);
    }
    assert_eq!(state, ImportState::Completed);
    outcome
}

fn funnel(program: &Program, query: &str) -> (Vec<u64>, u64) {
    let answer = program
        .owner()
        .get(&program.api(&format!("/funnel{query}")));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body: Value = answer.json();
    let stages = body["funnel"]["stages"].as_array().unwrap();
    let people = stages
        .iter()
        .map(|stage| stage["people"].as_u64().unwrap())
        .collect();
    (people, body["cost"]["rows_read"].as_u64().unwrap())
}

fn total(program: &Program, name: &str) -> i64 {
    let body: Value = program.owner().get(&program.api("")).json();
    body["program"]["totals"][name].as_i64().unwrap_or_default()
}

/// The figures that purchases must come out as.
#[derive(Debug, PartialEq)]
struct Purchases {
    people: u64,
    rows: u64,
    cents: i64,
    loyal: u64,
    equal_rows: usize,
}

/// Counts a file by splitting its lines, which is all that this one needs.
fn count_purchases(bytes: &[u8]) -> Purchases {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (mut by_person, mut cents, mut rows) = (
        BTreeMap::<&str, u64>::new(),
        0,
        BTreeMap::<&str, usize>::new(),
    );
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split(',').collect();
        *by_person.entry(cells[0]).or_default() += 1;
        let (whole, fraction) = cells[3].split_once('.').unwrap();
        cents += whole.parse::<i64>().unwrap() * 100 + fraction.parse::<i64>().unwrap();
        *rows.entry(line).or_default() += 1;
    }
    Purchases {
        people: by_person.len() as u64,
        rows: by_person.values().sum(),
        cents,
        loyal: by_person.values().filter(|count| **count >= 2).count() as u64,
        equal_rows: rows.values().map(|count| count - 1).sum(),
    }
}

fn generated_purchases() -> String {
    let mut numbers = Numbers::new(3);
    let mut text = String::from("customer_id,date,quantity,amount_usd\n");
    for _ in 0..3_000 {
        let (who, day) = (numbers.below(900), numbers.below(28) + 1);
        writeln!(
            text,
            "{who:05},2024-{:02}-{day:02},1,{}.{:02}",
            numbers.below(12) + 1,
            numbers.below(40),
            numbers.below(4) * 25
        )
        .unwrap();
    }
    let repeated: String = text
        .lines()
        .skip(1)
        .take(20)
        .fold(String::new(), |all, line| all + line + "\n");
    text + &repeated
}

#[test]
fn purchases_come_out_as_they_are_counted() {
    let (bytes, is_real) = file("purchases.csv", generated_purchases);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let expected = count_purchases(&bytes);
    if is_real {
        let known = Purchases {
            people: 23_570,
            rows: 69_659,
            cents: 250_031_563,
            loyal: 11_662,
            equal_rows: 255,
        };
        assert_eq!(expected, known);
    }
    let program = program();
    let (_, rows_before) = funnel(&program, "");
    let plan = planned(ImportKind::Purchases, bytes, |_| {});
    assert_eq!(
        plan.report().repeats.len(),
        expected.equal_rows,
        "equal rows are separate purchases"
    );
    assert_eq!(plan.len() as u64, expected.rows);

    let (outcome, elapsed) = timed(|| send(&program, &plan, "purchases.csv"));
    assert_eq!(
        (
            u64::from(outcome.people_added),
            u64::from(outcome.touchpoints_added)
        ),
        (expected.people, expected.rows)
    );
    assert_eq!(total(&program, "purchases").unsigned_abs(), expected.rows);
    assert_eq!(total(&program, "revenue:USD"), expected.cents);
    let (people, rows_after) = funnel(&program, "");
    assert_eq!(
        (people[4], people[5], people[6]),
        (expected.people, expected.loyal, 0)
    );
    figures::of_purchases(&program, &text);
    let (again, second) = timed(|| send(&program, &plan, "purchases.csv"));
    assert_eq!(
        again,
        BatchOutcome {
            rows_unchanged: expected.rows as u32,
            ..BatchOutcome::default()
        }
    );
    assert_eq!(funnel(&program, "").0, people);
    recount::assert_rollups(&database::read(&server().state), program.slug());
    println!(
        "purchases: {} rows in {:.1} s, again in {:.1} s; the funnel read {rows_before} rows before and {rows_after} after",
        plan.len(),
        elapsed.as_secs_f64(),
        second.as_secs_f64()
    );
    assert!(rows_after < 10_000, "{rows_after} rows");
}

fn generated_leads() -> String {
    let mut numbers = Numbers::new(5);
    let mut text =
        String::from("Prospect ID,Lead Source,Converted,TotalVisits,Last Activity,Country,City\n");
    for number in 0..1_200 {
        let source = ["Google", "Reference", "Direct Traffic", "Select", ""][numbers.below(5)];
        let converted = usize::from(numbers.below(10) < 4);
        writeln!(
            text,
            "lead-{number},{source},{converted},{},Email Opened,India,Select",
            numbers.below(4)
        )
        .unwrap();
    }
    text
}

#[test]
fn leads_come_out_as_they_are_counted() {
    let (bytes, is_real) = file("leads.csv", generated_leads);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let column = |name: &str| header.iter().position(|known| *known == name).unwrap();
    let (source, converted) = (column("Lead Source"), column("Converted"));
    let mut by_source = BTreeMap::<String, (u64, u64)>::new();
    let mut rows = csv_rows(&text);
    for row in rows.drain(1..) {
        let name = match row[source].as_str() {
            "Select" => String::new(),
            name => name.to_owned(),
        };
        let counts = by_source.entry(name).or_default();
        counts.0 += 1;
        counts.1 += u64::from(row[converted] == "1");
    }
    let people: u64 = by_source.values().map(|counts| counts.0).sum();
    let customers: u64 = by_source.values().map(|counts| counts.1).sum();
    if is_real {
        assert_eq!(
            (people, customers, by_source["Reference"]),
            (9_240, 3_561, (534, 490))
        );
    }

    let program = program();
    let plan = planned(ImportKind::Leads, bytes, |mapping| {
        mapping.default_date = Some(Day::parse("2024-06-01").unwrap());
    });
    let (outcome, elapsed) = timed(|| send(&program, &plan, "leads.csv"));
    assert_eq!(u64::from(outcome.people_added), people);
    let (all, rows_read) = funnel(&program, "");
    assert_eq!((all[0], all[4]), (people, customers));
    for (name, (count, bought)) in &by_source {
        let query = percent(name);
        let (found, _) = funnel(&program, &format!("?segment=source:{query}"));
        assert_eq!((found[0], found[4]), (*count, *bought), "source {name:?}");
    }
    figures::of_leads(&program, &header, &csv_rows(&text)[1..]);
    let again = send(&program, &plan, "leads.csv");
    assert_eq!((again.people_added, again.touchpoints_added), (0, 0));
    recount::assert_rollups(&database::read(&server().state), program.slug());
    // Placeholders are "not known" everywhere, not only for the source.
    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM people WHERE program_id = ?1 AND ('Select' IN (source, country, city, industry, company_size, headline, company) OR '' IN (source, country, city, industry, company_size, headline, company))";
    assert_eq!(database::count(&database, sql, program.slug()), 0);
    println!(
        "leads: {} rows in {:.1} s; the funnel read {rows_read} rows",
        plan.len(),
        elapsed.as_secs_f64()
    );
}

fn generated_reviews() -> String {
    let mut text = String::from("rating\tdate\tvariation\tverified_reviews\tfeedback\n");
    for number in 0..600 {
        // Some without text, some that repeat an earlier one.
        let words = match number % 20 {
            0 => " ".to_owned(),
            1..=4 => "Love it!".to_owned(),
            _ => format!("\"Review {number}\twith a tab, \"\"quotes\"\" and 👏\""),
        };
        writeln!(text, "{}\t31-Jul-18\tOak \t{words}\t1", 1 + number % 5).unwrap();
    }
    text
}

#[test]
fn reviews_come_out_as_they_are_counted() {
    let (bytes, is_real) = file("product-reviews.tsv", generated_reviews);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let rows = tsv_rows(&text);
    let with_text: Vec<&Vec<String>> = rows
        .iter()
        .skip(1)
        .filter(|row| !row[3].trim().is_empty())
        .collect();
    let distinct: BTreeSet<&Vec<String>> = with_text.iter().copied().collect();
    let (read, without) = (rows.len() - 1, rows.len() - 1 - with_text.len());
    let repeats = with_text.len() - distinct.len();
    if is_real {
        assert_eq!(
            (read, without, repeats, distinct.len()),
            (3_150, 79, 686, 2_385)
        );
    }

    let program = program();
    let plan = planned(ImportKind::Reviews, bytes, |mapping| {
        mapping.source = Some("Shop".to_owned());
    });
    let report = plan.report();
    assert_eq!(
        (
            report.rows_read as usize,
            report.without_text.len(),
            report.repeats.len()
        ),
        (read, without, repeats)
    );
    assert_eq!(plan.len(), distinct.len());
    let (outcome, elapsed) = timed(|| send(&program, &plan, "product-reviews.tsv"));
    assert_eq!(outcome.testimonials_added as usize, distinct.len());
    assert_eq!(
        send(&program, &plan, "product-reviews.tsv").testimonials_added,
        0
    );

    let database = database::read(&server().state);
    let mut statement = database
        .prepare("SELECT quote, rating, state, consent_website, published FROM testimonials WHERE program_id = ?1")
        .unwrap();
    let mut stored: Vec<String> = Vec::new();
    let mut found = statement.query([program.slug()]).unwrap();
    while let Some(row) = found.next().unwrap() {
        assert_eq!(row.get::<_, String>(2).unwrap(), "pending");
        assert_eq!(
            (row.get::<_, i64>(3).unwrap(), row.get::<_, i64>(4).unwrap()),
            (0, 0)
        );
        stored.push(row.get(0).unwrap());
    }
    let mut words: Vec<String> = distinct.iter().map(|row| row[3].clone()).collect();
    stored.sort();
    words.sort();
    assert_eq!(stored.len(), words.len());
    for (stored, words) in stored.iter().zip(&words) {
        assert!(
            stored == words,
            "a text differs by a character; its length is {} instead of {}",
            stored.len(),
            words.len()
        );
    }
    println!(
        "reviews: {} rows in {:.1} s",
        plan.len(),
        elapsed.as_secs_f64()
    );
}

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    cells(text, ',')
}

fn tsv_rows(text: &str) -> Vec<Vec<String>> {
    cells(text, '\t')
}

/// The cells of a table with quotes as RFC 4180 has them, character by character.
fn cells(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if quoted {
            if character != '"' {
                cell.push(character);
            } else if characters.next_if_eq(&'"').is_some() {
                cell.push('"');
            } else {
                quoted = false;
            }
        } else if character == '"' && cell.is_empty() {
            quoted = true;
        } else if character == delimiter {
            row.push(std::mem::take(&mut cell));
        } else if character == '\n' {
            row.push(std::mem::take(&mut cell));
            rows.push(std::mem::take(&mut row));
        } else if character != '\r' {
            cell.push(character);
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}
