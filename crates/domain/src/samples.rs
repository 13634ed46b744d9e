//! Touchpoints for tests: short to write, and at random.

use proptest::prelude::*;

use crate::money::{Currency, Money};
use crate::person::{self, History, PersonState};
use crate::settings::ProgramSettings;
use crate::touchpoint::{Channel, Touchpoint, TouchpointKind};
use crate::{PersonId, Timestamp, TouchpointId};

/// The first instant of a day, counted from an arbitrary start.
pub(crate) fn day(number: i32) -> Timestamp {
    Timestamp::from_millis(1_000 * crate::time::DAY_MILLIS).plus_days(number)
}

/// A touchpoint with an id of its own.
pub(crate) fn touchpoint(id: u16, at: Timestamp, kind: TouchpointKind) -> Touchpoint {
    let mut digest = [0; 16];
    digest[..2].copy_from_slice(&id.to_be_bytes());
    Touchpoint {
        id: TouchpointId::from_digest(digest),
        person: PersonId::from_digest([0; 16]),
        kind,
        channel: Channel::Import,
        at,
        amount: None,
        quantity: None,
        score: None,
        note: None,
    }
}

/// A life: what happened on which day.
pub(crate) fn life(facts: &[(i32, TouchpointKind)]) -> Vec<Touchpoint> {
    let fact = |(id, (number, kind)): (usize, &(i32, TouchpointKind))| {
        let mut touchpoint = touchpoint(id as u16, day(*number), *kind);
        if *kind == TouchpointKind::NpsAnswer {
            touchpoint.score = Some(9);
        }
        touchpoint
    };
    facts.iter().enumerate().map(fact).collect()
}

/// A payment.
pub(crate) fn paid(mut touchpoint: Touchpoint, minor: i64, currency: &str) -> Touchpoint {
    let currency = Currency::parse(currency).expect("a currency");
    touchpoint.amount = Some(Money { minor, currency });
    touchpoint
}

/// The state at a time, under the default settings.
pub(crate) fn state(touchpoints: &[Touchpoint], now: Timestamp) -> PersonState {
    state_under(&ProgramSettings::default(), touchpoints, now)
}

/// The state at a time, under these settings.
pub(crate) fn state_under(
    settings: &ProgramSettings,
    touchpoints: &[Touchpoint],
    now: Timestamp,
) -> PersonState {
    let history = History {
        touchpoints,
        currency: Currency::USD,
    };
    person::derive(&history, settings, now)
}

/// Up to `most` touchpoints of any kind in three years, at whole days so that some coincide.
pub(crate) fn lives(most: usize) -> impl Strategy<Value = Vec<Touchpoint>> {
    let kind = prop::sample::select(TouchpointKind::ALL);
    let fact = (0i32..1_100, kind, 0u8..=10, 0i64..50_000);
    prop::collection::vec(fact, 0..=most).prop_map(|facts| {
        let build =
            |(id, (number, kind, score, minor)): (usize, (i32, TouchpointKind, u8, i64))| {
                let mut touchpoint = touchpoint(id as u16, day(number), kind);
                touchpoint.score = (kind == TouchpointKind::NpsAnswer).then_some(score);
                match kind {
                    TouchpointKind::Purchase if minor % 3 == 0 => paid(touchpoint, minor, "EUR"),
                    TouchpointKind::Purchase => paid(touchpoint, minor, "USD"),
                    _ => touchpoint,
                }
            };
        facts.into_iter().enumerate().map(build).collect()
    })
}

/// Lives of people who mostly advocate, so that every rung of the ladder occurs.
pub(crate) fn advocates(most: usize) -> impl Strategy<Value = Vec<Touchpoint>> {
    use TouchpointKind as Kind;
    let kind = prop::sample::select(vec![
        Kind::Purchase,
        Kind::SupportResolved,
        Kind::NpsAnswer,
        Kind::Testimonial,
        Kind::Review,
        Kind::Referral,
        Kind::ReferenceCall,
        Kind::CommunityHelp,
        Kind::GiftCard,
        Kind::Thanks,
        Kind::Training,
        Kind::Invitation,
        Kind::BoardSeat,
        Kind::InfluenceConfirmed,
    ]);
    prop::collection::vec((0i32..900, kind), 0..=most).prop_map(|facts| life(&facts))
}
