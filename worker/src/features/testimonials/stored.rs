//! A testimonial as it is stored.

use laurel_api::testimonials::Testimonial;
use laurel_domain::moderation::Standing;
use laurel_domain::testimonial::{
    Excerpt, Purpose, Rating, RejectReason, Relationship, TestimonialState, may_publish,
};
use laurel_domain::{PersonId, SubmissionId, TestimonialId, Timestamp};
use laurel_words::Words;
use serde::Deserialize;

use crate::error::AppError;
use crate::publication::Counted;

/// The source of words that were given through the program's own form.
pub(crate) const OWN_FORM: &str = "form";

/// The columns of `testimonials` that are read for everything but what is published.
#[derive(Deserialize)]
pub(crate) struct TestimonialRow {
    testimonial_id: String,
    person_id: Option<String>,
    submission_id: Option<String>,
    language: Option<String>,
    source: String,
    source_url: Option<String>,
    quote: String,
    rating: Option<u8>,
    author: Option<String>,
    email: Option<String>,
    headline: Option<String>,
    company: Option<String>,
    subject: Option<String>,
    relationship: String,
    incentive: Option<String>,
    excerpt_start: Option<u32>,
    excerpt_end: Option<u32>,
    tags: String,
    state: String,
    proven_at: Option<i64>,
    reject_reason: Option<String>,
    consent_website: u8,
    consent_social_media: u8,
    consent_sales_material: u8,
    licence: Option<String>,
    revision: u64,
    said_at: i64,
    created_at: i64,
    updated_at: i64,
}

/// A testimonial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) id: TestimonialId,
    pub(crate) person: Option<PersonId>,
    pub(crate) submission: Option<SubmissionId>,
    /// The language in which the author sent it.
    pub(crate) language: Words,
    pub(crate) source: String,
    pub(crate) source_url: Option<String>,
    pub(crate) quote: String,
    pub(crate) rating: Option<Rating>,
    pub(crate) author: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) headline: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) relationship: Relationship,
    pub(crate) incentive: Option<String>,
    pub(crate) excerpt: Option<Excerpt>,
    pub(crate) tags: Vec<String>,
    pub(crate) standing: Standing,
    /// When a link was opened that only the mail to the author's address carries.
    pub(crate) proven_at: Option<Timestamp>,
    /// The purposes consented to now, in the order of [`Purpose::ALL`].
    pub(crate) consents: Vec<Purpose>,
    pub(crate) licence: Option<String>,
    pub(crate) revision: u64,
    pub(crate) said_at: Timestamp,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl Stored {
    /// Whether the author consents to this purpose now.
    pub(crate) fn consents_to(&self, purpose: Purpose) -> bool {
        self.consents.contains(&purpose)
    }

    /// Notes consent, or that there is none any more.
    pub(crate) fn set_consent(&mut self, purpose: Purpose, given: bool) {
        let consents = Purpose::ALL.iter().copied();
        self.consents = consents
            .filter(|one| {
                if *one == purpose {
                    given
                } else {
                    self.consents_to(*one)
                }
            })
            .collect();
    }

    /// Whether it was given through the program's own form.
    pub(crate) fn is_own_form(&self) -> bool {
        self.source == OWN_FORM
    }

    /// Whether a moderator approved it.
    pub(crate) fn is_approved(&self) -> bool {
        self.standing == Standing::Approved
    }

    /// The person for whom a story from the form counts as an act.
    pub(crate) fn counts_for(&self) -> Option<PersonId> {
        self.person
            .filter(|_| self.is_approved() && self.is_own_form())
    }

    /// Whether it may leave the server: the same rule as the generated column `published`.
    pub(crate) fn is_published(&self) -> bool {
        may_publish(
            self.standing.state(),
            self.consents_to(Purpose::Website),
            self.licence.is_some(),
        )
    }

    /// The same without words and without whatever tells the author: all that members see of a story once it
    /// is withdrawn, and all that is kept of one in the end.
    pub(crate) fn forgotten(&self) -> Self {
        Self {
            source_url: None,
            quote: String::new(),
            rating: None,
            author: None,
            email: None,
            headline: None,
            company: None,
            subject: None,
            excerpt: None,
            tags: Vec::new(),
            standing: Standing::Withdrawn,
            consents: Vec::new(),
            licence: None,
            ..self.clone()
        }
    }

    /// As its author may see it: with its words, also when it is withdrawn.
    pub(crate) fn for_author(self) -> Testimonial {
        let standing = self.standing_for_author();
        wire(Self { standing, ..self })
    }

    /// Where it stands, to its author: nobody learns that they are taken for a program.
    pub(crate) fn standing_for_author(&self) -> Standing {
        match self.standing {
            Standing::Suspected => Standing::Pending,
            standing => standing,
        }
    }

    /// What of it is counted.
    pub(crate) fn counted(&self) -> Counted {
        Counted {
            state: self.standing.state(),
            published: self.is_published(),
            rating: self.rating,
            relationship: self.relationship,
            own_form: self.is_own_form(),
        }
    }
}

