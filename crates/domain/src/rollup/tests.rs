//! What a person adds, and that differences add up.
//!
//! Long because every table is checked over the same random lives.

use proptest::prelude::*;

use super::*;
use crate::histogram::bucket;
use crate::money::Currency;
use crate::samples::{advocates, day, life, lives, state, state_under};
use crate::settings::ProgramSettings;
use crate::time::DAY_MILLIS;
use crate::touchpoint::{Touchpoint, TouchpointKind as Kind};

fn facts(source: Option<&str>, brought: bool) -> Facts<'_> {
    Facts {
        source,
        country: None,
        industry: None,
        company_size: None,
        tags: &[],
        motivation: None,
        brought,
        currency: Currency::USD,
        profile: Profile::default(),
    }
}

fn contributions(life: &[Touchpoint], facts: &Facts<'_>) -> Contributions {
    Contributions::of(&state(life, day(1_200)), facts)
}

/// For each stage of the segment: people, and the bucket in which the time was counted.
fn funnel(contributions: &Contributions, segment: &str) -> Vec<(i64, Option<usize>)> {
    let rows = contributions
        .rows()
        .funnel
        .iter()
        .filter(|(key, _)| key.segment == segment);
    rows.map(|(_, delta)| {
        (
            delta.people,
            delta.elapsed.iter().position(|count| *count == 1),
        )
    })
    .collect()
}

#[test]
fn a_person_counts_in_every_stage_up_to_the_furthest() {
    let life = life(&[
        (0, Kind::AdClick),
        (4, Kind::DemoRequested),
        (20, Kind::Purchase),
    ]);
    let rows = contributions(&life, &facts(Some("Reference"), true));
    // Interest and Intent were skipped: nobody measured a time there.
    let expected = [
        (1, None),
        (1, None),
        (1, Some(bucket(4 * DAY_MILLIS))),
        (1, None),
        (1, Some(bucket(16 * DAY_MILLIS))),
    ];
    for segment in ["", "source:Reference", "brought"] {
        assert_eq!(funnel(&rows, segment), expected, "{segment}");
    }
    // Everyone, five dimensions, brought.
    assert_eq!(rows.rows().funnel.len(), 7 * 5);
    assert!(rows.rows().funnel.keys().all(|key| key.day == day(0).day()));
    let reference = (Dimension::Source, "Reference".to_owned());
    assert_eq!(rows.rows().segments.get(&reference), Some(&1));
    // Interest was reached with Consideration, Intent with Purchase.
    let reached: Vec<(i32, u8)> = rows
        .rows()
        .reached
        .keys()
        .map(|(on, stage)| (on.0 - day(0).day().0, *stage))
        .collect();
    assert_eq!(reached, [(0, 0), (4, 1), (4, 2), (20, 3), (20, 4)]);
}

#[test]
fn coming_back_to_an_earlier_stage_takes_no_time() {
    let life = life(&[
        (0, Kind::Purchase),
        (9, Kind::WebsiteVisit),
        (30, Kind::Purchase),
    ]);
    let rows = contributions(&life, &facts(None, false));
    let same_day = Some(0);
    let month = Some(bucket(30 * DAY_MILLIS));
    let expected = [
        (1, None),
        (1, None),
        (1, None),
        (1, None),
        (1, same_day),
        (1, month),
    ];
    assert_eq!(funnel(&rows, ""), expected);
    assert_eq!(funnel(&rows, "source:"), expected);
    assert_eq!(funnel(&rows, "brought"), []);
}

#[test]
fn totals_count_what_there_is() {
    let mut life = life(&[
        (0, Kind::Purchase),
        (1, Kind::NpsAnswer),
        (2, Kind::Review),
        (3, Kind::Purchase),
    ]);
    life[0] = crate::samples::paid(life[0].clone(), 1_177, "USD");
    life[3] = crate::samples::paid(life[3].clone(), 900, "EUR");
    let rows = contributions(&life, &facts(None, false));
    let totals: Vec<(&str, i64)> = rows
        .rows()
        .totals
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    assert_eq!(
        totals,
        [
            ("acts", 1),
            ("advocates", 1),
            ("customers", 1),
            ("people", 1),
            ("promoters", 1),
            ("purchases", 2),
            ("repeat_customers", 1),
            ("revenue:EUR", 900),
            ("revenue:USD", 1_177),
        ]
    );
    let own = FlywheelDelta {
        customers: 1,
        acts: 1,
        people_others: 1,
        customers_others: 1,
        ..FlywheelDelta::default()
    };
    assert_eq!(rows.rows().flywheel, BTreeMap::from([(day(0).day(), own)]));
    assert_eq!(
        rows.rows().need_levels,
        BTreeMap::from([((day(2).day(), NeedLevel::PhysicalRewards), 1)])
    );
}

