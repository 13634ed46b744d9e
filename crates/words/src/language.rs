//! Choosing a language, and its plural rule.

use crate::{Language, Words, pseudo};

/// The plural categories of CLDR that our languages use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plural {
    One,
    Other,
}

impl Plural {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Other => "other",
        }
    }
}

impl Words {
    /// CLDR's rule for whole numbers, the same in English and German: one for 1, other for the rest.
    pub(crate) const fn plural(self, number: u64) -> Plural {
        match self.language {
            Language::En | Language::De => {
                if number == 1 {
                    Plural::One
                } else {
                    Plural::Other
                }
            }
        }
    }

    /// By a tag such as `de`, `de-AT` or `en-x-pseudo`; `None` for a language that Laurel does not speak.
    pub fn by_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        if tag == pseudo::TAG {
            return Some(Self::pseudo());
        }
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let known = Language::ALL
            .iter()
            .find(|language| language.tag() == primary);
        known.map(|language| Self::of(*language))
    }

    /// The best of an `Accept-Language` header (RFC 9110, 12.5.4); English when none is ours.
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(Self, f32)> = None;
        for range in header.split(',').take(20) {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let quality = parameters
                .trim()
                .strip_prefix("q=")
                .map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())
                .unwrap_or_default();
            let found = if tag.trim() == "*" {
                Some(Self::default())
            } else {
                Self::by_tag(tag)
            };
            let Some(words) = found.filter(|_| quality > 0.0) else {
                continue;
            };
            if best.is_none_or(|(_, least)| quality > least) {
                best = Some((words, quality));
            }
        }
        best.map_or_else(Self::default, |(words, _)| words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_with_the_highest_quality_wins() {
        for (header, tag) in [
            ("", "en"),
            ("de", "de"),
            ("de-AT, en;q=0.8", "de"),
            ("fr-CH, fr;q=0.9, de;q=0.7, *;q=0.5", "de"),
            ("en;q=0.3, de;q=0.7", "de"),
            ("de;q=0, en", "en"),
            ("de;q=abc", "en"),
            ("xx, *", "en"),
            ("en-x-pseudo", "en-x-pseudo"),
        ] {
            assert_eq!(Words::accepted(header).tag(), tag, "{header}");
        }
    }
}
