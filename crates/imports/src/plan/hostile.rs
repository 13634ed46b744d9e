//! Files as tools and spreadsheets write them, and what may never come of them.
//!
//! Long because each kind of file has its case.

use super::*;
use crate::finding::{Choice, Notice};
use crate::trouble::Trouble;
use crate::{suggest, suggest_source};
use laurel_domain::Day;
use proptest::prelude::*;

const TODAY: Timestamp = Day(20_300).start();

fn mapping(kind: ImportKind, table: &Table, change: impl FnOnce(&mut Mapping)) -> Mapping {
    let mut mapping = suggest(kind, table.header());
    mapping.source = Some(String::from("A shop"));
    change(&mut mapping);
    mapping
}

fn planned(kind: ImportKind, text: &str, change: impl FnOnce(&mut Mapping)) -> Plan {
    let table = crate::open(text.as_bytes()).unwrap();
    plan(&table, kind, &mapping(kind, &table, change), TODAY)
}

fn chosen(notice: Notice, choice: Choice) -> impl Fn(&mut Mapping) {
    move |mapping| {
        mapping
            .answers
            .insert(notice.code().to_owned(), choice.code().to_owned());
    }
}

fn notices(plan: &Plan) -> Vec<Notice> {
    plan.report()
        .findings
        .iter()
        .map(|one| one.notice)
        .collect()
}

fn finding(plan: &Plan, notice: Notice) -> &crate::Finding {
    let findings = &plan.report().findings;
    findings.iter().find(|one| one.notice == notice).unwrap()
}

fn troubles(plan: &Plan) -> Vec<(u32, Trouble)> {
    let problems = plan.report().problems.iter();
    problems.map(|one| (one.row, one.trouble.clone())).collect()
}

/// Without those that only take something back.
fn purchases(plan: &Plan) -> Vec<laurel_api::imports::PurchaseRow> {
    match plan.batch(0, 500) {
        Rows::Purchases(rows) => rows.into_iter().filter(|row| row.void.is_none()).collect(),
        _ => Vec::new(),
    }
}

fn reviews(plan: &Plan) -> Vec<laurel_api::imports::ReviewRow> {
    match plan.batch(0, 500) {
        Rows::Reviews(rows) => rows,
        _ => Vec::new(),
    }
}

fn leads(plan: &Plan) -> Vec<laurel_api::imports::LeadRow> {
    match plan.batch(0, 500) {
        Rows::Leads(rows) => rows,
        _ => Vec::new(),
    }
}

const ORDERS: &str = "Name,Email,Financial Status,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Billing Name\n\
     #11,kim@example.com,paid,open,USD,20.00,2024-09-03 10:14:00 -0400,2,Cup,Kim L\n\
     #11,kim@example.com,,,,,2024-09-03 10:14:00 -0400,1,\"Lid, round\",\n\
     #12,lou@example.com,refunded,open,USD,9.00,2024-09-04 10:14:00 -0400,1,Cup,Lou M\n\
     #13,max@example.com,voided,open,USD,8.00,2024-09-05 10:14:00 -0400,1,Cup,Max N\n\
     #14,ned@example.com,paid,open,EUR,7.00,2024-09-06 10:14:00 -0400,1,Cup,Ned O\n";

