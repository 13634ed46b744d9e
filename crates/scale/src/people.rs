//! Who is generated: the same block of lives again and again.
//!
//! Each day of first contact has sixteen lives, from a click that leads nowhere to an advocate on the
//! highest level. A block has every life on every day once, so it fills every row that the rollups
//! can have; further blocks only raise the numbers in them. That is what makes rows read at a
//! thousand and at a million people comparable.

use laurel_api::touchpoints::PersonKey;
use laurel_domain::money::{Currency, Money};
use laurel_domain::time::DAY_MILLIS;
use laurel_domain::touchpoint::TouchpointKind::{self as Kind};
use laurel_domain::{Timestamp, TouchpointId, touchpoint::Channel};
use laurel_ingest::{Entry, Fact};

use crate::random::mixed;

/// Days of first contact.
pub const DAYS: u64 = 60;

/// People of one block.
pub const BLOCK: u64 = DAYS * 16;

/// The last first contact is so many days ago, so that advocates have had time.
const AGO: i64 = 420;

/// What happens how many days after the first contact.
type Life = &'static [(i64, Kind)];

const LIVES: [Life; 16] = [
    ADVOCATE,
    BROUGHT,
    &[(0, Kind::AdClick)],
    &[(0, Kind::AdClick), (2, Kind::WebsiteVisit)],
    &[(0, Kind::WebsiteVisit)],
    &[
        (0, Kind::WebsiteVisit),
        (1, Kind::EmailOpened),
        (9, Kind::ContentViewed),
    ],
    &[(0, Kind::WebsiteVisit), (4, Kind::FormSubmitted)],
    &[(0, Kind::ContentViewed), (12, Kind::DemoRequested)],
    &[
        (0, Kind::WebsiteVisit),
        (3, Kind::FormSubmitted),
        (8, Kind::TrialStarted),
    ],
    &[
        (0, Kind::AdClick),
        (6, Kind::DemoRequested),
        (20, Kind::QuoteRequested),
    ],
    &[
        (0, Kind::WebsiteVisit),
        (5, Kind::TrialStarted),
        (19, Kind::Purchase),
        (60, Kind::NpsAnswer),
    ],
    &[
        (0, Kind::WebsiteVisit),
        (2, Kind::FormSubmitted),
        (30, Kind::Purchase),
        (44, Kind::SupportResolved),
    ],
    &[
        (0, Kind::EventAttended),
        (7, Kind::QuoteRequested),
        (33, Kind::Purchase),
        (90, Kind::Purchase),
    ],
    &[
        (0, Kind::WebsiteVisit),
        (1, Kind::Purchase),
        (31, Kind::Purchase),
        (61, Kind::Purchase),
        (80, Kind::NpsAnswer),
    ],
    &[
        (0, Kind::ReferralVisit),
        (3, Kind::TrialStarted),
        (17, Kind::Purchase),
        (70, Kind::Review),
    ],
    &[
        (0, Kind::WebsiteVisit),
        (14, Kind::Purchase),
        (50, Kind::NpsAnswer),
        (55, Kind::SupportEscalated),
    ],
];

/// Through every stage, with thanks answered by acts.
const ADVOCATE: Life = &[
    (0, Kind::AdClick),
    (1, Kind::WebsiteVisit),
    (4, Kind::FormSubmitted),
    (10, Kind::TrialStarted),
    (24, Kind::Purchase),
    (40, Kind::OnboardingCompleted),
    (54, Kind::Purchase),
    (60, Kind::NpsAnswer),
    (75, Kind::Testimonial),
    (80, Kind::Swag),
    (100, Kind::Referral),
    (110, Kind::Thanks),
    (130, Kind::Review),
    (140, Kind::Training),
    (160, Kind::ReferenceCall),
    (170, Kind::Invitation),
    (190, Kind::EventTalk),
    (240, Kind::ProductFeedback),
];

