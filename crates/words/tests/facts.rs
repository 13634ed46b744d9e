//! Every sentence about what the rules found out, in each language.

use std::fmt::Write as _;

use laurel_domain::funnel::next_step::{Move, Reason};
use laurel_domain::need_level::NeedLevel;
use laurel_domain::overview::{Change, Compared, Queue, Step};
use laurel_domain::plan::{Check, Found, Measure, Phase};
use laurel_domain::readiness::report::{self, Against, Remark, Threshold};
use laurel_domain::testimonial::RejectReason;
use laurel_domain::touchpoint::{Category, TouchpointKind};
use laurel_words::{Language, Words};

fn readiness(words: Words, out: &mut String) {
    use report::Found;
    let windows = |lag_days, against| Found::UpperFunnel {
        people: 2_000,
        days: 90,
        lag_days,
        stage: "Purchase".to_owned(),
        share: 0.3,
        low: 0.28,
        high: 0.32,
        people_before: 1_900,
        share_before: Some(0.31),
        against,
    };
    let nps = |remark| Found::Nps {
        answers: 100,
        score: -30.2,
        low: -44.0,
        high: 14.0,
        remark,
    };
    let mut found = vec![
        Found::NoPurchaseStage,
        Found::NobodyCame {
            days: 90,
            lag_days: 0,
        },
        Found::NobodyCame {
            days: 90,
            lag_days: 10,
        },
        windows(30, Against::Chance),
    ];
    found.extend(Against::ALL.iter().map(|against| windows(0, *against)));
    found.extend([
        Found::Customers { customers: 1_234 },
        Found::RepeatCustomers {
            repeat_customers: 29,
            customers: 1,
        },
        Found::NobodyAnswered,
    ]);
    found.extend(Remark::ALL.iter().map(|remark| nps(*remark)));
    found.push(Found::NoSupportCase);
    for (solved, open) in [(1, 1), (100, 2)] {
        found.push(Found::Support {
            solved,
            open,
            share: 0.99,
            low: 0.946,
            high: 0.998,
        });
    }
    for found in &found {
        let _ = writeln!(out, "{}", words.readiness_found(found));
    }
    for threshold in [
        Threshold::UpperFunnel {
            days: 90,
            points: 20,
        },
        Threshold::Customers { customers: 100 },
        Threshold::RepeatCustomers { customers: 30 },
        Threshold::Nps { answers: 30 },
        Threshold::Support { share: 0.8 },
    ] {
        let _ = writeln!(out, "{}", words.readiness_threshold(&threshold));
    }
}

fn plan(words: Words, out: &mut String) {
    for phase in Phase::ALL {
        let _ = writeln!(out, "{}", words.plan_purpose(*phase));
    }
    for check in Check::ALL {
        let advice = words.plan_advice(*check);
        assert_eq!(advice.is_none(), check.is_computed(), "{check}");
        let _ = writeln!(
            out,
            "{}: {}",
            words.plan_check(*check),
            advice.unwrap_or("(computed)")
        );
    }
    for measure in [
        Measure::Share { percent: 64 },
        Measure::Nps { score: -33.3 },
        Measure::Levels {
            rewarded: 1,
            levels: 1,
        },
        Measure::Overstretched { advocates: 1 },
        Measure::Overstretched { advocates: 3 },
        Measure::Stages {
            asked: 1,
            stages: 3,
        },
        Measure::NothingWaits,
        Measure::Waiting { days: 1 },
        Measure::Stories { stories: 3 },
        Measure::Escalated { cases: 2 },
        Measure::NeverReviewed,
        Measure::Reviewed { days_ago: 1 },
    ] {
        let _ = writeln!(out, "{}", words.plan_measure(&measure));
    }
    let (known, enough_percent, days) = (7, 80, 90);
    for found in [
        Found::NoPeople,
        Found::NoCustomers,
        Found::NoAdvocates,
        Found::IndustryKnown {
            known,
            customers: 9_240,
            enough_percent,
        },
        Found::CompanySizeKnown {
            known,
            customers: 1,
            enough_percent,
        },
        Found::SourceKnown {
            known,
            people: 9_240,
            enough_percent,
        },
        Found::MotivationKnown {
            known,
            advocates: 30,
            enough_percent,
        },
        Found::NobodyAnswered,
        Found::Nps {
            people: 30,
            recent: 5,
            days,
            fewer_than: None,
        },
        Found::Nps {
            people: 1,
            recent: 0,
            days,
            fewer_than: Some(30),
        },
        Found::NobodyInPyramid,
        Found::Rewards {
            rewards: 3,
            days,
            without: vec![NeedLevel::Empowerment, NeedLevel::Influence],
        },
        Found::Rewards {
            rewards: 1,
            days,
            without: Vec::new(),
        },
        Found::Overstretched {
            overstretched: 1,
            advocates: 30,
            normal_percent: 10,
        },
        Found::Overstretched {
            overstretched: 3,
            advocates: 30,
            normal_percent: 10,
        },
        Found::NoPurchaseStage,
        Found::Asks {
            asks: 2,
            days,
            stories: 0,
            without: Vec::new(),
        },
        Found::Asks {
            asks: 0,
            days,
            stories: 1,
            without: vec!["Purchase".to_owned()],
        },
        Found::NothingWaits,
        Found::Waiting {
            submissions: 4,
            median_days: 8,
            oldest_days: 20,
        },
        Found::Waiting {
            submissions: 1,
            median_days: 1,
            oldest_days: 1,
        },
        Found::Shown {
            stories: 3,
            widgets: 1,
        },
        Found::Escalated { people: 0 },
        Found::Escalated { people: 1 },
        Found::Escalated { people: 2 },
        Found::NeverReviewed,
        Found::Reviewed { days_ago: 0 },
    ] {
        let _ = writeln!(out, "{}", words.plan_found(&found));
    }
}