#[test]
fn rows_of_an_order_are_one_purchase_and_its_number_is_the_key() {
    let first = planned(ImportKind::Purchases, ORDERS, |_| {});
    assert!(first.may_run(), "{:?}", first.report());
    let rows = purchases(&first);
    let said: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.person.name.as_deref(),
                row.quantity,
                row.product.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (Some("Kim L"), Some(3), Some("Cup, Lid, round")),
            (Some("Ned O"), Some(1), Some("Cup"))
        ]
    );
    // Never added up across currencies; what was refunded or voided is not there.
    let amounts: Vec<_> = first.report().amounts.clone().into_iter().collect();
    assert_eq!(amounts, [("EUR".into(), 700), ("USD".into(), 2_000)]);
    assert_eq!(first.report().not_counted, 2);

    let later = ORDERS
        .replace(",open,", ",done,")
        .replace("2,Cup,Kim", "4,Cup,Kim");
    let second = planned(ImportKind::Purchases, &later, |_| {});
    let (before, after) = (first.keys(0, 500), second.keys(0, 500));
    let keys = |rows: &[RowKey]| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&before), keys(&after));
    assert_ne!(before[0].mark, after[0].mark);
    assert_eq!(before[3].mark, after[3].mark);
    // An order that was refunded meanwhile takes its purchase back.
    assert_eq!(before[1].mark, laurel_api::imports::VOID);
    let refunded = planned(
        ImportKind::Purchases,
        &ORDERS.replace("ned@example.com,paid", "ned@example.com,refunded"),
        |_| {},
    );
    assert_eq!(refunded.keys(0, 500)[3].key, before[3].key);
    assert_eq!(refunded.keys(0, 500)[3].mark, laurel_api::imports::VOID);

    let other = planned(ImportKind::Purchases, ORDERS, |mapping| {
        mapping.source = Some(String::from("Another shop"));
    });
    assert_ne!(keys(&before)[0], keys(&other.keys(0, 500))[0]);
}

#[test]
fn amounts_in_several_rows_of_an_order_are_asked_about() {
    let text = "order id,email,date,amount\n1,kim@example.com,2024-05-06,10.00\n1,kim@example.com,2024-05-06,5.00\n";
    let plan = planned(ImportKind::Purchases, text, |_| {});
    assert!(!plan.may_run());
    assert_eq!(finding(&plan, Notice::OrderAmounts).rows, [2]);
    for (choice, minor) in [(Choice::Sum, 1_500), (Choice::First, 1_000)] {
        let plan = planned(
            ImportKind::Purchases,
            text,
            chosen(Notice::OrderAmounts, choice),
        );
        assert!(plan.may_run());
        assert_eq!(
            purchases(&plan)[0]
                .amount
                .as_ref()
                .map(|amount| amount.minor),
            Some(minor)
        );
        assert_eq!(plan.report().amounts.get("USD"), Some(&minor));
    }
}

#[test]
fn states_count_as_their_words_or_somebody_says() {
    let text = "id,email,date,amount,status\n1,a@example.com,2024-05-06,1.00,Paid\n2,b@example.com,2024-05-06,2.00,Failed\n3,c@example.com,2024-05-06,4.00,blue\n4,d@example.com,2024-05-06,8.00,erstattet\n";
    let plan = planned(ImportKind::Purchases, text, |_| {});
    assert!(!plan.may_run());
    assert_eq!(finding(&plan, Notice::UnknownStatus).rows, [4]);
    let counts: Vec<_> = plan
        .report()
        .statuses
        .iter()
        .map(|status| (status.normal.as_str(), status.counts))
        .collect();
    assert_eq!(
        counts,
        [
            ("paid", Some(true)),
            ("failed", Some(false)),
            ("blue", None),
            ("erstattet", Some(false))
        ]
    );
    let decided = planned(ImportKind::Purchases, text, |mapping| {
        mapping.statuses = [("blue".into(), true), ("failed".into(), true)].into();
    });
    assert!(decided.may_run());
    assert_eq!(decided.report().amounts.get("USD"), Some(&700));
}

#[test]
fn currencies_are_those_of_the_rows() {
    let text = "id,email,date,amount,currency\n1,a@example.com,2024-05-06,1.00,usd\n2,b@example.com,2024-05-06,$2.00,eur\n3,c@example.com,2024-05-06,4.00,\n4,d@example.com,2024-05-06,8.00,coins\n";
    let plan = planned(ImportKind::Purchases, text, |_| {});
    assert_eq!(
        troubles(&plan),
        [
            (
                3,
                Trouble::OtherCurrency {
                    found: "$".into(),
                    expected: "EUR".into()
                }
            ),
            (4, Trouble::NoCurrency),
            (5, Trouble::NotACurrency),
        ]
    );
}