impl TryFrom<TestimonialRow> for Stored {
    type Error = AppError;

    fn try_from(row: TestimonialRow) -> Result<Self, AppError> {
        let TestimonialRow {
            testimonial_id,
            person_id,
            submission_id,
            language,
            source,
            source_url,
            quote,
            rating,
            author,
            email,
            headline,
            company,
            subject,
            relationship,
            incentive,
            excerpt_start,
            excerpt_end,
            tags,
            state,
            proven_at,
            reject_reason,
            consent_website,
            consent_social_media,
            consent_sales_material,
            licence,
            revision,
            said_at,
            created_at,
            updated_at,
        } = row;
        let state = stored(TestimonialState::parse(&state))?;
        let reason = stored(
            reject_reason
                .as_deref()
                .map(RejectReason::parse)
                .transpose(),
        )?;
        let standing = Standing::from_parts(state, reason).ok_or_else(|| {
            AppError::internal("stored testimonial", "state and reason contradict")
        })?;
        let given = [
            consent_website,
            consent_social_media,
            consent_sales_material,
        ];
        let purposes = [
            Purpose::Website,
            Purpose::SocialMedia,
            Purpose::SalesMaterial,
        ];
        let consents = purposes
            .into_iter()
            .zip(given)
            .filter(|(_, given)| *given == 1);
        Ok(Self {
            id: stored(testimonial_id.parse())?,
            person: stored(person_id.as_deref().map(str::parse).transpose())?,
            submission: stored(submission_id.as_deref().map(str::parse).transpose())?,
            language: language
                .as_deref()
                .and_then(Words::by_tag)
                .unwrap_or_default(),
            source,
            source_url,
            quote,
            rating: stored(rating.map(Rating::new).transpose())?,
            author,
            email,
            headline,
            company,
            subject,
            relationship: stored(Relationship::parse(&relationship))?,
            incentive,
            excerpt: excerpt_start
                .zip(excerpt_end)
                .map(|(start, end)| Excerpt { start, end }),
            tags: stored(serde_json::from_str(&tags))?,
            standing,
            proven_at: proven_at.map(Timestamp::from_millis),
            consents: consents.map(|(purpose, _)| purpose).collect(),
            licence,
            revision,
            said_at: Timestamp::from_millis(said_at),
            created_at: Timestamp::from_millis(created_at),
            updated_at: Timestamp::from_millis(updated_at),
        })
    }
}

/// What comes out of the database was checked on its way in; anything else is our fault.
pub(crate) fn stored<T, E: std::fmt::Display>(value: Result<T, E>) -> Result<T, AppError> {
    value.map_err(|error| AppError::internal("stored testimonial", error))
}

/// As members see it: of a story that was withdrawn, state and dates.
impl From<Stored> for Testimonial {
    fn from(stored: Stored) -> Self {
        match stored.standing {
            Standing::Withdrawn => wire(stored.forgotten()),
            _ => wire(stored),
        }
    }
}

fn wire(stored: Stored) -> Testimonial {
    let published = stored.is_published();
    let Stored {
        id,
        person,
        submission: _,
        language: _,
        source,
        source_url,
        quote,
        rating,
        author,
        email,
        headline,
        company,
        subject,
        relationship,
        incentive,
        excerpt,
        tags,
        standing,
        proven_at,
        consents,
        licence,
        revision,
        said_at,
        created_at,
        updated_at,
    } = stored;
    Testimonial {
        id,
        person,
        source,
        source_url,
        quote,
        rating,
        author,
        email,
        headline,
        company,
        subject,
        relationship,
        incentive,
        excerpt,
        tags,
        state: standing.state(),
        proven_at,
        reject_reason: standing.reason(),
        consents,
        licence,
        published,
        said_at,
        created_at,
        updated_at,
        revision,
    }
}
