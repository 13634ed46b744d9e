//! Each check at its threshold, and what holds for all of them.

use proptest::prelude::*;

use super::*;
use crate::Day;
use crate::PlanItemId;
use crate::Timestamp;
use crate::need_level::NeedLevel;
use crate::nps::Answers;

fn evidence() -> Evidence {
    Evidence {
        today: Day::parse("2026-11-22").unwrap(),
        people: 0,
        people_source: 0,
        customers: 0,
        customers_industry: 0,
        customers_company_size: 0,
        nps: Answers::default(),
        nps_recent: 0,
        advocates: 0,
        advocates_motivation: 0,
        overdrawn: 0,
        levels: [LevelEvidence::default(); 5],
        stages: Vec::new(),
        stories_recent: 0,
        waiting: Waiting::default(),
        published: 0,
        widgets: 0,
        escalated: 0,
        reviews: Reviews::default(),
    }
}

fn verdict(check: Check, evidence: &Evidence) -> Verdict {
    judge(check, evidence).unwrap().verdict
}

fn level(people: u64, rewards: u64) -> LevelEvidence {
    LevelEvidence { people, rewards }
}

#[test]
fn four_of_five_customers_are_enough_and_nobody_is_not_known() {
    let known = |part, whole| {
        let evidence = Evidence {
            customers: whole,
            customers_industry: part,
            ..evidence()
        };
        let finding = judge(Check::IndustryKnown, &evidence).unwrap();
        (finding.verdict, finding.measure)
    };
    let share = |percent| Some(Measure::Share { percent });
    assert_eq!(known(0, 0), (Verdict::NotKnown, None));
    assert_eq!(known(4, 5), (Verdict::Met, share(80)));
    assert_eq!(known(799, 1_000), (Verdict::NotMet, share(79)));
    assert_eq!(known(999, 1_000), (Verdict::Met, share(99)));
    let evidence = Evidence {
        customers: 9_240,
        customers_company_size: 1,
        ..evidence()
    };
    let finding = judge(Check::CompanySizeKnown, &evidence).unwrap();
    assert_eq!(
        finding.found,
        Found::CompanySizeKnown {
            known: 1,
            customers: 9_240,
            enough_percent: 80
        }
    );
}

#[test]
fn half_of_the_advocates_motivations_are_enough() {
    let with = |part| Evidence {
        advocates: 10,
        advocates_motivation: part,
        ..evidence()
    };
    assert_eq!(verdict(Check::MotivationKnown, &with(4)), Verdict::NotMet);
    assert_eq!(verdict(Check::MotivationKnown, &with(5)), Verdict::Met);
}

#[test]
fn an_nps_needs_enough_answers_and_recent_ones() {
    let with = |promoters, detractors, nps_recent| Evidence {
        nps: Answers {
            promoters,
            passives: 0,
            detractors,
        },
        nps_recent,
        ..evidence()
    };
    let judged = |evidence: &Evidence| judge(Check::NpsMeasured, evidence).unwrap();
    assert_eq!(judged(&with(0, 0, 0)).verdict, Verdict::NotKnown);
    assert_eq!(judged(&with(20, 9, 5)).verdict, Verdict::NotMet);
    assert_eq!(judged(&with(20, 10, 0)).verdict, Verdict::NotMet);
    let good = judged(&with(10, 20, 5));
    assert_eq!(good.verdict, Verdict::Met);
    assert!(matches!(good.measure, Some(Measure::Nps { score }) if score.round() as i64 == -33));
    assert_eq!(
        good.found,
        Found::Nps {
            people: 30,
            recent: 5,
            days: 90,
            fewer_than: None
        }
    );
}

