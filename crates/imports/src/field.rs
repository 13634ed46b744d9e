//! What a file can tell, by kind of file.

mod leads;
mod purchases;
mod reviews;

use laurel_api::imports::ImportKind;

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A column must feed it.
    Required,
    /// A column must feed it, or one date is chosen for all rows.
    RequiredOrDefault,
    /// A column must feed at least one of the fields with this need.
    OneOf,
    /// It may stay empty.
    Optional,
}

/// A field that a column can feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The stable code, as in [`laurel_api::imports::Mapping::columns`].
    pub code: &'static str,
    /// The words for people.
    pub label: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// What the column holds, in a sentence.
    pub help: &'static str,
    /// Column names that mean it: lowercase words, the likeliest first.
    pub synonyms: &'static [&'static str],
}

/// The fields of a kind of file, in the order in which they are offered.
pub const fn fields(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::Leads => leads::FIELDS,
        ImportKind::Purchases => purchases::FIELDS,
        ImportKind::Reviews => reviews::FIELDS,
    }
}

const fn field(
    code: &'static str,
    label: &'static str,
    need: Need,
    help: &'static str,
    synonyms: &'static [&'static str],
) -> Field {
    Field {
        code,
        label,
        need,
        help,
        synonyms,
    }
}

const EMAILS: &[&str] = &[
    "email",
    "e mail",
    "email address",
    "e mail address",
    "mail",
    "work email",
    "customer email",
];
const COMPANIES: &[&str] = &[
    "company",
    "company name",
    "organisation",
    "organization",
    "organisation name",
    "organization name",
    "account name",
    "account",
    "employer",
];
const HEADLINES: &[&str] = &[
    "headline",
    "job title",
    "role",
    "position",
    "occupation",
    "current occupation",
    "what is your current occupation",
    "function",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn codes_and_synonyms_are_unique_within_a_kind() {
        for kind in ImportKind::ALL {
            let codes: Vec<_> = fields(*kind).iter().map(|field| field.code).collect();
            assert_eq!(
                codes.len(),
                codes.iter().collect::<HashSet<_>>().len(),
                "{kind:?}"
            );
            let synonyms: Vec<_> = fields(*kind)
                .iter()
                .flat_map(|field| field.synonyms)
                .collect();
            assert_eq!(
                synonyms.len(),
                synonyms.iter().collect::<HashSet<_>>().len(),
                "{kind:?}"
            );
            for synonym in synonyms {
                assert_eq!(crate::suggest::words(synonym), **synonym);
            }
        }
    }
}
