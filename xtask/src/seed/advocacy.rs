//! How much customers speak for the brand, and whom they bring.

use laurel_domain::touchpoint::{Channel, TouchpointKind as Kind};

use super::acts::{DEMANDING, EASY};
use super::life::{Fact, Life, later};
use super::people::{Origin, Through};
use super::random::Random;
use super::rewards::Ladder;

/// How long a chain of people who brought each other gets.
const LONGEST_CHAIN: u8 = 3;

/// How much somebody does for the brand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fervour {
    Occasional,
    Regular,
    Champion,
}

/// Decides whether a customer speaks, and lets them.
pub(super) fn speak(life: &mut Life, bought: i64, random: &mut Random) {
    let Some(fervour) = fervour(life, random) else {
        return;
    };
    let (acts, most_days) = match fervour {
        Fervour::Occasional => (random.between(1, 2), 90),
        Fervour::Regular => (random.between(3, 5), 55),
        // The first champions have not stopped since.
        Fervour::Champion if life.person.is_founder() => (60, 48),
        Fervour::Champion => (random.between(9, 14), 42),
    };
    // One in four champions gives and gives, and hears little back.
    let is_cherished = fervour == Fervour::Champion && random.chance(75);
    // How many acts of a hundred are thanked, and how many of these thanks make up for all that is owed.
    let (rewarded, made_up) = match fervour {
        Fervour::Occasional => (70, 85),
        Fervour::Regular => (75, 80),
        Fervour::Champion if is_cherished => (95, 100),
        Fervour::Champion => (25, 0),
    };
    let mut at = later(bought, 12, 60, random);
    let mut ladder = Ladder::new();
    let mut is_heard = false;
    for _ in 0..acts {
        if at >= 0 {
            break;
        }
        let kinds = if fervour == Fervour::Champion {
            DEMANDING
        } else {
            EASY
        };
        let Some((kind, channel, note)) = random.weighted(kinds) else {
            return;
        };
        life.add(Fact::new(at, kind, channel, Some(note)));
        ladder.act(at, kind);
        bring(life, at, kind, random);
        if random.chance(rewarded) {
            let rewarded_at = later(at, 2, 9, random);
            ladder.reward(life, rewarded_at, random);
            if random.chance(made_up) {
                ladder.make_up(life, rewarded_at + 90, random);
            }
        }
        if fervour == Fervour::Champion && ladder.is_at_the_top() && !is_heard && random.chance(7) {
            is_heard = true;
            confirm_influence(life, at, random);
        }
        at = later(at, 10, most_days, random);
    }
}

/// A member confirms what everybody knows: people listen to this one. The brand had better, too.
fn confirm_influence(life: &mut Life, at: i64, random: &mut Random) {
    let heard = Some("The workshop listens to this one");
    let confirmed = later(at, 1, 4, random);
    life.add(Fact::new(
        confirmed,
        Kind::InfluenceConfirmed,
        Channel::Call,
        heard,
    ));
    let seat = Some("Seat on the light council");
    life.add(Fact::new(
        later(confirmed, 3, 10, random),
        Kind::BoardSeat,
        Channel::InPerson,
        seat,
    ));
}

/// Promoters speak most; first customers are the most faithful.
fn fervour(life: &Life, random: &mut Random) -> Option<Fervour> {
    let score = life.facts.iter().find_map(|fact: &Fact| fact.score);
    let is_founder = life.person.is_founder();
    let willing = match score {
        Some(9..) => 72,
        Some(7 | 8) | None => 32,
        Some(_) => 4,
    };
    if !random.chance(if is_founder { willing + 25 } else { willing }) {
        return None;
    }
    let weights: &[(i64, Fervour)] = if is_founder {
        &[
            (25, Fervour::Occasional),
            (35, Fervour::Regular),
            (40, Fervour::Champion),
        ]
    } else {
        &[
            (62, Fervour::Occasional),
            (29, Fervour::Regular),
            (9, Fervour::Champion),
        ]
    };
    random.weighted(weights)
}

/// Who comes through an act, if anybody.
fn bring(life: &mut Life, at: i64, kind: Kind, random: &mut Random) {
    if matches!(life.person.origin, Origin::Brought { generation, .. } if generation >= LONGEST_CHAIN)
    {
        return;
    }
    let (through, weights): (Through, &[(i64, u8)]) = match kind {
        Kind::Referral => (Through::Referral, &[(20, 0), (35, 1), (30, 2), (15, 3)]),
        Kind::SharedContent => (Through::SharedContent, &[(45, 0), (35, 1), (20, 2)]),
        Kind::Review | Kind::CaseStudy => (Through::Words, &[(70, 0), (22, 1), (8, 2)]),
        Kind::EventTalk | Kind::Webinar => (Through::Talk, &[(20, 1), (40, 2), (40, 4)]),
        _ => return,
    };
    for _ in 0..random.weighted(weights).unwrap_or_default() {
        life.brings.push((later(at, 0, 24, random), through));
    }
}
