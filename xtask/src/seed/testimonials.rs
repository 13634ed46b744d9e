//! Brings the stories in as an import, and decides on them as moderators would.

use std::collections::{HashMap, HashSet};

use laurel_api::endpoint::{InProgram, OfTestimonial};
use laurel_api::endpoints::{ListTestimonials, RecordConsent, SetLicence, UpdateTestimonial};
use laurel_api::imports::ImportKind;
use laurel_api::page::PageSize;
use laurel_api::testimonials::{
    ConsentRequest, Decision, LicenceRequest, Testimonial, TestimonialChange, TestimonialsQuery,
};
use laurel_api::{Endpoint, NoQuery};
use laurel_domain::testimonial::{Excerpt, Purpose, TestimonialState};
use laurel_domain::{Day, ProgramId};

use super::life::{DAY, Life};
use super::people::Person;
use super::stories::{self, By, Outcome, Story};
use crate::client::Client;
use crate::error::{Failure, Result};
use crate::import;

/// Where letters come from.
const LETTERS: &str = "Letters to the workshop";
/// Where reviews come from.
const SHOP: &str = "Shop reviews";

const LICENCE: &str =
    "The shop's terms let makers quote reviews of their products, with the author's public name";

/// Imports all stories and decides on them.
pub(super) fn fill(client: &Client, program: &ProgramId, lives: &[Life], today: Day) -> Result<()> {
    let authors = authors(lives);
    for source in [LETTERS, SHOP] {
        import(
            client,
            program,
            &csv(&authors, today, source == SHOP)?,
            source,
            today,
        )?;
    }
    let waiting = pending(client, program)?;
    for story in stories::all() {
        if let Some(testimonial) = waiting.get(story.words) {
            decide(client, program, story, testimonial)?;
        }
    }
    Ok(())
}

/// An author for each story, nobody twice.
fn authors(lives: &[Life]) -> HashMap<&'static str, &Person> {
    let mut taken = HashSet::new();
    let mut authors = HashMap::new();
    for story in stories::all() {
        let said_at = -i64::from(story.days_ago) * DAY;
        let fits = |life: &&Life| {
            let person = &life.person;
            let is_meant = match story.by {
                By::Home => person.job.is_none() && is_english(person),
                By::Work => person.job.is_some() && is_english(person),
                By::At(trade) => {
                    is_english(person)
                        && person
                            .job
                            .as_ref()
                            .is_some_and(|job| job.company.ends_with(trade))
                }
                By::From(country) => person.country == country,
                By::Named(..) => false,
            };
            // Whoever writes in letters of their own script signs in them too.
            is_meant && life.customer_since().is_some_and(|since| since < said_at)
        };
        let free = lives
            .iter()
            .filter(fits)
            .find(|life| !taken.contains(&life.person.number));
        if let Some(life) = free {
            taken.insert(life.person.number);
            authors.insert(story.words, &life.person);
        }
    }
    authors
}

/// Whether the demo lets this person write in English.
fn is_english(person: &Person) -> bool {
    const ELSEWHERE: &[&str] = &["Spain", "France", "Japan", "Jordan", "Poland", "Ukraine"];
    !ELSEWHERE.contains(&person.country)
}

/// The stories of one source as the file that a shop or a colleague would send.
fn csv(authors: &HashMap<&str, &Person>, today: Day, in_shop: bool) -> Result<String> {
    let mut rows = vec![String::from(
        "date,rating,subject,review,author,headline,company,external_id,relationship",
    )];
    for story in stories::all().filter(|story| story.in_shop == in_shop) {
        let author = authors.get(story.words);
        let job = author.and_then(|person| person.job.as_ref());
        let id = author
            .map(|person| Person::external_id(person.number))
            .unwrap_or_default();
        let (name, headline, company, relationship) = match (story.by, author) {
            (By::Named(name, headline, company, relationship), _) => {
                (name, headline, company, relationship.code())
            }
            (_, Some(person)) => (
                person.name.as_str(),
                job.map_or("", |job| job.headline),
                job.map_or("", |job| job.company.as_str()),
                "customer",
            ),
            (_, None) => return Err(Failure::new(format!("nobody can say: {}", story.words))),
        };
        let date = Day(today.0 - story.days_ago).to_string();
        let rating = story
            .rating
            .map(|stars| stars.to_string())
            .unwrap_or_default();
        let cells = [
            &date,
            &rating,
            story.subject,
            story.words,
            name,
            headline,
            company,
            &id,
            relationship,
        ];
        rows.push(
            cells
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
                .join(","),
        );
    }
    Ok(rows.join("\n"))
}

/// Imports a file like any other, unless all of it is there.
fn import(client: &Client, program: &ProgramId, csv: &str, source: &str, today: Day) -> Result<()> {
    let table = laurel_imports::open(csv.as_bytes())
        .map_err(|problem| Failure::new(format!("the demo's stories: {problem:?}")))?;
    let mut mapping = laurel_imports::suggest(ImportKind::Reviews, table.header());
    mapping.source = Some(source.to_owned());
    let plan = laurel_imports::plan(&table, ImportKind::Reviews, &mapping, today.start());
    if !plan.may_run() {
        return Err(Failure::new(format!(
            "the demo's stories: {:?}",
            plan.report()
        )));
    }
    let found = import::check(client, program, &plan, import::Progress::Silent)?;
    if found.new > 0 {
        let name = format!("{}.csv", source.to_lowercase().replace(' ', "-"));
        import::send(client, program, &plan, &name, import::Progress::Silent)?;
    }
    Ok(())
}

