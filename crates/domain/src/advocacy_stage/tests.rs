//! The ladder rung by rung, and the replay against a naive watcher.

use proptest::prelude::*;

use super::AdvocacyStage::{self, EarlyStage, Engaged, Enthusiast, FullBlown, Transitioning};
use crate::Timestamp;
use crate::samples::{advocates, day, life, state, state_under};
use crate::settings::ProgramSettings;
use crate::time::DAY_MILLIS;
use crate::touchpoint::{Category, Touchpoint, TouchpointKind as Kind};
use crate::value_exchange::decayed;

/// The stage on a day, and the day on which it was reached.
fn stage(facts: &[(i32, Kind)], now: i32) -> Option<(AdvocacyStage, i32)> {
    let state = state(&life(facts), day(now));
    let at = state.advocacy_stage_at?;
    Some((state.advocacy_stage?, at.day().0 - day(0).day().0))
}

#[test]
fn engaged_takes_experiences_of_two_kinds_and_time() {
    let good = [(0, Kind::Purchase), (5, Kind::SupportResolved)];
    assert_eq!(stage(&good, 59), None);
    assert_eq!(stage(&good, 60), Some((Engaged, 60)));
    assert_eq!(
        stage(&good, 500),
        Some((Engaged, 60)),
        "the day does not move when nobody looks"
    );
    assert_eq!(
        stage(&[(0, Kind::Purchase), (5, Kind::Purchase)], 100),
        None
    );
    assert_eq!(
        stage(&[(0, Kind::BecameCustomer), (5, Kind::Purchase)], 100),
        None,
        "one kind"
    );
    assert_eq!(
        stage(&[(0, Kind::Purchase), (5, Kind::NpsAnswer)], 100),
        Some((Engaged, 60))
    );
    assert_eq!(
        stage(
            &[(0, Kind::OnboardingCompleted), (5, Kind::SupportResolved)],
            100
        ),
        None,
        "no customer"
    );
}

#[test]
fn a_low_answer_is_no_good_experience() {
    let mut life = life(&[(0, Kind::Purchase), (5, Kind::NpsAnswer)]);
    life[1].score = Some(8);
    assert_eq!(state(&life, day(100)).advocacy_stage, None);
}

#[test]
fn an_enthusiast_received_more_than_was_given() {
    let engaged = [(0, Kind::Purchase), (5, Kind::SupportResolved)];
    let with = |more: &[(i32, Kind)]| stage(&[engaged.as_slice(), more].concat(), 100);
    assert_eq!(
        with(&[(70, Kind::Training)]),
        Some((Engaged, 60)),
        "no act and no answer"
    );
    assert_eq!(
        with(&[(70, Kind::Training), (80, Kind::NpsAnswer)]),
        Some((Enthusiast, 80))
    );
    assert_eq!(
        with(&[(70, Kind::Training), (80, Kind::Testimonial)]),
        Some((Enthusiast, 80))
    );
    assert_eq!(
        with(&[(70, Kind::Thanks), (80, Kind::Testimonial)]),
        Some((Engaged, 60))
    );
}

#[test]
fn two_acts_in_half_a_year_make_an_advocate() {
    assert_eq!(
        stage(&[(0, Kind::Review), (180, Kind::Referral)], 180),
        Some((EarlyStage, 180))
    );
    assert_eq!(
        stage(&[(0, Kind::Review), (181, Kind::Referral)], 181),
        None
    );
}

#[test]
fn an_advocate_who_gave_more_again_is_transitioning() {
    // An advocate from day 10 on, well rewarded on day 20 (30,000 points), then on a stage on day 150 (20,000).
    let life = [
        (0, Kind::Review),
        (10, Kind::Referral),
        (20, Kind::BoardSeat),
        (150, Kind::EventTalk),
    ];
    assert_eq!(stage(&life, 189), Some((EarlyStage, 10)));
    assert_eq!(stage(&life, 190), Some((Transitioning, 190)));
    assert_eq!(
        stage(&life, 2_000),
        Some((Transitioning, 190)),
        "what is owed does not pass with time"
    );
    let thanked = [life.as_slice(), &[(200, Kind::BoardSeat)]].concat();
    assert_eq!(
        stage(&thanked, 219),
        Some((Transitioning, 190)),
        "kept for a month"
    );
    assert_eq!(
        stage(&thanked, 220),
        None,
        "even again, and only one act is left in the window"
    );
    let again = [
        thanked.as_slice(),
        &[(300, Kind::CaseStudy), (300, Kind::Interview)],
    ]
    .concat();
    assert_eq!(stage(&again, 300), Some((Transitioning, 300)));
}

