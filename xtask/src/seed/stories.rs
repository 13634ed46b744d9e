//! What the demo's customers say, and what the demo's moderators made of it. All of it is made up.

mod home;
mod open;
mod shop;
mod work;

use laurel_domain::testimonial::{Purpose, RejectReason, Relationship};

/// Somebody's words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story {
    /// Who says it.
    pub(super) by: By,
    /// Stars.
    pub(super) rating: Option<u8>,
    /// How many days ago it was said.
    pub(super) days_ago: i32,
    /// The lamp.
    pub(super) subject: &'static str,
    /// The words.
    pub(super) words: &'static str,
    /// Whether it was written in a shop and not to the company.
    pub(super) in_shop: bool,
    /// What was decided.
    pub(super) outcome: Outcome,
    /// Tags.
    pub(super) tags: &'static [&'static str],
    /// The part that is shown instead of the whole.
    pub(super) excerpt: Option<&'static str>,
}

/// Who says it.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    /// Some customer who bought for their home.
    Home,
    /// Some customer who bought for work.
    Work,
    /// Some customer who bought for a company of this trade, as its name ends.
    At(&'static str),
    /// Some customer from this country.
    From(&'static str),
    /// This person, who is on no list of customers.
    Named(&'static str, &'static str, &'static str, Relationship),
}

/// What was decided.
#[derive(Debug, Clone, Copy)]
pub(super) enum Outcome {
    /// Nothing yet.
    Pending,
    /// Approved, with the author's consent for these purposes.
    Consented(&'static [Purpose]),
    /// Approved, under the licence of the shop's reviews.
    Licensed,
    /// Approved, but nothing allows showing it yet.
    Unallowed,
    /// Rejected.
    Rejected(RejectReason),
}

const WEBSITE: &[Purpose] = &[Purpose::Website];
const EVERYWHERE: &[Purpose] = Purpose::ALL;
const ONLINE: &[Purpose] = &[Purpose::Website, Purpose::SocialMedia];

/// Words sent to the company.
const fn letter(
    by: By,
    stars: u8,
    days_ago: i32,
    subject: &'static str,
    words: &'static str,
) -> Story {
    Story {
        by,
        rating: if stars == 0 { None } else { Some(stars) },
        days_ago,
        subject,
        words,
        in_shop: false,
        outcome: Outcome::Pending,
        tags: &[],
        excerpt: None,
    }
}

/// A review in a shop.
const fn review(
    by: By,
    stars: u8,
    days_ago: i32,
    subject: &'static str,
    words: &'static str,
) -> Story {
    Story {
        in_shop: true,
        ..letter(by, stars, days_ago, subject, words)
    }
}

impl Story {
    const fn consented(self, purposes: &'static [Purpose]) -> Self {
        Self {
            outcome: Outcome::Consented(purposes),
            ..self
        }
    }

    const fn licensed(self) -> Self {
        Self {
            outcome: Outcome::Licensed,
            ..self
        }
    }

    const fn unallowed(self) -> Self {
        Self {
            outcome: Outcome::Unallowed,
            ..self
        }
    }

    const fn rejected(self, reason: RejectReason) -> Self {
        Self {
            outcome: Outcome::Rejected(reason),
            ..self
        }
    }

    const fn tagged(self, tags: &'static [&'static str]) -> Self {
        Self { tags, ..self }
    }

    const fn cut(self, excerpt: &'static str) -> Self {
        Self {
            excerpt: Some(excerpt),
            ..self
        }
    }
}

/// All of them, the order of the files.
pub(super) fn all() -> impl Iterator<Item = &'static Story> {
    [home::STORIES, work::STORIES, shop::STORIES, open::STORIES]
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn they_are_as_many_as_a_demo_needs() {
        let count =
            |holds: fn(&Outcome) -> bool| all().filter(|story| holds(&story.outcome)).count();
        let published = count(|o| matches!(o, Outcome::Consented(_) | Outcome::Licensed));
        assert!((42..=50).contains(&published), "{published}");
        assert!((10..=14).contains(&count(|o| matches!(o, Outcome::Pending))));
        assert_eq!(count(|o| matches!(o, Outcome::Rejected(_))), 6);
        let critical = all().filter(|story| story.rating.is_some_and(|stars| stars <= 3));
        assert!(critical.count() >= 6);
    }

    #[test]
    fn words_are_plausible_and_excerpts_are_parts_of_them() {
        let mut seen = HashSet::new();
        for story in all() {
            assert!(seen.insert(story.words), "twice: {}", story.words);
            assert!(
                (20..=3_000).contains(&story.words.chars().count()),
                "{}",
                story.words
            );
            assert!((1..400).contains(&story.days_ago));
            assert!(
                story.excerpt.is_none_or(|part| story.words.contains(part)),
                "{}",
                story.words
            );
            assert!(!matches!(story.outcome, Outcome::Licensed) || story.in_shop);
        }
    }
}