#[test]
fn each_level_with_people_needs_a_reward() {
    let with = |levels| Evidence {
        levels,
        ..evidence()
    };
    let none = level(0, 0);
    let judged = |levels| judge(Check::RewardsGiven, &with(levels)).unwrap();
    assert_eq!(judged([none; 5]).verdict, Verdict::NotKnown);
    let most = judged([level(9, 1), level(5, 2), level(1, 0), none, level(1, 0)]);
    assert_eq!(most.verdict, Verdict::NotMet);
    let levels = |rewarded, levels| Some(Measure::Levels { rewarded, levels });
    assert_eq!(most.measure, levels(2, 4));
    assert_eq!(
        most.found,
        Found::Rewards {
            rewards: 3,
            days: 90,
            without: vec![NeedLevel::Empowerment, NeedLevel::Influence]
        }
    );
    let all = judged([level(9, 1), none, none, none, none]);
    assert_eq!((all.verdict, all.measure), (Verdict::Met, levels(1, 1)));
}

#[test]
fn the_form_is_an_ask_where_acts_lead() {
    let stage = |name: &str, asks, form_leads_here| StageEvidence {
        name: name.to_owned(),
        asks,
        form_leads_here,
    };
    let with = |asks, stories_recent| Evidence {
        stages: vec![stage("Purchase", asks, false), stage("Advocacy", 0, true)],
        stories_recent,
        ..evidence()
    };
    let judged = |asks, stories| judge(Check::AskPerStage, &with(asks, stories)).unwrap();
    let none = Measure::Stages {
        asked: 0,
        stages: 2,
    };
    assert_eq!(judged(0, 0).measure, Some(none));
    let form = judged(0, 1);
    assert_eq!(
        form.found,
        Found::Asks {
            asks: 0,
            days: 90,
            stories: 1,
            without: vec!["Purchase".to_owned()]
        }
    );
    assert_eq!(judged(3, 1).verdict, Verdict::Met);
    assert_eq!(verdict(Check::AskPerStage, &evidence()), Verdict::NotKnown);
}

#[test]
fn the_median_of_what_waits_decides() {
    let today = Day(100);
    let waiting = Waiting::of(
        &[(Day(10), 0), (Day(80), 1), (Day(92), 1), (Day(99), 2)],
        today,
    );
    assert_eq!(
        (waiting.count, waiting.median_days, waiting.oldest_days),
        (4, 8, 20)
    );
    let with = |waiting| Evidence {
        waiting,
        ..evidence()
    };
    let finding = judge(Check::AnsweredInTime, &with(waiting)).unwrap();
    assert_eq!(finding.verdict, Verdict::NotMet);
    assert_eq!(
        finding.found,
        Found::Waiting {
            submissions: 4,
            median_days: 8,
            oldest_days: 20
        }
    );
    let quick = Waiting::of(&[(Day(10), 1), (Day(93), 1), (Day(100), 1)], today);
    assert_eq!(quick.median_days, 7);
    assert_eq!(verdict(Check::AnsweredInTime, &with(quick)), Verdict::Met);
    assert_eq!(verdict(Check::AnsweredInTime, &evidence()), Verdict::Met);
    assert_eq!(Waiting::of(&[(Day(200), 1)], today).oldest_days, 0);
}

#[test]
fn a_review_counts_for_its_calendar_month() {
    let last = |day: &str| Evidence {
        reviews: Reviews {
            funnel: Day::parse(day).ok(),
            ..Reviews::default()
        },
        ..evidence()
    };
    assert_eq!(
        verdict(Check::FunnelReviewed, &last("2026-11-01")),
        Verdict::Met
    );
    assert_eq!(
        verdict(Check::FunnelReviewed, &last("2026-10-31")),
        Verdict::NotMet
    );
    assert_eq!(
        verdict(Check::FunnelReviewed, &last("2025-11-22")),
        Verdict::NotMet
    );
    assert_eq!(
        verdict(Check::PyramidReviewed, &last("2026-11-01")),
        Verdict::NotMet
    );
}

#[test]
fn one_in_ten_may_be_overdrawn() {
    let with = |overdrawn| Evidence {
        advocates: 30,
        overdrawn,
        ..evidence()
    };
    assert_eq!(verdict(Check::NobodyOverdrawn, &with(3)), Verdict::Met);
    assert_eq!(verdict(Check::NobodyOverdrawn, &with(4)), Verdict::NotMet);
    let one = judge(Check::NobodyOverdrawn, &with(1)).unwrap();
    assert_eq!(
        one.found,
        Found::Overstretched {
            overstretched: 1,
            advocates: 30,
            normal_percent: 10
        }
    );
}

