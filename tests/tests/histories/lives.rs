//! What happens to whom, by chance: the same seed, the same life.

use std::sync::atomic::{AtomicU64, Ordering};

use laurel_api::touchpoints::PersonKey;
use laurel_domain::money::{Currency, Money};
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{PersonId, Timestamp, TouchpointId};
use laurel_ingest::{Entry, Fact};

use super::NOW;

/// People of one history: few, so that they meet.
const PEOPLE: u64 = 6;
const DAY: i64 = 86_400_000;

/// SplitMix64.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ 0x4c61_7572_656c)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to `end` − 1.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    /// One of these words, or none.
    fn perhaps(&mut self, of: &[&str]) -> Option<String> {
        (self.below(2) == 0).then(|| self.one(of).to_owned())
    }
}

/// One thing that happens.
pub(crate) enum Step {
    /// Touchpoints are recorded.
    Record(Vec<Entry>),
    /// The tags of one of the people are replaced.
    Tags(u64, Vec<String>),
    /// Some of what stands is taken back, and some that is not there; entries are recorded in the same batch.
    TakeBack(u64, Vec<Entry>),
    /// Everybody is derived once more.
    Again,
    /// One of the people is erased.
    Erase(u64),
}

pub(crate) fn step(chance: &mut Chance, program: &str) -> Step {
    match chance.below(9) {
        0 => {
            let mut tags: Vec<String> = (0..chance.below(3))
                .map(|_| chance.one(&["fair", "pilot", "vip"]).to_owned())
                .collect();
            tags.sort();
            tags.dedup();
            Step::Tags(chance.below(PEOPLE), tags)
        }
        1 => Step::Again,
        2 | 3 => {
            let entries = (0..chance.below(3)).map(|_| entry(chance, program));
            let entries = entries.collect();
            Step::TakeBack(chance.below(u64::MAX), entries)
        }
        4 if chance.below(2) == 0 => Step::Erase(chance.below(PEOPLE)),
        _ => {
            let entries = (0..=chance.below(4)).map(|_| entry(chance, program));
            Step::Record(entries.collect())
        }
    }
}

/// Facts about one of the people, who may be new, known by key or by address, brought by another.
pub(crate) fn entry(chance: &mut Chance, program: &str) -> Entry {
    let number = chance.below(PEOPLE);
    let external_id = Some(format!("p{number}"));
    let email = Some(format!("p{number}@{program}.example"));
    let (external_id, email) = match chance.below(3) {
        0 => (external_id, None),
        1 => (None, email),
        _ => (external_id, email),
    };
    let person = PersonKey {
        external_id,
        email,
        name: chance.perhaps(&["Ada Archer", "Bela Baker"]),
        source: chance.perhaps(&["Search", "Fair"]),
        country: chance.perhaps(&["Norway", "India"]),
        industry: chance.perhaps(&["Health", "Software"]),
        company_size: chance.perhaps(&["1-10", "11-50"]),
        motivation: chance.perhaps(&["belonging", "access", "status"]),
        brought_by: chance.perhaps(&["p0", "p1", "p2", "p9"]),
        ..PersonKey::default()
    };
    let facts = (0..=chance.below(5)).map(|_| fact(chance));
    Entry {
        person,
        facts: facts.collect(),
        opts_out: false,
    }
}

fn fact(chance: &mut Chance) -> Fact {
    let kinds = TouchpointKind::ALL;
    // Every other one is a purchase, an act or a reward, so that histories come far.
    let kind = match chance.below(4) {
        0 => TouchpointKind::Purchase,
        1 => [
            TouchpointKind::Testimonial,
            TouchpointKind::Referral,
            TouchpointKind::Swag,
            TouchpointKind::Thanks,
            TouchpointKind::NpsAnswer,
        ][chance.below(5) as usize],
        _ => kinds[chance.below(kinds.len() as u64) as usize],
    };
    let (days, seconds) = (chance.below(700) as i64, chance.below(86_400) as i64);
    let currency = if chance.below(4) == 0 {
        Currency::parse("EUR").unwrap()
    } else {
        Currency::USD
    };
    Fact {
        id: TouchpointId::new(NOW, unique()),
        kind,
        channel: Channel::Website,
        at: Timestamp::from_millis(NOW.millis() - days * DAY - seconds * 1_000),
        amount: (kind == TouchpointKind::Purchase).then(|| Money {
            minor: 100 + chance.below(10_000) as i64,
            currency,
        }),
        quantity: None,
        score: (kind == TouchpointKind::NpsAnswer).then(|| chance.below(11) as u8),
        note: (kind == TouchpointKind::Purchase)
            .then(|| chance.perhaps(&["Press", "Loom"]))
            .flatten(),
    }
}

/// A person with a value of every segment, on a day of their own, who came as far as one can.
pub(crate) fn segmented(number: u64) -> Entry {
    let long = |name: &str| Some(format!("{name} {number} {}", "of a long name".repeat(4)));
    let at = Timestamp::from_millis(NOW.millis() - number as i64 * DAY);
    let person = PersonKey {
        external_id: Some(format!("p{number}")),
        source: long("source"),
        country: long("country"),
        industry: long("industry"),
        company_size: long("size"),
        ..PersonKey::default()
    };
    let review = Fact {
        id: TouchpointId::new(NOW, unique()),
        kind: TouchpointKind::Review,
        channel: Channel::Website,
        at,
        amount: None,
        quantity: None,
        score: None,
        note: None,
    };
    Entry {
        person,
        facts: vec![review],
        opts_out: false,
    }
}

/// Keys of people who are known.
pub(crate) fn by_id(ids: &[PersonId]) -> Vec<PersonKey> {
    let key = |id: &PersonId| PersonKey {
        id: Some(*id),
        ..PersonKey::default()
    };
    ids.iter().map(key).collect()
}

/// Bytes that no other call gets.
pub(crate) fn unique() -> [u8; 10] {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let number = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&number);
    bytes
}