/// One customer and three strangers who sent a story: acts make nobody a customer.
#[test]
fn everybody_else_is_a_customer_who_bought_in_time() {
    let others = |facts: &[(i32, Kind)], brought: bool| -> Vec<(i32, i64, i64)> {
        let rows = contributions(&life(facts), &self::facts(None, brought));
        let rows = rows.rows().flywheel.iter();
        rows.map(|(of, row)| {
            (
                of.0 - day(0).day().0,
                row.people_others,
                row.customers_others,
            )
        })
        .collect()
    };
    assert_eq!(others(&[(0, Kind::Testimonial)], false), [(0, 1, 0)]);
    let bought = [(0, Kind::WebsiteVisit), (365, Kind::Purchase)];
    assert_eq!(others(&bought, false), [(0, 1, 1), (365, 0, 0)]);
    assert_eq!(
        others(&bought, true),
        [(365, 0, 0)],
        "counted for the advocate"
    );
    let late = [(0, Kind::WebsiteVisit), (366, Kind::Purchase)];
    assert_eq!(others(&late, false), [(0, 1, 0), (366, 0, 0)]);
    // Whoever was derived before this was counted takes nothing back.
    let mut before = state(&life(&bought), day(400));
    before.bought_in_time = None;
    let rows = Contributions::of(&before, &facts(None, false));
    assert_eq!(rows.rows().flywheel.len(), 1);
}

#[test]
fn what_is_known_is_counted_of_those_it_matters_for() {
    let known = Facts {
        profile: Profile {
            industry: true,
            company_size: true,
            motivation: true,
        },
        ..facts(Some("Fair"), false)
    };
    let lead = contributions(&life(&[(0, Kind::AdClick)]), &known);
    let about = |rows: &Contributions| -> Vec<String> {
        let names = rows.rows().totals.keys();
        names.filter(|name| name.contains(':')).cloned().collect()
    };
    assert_eq!(about(&lead), ["people:source"]);
    let facts = [
        (0, Kind::Purchase),
        (1, Kind::Review),
        (2, Kind::SupportEscalated),
    ];
    let advocate = contributions(&life(&facts), &known);
    assert_eq!(
        about(&advocate)[..4],
        [
            "advocates:motivation",
            "customers:company_size",
            "customers:industry",
            "people:source"
        ]
    );
    assert_eq!(advocate.rows().totals.get("escalated"), Some(&1));
}

#[test]
fn who_is_overdrawn_counts_on_the_day_it_began() {
    let settings = ProgramSettings {
        overdraft_points: 100,
        ..ProgramSettings::default()
    };
    let contributions = |life: &[Touchpoint], facts: &Facts<'_>| {
        Contributions::of(&state_under(&settings, life, day(1_200)), facts)
    };
    // More is given than may be given ahead; a gift ends the overdraft.
    let gave = [
        (0, Kind::Purchase),
        (10, Kind::Review),
        (20, Kind::CaseStudy),
    ];
    let rows = contributions(&life(&gave), &facts(None, false));
    assert_eq!(rows.rows().overdrawn, BTreeMap::from([(day(10).day(), 1)]));
    let thanked = [
        gave.as_slice(),
        &[(30, Kind::BoardSeat), (31, Kind::BoardSeat)],
    ]
    .concat();
    let rows = contributions(&life(&thanked), &facts(None, false));
    assert!(rows.rows().overdrawn.is_empty());
}