/// Imported stories without a decision, by their words.
fn pending(client: &Client, program: &ProgramId) -> Result<HashMap<String, Testimonial>> {
    let path = InProgram {
        program: program.clone(),
    };
    let mut found = HashMap::new();
    let mut query = TestimonialsQuery {
        state: Some(TestimonialState::Pending),
        limit: PageSize::clamped(100),
        ..TestimonialsQuery::default()
    };
    loop {
        let page = client.call::<ListTestimonials>(&path, &query, &laurel_api::NoBody {})?;
        let ours = page
            .testimonials
            .into_iter()
            .filter(|found| [LETTERS, SHOP].contains(&found.source.as_str()));
        found.extend(ours.map(|testimonial| (testimonial.quote.clone(), testimonial)));
        match page.meta.next {
            Some(next) => query.cursor = Some(next),
            None => return Ok(found),
        }
    }
}

/// Records what allows showing a story, then what the moderators decided.
fn decide(client: &Client, program: &ProgramId, story: &Story, found: &Testimonial) -> Result<()> {
    let path = OfTestimonial {
        program: program.clone(),
        testimonial: found.id,
    };
    let mut revision = found.revision;
    if let Outcome::Consented(purposes) = story.outcome {
        for purpose in purposes
            .iter()
            .filter(|purpose| !found.consents.contains(purpose))
        {
            revision = change::<RecordConsent>(client, &path, &consent(*purpose, story), revision)?;
        }
    }
    if matches!(story.outcome, Outcome::Licensed) && found.licence.is_none() {
        let request = LicenceRequest {
            licence: Some(LICENCE.to_owned()),
        };
        revision = change::<SetLicence>(client, &path, &request, revision)?;
    }
    let wanted = TestimonialChange {
        excerpt: story.excerpt.and_then(|part| range(story.words, part)),
        tags: (!story.tags.is_empty())
            .then(|| story.tags.iter().map(|tag| (*tag).to_owned()).collect()),
        ..TestimonialChange::default()
    };
    if wanted != TestimonialChange::default() {
        revision = change::<UpdateTestimonial>(client, &path, &wanted, revision)?;
    }
    let (state, reject_reason) = match story.outcome {
        Outcome::Pending => return Ok(()),
        Outcome::Rejected(reason) => (Decision::Rejected, Some(reason)),
        Outcome::Consented(_) | Outcome::Licensed | Outcome::Unallowed => {
            (Decision::Approved, None)
        }
    };
    let decision = TestimonialChange {
        state: Some(state),
        reject_reason,
        ..TestimonialChange::default()
    };
    change::<UpdateTestimonial>(client, &path, &decision, revision).map(drop)
}

/// Changes a testimonial and answers its new revision.
fn change<E>(client: &Client, path: &OfTestimonial, body: &E::Request, revision: u64) -> Result<u64>
where
    E: Endpoint<
            Path = OfTestimonial,
            Query = NoQuery,
            Response = laurel_api::testimonials::TestimonialResponse,
        >,
{
    Ok(client
        .call_if_match::<E>(path, body, revision)?
        .testimonial
        .revision)
}

fn consent(purpose: Purpose, story: &Story) -> ConsentRequest {
    let place = match purpose {
        Purpose::Website => "on its websites",
        Purpose::SocialMedia => "on its social media",
        Purpose::SalesMaterial => "in brochures and offers",
    };
    ConsentRequest {
        purpose,
        given: true,
        wording: format!(
            "Halvlys may show my words with my name {place}. I can take this back at any time."
        ),
        evidence: format!("Answer by e-mail, filed with letter {:03}", story.days_ago),
    }
}

/// Where a part stands in the words, in characters.
fn range(words: &str, part: &str) -> Option<Excerpt> {
    let (before, _) = words.split_once(part)?;
    let start = before.chars().count() as u32;
    Some(Excerpt {
        start,
        end: start + part.chars().count() as u32,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::history;

    #[test]
    fn every_story_has_an_author_and_the_file_no_problem() {
        let lives = history::lives();
        let authors = authors(&lives);
        let today = Day(20_000);
        for in_shop in [true, false] {
            let table =
                laurel_imports::open(csv(&authors, today, in_shop).unwrap().into_bytes()).unwrap();
            let mut mapping = laurel_imports::suggest(ImportKind::Reviews, table.header());
            mapping.source = Some(String::from(SHOP));
            assert_eq!(mapping.columns.len(), 9);
            let plan = laurel_imports::plan(&table, ImportKind::Reviews, &mapping, today.start());
            assert!(plan.may_run(), "{:?}", plan.report());
            assert!(plan.report().repeats.is_empty());
        }
    }

    #[test]
    fn an_excerpt_counts_characters() {
        let found = range("äb cd ef", "cd").unwrap();
        assert_eq!(found.of("äb cd ef"), Ok("cd"));
    }
}
