//! Whom a page is made for: the language, and how the page's links keep it.

use laurel_words::Words;

/// The reader of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reader {
    /// The language.
    pub words: Words,
    /// Whether the address named the language (`?lang=de`): then links and forms of the page name it too.
    pub chosen: bool,
    /// Path and query of the page without `lang`, where the language switch leads; `None` when the page is
    /// the answer to a form, which a link would lose.
    pub address: Option<String>,
}

impl Reader {
    /// A path of ours, with the language when the reader chose one.
    pub fn link(&self, path: &str) -> String {
        if self.chosen {
            in_language(path, self.words)
        } else {
            path.to_owned()
        }
    }
}

/// A path with `lang`, whatever query it has already.
pub fn in_language(path: &str, words: Words) -> String {
    let separator = if path.contains('?') { '&' } else { '?' };
    format!("{path}{separator}lang={}", words.tag())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_the_language_only_when_it_was_chosen() {
        let german = Reader {
            words: Words::by_tag("de").unwrap_or_default(),
            ..Reader::default()
        };
        assert_eq!(german.link("/p/demo"), "/p/demo");
        let chosen = Reader {
            chosen: true,
            ..german
        };
        assert_eq!(chosen.link("/p/demo"), "/p/demo?lang=de");
        assert_eq!(chosen.link("/p/demo?after=1"), "/p/demo?after=1&lang=de");
    }
}
