//! Derivation of a person's state.

use proptest::prelude::*;

use super::*;
use crate::bounds::{AMOUNT_MAX, EXACT_MAX};
use crate::need_level::Reply;
use crate::samples::{day, life, lives, paid, state, state_under, touchpoint};
use TouchpointKind as Kind;

#[test]
fn revenue_ends_at_the_largest_exact_number() {
    let bought = |number: u16| {
        paid(
            touchpoint(number, day(0), Kind::Purchase),
            AMOUNT_MAX,
            "USD",
        )
    };
    let mut life: Vec<Touchpoint> = (0..9_100).map(bought).collect();
    let euros = (9_100..18_300).map(|number| paid(bought(number), AMOUNT_MAX, "EUR"));
    life.extend(euros);
    let state = state(&life, day(1));
    assert_eq!(state.revenue_minor, EXACT_MAX);
    assert_eq!(state.other_revenue[0].minor, EXACT_MAX);
}

#[test]
fn nobody_knows_anything_about_a_person_without_touchpoints() {
    let state = state(&[], day(0));
    assert_eq!((state.furthest, state.first_touch_at), (None, None));
    assert_eq!(state.stage_entries, [None; 7]);
    assert_eq!(state.derived_at, day(0));
}

#[test]
fn a_stage_is_entered_by_its_first_touchpoint_and_reached_by_any_later_stage() {
    let state = state(
        &life(&[
            (0, Kind::AdClick),
            (3, Kind::DemoRequested),
            (4, Kind::DemoRequested),
            (9, Kind::Purchase),
            (20, Kind::WebsiteVisit),
            (30, Kind::Purchase),
            (31, Kind::Purchase),
        ]),
        day(40),
    );
    let entered = [Some(0), Some(20), Some(3), None, Some(9), Some(30), None];
    assert_eq!(state.stage_entries, entered.map(|number| number.map(day)));
    assert_eq!(state.furthest, Some(5));
    let reached: Vec<_> = (0..8).map(|stage| state.reached_at(stage)).collect();
    let expected = [
        Some(0),
        Some(3),
        Some(3),
        Some(9),
        Some(9),
        Some(30),
        None,
        None,
    ];
    assert_eq!(reached, expected.map(|number| number.map(day)));
}

#[test]
fn a_sum_is_kept_for_each_currency() {
    let state = state(
        &[
            paid(touchpoint(1, day(0), Kind::Purchase), 1_177, "USD"),
            paid(touchpoint(2, day(0), Kind::Purchase), 0, "USD"),
            paid(touchpoint(3, day(1), Kind::Purchase), 5, "SEK"),
            paid(touchpoint(4, day(1), Kind::Purchase), 7, "EUR"),
            paid(touchpoint(5, day(2), Kind::Purchase), 3, "SEK"),
            paid(touchpoint(6, day(2), Kind::GiftCard), 2_500, "USD"),
        ],
        day(3),
    );
    assert_eq!((state.purchases, state.revenue_minor), (5, 1_177));
    let others: Vec<_> = state
        .other_revenue
        .iter()
        .map(|sum| (sum.currency.as_str(), sum.minor))
        .collect();
    assert_eq!(others, [("EUR", 7), ("SEK", 8)]);
}

#[test]
fn the_last_word_counts() {
    let mut life = life(&[
        (0, Kind::SupportEscalated),
        (1, Kind::NpsAnswer),
        (2, Kind::NpsAnswer),
        (3, Kind::NpsAnswer),
    ]);
    life[2].score = Some(3);
    life[3].score = None;
    let before = state(&life, day(9));
    assert_eq!((before.nps_score, before.escalated), (Some(3), true));
    life.push(touchpoint(9, day(5), Kind::SupportResolved));
    let after = state(&life, day(9));
    assert_eq!((after.escalated, after.support_solved), (false, 1));
}

#[test]
fn the_flywheel_follows_a_customer_for_a_year() {
    let state = state(
        &life(&[
            (0, Kind::Review),
            (10, Kind::Purchase),
            (10, Kind::Referral),
            (375, Kind::Referral),
            (376, Kind::Referral),
        ]),
        day(400),
    );
    assert_eq!((state.acts, state.acts_followed), (4, 2));
}

