//! Where the texts are: compiled in, or installed from the file of one language.

use std::fmt;
use std::sync::OnceLock;

use crate::{Words, messages, pseudo};

/// How many messages each bundle has, in the order of the bundles.
const COUNTS: [usize; 4] = [
    messages::LOCALE_COUNT,
    messages::PUBLIC_COUNT,
    messages::RULES_COUNT,
    messages::APP_COUNT,
];

/// The one language that was installed, all bundles one after the other.
static INSTALLED: OnceLock<Vec<&'static str>> = OnceLock::new();

/// The English texts as the pseudo-locale shows them.
static STRETCHED: OnceLock<Vec<&'static str>> = OnceLock::new();

/// The file belongs to another build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOurs {
    /// How many messages it has.
    pub found: usize,
    /// How many this build has.
    pub expected: usize,
}

impl fmt::Display for NotOurs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the file of messages has {} of them, this build needs {}",
            self.found, self.expected
        )
    }
}

impl std::error::Error for NotOurs {}

/// Makes these texts those of whatever language is asked for. Once, before anything is shown: the app knows
/// one language at a time.
///
/// # Errors
/// The file belongs to another build.
pub fn install(texts: Vec<String>) -> Result<(), NotOurs> {
    let expected = COUNTS.iter().sum();
    if texts.len() != expected {
        return Err(NotOurs {
            found: texts.len(),
            expected,
        });
    }
    let _ = INSTALLED.set(kept(texts));
    Ok(())
}

/// Texts that stay until the program ends.
fn kept(texts: Vec<String>) -> Vec<&'static str> {
    texts
        .into_iter()
        .map(|text| &*Box::leak(text.into_boxed_str()))
        .collect()
}

impl Words {
    pub(crate) fn text(self, bundle: usize, index: usize) -> &'static str {
        let before: usize = COUNTS.iter().take(bundle).sum();
        if self.is_pseudo {
            let all = STRETCHED.get_or_init(|| kept(stretched(self)));
            return all.get(before + index).copied().unwrap_or_default();
        }
        self.plain(bundle, index)
    }

    fn plain(self, bundle: usize, index: usize) -> &'static str {
        if let Some(text) = compiled(self, bundle, index) {
            return text;
        }
        let before: usize = COUNTS.iter().take(bundle).sum();
        let installed = INSTALLED.get().and_then(|all| all.get(before + index));
        installed.copied().unwrap_or_default()
    }

    /// All texts of the language, in the order in which [`install`] takes them.
    pub fn texts(self) -> Vec<&'static str> {
        let bundles = COUNTS.iter().enumerate();
        bundles
            .flat_map(|(bundle, count)| (0..*count).map(move |index| self.plain(bundle, index)))
            .collect()
    }
}

/// Numbers, dates and lists, the first bundle, are put together from their messages and stay as they are.
fn stretched(words: Words) -> Vec<String> {
    let texts = words.texts().into_iter().enumerate();
    texts
        .map(|(place, text)| {
            if place < messages::LOCALE_COUNT {
                text.to_owned()
            } else {
                pseudo::stretch(text)
            }
        })
        .collect()
}

#[cfg(feature = "public")]
fn compiled(words: Words, bundle: usize, index: usize) -> Option<&'static str> {
    let language = words.language as usize;
    match bundle {
        0 => messages::LOCALE.get(language)?.get(index).copied(),
        1 => messages::PUBLIC.get(language)?.get(index).copied(),
        2 => messages::RULES.get(language)?.get(index).copied(),
        #[cfg(feature = "all")]
        3 => messages::APP.get(language)?.get(index).copied(),
        _ => None,
    }
}

#[cfg(not(feature = "public"))]
fn compiled(_: Words, _: usize, _: usize) -> Option<&'static str> {
    None
}

#[cfg(feature = "all")]
impl Words {
    /// By bundle: the names of messages that the language lacks, and of those that English does not have.
    pub fn differences(self) -> Vec<(&'static [&'static str], &'static [&'static str])> {
        let all = [
            &messages::LOCALE_DIFFERENCES,
            &messages::PUBLIC_DIFFERENCES,
            &messages::RULES_DIFFERENCES,
            &messages::APP_DIFFERENCES,
        ];
        all.iter()
            .filter_map(|bundle| bundle.get(self.language as usize).copied())
            .collect()
    }
}
