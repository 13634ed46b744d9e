//! What moderators may decide about a testimonial, and what of it can be taken back.

use crate::enums::coded_enum;
use crate::testimonial::{RejectReason, TestimonialState};
use crate::text::{InvalidText, single_line};

/// Where a testimonial stands. A rejection has its reason, nothing else has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has decided yet.
    Pending,
    /// Likely spam, and nobody has decided yet.
    Suspected,
    /// May be shown, as far as its author consented.
    Approved,
    /// Will not be shown, for this reason.
    Rejected(RejectReason),
    /// Taken back by its author, for good.
    Withdrawn,
}

/// A decision that is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The author has the last word.
    Withdrawn,
    /// Rejecting without saying why.
    ReasonMissing,
    /// Saying why without rejecting.
    ReasonWithoutRejection,
    /// Only the author withdraws.
    NotYours,
    /// Only the form suspects.
    NotSuspected,
}

impl Standing {
    /// From state and reason as they are stored; `None` when one contradicts the other.
    pub const fn from_parts(state: TestimonialState, reason: Option<RejectReason>) -> Option<Self> {
        match (state, reason) {
            (TestimonialState::Pending, None) => Some(Self::Pending),
            (TestimonialState::Suspected, None) => Some(Self::Suspected),
            (TestimonialState::Approved, None) => Some(Self::Approved),
            (TestimonialState::Rejected, Some(reason)) => Some(Self::Rejected(reason)),
            (TestimonialState::Withdrawn, None) => Some(Self::Withdrawn),
            _ => None,
        }
    }

    /// The state.
    pub const fn state(self) -> TestimonialState {
        match self {
            Self::Pending => TestimonialState::Pending,
            Self::Suspected => TestimonialState::Suspected,
            Self::Approved => TestimonialState::Approved,
            Self::Rejected(_) => TestimonialState::Rejected,
            Self::Withdrawn => TestimonialState::Withdrawn,
        }
    }

    /// Whether it waits for somebody to decide.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Pending | Self::Suspected)
    }

    /// The reason, of a rejection.
    pub const fn reason(self) -> Option<RejectReason> {
        match self {
            Self::Rejected(reason) => Some(reason),
            _ => None,
        }
    }

    /// What a moderator's decision makes of it. Every state can be decided again but the author's own.
    ///
    /// # Errors
    /// When it was withdrawn, when withdrawing is what is wanted, or when reason and rejection do not
    /// come together.
    pub const fn decide(
        self,
        wanted: TestimonialState,
        reason: Option<RejectReason>,
    ) -> Result<Self, Refusal> {
        match (self, wanted, reason) {
            (Self::Withdrawn, _, _) => Err(Refusal::Withdrawn),
            (_, TestimonialState::Withdrawn, _) => Err(Refusal::NotYours),
            (_, TestimonialState::Suspected, _) => Err(Refusal::NotSuspected),
            (_, TestimonialState::Rejected, Some(reason)) => Ok(Self::Rejected(reason)),
            (_, TestimonialState::Rejected, None) => Err(Refusal::ReasonMissing),
            (_, _, Some(_)) => Err(Refusal::ReasonWithoutRejection),
            (_, TestimonialState::Pending, None) => Ok(Self::Pending),
            (_, TestimonialState::Approved, None) => Ok(Self::Approved),
        }
    }
}

/// How many tags a testimonial has at most.
pub const TAGS_MAX: usize = 10;
/// How many characters a tag has at most.
pub const TAG_MAX: usize = 40;

/// Tags that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidTags {
    /// Too many of them.
    TooMany(usize),
    /// One of them is blank or too long.
    Tag {
        /// Which one, from 1.
        position: usize,
        /// What is wrong with it.
        problem: InvalidText,
    },
}

/// Tags as they are stored: trimmed, each once, in alphabetical order.
///
/// # Errors
/// When there are more than 10 different ones, or one is blank or longer than 40 characters.
pub fn tags(given: &[String]) -> Result<Vec<String>, InvalidTags> {
    let mut tags = given
        .iter()
        .enumerate()
        .map(|(index, tag)| {
            single_line(tag, TAG_MAX).map_err(|problem| InvalidTags::Tag {
                position: index + 1,
                problem,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    tags.sort();
    tags.dedup();
    match tags.len() {
        0..=TAGS_MAX => Ok(tags),
        many => Err(InvalidTags::TooMany(many)),
    }
}

coded_enum! {
    /// What happened to a testimonial, as its audit trail calls it.
    Event {
        /// Its author sent it.
        Submitted = "submitted";
        /// Came in with a file.
        Imported = "imported";
        /// A moderator approved it.
        Approved = "approved";
        /// A moderator rejected it.
        Rejected = "rejected";
        /// A moderator put it back into the queue.
        Reopened = "reopened";
        /// A moderator said who wrote it.
        Person = "person";
        /// Its author opened a link that only the mail to their address carries.
        Proven = "proven";
        /// A moderator chose which part is shown.
        Excerpt = "excerpt";
        /// A moderator changed the tags.
        Tags = "tags";
        /// A moderator took a decision back.
        Undone = "undone";
        /// Its author changed it.
        Edited = "edited";
        /// Its author took it back.
        Withdrawn = "withdrawn";
        /// Consent was given or withdrawn.
        Consent = "consent";
        /// A member stated a licence or took it back.
        Licence = "licence";
        /// Everything about it was erased on request.
        Erased = "erased";
        /// It was withdrawn, and its words left the database.
        Forgotten = "forgotten";
    }
}

/// Why nothing can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotUndo {
    /// Nobody has decided anything, or all of it was taken back.
    Nothing,
    /// The decision was about other words than the ones that stand there now.
    ChangedByAuthor,
}

/// The position of the decision that undoing takes back: the latest that was not taken back already.
/// `events` come with the latest first.
///
/// What the author changed is a limit: a decision about earlier words never comes back to life.
///
/// # Errors
/// When there is no such decision, or the author changed the testimonial since.
pub fn decision_to_undo(events: impl IntoIterator<Item = Event>) -> Result<usize, CannotUndo> {
    let mut taken_back = 0_u32;
    for (position, event) in events.into_iter().enumerate() {
        match event {
            Event::Undone => taken_back += 1,
            Event::Approved
            | Event::Rejected
            | Event::Reopened
            | Event::Person
            | Event::Excerpt
            | Event::Tags => match taken_back.checked_sub(1) {
                Some(fewer) => taken_back = fewer,
                None => return Ok(position),
            },
            Event::Edited | Event::Withdrawn | Event::Erased | Event::Forgotten => {
                return Err(CannotUndo::ChangedByAuthor);
            }
            Event::Submitted | Event::Imported => return Err(CannotUndo::Nothing),
            Event::Consent | Event::Licence | Event::Proven => {}
        }
    }
    Err(CannotUndo::Nothing)
}

#[cfg(test)]
mod tests;
