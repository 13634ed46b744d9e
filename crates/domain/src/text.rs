//! Text that has been checked once, so that nothing behind it needs to check again.

mod email;
pub mod unicode;

pub use email::{Email, is_invisible};
pub use unicode::composed;

use serde::Serialize;

/// Why a piece of text was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    /// Nothing but white space.
    #[error("nothing but white space")]
    Empty,
    /// Shorter than the field asks for.
    #[error("{given} characters of at least {min}")]
    TooShort {
        /// The least number of characters.
        min: usize,
        /// How many there are.
        given: usize,
    },
    /// Longer than the field allows.
    #[error("{given} characters of at most {max}")]
    TooLong {
        /// The greatest number of characters.
        max: usize,
        /// How many there are.
        given: usize,
    },
    /// Not an e-mail address.
    #[error("no e-mail address")]
    Email,
}

/// The characters that a story from the form must have at least.
pub const QUOTE_MIN: usize = 20;
/// The characters that any testimonial has at most.
pub const QUOTE_MAX: usize = 3_000;

/// A person's words, exactly as they wrote them. Never edited; an excerpt is a range of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Quote(String);

impl Quote {
    /// A story from the form: 20 to 3,000 characters, surrounding white space removed, line ends as `\n`.
    ///
    /// # Errors
    /// When it is empty, too short or too long.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        let given = text.chars().count();
        match given {
            0 => Err(InvalidText::Empty),
            _ if given < QUOTE_MIN => Err(InvalidText::TooShort {
                min: QUOTE_MIN,
                given,
            }),
            _ if given > QUOTE_MAX => Err(InvalidText::TooLong {
                max: QUOTE_MAX,
                given,
            }),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// Imported words: kept to the character; only blank text and more than 3,000 characters are refused.
    ///
    /// # Errors
    /// When there is nothing but white space, or too much.
    pub fn imported(text: &str) -> Result<Self, InvalidText> {
        let given = text.chars().count();
        if text.trim().is_empty() {
            Err(InvalidText::Empty)
        } else if given > QUOTE_MAX {
            Err(InvalidText::TooLong {
                max: QUOTE_MAX,
                given,
            })
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One line of text: a name, a headline, a company. Trimmed, inner white space kept, no control characters.
///
/// # Errors
/// When it is empty or has more than `max` characters.
pub fn single_line(text: &str, max: usize) -> Result<String, InvalidText> {
    let line: String = text.trim().chars().filter(|c| !c.is_control()).collect();
    let given = line.chars().count();
    match given {
        0 => Err(InvalidText::Empty),
        _ if given > max => Err(InvalidText::TooLong { max, given }),
        _ => Ok(line),
    }
}

/// As [`single_line`], but nothing at all is fine and means `None`.
///
/// # Errors
/// When it has more than `max` characters.
pub fn optional_line(text: &str, max: usize) -> Result<Option<String>, InvalidText> {
    match single_line(text, max) {
        Ok(line) => Ok(Some(line)),
        Err(InvalidText::Empty) => Ok(None),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_story_has_a_least_and_a_greatest_length() {
        assert_eq!(Quote::parse("  "), Err(InvalidText::Empty));
        assert_eq!(
            Quote::parse(" short "),
            Err(InvalidText::TooShort { min: 20, given: 5 })
        );
        assert!(Quote::parse(&"x".repeat(3_000)).is_ok());
        assert!(Quote::parse(&"x".repeat(3_001)).is_err());
        assert_eq!(
            Quote::parse(&"👏".repeat(20)).map(|q| q.as_str().chars().count()),
            Ok(20)
        );
        assert_eq!(
            Quote::imported("ok ").map(|q| q.as_str().to_owned()),
            Ok("ok ".to_owned())
        );
    }

    proptest! {
        #[test]
        fn imported_words_are_never_changed(text in "\\PC{1,200}") {
            if let Ok(quote) = Quote::imported(&text) {
                prop_assert_eq!(quote.as_str(), text.as_str());
            }
        }
    }
}