#[test]
fn a_quotation_mark_never_swallows_rows_unseen() {
    let text = "author,rating,review,date\nAnn,5,\"Best cup,2024-05-06\nBob,4,Fine,2024-05-07\nCid,5,Round\",2024-05-08\nDan,2,Small,2024-05-09\n";
    let plan = planned(ImportKind::Reviews, text, |_| {});
    assert!(!plan.may_run());
    assert_eq!(finding(&plan, Notice::Swallowed).examples.len(), 3);
    let rows = planned(
        ImportKind::Reviews,
        text,
        chosen(Notice::Swallowed, Choice::Rows),
    );
    assert!(rows.may_run(), "{:?}", rows.report());
    let quotes: Vec<_> = reviews(&rows).into_iter().map(|row| row.quote).collect();
    assert_eq!(quotes, ["\"Best cup", "Fine", "Round\"", "Small"]);
    let cell = planned(
        ImportKind::Reviews,
        text,
        chosen(Notice::Swallowed, Choice::OneCell),
    );
    assert_eq!(cell.len(), 2);
    // A person's words over several lines are no rows.
    let honest = "author,rating,review,date\nAnn,5,\"Fast, friendly,\nand whole.\",2024-05-06\n";
    assert!(planned(ImportKind::Reviews, honest, |_| {}).may_run());
}

#[test]
fn garbled_words_are_shown_and_read_as_is_chosen() {
    let text =
        "author,rating,review,date\nAnn,5,KÃ¼hl und schÃ¶n,2024-05-06\nBob,4,Schön,2024-05-07\n";
    let open = planned(ImportKind::Reviews, text, |_| {});
    assert!(!open.may_run());
    let finding = finding(&open, Notice::Mojibake);
    assert_eq!(
        (finding.rows.as_slice(), finding.examples[0].after.as_str()),
        ([2].as_slice(), "Kühl und schön")
    );
    let quotes = |choice| {
        let plan = planned(ImportKind::Reviews, text, chosen(Notice::Mojibake, choice));
        assert!(plan.may_run());
        reviews(&plan)
            .into_iter()
            .map(|row| row.quote)
            .collect::<Vec<_>>()
    };
    assert_eq!(quotes(Choice::Repair), ["Kühl und schön", "Schön"]);
    assert_eq!(quotes(Choice::Keep), ["KÃ¼hl und schÃ¶n", "Schön"]);
}

#[test]
fn lost_characters_are_kept_or_left_out() {
    let text = "author,rating,review,date\nAnn,5,K\u{fffd}hl,2024-05-06\nBob,4,Good,2024-05-07\n";
    assert!(!planned(ImportKind::Reviews, text, |_| {}).may_run());
    assert_eq!(
        planned(
            ImportKind::Reviews,
            text,
            chosen(Notice::LostCharacters, Choice::LeaveOut)
        )
        .len(),
        1
    );
    assert_eq!(
        planned(
            ImportKind::Reviews,
            text,
            chosen(Notice::LostCharacters, Choice::Keep)
        )
        .len(),
        2
    );
}

#[test]
fn html_is_shown_and_read_as_is_chosen() {
    let text = "author,rating,review,date\nAnn,5,It&#39;s <b>good</b><br/>Yes,2024-05-06\n";
    assert!(!planned(ImportKind::Reviews, text, |_| {}).may_run());
    let quote = |choice| {
        let plan = planned(ImportKind::Reviews, text, chosen(Notice::Markup, choice));
        assert!(plan.may_run());
        reviews(&plan).remove(0).quote
    };
    assert_eq!(quote(Choice::Repair), "It's good\nYes");
    assert_eq!(quote(Choice::Keep), "It&#39;s <b>good</b><br/>Yes");
}