#[test]
fn every_phase_has_computed_and_judged_checks() {
    for phase in Phase::ALL {
        let of_phase = || Check::ALL.iter().filter(|check| check.phase() == *phase);
        assert!(of_phase().any(|check| check.is_computed()), "{phase}");
        assert!(of_phase().any(|check| !check.is_computed()), "{phase}");
    }
    for check in Check::ALL {
        assert_eq!(
            judge(*check, &evidence()).is_some(),
            check.is_computed(),
            "{check}"
        );
    }
}

#[test]
fn a_place_on_the_board_has_one_spelling() {
    let own = PlanItemId::from_digest([1; 16]);
    for item in [Item::Known(Check::GoalsStated), Item::Own(own)] {
        assert_eq!(item.to_string().parse(), Ok(item));
    }
    assert_eq!("Goals_Stated".parse::<Item>(), Err(InvalidItem));
    assert!(OwnCheck::parse(Phase::Iteration, " \n").is_err());
    let long = "x".repeat(TITLE_MAX + 1);
    assert!(OwnCheck::parse(Phase::Iteration, &long).is_err());
}

#[test]
fn the_due_day_itself_is_in_time() {
    let today = Day(100);
    let item = |due, done: bool| PlanItem {
        due: Some(Day(due)),
        done: done.then(|| (Timestamp::from_millis(0), "a@example.com".to_owned())),
        ..PlanItem::default()
    };
    let finding = |verdict| Finding {
        verdict,
        measure: None,
        found: Found::NoPeople,
    };
    assert!(!item(100, false).is_overdue(None, today));
    assert!(item(99, false).is_overdue(None, today));
    assert!(!item(99, true).is_overdue(None, today));
    // A tick does not settle what figures answer.
    assert!(item(99, true).is_overdue(Some(&finding(Verdict::NotMet)), today));
    assert!(item(99, false).is_overdue(Some(&finding(Verdict::NotKnown)), today));
    assert!(!item(99, false).is_overdue(Some(&finding(Verdict::Met)), today));
    assert!(!PlanItem::default().is_overdue(None, today));
}

proptest! {
    /// What is known can only be worth more when more is known.
    #[test]
    fn knowing_more_never_hurts(whole in 1_u64..10_000_000, part in 0_u64..10_000_000, more in 0_u64..10_000_000) {
        let part = part % (whole + 1);
        let more = (part + more % (whole + 1)).min(whole);
        let with = |part| Evidence { people: whole, people_source: part, ..evidence() };
        let (before, after) = (judge(Check::SourceKnown, &with(part)).unwrap(), judge(Check::SourceKnown, &with(more)).unwrap());
        prop_assert!(!(before.verdict == Verdict::Met && after.verdict == Verdict::NotMet));
        prop_assert_eq!(after.measure == Some(Measure::Share { percent: 100 }), more == whole);
    }

    #[test]
    fn the_median_lies_between_the_ages(counts in prop::collection::vec((0_i32..400, 0_u64..50), 0..30)) {
        let mut days: Vec<(Day, u64)> = counts.into_iter().map(|(day, count)| (Day(day), count)).collect();
        days.sort_by_key(|(day, _)| *day);
        let today = Day(400);
        let waiting = Waiting::of(&days, today);
        let mut ages: Vec<i32> = days.iter().flat_map(|(day, count)| std::iter::repeat_n(today.0 - day.0, *count as usize)).collect();
        ages.sort_unstable_by(|one, other| other.cmp(one));
        prop_assert_eq!(waiting.count as usize, ages.len());
        if let Some(oldest) = ages.first() {
            prop_assert_eq!(waiting.oldest_days, *oldest);
            prop_assert_eq!(waiting.median_days, ages[(ages.len() - 1) / 2]);
        }
    }
}