fn overview(words: Words, out: &mut String) {
    for number in [0, 1, 23] {
        let (people, advocates) = (number, number);
        for change in [
            Change::Reached {
                position: 5,
                stage: "Loyalty".to_owned(),
                people,
            },
            Change::Overstretched { advocates },
            Change::Rose { advocates },
            Change::Fell { advocates },
            Change::Acts { acts: number },
            Change::Rewards { rewards: number },
            Change::Answers { people },
            Change::NewPeople { people },
        ] {
            let _ = writeln!(out, "{}", words.change(&change));
        }
    }
    for compared in [
        Compared::AsMany,
        Compared::AfterNone,
        Compared::After { before: 2 },
        Compared::More { more: 5 },
        Compared::Fewer { fewer: 15 },
        Compared::OneForLonger,
        Compared::AllForLonger,
        Compared::OneSinceThisWeek,
        Compared::AllSinceThisWeek,
        Compared::SomeSinceThisWeek { advocates: 1 },
    ] {
        let _ = writeln!(out, "{}", words.compared(&compared));
    }
    for queue in [
        Queue::Mails { mails: 2 },
        Queue::Submissions {
            submissions: 1,
            oldest_days: 0,
        },
        Queue::Submissions {
            submissions: 12,
            oldest_days: 9,
        },
        Queue::Asks { asks: 1 },
        Queue::Plan { checks: 1 },
        Queue::Escalated { people: 1 },
        Queue::Import {
            file_name: "leads.csv".to_owned(),
            done: 4_000,
            total: 9_240,
        },
    ] {
        let (queue, detail) = (words.queue(&queue), words.queue_detail(&queue));
        let _ = writeln!(out, "{queue}. {detail}");
    }
    for step in Step::ALL {
        let _ = writeln!(out, "{}. {}", words.step(*step), words.step_detail(*step));
    }
}

fn next_steps(words: Words, out: &mut String) {
    for kind in TouchpointKind::ALL {
        let step = match kind.category() {
            Category::Act => Move::Ask { act: *kind },
            Category::Journey => Move::Invite { kind: *kind },
            Category::Reward | Category::Decision => continue,
        };
        let _ = writeln!(out, "{}", words.next_step(&step));
    }
    for step in [Move::NextPurchase, Move::GiveBack, Move::StayInContact] {
        let _ = writeln!(out, "{}", words.next_step(&step));
    }
    let (stage, next) = ("Loyalty".to_owned(), "Advocacy".to_owned());
    for reason in [
        Reason::LastStage {
            stage: stage.clone(),
        },
        Reason::LeastAct {
            stage: stage.clone(),
            next: next.clone(),
            points: 100,
        },
        Reason::NotBoughtYet {
            stage: stage.clone(),
            next: next.clone(),
        },
        Reason::AlreadyCustomers { stage, next },
        Reason::NothingLeads,
    ] {
        let _ = writeln!(out, "{}", words.next_step_reason(&reason));
    }
}

#[test]
fn the_sentences_of_each_language() {
    for language in Language::ALL {
        let words = Words::of(*language);
        let mut out = String::new();
        for section in [readiness, plan, overview, next_steps] {
            section(words, &mut out);
            out.push('\n');
        }
        insta::assert_snapshot!(format!("facts_{}", language.tag()), out);
    }
}

#[test]
fn every_act_and_nothing_else_can_be_asked_for() {
    for kind in TouchpointKind::ALL {
        let is_act = kind.category() == Category::Act;
        assert_eq!(Words::default().act(*kind).is_some(), is_act, "{kind}");
    }
}

#[test]
fn no_reason_for_rejecting_is_about_the_opinion() {
    for language in Language::ALL {
        let words = Words::of(*language);
        for reason in RejectReason::ALL {
            let said = words.reject_reason(*reason).to_lowercase();
            for word in [
                "negativ", "rating", "critical", "stars", "kritisch", "sterne",
            ] {
                assert!(!said.contains(word), "{said}");
            }
        }
    }
}

#[test]
fn a_refusal_has_its_figures_in_each_language() {
    use laurel_domain::mistake::Mistake;
    let all = [
        Mistake::TooShort {
            least: 20,
            given: 1,
        },
        Mistake::TooLong {
            most: 3_000,
            given: 12_345,
        },
        Mistake::NumberOutside {
            least: 1,
            most: 1_000_000,
        },
        Mistake::UnknownCode {
            given: "boss".to_owned(),
            allowed: "owner, editor".to_owned(),
        },
        Mistake::TagTooLong {
            position: 2,
            most: 40,
        },
        Mistake::SearchTooShort { least: 2 },
        Mistake::BeyondAnnounced {
            announced: 1,
            end: 500,
        },
        Mistake::ChangedMeanwhile {
            by: Some("Ann".to_owned()),
            minute: Some("2026-11-02 10:30".to_owned()),
            summary: Some("Approved".to_owned()),
        },
        Mistake::ChangedMeanwhile {
            by: None,
            minute: Some("2026-11-02 10:30".to_owned()),
            summary: Some("Withdrawn".to_owned()),
        },
    ];
    for language in Language::ALL {
        let words = Words::of(*language);
        let lines: Vec<String> = all.iter().map(|one| words.mistake(one)).collect();
        insta::assert_snapshot!(format!("refusals_{}", words.tag()), lines.join("\n"));
    }
}