#[test]
fn bytes_of_another_encoding_are_shown_first() {
    let bytes = b"author,rating,review,date\nAnn,5,K\xFChl,2024-05-06\n".to_vec();
    let table = crate::open(bytes).unwrap();
    let of = |change: &dyn Fn(&mut Mapping)| {
        plan(
            &table,
            ImportKind::Reviews,
            &mapping(ImportKind::Reviews, &table, |one| change(one)),
            TODAY,
        )
    };
    let open = of(&|_| {});
    assert!(!open.may_run());
    assert_eq!(finding(&open, Notice::Encoding).examples[0].before, "Kühl");
    let accepted = of(&chosen(Notice::Encoding, Choice::Accept));
    assert!(accepted.may_run());
    assert_eq!(reviews(&accepted)[0].quote, "Kühl");
}

#[test]
fn scores_of_another_scale_are_never_stars() {
    let text = "author,score,review,date\nAnn,9,Nine of ten,2024-05-06\nBob,5,Five of ten,2024-05-07\nCid,3,Three of ten,2024-05-08\n";
    let plan = planned(ImportKind::Reviews, text, |mapping| {
        mapping.skip_problem_rows = true;
    });
    assert!(!plan.may_run());
    assert_eq!(finding(&plan, Notice::Scale).rows, [2]);
    let without = planned(
        ImportKind::Reviews,
        text,
        chosen(Notice::Scale, Choice::WithoutStars),
    );
    assert!(without.may_run());
    assert!(reviews(&without).iter().all(|row| row.rating.is_none()));
    let halves = "author,rating,review,date\nAnn,4.5,Good,2024-05-06\nBob,\"4,5\",Good too,2024-05-06\nCid,5,Fine,2024-05-06\n";
    let plan = planned(ImportKind::Reviews, halves, |_| {});
    assert_eq!(
        troubles(&plan),
        [(2, Trouble::HalfStars), (3, Trouble::HalfStars)]
    );
}

#[test]
fn answers_have_an_import_of_their_own() {
    let text = "ID,Person Email,Score,Comment,Created At\nr1,kim@example.com,9,Easy!,2024-05-06 10:00:00 UTC\nr2,lou@example.com,0,,2024-05-07\nr3,max@example.com,11,,2024-05-07\n";
    let plan = planned(ImportKind::Nps, text, |_| {});
    assert_eq!(troubles(&plan), [(4, Trouble::NotAScore)]);
    let Rows::Nps(rows) = plan.batch(0, 9) else {
        panic!("answers")
    };
    let said: Vec<_> = rows
        .iter()
        .map(|row| (row.score, row.comment.as_deref()))
        .collect();
    assert_eq!(said, [(9, Some("Easy!")), (0, None)]);
}

#[test]
fn nobody_is_asked_who_does_not_want_to_be() {
    let text = "email,name,date,Email Opt Out\nkim@example.com,Kim,2024-05-06,1\nlou@example.com,Lou,2024-05-06,0\n";
    let plan = planned(ImportKind::Leads, text, |_| {});
    assert!(plan.may_run());
    let said: Vec<_> = leads(&plan).into_iter().map(|row| row.opted_out).collect();
    assert_eq!(said, [Some(true), None]);
    let gone = planned(
        ImportKind::Unsubscribed,
        "Email Address,UNSUB_TIME\nkim@example.com,2023-01-02\n",
        |mapping| mapping.source = None,
    );
    assert!(gone.may_run());
    assert_eq!(gone.batch(0, 9).len(), 1);
}

#[test]
fn the_public_name_comes_first() {
    let text = "id,rating,nickname,full_name,email,review,date\n1,5,Kimmy,Kim Long,kim@example.com,Good,2024-05-06\n";
    let plan = planned(ImportKind::Reviews, text, |_| {});
    let row = reviews(&plan).remove(0);
    assert_eq!(row.author.as_deref(), Some("Kimmy"));
    assert_eq!(
        row.person.and_then(|person| person.name).as_deref(),
        Some("Kimmy")
    );
}