#[test]
fn who_never_received_more_did_not_turn() {
    let never_thanked = [
        (0, Kind::Review),
        (10, Kind::Referral),
        (150, Kind::EventTalk),
    ];
    assert_eq!(stage(&never_thanked, 190), Some((EarlyStage, 10)));
    assert_eq!(stage(&never_thanked, 220), None);
    // Rewarded before being an advocate, and never since.
    let before = [
        (0, Kind::Review),
        (5, Kind::Training),
        (10, Kind::CaseStudy),
        (150, Kind::Review),
    ];
    assert_eq!(stage(&before, 190), Some((EarlyStage, 10)));
    // Still ahead: nothing to make up for.
    let ahead = [
        (0, Kind::Review),
        (10, Kind::Review),
        (20, Kind::BoardSeat),
        (150, Kind::Review),
    ];
    assert_eq!(stage(&ahead, 190), Some((EarlyStage, 10)));
}

#[test]
fn the_full_blown_spoke_often_in_many_ways_for_long() {
    let kinds = [
        Kind::Review,
        Kind::Referral,
        Kind::SharedContent,
        Kind::CommunityHelp,
    ];
    let mut facts: Vec<(i32, Kind)> = (0..7).map(|i| (i * 50, kinds[i as usize % 4])).collect();
    facts.push((200, Kind::BoardSeat));
    facts.push((364, Kind::Review));
    assert_eq!(stage(&facts, 364).map(|(stage, _)| stage), Some(EarlyStage));
    facts.push((365, Kind::Review));
    assert_eq!(stage(&facts, 365), Some((FullBlown, 365)));
    let few_kinds: Vec<(i32, Kind)> = facts
        .iter()
        .map(|(at, kind)| {
            (
                *at,
                if *kind == Kind::CommunityHelp {
                    Kind::Review
                } else {
                    *kind
                },
            )
        })
        .collect();
    assert_eq!(
        stage(&few_kinds, 365).map(|(stage, _)| stage),
        Some(EarlyStage)
    );
    let unrewarded: Vec<(i32, Kind)> = facts
        .iter()
        .filter(|(_, kind)| *kind != Kind::BoardSeat)
        .copied()
        .collect();
    let overdrawn = [
        unrewarded.as_slice(),
        &[(361, Kind::CaseStudy), (362, Kind::EventTalk)],
    ]
    .concat();
    assert_eq!(
        stage(&overdrawn, 365).map(|(stage, _)| stage),
        Some(EarlyStage)
    );
}

#[test]
fn what_happens_at_one_instant_is_seen_as_one() {
    let mut facts = vec![
        (0, Kind::Purchase),
        (0, Kind::SupportResolved),
        (70, Kind::Thanks),
        (70, Kind::Testimonial),
    ];
    assert_eq!(stage(&facts, 71), Some((Engaged, 60)));
    facts.swap(2, 3);
    assert_eq!(stage(&facts, 71), Some((Engaged, 60)));
}

