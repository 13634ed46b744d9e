//! The sentences of the start page.

use proptest::prelude::*;

use super::*;
use crate::plan::Waiting;

fn moved(now: u64, before: u64) -> Moved {
    Moved { now, before }
}

fn told(week: &WeekEvidence) -> Vec<String> {
    let line = |change: Change| format!("{}, {}", change.words, change.compared);
    changes(week).into_iter().map(line).collect()
}

#[test]
fn a_week_reads_like_news() {
    let week = WeekEvidence {
        new_people: moved(112, 112),
        reached: vec![
            (4, "Purchase".to_owned(), moved(1, 0)),
            (5, "Loyalty".to_owned(), moved(23, 18)),
            (6, "Advocacy".to_owned(), moved(0, 2)),
        ],
        rose: moved(3, 1),
        fell: moved(0, 0),
        acts: moved(1, 16),
        rewards: moved(0, 3),
        answers: moved(1, 4),
        overdrawn: 4,
        newly_overdrawn: 1,
    };
    assert_eq!(
        told(&week),
        [
            "Nobody reached Advocacy, after 2 the week before",
            "23 people reached Loyalty, 5 more than the week before",
            "1 person reached Purchase, after none the week before",
            "4 advocates are overdrawn, 1 of them since this week",
            "3 advocates rose on the ladder, 2 more than the week before",
            "1 act of advocacy, 15 fewer than the week before",
            "No rewards were given, after 3 the week before",
            "1 person said whether they would recommend you, 3 fewer than the week before",
            "112 new people became known, as many as the week before",
        ]
    );
    let pages: Vec<String> = changes(&week)
        .into_iter()
        .map(|change| change.page)
        .collect();
    assert_eq!(pages[1], "people?stage=5&stage_match=reached");
}

#[test]
fn a_quiet_week_says_nothing() {
    let week = WeekEvidence {
        reached: vec![(4, "Purchase".to_owned(), Moved::default())],
        ..WeekEvidence::default()
    };
    assert_eq!(changes(&week), []);
    let one = WeekEvidence {
        overdrawn: 1,
        newly_overdrawn: 1,
        ..week
    };
    assert_eq!(told(&one), ["1 advocate is overdrawn, since this week"]);
}

#[test]
fn what_waits_is_named_with_its_age() {
    let evidence = QueueEvidence {
        waiting: Waiting {
            count: 12,
            median_days: 3,
            oldest_days: 9,
        },
        asks_overdue: 1,
        mails_failed: 2,
        imports: vec![UnfinishedImport {
            file_name: "leads.csv".to_owned(),
            done: 4_000,
            total: 9_240,
        }],
        plan_overdue: 1,
        escalated: 1,
    };
    let lines: Vec<String> = queues(&evidence)
        .into_iter()
        .map(|queue| format!("{}. {}", queue.words, queue.detail))
        .collect();
    assert_eq!(
        lines,
        [
            "2 mails could not be sent. Laurel tries again by itself. Look at the mail service if this stays.",
            "12 submissions wait for a decision. The oldest came 9 days ago.",
            "1 ask is overdue. Ask once more, or close it: an open ask blocks the next one.",
            "1 check of the plan is overdue. Do it, or choose another day.",
            "1 person has an escalated support case. Look after them before asking them for anything.",
            "The import of leads.csv stopped. At row 4,000 of 9,240. It goes on where it stopped.",
        ]
    );
    assert_eq!(queues(&QueueEvidence::default()), []);
}

#[test]
fn a_submission_is_late_after_a_week() {
    let late = |oldest_days| {
        let waiting = Waiting {
            count: 1,
            median_days: oldest_days,
            oldest_days,
        };
        let evidence = QueueEvidence {
            waiting,
            ..QueueEvidence::default()
        };
        queues(&evidence).first().map(|queue| queue.late)
    };
    assert_eq!((late(7), late(8)), (Some(false), Some(true)));
}

#[test]
fn the_first_steps_tick_themselves_off_and_go() {
    let done = |evidence| -> Vec<bool> { steps(evidence).iter().map(|step| step.done).collect() };
    assert_eq!(done(StepEvidence::default()), [false; 4]);
    let some = StepEvidence {
        people: 1,
        stories: 1,
        ..StepEvidence::default()
    };
    assert_eq!(done(some), [true, true, false, false]);
    let all = StepEvidence {
        acts: 1,
        widgets: 1,
        ..some
    };
    assert_eq!(steps(all), []);
}

proptest! {
    #[test]
    fn every_count_is_told_unless_both_weeks_are_empty(now in 0_u64..2_000_000, before in 0_u64..2_000_000) {
        let week = WeekEvidence { acts: moved(now, before), ..WeekEvidence::default() };
        let told = changes(&week);
        prop_assert_eq!(told.is_empty(), now == 0 && before == 0);
        for change in told {
            prop_assert_eq!(change.words.contains("acts"), now != 1);
            prop_assert_eq!(change.compared.contains("more"), now > before && before > 0);
        }
    }
}