/// Came through the advocate of the same day, after the advocate's referral.
const BROUGHT: Life = &[
    (101, Kind::ReferralVisit),
    (103, Kind::FormSubmitted),
    (110, Kind::TrialStarted),
    (125, Kind::Purchase),
    (150, Kind::Purchase),
];

const SOURCES: [&str; 4] = ["Search", "Reference", "Fair", "Newsletter"];
const COUNTRIES: [&str; 4] = ["Germany", "France", "India", "United States"];
const INDUSTRIES: [&str; 4] = ["Manufacturing", "Software", "Health", "Education"];
const SIZES: [&str; 4] = ["1-10", "11-50", "51-250", "251-1000"];
const FIRST: [&str; 8] = [
    "Ada", "Bela", "Chidi", "Dora", "Emre", "Femi", "Goran", "Hana",
];
const LAST: [&str; 8] = [
    "Archer", "Baker", "Carter", "Dyer", "Ebner", "Fletcher", "Glover", "Hooper",
];

/// The person with this number.
pub(crate) fn entry(number: u64, now: Timestamp) -> Entry {
    let (block, place) = (number / BLOCK, number % BLOCK);
    // An advocate stands before those who are brought: whoever brings must be known.
    let (life, day) = (place / DAYS, place % DAYS);
    let start = now.day().0 - AGO as i32 - DAYS as i32 + day as i32;
    let start = i64::from(start) * DAY_MILLIS;
    let history = LIVES.get(life as usize).copied().unwrap_or(ADVOCATE);
    let facts = history
        .iter()
        .enumerate()
        .map(|(position, (after, kind))| fact(number, position, *kind, start + after * DAY_MILLIS));
    let brought_by = (life == 1).then(|| external_id(block * BLOCK + day));
    Entry {
        person: person(number, life, brought_by),
        facts: facts.collect(),
        opts_out: false,
    }
}

fn person(number: u64, life: u64, brought_by: Option<String>) -> PersonKey {
    let spread = mixed(number);
    let one = |list: &[&str], by: u64| {
        let place = (by % list.len().max(1) as u64) as usize;
        list.get(place).map(|word| (*word).to_owned())
    };
    let name = one(&FIRST, spread)
        .zip(one(&LAST, spread >> 8))
        .map(|(first, last)| format!("{first} {last} {number}"));
    PersonKey {
        external_id: Some(external_id(number)),
        email: Some(format!("p{number}@people.example")),
        name,
        company: Some(format!("Company {}", number / 40)),
        // By the life, so that the first block has every segment that there will ever be.
        source: one(&SOURCES, life),
        country: one(&COUNTRIES, life / 4),
        industry: one(&INDUSTRIES, life / 2),
        company_size: one(&SIZES, life / 3),
        brought_by,
        ..PersonKey::default()
    }
}

fn external_id(number: u64) -> String {
    format!("scale-{number}")
}

fn fact(number: u64, position: usize, kind: Kind, at: i64) -> Fact {
    // By the place in the block: every block fills the same rows.
    let place = number % BLOCK;
    let seconds = (mixed(place ^ (position as u64) << 40) % 86_000) as i64;
    let digest = [
        mixed(number),
        mixed(number.rotate_left(32) ^ position as u64),
    ];
    let mut bytes = [0; 16];
    for (byte, digit) in bytes
        .iter_mut()
        .zip(digest.iter().flat_map(|half| half.to_le_bytes()))
    {
        *byte = digit;
    }
    Fact {
        id: TouchpointId::from_digest(bytes),
        kind,
        channel: Channel::Website,
        at: Timestamp::from_millis(at + seconds * 1_000),
        amount: (kind == Kind::Purchase).then(|| Money {
            minor: 1_000 + (mixed(number + 7) % 40_000) as i64,
            currency: Currency::USD,
        }),
        quantity: None,
        score: (kind == Kind::NpsAnswer).then_some((place % 11) as u8),
        note: None,
    }
}