/// The conditions as the module's words put them, from scratch.
fn earned(
    life: &[Touchpoint],
    settings: &ProgramSettings,
    now: Timestamp,
) -> Option<AdvocacyStage> {
    let past: Vec<&Touchpoint> = life.iter().filter(|t| t.at <= now).collect();
    let days = |from: Timestamp, to: Timestamp| to.since(from) as f64 / DAY_MILLIS as f64;
    let mut acts: Vec<&Touchpoint> = past
        .iter()
        .filter(|t| t.kind.category() == Category::Act)
        .copied()
        .collect();
    acts.sort_by_key(|t| t.at);
    let sum = |category: Category, until: Timestamp| -> f64 {
        past.iter()
            .filter(|t| t.kind.category() == category && t.at <= until)
            .map(|t| {
                decayed(
                    f64::from(settings.points(t.kind)),
                    until.since(t.at),
                    settings.half_life_days,
                )
            })
            .sum()
    };
    let balance_at = |at: Timestamp| sum(Category::Reward, at) - sum(Category::Act, at);
    let balance = balance_at(now);
    let overdrawn = balance < 0.0;
    // Both sides decay alike: who was ahead or behind when something was last entered still is.
    let last_entry = past.iter().map(|t| t.at).max();
    let behind = last_entry.is_some_and(|at| balance_at(at) < -1e-6);
    let recent = |at: Timestamp| {
        acts.iter()
            .filter(|t| t.at <= at && days(t.at, at) <= 180.0)
            .count()
    };
    let since = acts.iter().map(|t| t.at).find(|at| recent(*at) >= 2);
    let kinds: std::collections::BTreeSet<Kind> = acts.iter().map(|t| t.kind).collect();
    let span = acts
        .first()
        .zip(acts.last())
        .map_or(0.0, |(first, last)| days(first.at, last.at));
    if acts.len() >= 8 && kinds.len() >= 4 && span >= 365.0 && !overdrawn {
        return Some(FullBlown);
    }
    let was_ahead = since.is_some_and(|since| {
        let later = past.iter().map(|t| t.at).filter(|at| *at >= since);
        later.into_iter().any(|at| balance_at(at) > 1e-6)
    });
    if since.is_some_and(|at| days(at, now) >= 180.0) && was_ahead && behind {
        return Some(Transitioning);
    }
    if recent(now) >= 2 {
        return Some(EarlyStage);
    }
    let good: Vec<Kind> = past
        .iter()
        .map(|t| t.kind)
        .filter(|kind| {
            matches!(
                kind,
                Kind::Purchase | Kind::SupportResolved | Kind::NpsAnswer
            )
        })
        .collect();
    let good_kinds: std::collections::BTreeSet<&Kind> = good.iter().collect();
    let customer = past
        .iter()
        .filter(|t| t.kind == Kind::Purchase)
        .map(|t| t.at)
        .min();
    let engaged = good.len() >= 2
        && good_kinds.len() >= 2
        && customer.is_some_and(|at| days(at, now) >= 60.0);
    let promoter = good.contains(&Kind::NpsAnswer);
    let enthusiast = engaged && balance > 0.0 && (promoter || !acts.is_empty());
    if enthusiast {
        Some(Enthusiast)
    } else {
        engaged.then_some(Engaged)
    }
}

/// Nothing given more than received is allowed, so that no overdraft ever ends by decay alone.
fn strict() -> ProgramSettings {
    ProgramSettings {
        overdraft_points: 0,
        ..ProgramSettings::default()
    }
}

proptest! {
    /// Watches a life at every instant at which anything could change, and a naive ladder beside it.
    #[test]
    fn the_replay_is_what_somebody_watching_all_the_time_would_see(life in advocates(25)) {
        let settings = strict();
        let mut instants: Vec<i64> = life
            .iter()
            .flat_map(|t| {
                [0, 60, 180].map(|days| t.at.plus_days(days).millis())
                    .into_iter()
                    .chain([t.at.plus_days(180).millis() + 1])
            })
            .collect();
        let (mut held, mut held_at) = (None, i64::MIN / 2);
        instants.sort_unstable();
        let month = 30 * DAY_MILLIS;
        let mut position = 0;
        while position < instants.len() {
            let now = instants[position];
            let now_earned = earned(&life, &settings, Timestamp::from_millis(now));
            if now_earned < held && now < held_at + month {
                // Look again when the month is over.
                let again = held_at + month;
                let place = instants.partition_point(|instant| *instant < again);
                if instants.get(place) != Some(&again) {
                    instants.insert(place, again);
                }
            } else if now_earned != held {
                (held, held_at) = (now_earned, now);
            }
            let seen = state_under(&settings, &up_to(&life, now), Timestamp::from_millis(now));
            prop_assert_eq!(seen.advocacy_stage, held, "at {}", now);
            prop_assert_eq!(seen.advocacy_stage_at.map(Timestamp::millis), held.map(|_| held_at));
            position += 1;
        }
    }

}

proptest! {
    // Each case looks at 1,200 days.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn up_at_once_and_down_at_most_once_a_month(life in advocates(30)) {
        let settings = ProgramSettings::default();
        let mut before: Option<AdvocacyStage> = None;
        let mut fell_on: Option<i32> = None;
        for number in 0..1_200 {
            let now = day(number);
            let past = up_to(&life, now.millis());
            let derived = state_under(&settings, &past, now).advocacy_stage;
            if derived < before {
                prop_assert!(fell_on.is_none_or(|fell| number - fell >= 29), "fell on {:?} and {}", fell_on, number);
                fell_on = Some(number);
            }
            before = derived;
        }
    }
}

fn up_to(life: &[Touchpoint], millis: i64) -> Vec<Touchpoint> {
    life.iter()
        .filter(|t| t.at.millis() <= millis)
        .cloned()
        .collect()
}
