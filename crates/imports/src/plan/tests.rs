//! Planning: what is accepted, skipped, repeated and refused.

use super::*;
use crate::{problems_csv, suggest};
use laurel_domain::Day;
use laurel_words::Words;
use proptest::prelude::*;
use std::collections::HashSet;

const TODAY: Timestamp = Day(20_000).start();

fn planned(kind: ImportKind, text: &str, change: impl FnOnce(&mut Mapping)) -> Plan {
    let table = crate::open(text.as_bytes()).unwrap();
    let mut mapping = suggest(kind, table.header());
    mapping.source = Some(String::from("A shop"));
    change(&mut mapping);
    plan(&table, kind, &mapping, TODAY)
}

fn said(kind: ImportKind, text: &str, change: impl FnOnce(&mut Mapping)) -> String {
    let plan = planned(kind, text, change);
    let rows = serde_json::to_string_pretty(&plan.batch(0, 500)).unwrap();
    let report = plan.report();
    assert_eq!(plan.len(), report.accepted as usize);
    format!(
        "{report:#?}\nmay run: {}\n{}\n{rows}\n",
        plan.may_run(),
        problems_csv(Words::default(), report)
    )
}

#[test]
fn leads_become_rows() {
    insta::assert_snapshot!(said(
        ImportKind::Leads,
        "Prospect ID,First Name,Last Name,Lead Source,Converted,TotalVisits,City,Created\n\
         a1,Ann,Lee,Reference,1,5.0,Select,2018-07-31\n\
         a2,,,,0,0,  ,\n\
         a3,Bo,,Google,yes,1234,Oslo,2018-07-31T10:00:00+02:00\n",
        |mapping| mapping.default_date = Some(Day(19_000)),
    ));
}

#[test]
fn purchases_become_rows_and_equal_ones_are_separate() {
    insta::assert_snapshot!(said(
        ImportKind::Purchases,
        "customer_id,date,quantity,amount_usd\n\
         00001,1997-01-01,1,11.77\n\
         00002,1997-01-12,1,12.00\n\
         00001,1997-01-01,1,11.77\n\
         00003,1997-01-02,,0.00\n",
        |_| {},
    ));
}

#[test]
fn reviews_become_rows_and_equal_ones_are_repeats() {
    insta::assert_snapshot!(said(
        ImportKind::Reviews,
        "rating\tdate\tvariation\tverified_reviews\tfeedback\n\
         5\t31-Jul-18\tOak \t\" It's \"\"great\"\"\tand so on \"\t1\n\
         4\t30-Jul-18\tOak \t \t1\n\
         5\t31-Jul-18\tOak \t\" It's \"\"great\"\"\tand so on \"\t1\n\
         5\t31-Jul-18\tOak \tselect\t1\n",
        |_| {},
    ));
}

#[test]
fn problems_name_row_and_column() {
    insta::assert_snapshot!(said(
        ImportKind::Purchases,
        "customer_id,email,date,quantity,amount\n\
         1,,1997-02-29,1,1.00\n\
         ,,1997-02-28,1,1.00\n\
         3,not an address,1997-02-28,one,\"=1+1\"\n\
         4,,,-2,-3.00\n\
         \n\
         5,,1997-02-28,1\n\
         6,,2087-01-01,1,1\n\
         7,,1797-01-01,1,\"11,77\"\n\
         8,,1997-02-28,1,\"1,177.00\"\n\
         ,,,,\n",
        |_| {},
    ));
}

#[test]
fn problems_of_reviews_name_row_and_column() {
    let long = "x".repeat(3_001);
    let text = format!(
        "rating,date,review,author,url,relationship\n\
         6,31/07/2018,Good,Ann,example.com,friend\n\
         4.5,07/31/2018,{long},Ann,https://example.com/1,\n\
         3,03/04/2018,Fine,Ann,https://example.com/1,Partner\n"
    );
    insta::assert_snapshot!(said(ImportKind::Reviews, &text, |_| {}));
}

#[test]
fn what_does_not_fit_the_file_is_said_at_once() {
    insta::assert_snapshot!(said(ImportKind::Reviews, "id,note\n1,x\n", |mapping| {
        mapping.source = None;
        mapping.currency = Some(String::from("dollars"));
        mapping.columns = [("rating", "Stars"), ("stars", "id")]
            .map(|(field, column)| (field.to_owned(), column.to_owned()))
            .into();
    }));
    insta::assert_snapshot!(said(ImportKind::Leads, "first,second\n1,x\n", |_| {}));
}