#[test]
fn a_change_leaves_alone_what_it_does_not_change() {
    let mut life = life(&[(0, Kind::AdClick), (5, Kind::Purchase)]);
    let before = contributions(&life, &facts(None, false));
    assert!(Contributions::diff(Some(&before), &before).is_empty());
    life.push(crate::samples::touchpoint(9, day(7), Kind::Purchase));
    let after = contributions(&life, &facts(None, false));
    let deltas = Contributions::diff(Some(&before), &after);
    let stages: Vec<(&str, u8)> = deltas
        .funnel
        .keys()
        .map(|key| (key.segment.as_str(), key.stage))
        .collect();
    let touched = [
        "",
        "company_size:",
        "country:",
        "industry:",
        "product:",
        "source:",
    ];
    assert_eq!(stages, touched.map(|segment| (segment, 5)));
    assert_eq!(
        deltas.reached,
        BTreeMap::from([((day(7).day(), 5), 1)]),
        "the second purchase is Loyalty"
    );
    let totals = [
        ("purchases".to_owned(), 1),
        ("repeat_customers".to_owned(), 1),
    ];
    assert_eq!(deltas.totals, BTreeMap::from(totals));
    assert!(deltas.flywheel.is_empty() && deltas.segments.is_empty());
}

#[test]
fn a_known_source_moves_the_person() {
    let life = life(&[(0, Kind::AdClick)]);
    let before = contributions(&life, &facts(None, false));
    let after = contributions(&life, &facts(Some("Google"), false));
    let deltas = Contributions::diff(Some(&before), &after);
    let moved: Vec<(&str, i64)> = deltas
        .funnel
        .iter()
        .map(|(key, delta)| (key.segment.as_str(), delta.people))
        .collect();
    assert_eq!(moved, [("source:", -1), ("source:Google", 1)]);
}

#[test]
fn a_person_is_divided_by_what_is_known() {
    let mut life = life(&[
        (3, Kind::Purchase),
        (0, Kind::BecameCustomer),
        (9, Kind::Purchase),
    ]);
    life[0].note = Some(" Desk lamp ".to_owned());
    life[1].note = Some("Contract".to_owned());
    life[2].note = Some("Bulb".to_owned());
    let tags = ["beta".to_owned(), "press".to_owned()];
    let facts = Facts {
        country: Some("Norway"),
        company_size: Some("11–50"),
        tags: &tags,
        ..facts(None, false)
    };
    let rows = contributions(&life, &facts);
    let segments: Vec<String> = rows
        .rows()
        .segments
        .keys()
        .map(|(dimension, value)| format!("{dimension}:{value}"))
        .collect();
    assert_eq!(
        segments,
        [
            "source:",
            "country:Norway",
            "industry:",
            "company_size:11–50",
            "product:Desk lamp",
            "tag:beta",
            "tag:press",
        ]
    );
    let everyone = funnel(&rows, "");
    assert_eq!(everyone.len(), 6);
    for segment in segments {
        assert_eq!(funnel(&rows, &segment), everyone, "{segment}");
        assert!(crate::segment::Segment::parse(&segment).is_ok());
    }
}

fn brought(brought_on: i32, bought_on: Option<i32>) -> Option<(i64, i64, Option<usize>)> {
    let facts = BroughtFacts {
        advocate_first_purchase_at: Some(day(0)),
        brought_at: day(brought_on),
        first_purchase_at: bought_on.map(day),
        follow_days: 365,
    };
    let rows = facts.contributions();
    let delta = rows.rows().flywheel.get(&day(0).day())?;
    assert_eq!((delta.customers, delta.acts), (0, 0));
    let bucket = delta.elapsed.iter().position(|count| *count == 1);
    Some((delta.people_brought, delta.customers_brought, bucket))
}

#[test]
fn who_came_through_an_act_turns_the_advocates_wheel() {
    assert_eq!(brought(10, None), Some((1, 0, None)));
    assert_eq!(
        brought(10, Some(25)),
        Some((1, 1, Some(bucket(25 * DAY_MILLIS))))
    );
    assert_eq!(brought(365, Some(365)), Some((1, 1, Some(14))));
    assert_eq!(
        brought(365, Some(366)),
        Some((1, 0, None)),
        "bought after the follow time"
    );
    assert_eq!(brought(366, Some(366)), None, "came after the follow time");
    assert_eq!(
        brought(-1, Some(5)),
        None,
        "came before the advocate was a customer"
    );
    assert_eq!(
        brought(10, Some(5)),
        Some((1, 0, None)),
        "was a customer already"
    );
    let no_customer = BroughtFacts {
        advocate_first_purchase_at: None,
        brought_at: day(0),
        first_purchase_at: None,
        follow_days: 365,
    };
    assert!(no_customer.contributions().rows().is_empty());
}

