//! What the start page says.

use proptest::prelude::*;

use super::*;
use crate::plan::Waiting;

fn moved(now: u64, before: u64) -> Moved {
    Moved { now, before }
}

#[test]
fn a_week_is_told_from_the_last_stage_on() {
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
    let reached = |position, stage: &str, people| Change::Reached {
        position,
        stage: stage.to_owned(),
        people,
    };
    assert_eq!(
        changes(&week),
        [
            (reached(6, "Advocacy", 0), Compared::After { before: 2 }),
            (reached(5, "Loyalty", 23), Compared::More { more: 5 }),
            (reached(4, "Purchase", 1), Compared::AfterNone),
            (
                Change::Overstretched { advocates: 4 },
                Compared::SomeSinceThisWeek { advocates: 1 }
            ),
            (Change::Rose { advocates: 3 }, Compared::More { more: 2 }),
            (Change::Acts { acts: 1 }, Compared::Fewer { fewer: 15 }),
            (
                Change::Rewards { rewards: 0 },
                Compared::After { before: 3 }
            ),
            (Change::Answers { people: 1 }, Compared::Fewer { fewer: 3 }),
            (Change::NewPeople { people: 112 }, Compared::AsMany),
        ]
    );
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
    let overstretched = Change::Overstretched { advocates: 1 };
    assert_eq!(changes(&one), [(overstretched, Compared::OneSinceThisWeek)]);
}

#[test]
fn what_is_broken_comes_first_and_what_stopped_last() {
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
    assert_eq!(
        queues(&evidence),
        [
            Queue::Mails { mails: 2 },
            Queue::Submissions {
                submissions: 12,
                oldest_days: 9
            },
            Queue::Asks { asks: 1 },
            Queue::Plan { checks: 1 },
            Queue::Escalated { people: 1 },
            Queue::Import {
                file_name: "leads.csv".to_owned(),
                done: 4_000,
                total: 9_240
            },
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
        queues(&evidence).first().map(Queue::is_late)
    };
    assert_eq!((late(7), late(8)), (Some(false), Some(true)));
}

#[test]
fn the_first_steps_tick_themselves_off_and_go() {
    let done = |evidence| -> Vec<bool> { steps(evidence).iter().map(|(_, done)| *done).collect() };
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
        for (change, compared) in told {
            prop_assert_eq!(change, Change::Acts { acts: now });
            prop_assert_eq!(matches!(compared, Compared::More { .. }), now > before && before > 0);
        }
    }
}
