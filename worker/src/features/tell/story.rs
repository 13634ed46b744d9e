//! A story's fields, from what was typed to what can be stored.

use laurel_domain::mistake::Mistake;
use laurel_domain::testimonial::{Rating, Relationship};
use laurel_domain::text::{Email, InvalidText, Quote, optional_line, single_line};
use laurel_pages::FieldProblem;
use laurel_words::Words;

/// Characters of a name.
const AUTHOR_MAX: usize = 80;
/// Characters of a headline or a company's name.
const LINE_MAX: usize = 120;

/// What was typed into the form, or into the receipt's edit form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typed<'a> {
    pub(crate) quote: &'a str,
    pub(crate) rating: &'a str,
    pub(crate) author: &'a str,
    /// Only the form asks for it.
    pub(crate) email: Option<&'a str>,
    pub(crate) headline: &'a str,
    pub(crate) company: &'a str,
    pub(crate) relationship: &'a str,
}

/// A story that can be stored.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) quote: Quote,
    pub(crate) rating: Option<Rating>,
    pub(crate) author: String,
    pub(crate) email: Option<Email>,
    pub(crate) headline: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) relationship: Relationship,
}

impl Typed<'_> {
    /// The story, or everything that is wrong with it, in the order of the fields.
    pub(crate) fn check(&self, words: Words) -> Result<Story, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let text = |problem: InvalidText| words.mistake(&problem.into());
        let quote = note(
            "quote",
            Quote::parse(self.quote).map_err(text),
            &mut problems,
        );
        let rating = note("rating", rating(words, self.rating), &mut problems);
        let author = note(
            "author",
            single_line(self.author, AUTHOR_MAX).map_err(text),
            &mut problems,
        );
        let email = note(
            "email",
            self.email.map(Email::parse).transpose().map_err(text),
            &mut problems,
        );
        let headline = note(
            "headline",
            optional_line(self.headline, LINE_MAX).map_err(text),
            &mut problems,
        );
        let company = note(
            "company",
            optional_line(self.company, LINE_MAX).map_err(text),
            &mut problems,
        );
        let relationship = note(
            "relationship",
            relationship(words, self.relationship),
            &mut problems,
        );
        match (
            quote,
            rating,
            author,
            email,
            headline,
            company,
            relationship,
        ) {
            (
                Some(quote),
                Some(rating),
                Some(author),
                Some(email),
                Some(headline),
                Some(company),
                Some(relationship),
            ) => Ok(Story {
                quote,
                rating,
                author,
                email,
                headline,
                company,
                relationship,
            }),
            _ => Err(problems),
        }
    }
}

/// The value, or else its problem beside the others.
fn note<T>(field: &str, checked: Result<T, String>, problems: &mut Vec<FieldProblem>) -> Option<T> {
    checked
        .map_err(|problem| problems.push(FieldProblem::new(field, problem)))
        .ok()
}

fn rating(words: Words, typed: &str) -> Result<Option<Rating>, String> {
    let refused = || words.mistake_rating().to_owned();
    match typed.trim() {
        "" => Ok(None),
        stars => {
            let stars = stars.parse().map_err(|_| refused())?;
            Rating::new(stars).map(Some).map_err(|_| refused())
        }
    }
}

fn relationship(words: Words, typed: &str) -> Result<Relationship, String> {
    match typed {
        "" => Err(words.mistake(&Mistake::Empty)),
        code => Relationship::parse(code).map_err(|_| words.mistake_choice().to_owned()),
    }
}