proptest! {
    #[test]
    fn differences_add_up(
        first in lives(15), second in advocates(15), third in lives(15), source in prop::option::of("[a-c]"), brought: bool,
    ) {
        let a = contributions(&first, &facts(source.as_deref(), brought));
        let b = contributions(&second, &facts(None, false));
        let c = contributions(&third, &facts(Some("d"), brought));
        let mut sum = Contributions::diff(Some(&a), &b);
        sum.add(&Contributions::diff(Some(&b), &c));
        prop_assert_eq!(&sum, &Contributions::diff(Some(&a), &c));
        sum.add(&Contributions::diff(None, &a));
        prop_assert_eq!(&sum, &Contributions::diff(None, &c));
        sum.subtract(c.rows());
        prop_assert!(sum.is_empty());
    }

    #[test]
    fn counts_never_rise_from_stage_to_stage(people in prop::collection::vec(lives(12), 0..12)) {
        let mut sum = Deltas::default();
        for life in &people {
            sum.add(contributions(life, &facts(None, false)).rows());
        }
        let mut counts = [0i64; 7];
        for (key, delta) in sum.funnel.iter().filter(|(key, _)| key.segment.is_empty()) {
            counts[usize::from(key.stage)] += delta.people;
            prop_assert!(delta.elapsed.iter().sum::<i64>() <= delta.people);
        }
        prop_assert!(counts.is_sorted_by(|earlier, later| earlier >= later));
        let mut reached = [0i64; 7];
        for ((_, stage), people) in &sum.reached {
            reached[usize::from(*stage)] += people;
        }
        prop_assert_eq!(reached, counts, "reached at some time");
        prop_assert_eq!(counts[0], people.iter().filter(|life| !life.is_empty()).count() as i64);
    }

    #[test]
    fn recomputing_in_any_portions_is_counting_anew(
        people in prop::collection::vec(lives(12), 1..10),
        portions in prop::collection::vec(0usize..10, 0..6),
    ) {
        let old = ProgramSettings::default();
        let mut new = old.clone();
        new.stages.remove(1);
        new.stages.swap(3, 4);
        new.follow_days = 30;
        new.thresholds.early_acts = 1;
        let count = |rules: &ProgramSettings, life: &[Touchpoint]| {
            let state = crate::samples::state_under(rules, life, day(1_200));
            Contributions::of(&state, &facts(None, false))
        };
        // Everybody counts under the old rules.
        let mut sum = Deltas::default();
        for life in &people {
            sum.add(count(&old, life).rows());
        }
        let mut through = vec![false; people.len()];
        let everybody = 0..people.len();
        for position in portions.into_iter().chain(everybody) {
            let Some(seen) = through.get_mut(position) else { continue };
            let life = &people[position];
            // Repeating a portion takes back what it added itself.
            let stored = if *seen { count(&new, life) } else { count(&old, life) };
            sum.add(&Contributions::diff(Some(&stored), &count(&new, life)));
            *seen = true;
        }
        let mut anew = Deltas::default();
        for life in &people {
            anew.add(count(&new, life).rows());
        }
        prop_assert_eq!(sum, anew);
    }

    #[test]
    fn counts_of_kinds_say_the_furthest_stage(life in advocates(12), at_least in 1u32..4, dropped in 0usize..7) {
        let mut rules = ProgramSettings::default();
        rules.stages.remove(dropped);
        rules.stages[3].entered_by[0].at_least = at_least;
        let mut counts: BTreeMap<Kind, u32> = BTreeMap::new();
        for touchpoint in &life {
            *counts.entry(touchpoint.kind).or_default() += 1;
        }
        let counts: Vec<(Kind, u32)> = counts.into_iter().collect();
        let state = crate::samples::state_under(&rules, &life, day(1_200));
        prop_assert_eq!(crate::funnel::furthest(&rules.stages, &counts), state.furthest);
    }
}