#[test]
fn a_fact_dated_ahead_counts_at_its_own_time() {
    let state = state(
        &life(&[(0, Kind::Purchase), (50, Kind::Testimonial)]),
        day(1),
    );
    assert_eq!((state.derived_at, state.given), (day(50), 5_000.0));
}

#[test]
fn a_program_decides_its_stages() {
    let json = r#"{ "stages": [
        { "name": "Known", "entered_by": [{ "kinds": "any" }] },
        { "name": "Fan", "entered_by": [
            { "kinds": { "one_of": ["purchase", "event_attended"] }, "at_least": 3 },
            { "kinds": { "one_of": ["spotlight"] } }
        ] },
        { "name": "Voice", "entered_by": [{ "kinds": "acts", "at_least": 2 }] }
    ] }"#;
    let settings: ProgramSettings = serde_json::from_str(json).expect("settings");
    assert_eq!(settings.validate(), Ok(()));
    let mut facts = vec![
        (0, Kind::Purchase),
        (1, Kind::EventAttended),
        (2, Kind::Review),
    ];
    let furthest = |facts: &[(i32, Kind)]| state_under(&settings, &life(facts), day(9)).furthest;
    assert_eq!(furthest(&facts), Some(0));
    facts.push((3, Kind::Purchase));
    assert_eq!(furthest(&facts), Some(1));
    assert_eq!(furthest(&[(0, Kind::Spotlight)]), Some(1));
    facts.push((4, Kind::Review));
    assert_eq!(furthest(&facts), Some(2));
}

proptest! {
    #[test]
    fn neither_order_nor_repetition_matters(
        life in lives(40), shuffled in any::<prop::sample::Index>(), now in 0i32..2_000,
    ) {
        let expected = state(&life, day(now));
        let mut other = life.clone();
        other.reverse();
        prop_assert_eq!(&state(&other, day(now)), &expected);
        if !other.is_empty() {
            let turn = shuffled.index(other.len());
            other.rotate_left(turn);
            other.swap(0, turn);
            other.push(other[turn].clone());
        }
        prop_assert_eq!(&state(&other, day(now)), &expected);
    }

    #[test]
    fn later_stages_are_never_reached_earlier(life in lives(40)) {
        let state = state(&life, day(1_200));
        for stage in 0..state.stage_entries.len() {
            let (this, next) = (state.reached_at(stage), state.reached_at(stage + 1));
            prop_assert_eq!(this.is_some(), state.furthest.is_some_and(|furthest| furthest >= stage));
            prop_assert!(next.is_none() || this <= next);
        }
    }

    #[test]
    fn time_alone_changes_only_points_and_the_advocacy_stage(life in lives(40), days in 0i32..900) {
        let (mut one, mut two) = (state(&life, day(1_100)), state(&life, day(1_100 + days)));
        prop_assert!(two.given <= one.given && two.received <= one.received);
        let settings = crate::settings::ProgramSettings::default();
        for state in [&one, &two] {
            let overdrawn = state.ledger(state.derived_at, &settings).is_overdrawn(&settings);
            prop_assert_eq!(state.overdrawn_since.is_some(), overdrawn);
        }
        // Decay can end an overdraft, but begins none.
        prop_assert!(two.overdrawn_since.is_none() || two.overdrawn_since == one.overdrawn_since);
        for state in [&mut one, &mut two] {
            (state.given, state.received, state.derived_at) = (0.0, 0.0, day(0));
            (state.advocacy_stage, state.advocacy_stage_at) = (None, None);
            state.overdrawn_since = None;
            // A window closes; the step that is missing for the next level is another then.
            (state.need_progress, state.answer_until) = (None, None);
            if let Some(last) = &mut state.last_reward
                && !matches!(last.reply, Reply::Act(_))
            {
                last.reply = Reply::Waiting;
            }
            state.moves.retain(|step| step.at <= day(1_100));
        }
        prop_assert_eq!(one, two);
    }
}

#[test]
fn the_latest_act_is_the_latest_in_time_whenever_it_was_recorded() {
    let visits = life(&[(90, Kind::WebsiteVisit)]);
    assert_eq!(state(&visits, day(100)).last_act_at, None);
    let acts = life(&[
        (70, Kind::Review),
        (90, Kind::WebsiteVisit),
        (30, Kind::Referral),
    ]);
    assert_eq!(state(&acts, day(100)).last_act_at, Some(day(70)));
}