#[test]
fn ruined_ids_are_refused_with_their_rows() {
    let text = "customer id,email,date\n\"=\"\"00123\"\"\",,2024-05-06\n'00123,,2024-06-06\n1.23457E+12,b@example.com,2024-05-06\n#N/A,c@example.com,2024-05-06\n5.0,,2024-05-06\n=A1,,2024-05-06\n";
    let plan = planned(ImportKind::Purchases, text, |_| {});
    assert_eq!(
        troubles(&plan),
        [
            (4, Trouble::IdDigitsLost),
            (5, Trouble::IdError),
            (6, Trouble::IdDecimal),
            (7, Trouble::IdFormula)
        ]
    );
    let ids: Vec<_> = purchases(&plan)
        .into_iter()
        .filter_map(|row| row.person.external_id)
        .collect();
    assert_eq!(ids, ["00123", "00123"]);
    assert_eq!(finding(&plan, Notice::IdsUnwrapped).count, 2);
}

#[test]
fn an_address_is_one_person_however_it_is_written() {
    let text = "email,date\nkim@example.com,2024-05-06\n\u{200b}Kim@Example.com,2024-05-07\nKim L <kim@example.com>,2024-05-08\nmailto:kim@example.com,2024-05-09\nkim@example.com;k@example.org,2024-05-10\ninfo@bücher.example,2024-05-10\ninfo@xn--bcher-kva.example,2024-05-11\n";
    let plan = planned(ImportKind::Leads, text, |_| {});
    assert_eq!(plan.report().people, 2, "{:?}", plan.report());
    assert_eq!(finding(&plan, Notice::SeveralAddresses).rows, [6]);
}

#[test]
fn placeholders_are_nothing() {
    let text = "id,email,name,company,country,date\n1,NULL,Ann,NULL,nan,2024-05-06\n2,#N/A,Bob,n/a,(not set),2024-05-07\n3,,Cid,--,?,0000-00-00\n";
    let plan = planned(ImportKind::Leads, text, |mapping| {
        mapping.default_date = Some(Day(19_000));
    });
    assert!(plan.may_run(), "{:?}", plan.report());
    assert!(leads(&plan).iter().all(|row| row.person.email.is_none()
        && row.person.company.is_none()
        && row.person.country.is_none()));
    assert_eq!(leads(&plan)[2].at, Day(19_000).start());
    assert_eq!(finding(&plan, Notice::Placeholders).count, 9);
}

#[test]
fn dates_of_both_orders_are_asked_about() {
    let text = "email,date\nkim@example.com,03/04/2024\n";
    let plan = planned(ImportKind::Leads, text, |_| {});
    assert!(!plan.may_run());
    for (choice, day) in [
        (Choice::DayFirst, "2024-04-03"),
        (Choice::MonthFirst, "2024-03-04"),
    ] {
        let plan = planned(ImportKind::Leads, text, chosen(Notice::DayOrder, choice));
        assert!(plan.may_run());
        assert_eq!(leads(&plan)[0].at.day().to_string(), day);
    }
}

#[test]
fn spellings_of_a_country_become_one() {
    let text = "email,country,date\na@example.com,Norway,2024-05-06\nb@example.com,NORWAY,2024-05-06\nc@example.com,no,2024-05-06\nd@example.com,Nor\u{200b}way,2024-05-06\ne@example.com,Norge,2024-05-06\nf@example.com,Chad,2024-05-06\n";
    let open = planned(ImportKind::Leads, text, |_| {});
    assert!(!open.may_run());
    let plan = planned(
        ImportKind::Leads,
        text,
        chosen(Notice::Variants, Choice::Repair),
    );
    let countries: std::collections::BTreeSet<_> = leads(&plan)
        .into_iter()
        .filter_map(|row| row.person.country)
        .collect();
    assert_eq!(
        countries.into_iter().collect::<Vec<_>>(),
        ["Chad", "Norway"]
    );
}

