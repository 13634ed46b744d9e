//! What is wrong with something that was typed.

use laurel_domain::text::InvalidText;

use crate::Words;

impl Words {
    /// The sentence beside the field.
    pub fn invalid_text(self, problem: &InvalidText) -> String {
        match problem {
            InvalidText::Empty => self.mistake_empty().to_owned(),
            InvalidText::TooShort { min, given } => {
                self.mistake_too_short(*min as u64, *given as u64)
            }
            InvalidText::TooLong { max, given } => {
                self.mistake_too_long(*max as u64, *given as u64)
            }
            InvalidText::Email => self.mistake_email().to_owned(),
        }
    }
}
