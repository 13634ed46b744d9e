//! Touchpoints for tests, in a few words.

use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_domain::money::{Currency, Money};
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::{Day, Timestamp};

/// Noon of a day, such as `2025-03-01`.
///
/// # Panics
/// When there is no such day.
pub fn noon(day: &str) -> Timestamp {
    let start = Day::parse(day).expect("a day").start();
    Timestamp::from_millis(start.millis() + 43_200_000)
}

/// A person by the key of another system.
pub fn person(external_id: &str) -> PersonKey {
    PersonKey {
        external_id: Some(external_id.to_owned()),
        ..PersonKey::default()
    }
}

/// A touchpoint at noon. Its key is made of all that it says, so the same words are the same fact.
///
/// # Panics
/// When there is no such kind or day.
pub fn fact(external_id: &str, kind: &str, day: &str) -> NewTouchpoint {
    NewTouchpoint {
        person: person(external_id),
        kind: TouchpointKind::parse(kind).expect("a kind"),
        channel: None,
        at: noon(day),
        key: Some(format!("{external_id} {kind} {day}")),
        amount: None,
        quantity: None,
        score: None,
        note: None,
    }
}

/// A purchase at noon, paid in US dollars.
///
/// # Panics
/// When there is no such day.
pub fn purchase(external_id: &str, day: &str, cents: i64) -> NewTouchpoint {
    let currency = Currency::parse("USD").expect("a currency");
    NewTouchpoint {
        amount: Some(Money {
            minor: cents,
            currency,
        }),
        ..fact(external_id, "purchase", day)
    }
}

/// An answer to the recommendation question.
pub fn answer(external_id: &str, day: &str, score: u8) -> NewTouchpoint {
    NewTouchpoint {
        score: Some(score),
        ..fact(external_id, "nps_answer", day)
    }
}

/// The same numbers in the same order on every machine: for shuffling and spreading.
#[derive(Debug, Clone)]
pub struct Numbers(u64);

impl Numbers {
    /// A sequence for each seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        // Knuth's MMIX generator; the upper half is the good one.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    /// The same things in another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

/// Many touchpoints of many people, of all kinds, over two years.
///
/// # Panics
/// Never: all days exist.
pub fn lives(people: usize, touchpoints: usize) -> Vec<NewTouchpoint> {
    let mut numbers = Numbers::new(2026);
    let kinds: Vec<TouchpointKind> = TouchpointKind::ALL.to_vec();
    let start = Day::parse("2024-01-01").expect("a day").start();
    (0..touchpoints)
        .map(|number| {
            let who = numbers.below(people);
            let kind = kinds[numbers.below(kinds.len())];
            // Not whole days only, and now and then two at the same instant.
            let at = start.millis() + (numbers.below(700 * 24) as i64) * 3_600_000;
            let is_purchase = kind == TouchpointKind::Purchase;
            let code = if number % 5 == 0 { "EUR" } else { "USD" };
            let currency = Currency::parse(code).expect("a currency");
            NewTouchpoint {
                person: PersonKey {
                    source: ["Website", "Fair", "Náïve"]
                        .get(who % 4)
                        .map(|name| (*name).to_owned()),
                    country: ["Norway", "Côte d’Ivoire"]
                        .get(who % 3)
                        .map(|name| (*name).to_owned()),
                    company_size: who.is_multiple_of(2).then(|| "11–50".to_owned()),
                    ..person(&format!("life-{who}"))
                },
                kind,
                channel: None,
                at: Timestamp::from_millis(at),
                key: Some(format!("life {number}")),
                amount: is_purchase.then(|| Money {
                    minor: 100 + number as i64,
                    currency,
                }),
                quantity: is_purchase.then_some(1),
                score: (kind == TouchpointKind::NpsAnswer).then_some((number % 11) as u8),
                note: (number % 3 == 0).then(|| format!("Lamp {}", number % 7)),
            }
        })
        .collect()
}