#[test]
fn a_repeated_header_and_notes_above_it_are_no_rows() {
    let text = "Report: people\n\nemail,name,date\nkim@example.com,Kim,2024-05-06\nemail,name,date\nlou@example.com,Lou,2024-05-06\n";
    let plan = planned(ImportKind::Leads, text, |_| {});
    assert!(plan.may_run(), "{:?}", plan.report());
    assert_eq!(plan.len(), 2);
    assert!(notices(&plan).contains(&Notice::RepeatedHeader));
    assert_eq!(finding(&plan, Notice::RepeatedHeader).rows, [5]);
    assert_eq!(finding(&plan, Notice::Preamble).rows, [1]);
}

#[test]
fn one_address_with_several_ids_is_told() {
    let text = "customer id,email,name,date\n1,info@example.com,Kim,2024-05-06\n2,info@example.com,Lou,2024-05-07\n";
    let plan = planned(ImportKind::Leads, text, |_| {});
    assert_eq!(plan.report().people, 2);
    assert_eq!(finding(&plan, Notice::SharedAddress).rows, [3]);
}

#[test]
fn the_same_id_with_other_words_is_refused() {
    let text = "review id,author,review,date\n1,Ann,Good,2024-05-06\n1,Ann,Good,2024-05-06\n1,Ann,Bad,2024-05-06\n";
    let plan = planned(ImportKind::Reviews, text, |_| {});
    assert_eq!(plan.report().repeats.len(), 1);
    assert_eq!(troubles(&plan), [(4, Trouble::SameId { first: 2 })]);
}

#[test]
fn records_of_a_json_export_are_rows() {
    let text = r#"{"reviews": [{"reviewId": "r1", "reviewer": {"displayName": "Ann"}, "starRating": "FIVE", "comment": "Good.", "createTime": "2024-01-15T10:30:00.123456789Z"}, {"reviewId": "r2", "reviewer": {"isAnonymous": true}, "starRating": "TWO", "createTime": "2024-01-16T10:30:00Z"}]}"#;
    let plan = planned(ImportKind::Reviews, text, |_| {});
    assert!(plan.may_run(), "{:?}", plan.report());
    let row = reviews(&plan).remove(0);
    assert_eq!(
        (
            row.author.as_deref(),
            row.rating.map(laurel_domain::testimonial::Rating::stars)
        ),
        (Some("Ann"), Some(5))
    );
    assert_eq!(plan.report().without_text, [3]);
}

#[test]
fn a_source_is_suggested_by_the_tool_or_the_file() {
    let header = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        suggest_source("orders_2024-05.csv", &header("Name,Lineitem name")),
        "Shopify"
    );
    assert_eq!(
        suggest_source("my-shop_2024-05-06 (2).csv", &header("id,date")),
        "my shop"
    );
    assert_eq!(suggest_source("2024.csv", &header("id,date")), "2024");
}

/// A person of a file, with words as people write them.
fn people() -> impl Strategy<Value = Vec<(String, String, String, u32)>> {
    let name = "[A-Za-zÄÖÜäöüßéøçñ' ,;\"\n-]{0,20}";
    let person = ("[a-z]{1,8}", name, "[A-Za-z ]{0,12}", 0u32..20_000);
    proptest::collection::vec(person, 1..30)
}

