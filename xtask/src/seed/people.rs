//! Who the demo's people are.

use laurel_api::touchpoints::PersonKey;

use super::companies::{self, Job};
use super::names::CULTURES;
use super::random::Random;

/// How a person came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// By themselves, at this minute.
    Alone(i64),
    /// Through an act of the person with this number.
    Brought {
        /// The advocate.
        by: usize,
        /// How many advocates stand in the chain above.
        generation: u8,
        /// Through which of the advocate's acts.
        through: Through,
        /// When, in minutes from today (before: negative).
        at: i64,
    },
}

/// The kinds of acts that bring people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Through {
    /// A personal recommendation.
    Referral,
    /// Something the advocate shared.
    SharedContent,
    /// Words of the advocate on a website.
    Words,
    /// A talk that the advocate gave.
    Talk,
}

/// A person.
pub(super) struct Person {
    /// The position among all, from 0.
    pub(super) number: usize,
    /// How they came.
    pub(super) origin: Origin,
    /// The name.
    pub(super) name: String,
    /// The address.
    pub(super) email: String,
    /// The country.
    pub(super) country: &'static str,
    city: &'static str,
    /// Whether they buy for a company.
    pub(super) job: Option<Job>,
    source: Option<&'static str>,
    motivation: Option<&'static str>,
}

/// Where people who come by themselves come from, in percent. Nobody knows of a few.
const SOURCES: &[(i64, Option<&str>)] = &[
    (34, Some("Search")),
    (18, Some("Social media")),
    (14, Some("Retail partner")),
    (10, Some("Comparison site")),
    (8, Some("Trade fair")),
    (7, Some("Newsletter")),
    (5, Some("Press")),
    (4, None),
];

const MOTIVATIONS: &[(i64, Option<&str>)] = &[
    (10, Some("belonging")),
    (8, Some("access")),
    (7, Some("status")),
    (75, None),
];

impl Person {
    /// The person with this number; nobody when there is no culture to come from.
    pub(super) fn new(number: usize, origin: Origin) -> Option<Self> {
        let mut random = Random::stream(1_000_000 + number as u64);
        let cultures: Vec<_> = CULTURES
            .iter()
            .map(|(weight, culture)| (*weight, culture))
            .collect();
        let culture = random.weighted(&cultures)?;
        let name = culture.name(
            random.between(0, 999) as usize,
            random.between(0, 999) as usize,
        );
        let is_trade = random.chance(28);
        let job = is_trade.then(|| companies::job(&mut random));
        let source = match origin {
            Origin::Alone(_) => random.weighted(SOURCES).flatten(),
            Origin::Brought { .. } => Some("Recommendation"),
        };
        Some(Self {
            number,
            origin,
            email: email(&name, number, job.as_ref()),
            name,
            country: culture.country,
            city: random.pick(culture.cities),
            job,
            source,
            motivation: random.weighted(MOTIVATIONS).flatten(),
        })
    }

    /// The key in the demo's own system.
    pub(super) fn external_id(number: usize) -> String {
        format!("HL-{:05}", number + 10_001)
    }

    /// Whether they are one of the first customers.
    pub(super) const fn is_founder(&self) -> bool {
        matches!(self.origin, Origin::Alone(at) if at < -380 * super::life::DAY)
    }

    /// How they first came; nothing when nobody knows.
    pub(super) const fn source(&self) -> Option<&'static str> {
        self.source
    }

    /// The record as it is sent.
    pub(super) fn key(&self) -> PersonKey {
        let job = self.job.as_ref();
        PersonKey {
            id: None,
            external_id: Some(Self::external_id(self.number)),
            system: None,
            email: Some(self.email.clone()),
            name: Some(self.name.clone()),
            headline: job.map(|job| job.headline.to_owned()),
            company: job.map(|job| job.company.clone()),
            industry: job.map(|job| job.industry.to_owned()),
            company_size: job.map(|job| job.size.to_owned()),
            country: Some(self.country.to_owned()),
            city: Some(self.city.to_owned()),
            source: self.source.map(str::to_owned),
            motivation: self.motivation.map(str::to_owned),
            brought_by: match self.origin {
                Origin::Alone(_) => None,
                Origin::Brought { by, .. } => Some(Self::external_id(by)),
            },
        }
    }
}

/// An address of a domain that belongs to nobody.
fn email(name: &str, number: usize, job: Option<&Job>) -> String {
    let plain = |text: &str| {
        let words = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(".").to_lowercase()
    };
    let person = if name.is_ascii() {
        format!("{}.{number}", plain(name))
    } else {
        format!("customer.{number}")
    };
    match job {
        Some(job) if job.company.is_ascii() => {
            format!(
                "{person}@{}.example.com",
                plain(&job.company).replace('.', "-")
            )
        }
        _ => format!("{person}@example.com"),
    }
}
