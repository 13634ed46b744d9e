//! What a file can tell, by kind of file. Labels and help are in [`crate::say`].

mod leads;
mod nps;
mod purchases;
mod reviews;
mod unsubscribed;

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
    /// Whether it must be there.
    pub need: Need,
    /// Column names that mean it: lowercase words, the likeliest first.
    pub synonyms: &'static [&'static str],
}

/// The fields of a kind of file, in the order in which they are offered.
pub const fn fields(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::Leads => leads::FIELDS,
        ImportKind::Purchases => purchases::FIELDS,
        ImportKind::Reviews => reviews::FIELDS,
        ImportKind::Nps => nps::FIELDS,
        ImportKind::Unsubscribed => unsubscribed::FIELDS,
    }
}

const fn field(code: &'static str, need: Need, synonyms: &'static [&'static str]) -> Field {
    Field {
        code,
        need,
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
    "person email",
    "contact email",
    "reviewer email",
    "review user email",
    "user email",
    "author email",
    "email billing",
    "billing email",
    "subscriber email",
    "subscriber",
    "respondent email",
    "what is your email",
    "what is your email address",
    "what is your e mail address",
    "mail adresse",
    "e mail adresse",
    "emailadresse",
    "adresse e mail",
    "courriel",
    "correo electrónico",
    "correo",
    "indirizzo email",
    "e mailadres",
    "epost",
    "e post",
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
    "associated company",
    "customer company",
    "default address company",
    "firma",
    "unternehmen",
    "entreprise",
    "société",
    "empresa",
    "azienda",
    "bedrijf",
];
const HEADLINES: &[&str] = &[
    "headline",
    "job title",
    "job role",
    "role",
    "position",
    "occupation",
    "current occupation",
    "what is your current occupation",
    "function",
    "tagline",
    "customer tagline",
    "beruf",
    "fonction",
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
            let mut seen = HashSet::new();
            for synonym in fields(*kind).iter().flat_map(|field| field.synonyms) {
                assert!(seen.insert(*synonym), "{kind:?}: {synonym}");
                assert_eq!(crate::suggest::words(synonym), **synonym);
            }
        }
    }
}