proptest! {
    #[test]
    fn generated_people_come_back_as_they_were_written(people in people(), delimiter in proptest::sample::select(b",;\t".to_vec())) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["email", "name", "note", "date"]).unwrap();
        let rows: Vec<Vec<String>> = people.iter().enumerate().map(|(at, (email, name, note, day))| {
            vec![format!("{email}{at}@example.com"), name.clone(), note.clone(), Day(*day as i32).to_string()]
        }).collect();
        for row in &rows { writer.write_record(row).unwrap(); }
        let table = crate::open(writer.into_inner().unwrap()).unwrap();
        let plan = plan(&table, ImportKind::Leads, &mapping(ImportKind::Leads, &table, |_| {}), TODAY);
        // A quotation mark over several lines can only be asked about.
        prop_assume!(!notices(&plan).contains(&Notice::Swallowed));
        prop_assert_eq!(table.preview(usize::MAX), rows);
        prop_assert_eq!(plan.len(), people.len());
        for (read, (at, (email, name, _, day))) in leads(&plan).iter().zip(people.iter().enumerate()) {
            let wanted = format!("{email}{at}@example.com");
            prop_assert_eq!(read.person.email.as_deref(), Some(wanted.as_str()));
            prop_assert_eq!(read.at, Day(*day as i32).start());
            let plain = name.replace('\n', " ");
            let plain = plain.trim();
            let is_nothing = ["-", "--", "---"].contains(&name.trim()) || name.trim().is_empty();
            let shown = (!is_nothing && !plain.is_empty()).then(|| plain.to_owned());
            prop_assert_eq!(read.person.name.clone(), shown);
        }
    }

    #[test]
    fn permuted_columns_and_other_ones_give_the_same_keys(people in people(), seed in any::<u64>(), has_more in any::<bool>()) {
        let names = ["order id", "email", "date", "amount"];
        let write = |order: &[usize], with_id: bool, more: bool| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            let cells = |all: [String; 4]| {
                let mut cells: Vec<String> = order.iter().filter(|at| with_id || **at > 0).map(|at| all[*at].clone()).collect();
                if more { cells.push(format!("extra{}", cells.len())); }
                cells
            };
            writer.write_record(cells(names.map(str::to_owned))).unwrap();
            for (at, (email, _, _, day)) in people.iter().enumerate() {
                let row = [at.to_string(), format!("{email}@example.com"), Day(*day as i32).to_string(), format!("{}.50", day % 100)];
                writer.write_record(cells(row)).unwrap();
            }
            writer.into_inner().unwrap()
        };
        let mut order = vec![0, 1, 2, 3];
        order.rotate_left((seed % 4) as usize);
        if seed % 8 > 3 { order.swap(0, 2); }
        for with_id in [true, false] {
            let keys = |bytes: Vec<u8>| {
                let table = crate::open(bytes).unwrap();
                plan(&table, ImportKind::Purchases, &mapping(ImportKind::Purchases, &table, |_| {}), TODAY).keys(0, 500)
            };
            let one = keys(write(&[0, 1, 2, 3], with_id, false));
            prop_assert_eq!(one.len(), people.len());
            prop_assert_eq!(one, keys(write(&order, with_id, has_more)));
        }
    }

    #[test]
    fn hostile_bytes_make_no_plan_panic(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "a", "\"", ",", ";", "\n", "\r\n", "\t", "Ã¼", "&lt;", "<br>", "=\"1\"", "1.2E+12", "#N/A", "03/04/2024", "9", "4,5", "€1.234",
            "x@example.com", "paid", "\u{200b}", "\u{fffd}", "{", "[", "sep=;", "0000-00-00", "NULL",
        ]), 0..80),
        kind in proptest::sample::select(ImportKind::ALL),
        as_rows in any::<bool>(),
    ) {
        let header: Vec<_> = crate::fields(kind).iter().map(|field| field.code).collect();
        let text = format!("{}\n{}", header.join(","), pieces.concat());
        if let Ok(table) = crate::open(text.into_bytes()) {
            let plan = plan(&table, kind, &mapping(kind, &table, |one| {
                if as_rows { chosen(Notice::Swallowed, Choice::Rows)(one); }
            }), TODAY);
            prop_assert_eq!(plan.batch(0, 500).len(), plan.len());
            prop_assert_eq!(plan.keys(0, 500).len(), plan.len());
            for one in &plan.report().findings {
                let _ = (one.say(laurel_words::Words::default()), one.say_rows(laurel_words::Words::default()));
            }
        }
    }
}
