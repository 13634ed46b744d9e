//! Every sentence that people read, in their language.
//!
//! `messages/<language>/<bundle>/<file>.txt` hold the messages in the syntax of ICU MessageFormat (arguments
//! and plurals of it); the build makes a typed method of each: `words.people_found(3)`. Rules, API and jobs
//! give codes and figures; whoever shows them to somebody asks here for the sentence.
//!
//! The Worker compiles the bundles `public` and `rules` in. The app fetches one file, that of its
//! language, and installs it before it draws anything.

mod dates;
mod facts;
mod format;
mod labels;
mod language;
mod lists;
mod messages;
mod mistakes;
mod numbers;
mod pseudo;
mod table;

pub use messages::Language;
pub use table::{NotOurs, install};

/// Speaks one language. Cheap to copy; `Words::default()` is English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    language: Language,
    /// Stretched and accented English, read from right to left: shows what a layout cannot bear.
    is_pseudo: bool,
}

impl Words {
    /// Words of a language.
    pub const fn of(language: Language) -> Self {
        Self {
            language,
            is_pseudo: false,
        }
    }

    /// The pseudo-locale: English made longer and accented, from right to left.
    pub const fn pseudo() -> Self {
        Self {
            language: Language::En,
            is_pseudo: true,
        }
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.language
    }

    /// For the `lang` attribute; the pseudo-locale has the private tag `en-x-pseudo`.
    pub const fn tag(self) -> &'static str {
        if self.is_pseudo {
            pseudo::TAG
        } else {
            self.language.tag()
        }
    }

    /// For the `dir` attribute.
    pub const fn direction(self) -> &'static str {
        if self.is_pseudo { "rtl" } else { "ltr" }
    }
}