#[test]
fn the_column_tells_whether_the_day_or_the_month_comes_first() {
    let messages = |dates: &[&str]| {
        let rows = lines(dates, |date| format!("1,{date}"));
        let plan = planned(
            ImportKind::Purchases,
            &format!("customer id,date\n{rows}"),
            |_| {},
        );
        let report = plan.report().clone();
        let problems = report
            .problems
            .into_iter()
            .map(|p| format!("row {}: {}", p.row, p.trouble.say(Words::default())));
        let general = report
            .mapping_problems
            .into_iter()
            .map(|p| format!("{}: {}", p.field, p.trouble.say(Words::default())));
        general.chain(problems).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(messages(&["03/04/2018", "31/07/2018"]), "");
    assert_eq!(messages(&["03/04/2018", "05/06/2018"]), "");
    insta::assert_snapshot!(messages(&["13/04/2018", "04/13/2018"]));
}

#[test]
fn rows_with_problems_stop_the_import_unless_they_are_left_out() {
    let text = "customer_id,date\n1,1997-01-01\n2,soon\n";
    assert!(!planned(ImportKind::Purchases, text, |_| {}).may_run());
    let plan = planned(ImportKind::Purchases, text, |mapping| {
        mapping.skip_problem_rows = true;
    });
    assert!(plan.may_run());
    assert_eq!((plan.len(), plan.report().problem_rows), (1, 1));
    let all_bad = "customer_id,date\n2,soon\n";
    let plan = planned(ImportKind::Purchases, all_bad, |mapping| {
        mapping.skip_problem_rows = true;
    });
    assert!(!plan.may_run());
}

#[test]
fn small_steps_find_the_same() {
    let numbers: Vec<u32> = (0..300).collect();
    let text = lines(&numbers, |n| format!("{},2018-07-{},x", n % 7, n % 40));
    let table = crate::open(format!("customer id,date,product\n{text}").into_bytes()).unwrap();
    let mut mapping = suggest(ImportKind::Purchases, table.header());
    mapping.source = Some(String::from("A shop"));
    let whole = plan(&table, ImportKind::Purchases, &mapping, TODAY);
    let mut planner = Planner::new(&table, ImportKind::Purchases, &mapping, TODAY);
    let mut last = planner.progress();
    while planner.advance(7) {
        assert!(planner.progress() >= last && planner.progress() <= 1.0);
        last = planner.progress();
    }
    let stepped = planner.finish();
    assert_eq!(stepped.report(), whole.report());
    assert_eq!(stepped.batch(0, 500), whole.batch(0, 500));
    assert!(whole.report().problem_rows > 0);
}

/// One line an item.
fn lines<T>(items: &[T], line: impl Fn(&T) -> String) -> String {
    items.iter().map(|item| line(item) + "\n").collect()
}

fn keys(rows: &Rows) -> Vec<String> {
    match rows {
        Rows::Leads(rows) => rows.iter().map(|row| row.key.clone()).collect(),
        Rows::Purchases(rows) => rows.iter().map(|row| row.key.clone()).collect(),
        Rows::Reviews(rows) => rows.iter().map(|row| row.key.clone()).collect(),
        Rows::Nps(rows) => rows.iter().map(|row| row.key.clone()).collect(),
        Rows::Unsubscribed(rows) => rows.iter().map(|row| row.key.clone()).collect(),
    }
}

proptest! {
    #[test]
    fn every_row_has_a_key_of_its_own_whatever_the_batches(
        customers in proptest::collection::vec(0u8..4, 1..60),
        size in 1usize..20,
    ) {
        let rows = lines(&customers, |id| format!("c{id},1997-01-01"));
        let plan = planned(ImportKind::Purchases, &format!("customer id,date\n{rows}"), |_| {});
        let whole = keys(&plan.batch(0, 500));
        let pieces: Vec<String> =
            (0..plan.len()).step_by(size).flat_map(|first| keys(&plan.batch(first, size))).collect();
        prop_assert_eq!(&whole, &pieces);
        prop_assert_eq!(whole.len(), customers.len());
        prop_assert_eq!(whole.iter().collect::<HashSet<_>>().len(), whole.len());
        let semicolons = format!("customer id;date\n{}", rows.replace(',', ";"));
        prop_assert_eq!(keys(&planned(ImportKind::Purchases, &semicolons, |_| {}).batch(0, 500)), whole);
    }

    #[test]
    fn no_cells_make_it_panic(
        rows in proptest::collection::vec("([a1-3/.,:\"é -]{0,9},){0,12}", 1..20),
        kind in proptest::sample::select(ImportKind::ALL),
    ) {
        let header: Vec<_> = crate::fields(kind).iter().map(|field| field.code).collect();
        let text = format!("{}\n{}\n", header.join(","), rows.join("\n"));
        if let Ok(table) = crate::open(text.into_bytes()) {
            let mut mapping = suggest(kind, table.header());
            mapping.source = Some(String::from("A shop"));
            let plan = plan(&table, kind, &mapping, TODAY);
            prop_assert_eq!(plan.batch(0, 500).len(), plan.len());
            let _ = problems_csv(Words::default(), plan.report());
        }
    }
}
