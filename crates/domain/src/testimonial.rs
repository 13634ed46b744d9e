//! A testimonial's states, its author's relationship, consent by purpose, and excerpts.
//!
//! The law is built in as types: nothing here lets an incentive depend on a rating, a rejection has
//! a reason from a list in which "negative" does not occur, and words are never edited.

use serde::{Deserialize, Serialize};

use crate::enums::coded_enum;

coded_enum! {
    /// Where a testimonial stands in moderation.
    TestimonialState {
        /// Nobody has decided yet.
        Pending = "pending";
        /// Likely spam: nobody has decided yet, and nobody is told that it waits.
        Suspected = "suspected";
        /// May be shown, as far as its author consented.
        Approved = "approved";
        /// Will not be shown, for a stated reason.
        Rejected = "rejected";
        /// Taken back by its author, for good.
        Withdrawn = "withdrawn";
    }
}

coded_enum! {
    /// Why a testimonial was rejected. An opinion is never a reason.
    RejectReason {
        /// Advertising or automated text.
        Spam = "spam";
        /// Not about the brand.
        OffTopic = "off_topic";
        /// Insults, threats, hatred.
        Abusive = "abusive";
        /// Details about other people.
        PersonalData = "personal_data";
        /// Against the law.
        Unlawful = "unlawful";
        /// Already there.
        Duplicate = "duplicate";
        /// The author has no experience with the brand.
        NoExperience = "no_experience";
        /// Nobody can make sense of it.
        Unreadable = "unreadable";
    }
}

coded_enum! {
    /// The author's relationship to the company. All but `Customer` are disclosed with the words.
    Relationship {
        /// Buys or uses what the company makes.
        Customer = "customer";
        /// Works there.
        Employee = "employee";
        /// Works with the company.
        Partner = "partner";
        /// Has money in it.
        Investor = "investor";
    }
}

coded_enum! {
    /// What a person can consent to, one by one.
    Purpose {
        /// Websites of the company.
        Website = "website";
        /// The company's social media.
        SocialMedia = "social_media";
        /// Presentations, proposals, brochures.
        SalesMaterial = "sales_material";
    }
}

coded_enum! {
    /// How a change of consent came about.
    ConsentSource {
        /// The author, on the form.
        Form = "form";
        /// The author, on the receipt page.
        Receipt = "receipt";
        /// A member, who states where the proof is.
        Member = "member";
    }
}

/// A star rating, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Rating(u8);

/// A number of stars that there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rating is 1, 2, 3, 4 or 5 stars")]
pub struct InvalidRating;

impl Rating {
    /// A rating of this many stars.
    ///
    /// # Errors
    /// When there are fewer than 1 or more than 5.
    pub const fn new(stars: u8) -> Result<Self, InvalidRating> {
        if stars >= 1 && stars <= 5 {
            Ok(Self(stars))
        } else {
            Err(InvalidRating)
        }
    }

    /// 1 to 5.
    pub const fn stars(self) -> u8 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Rating {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A range of the original words, in characters: `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Excerpt {
    /// The first character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// A range that does not lie in the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an excerpt is a range of the original words")]
pub struct InvalidExcerpt;

impl Excerpt {
    /// The excerpt's words.
    ///
    /// # Errors
    /// When the range is empty, reversed, longer than the text or nothing but white space.
    pub fn of(self, quote: &str) -> Result<&str, InvalidExcerpt> {
        let length = self
            .end
            .checked_sub(self.start)
            .filter(|n| *n > 0)
            .ok_or(InvalidExcerpt)?;
        let byte = |position: u32| {
            quote
                .char_indices()
                .map(|(byte, _)| byte)
                .chain([quote.len()])
                .nth(position as usize)
        };
        let (from, to) = (byte(self.start), byte(self.start.saturating_add(length)));
        let words = from
            .zip(to)
            .and_then(|(from, to)| quote.get(from..to))
            .ok_or(InvalidExcerpt)?;
        if words.trim().is_empty() {
            Err(InvalidExcerpt)
        } else {
            Ok(words)
        }
    }
}

/// Whether consent is the author's alone, so that no member can record that it was given: to words from the
/// program's own form always, to others once the author took it back through the receipt and has not given it again.
///
/// `ledger`: the entries of one purpose, the latest first.
pub fn consent_is_the_authors(
    own_form: bool,
    ledger: impl IntoIterator<Item = (ConsentSource, bool)>,
) -> bool {
    let mut entries = ledger.into_iter();
    let own_word = entries.find(|(source, _)| *source != ConsentSource::Member);
    own_form || own_word.is_some_and(|(_, given)| !given)
}

/// Whether a testimonial may leave the server for a website.
///
/// `licensed`: a member stated the licence that allows it (imported reviews without the author's consent).
pub const fn may_publish(state: TestimonialState, website_consent: bool, licensed: bool) -> bool {
    matches!(state, TestimonialState::Approved) && (website_consent || licensed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_approved_and_allowed_words_are_published() {
        for state in TestimonialState::ALL {
            for (consent, licensed) in [(false, false), (false, true), (true, false), (true, true)]
            {
                let expected = *state == TestimonialState::Approved && (consent || licensed);
                assert_eq!(may_publish(*state, consent, licensed), expected);
            }
        }
    }

    #[test]
    fn what_its_author_took_back_is_the_authors_to_give() {
        let (form, receipt, member) = (
            ConsentSource::Form,
            ConsentSource::Receipt,
            ConsentSource::Member,
        );
        assert!(consent_is_the_authors(true, []));
        assert!(!consent_is_the_authors(false, []));
        assert!(!consent_is_the_authors(
            false,
            [(member, false), (member, true)]
        ));
        assert!(consent_is_the_authors(
            false,
            [(receipt, false), (member, true)]
        ));
        assert!(consent_is_the_authors(
            false,
            [(member, true), (receipt, false)]
        ));
        assert!(!consent_is_the_authors(
            false,
            [(receipt, true), (receipt, false)]
        ));
        assert!(!consent_is_the_authors(false, [(form, true)]));
    }

    proptest! {
        #[test]
        fn an_excerpt_is_a_range_of_the_original(text in "\\PC{0,60}", start in 0u32..80, end in 0u32..80) {
            let length = end.saturating_sub(start) as usize;
            if let Ok(words) = (Excerpt { start, end }).of(&text) {
                let expected: String = text.chars().skip(start as usize).take(length).collect();
                prop_assert_eq!(words, expected.as_str());
            } else {
                let fits = start < end && end as usize <= text.chars().count();
                let blank = text.chars().skip(start as usize).take(length).all(char::is_whitespace);
                prop_assert!(!fits || blank);
            }
        }
    }
}
