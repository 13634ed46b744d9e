//! `GET …/testimonials/{testimonial}`: one with its consents and history.

use laurel_api::endpoints::GetTestimonial;
use laurel_api::testimonials::{
    AuditEntry, ClaimedPerson, ConsentEntry, TestimonialDetailResponse,
};
use laurel_domain::Timestamp;
use laurel_domain::moderation::Standing;
use laurel_domain::testimonial::{ConsentSource, Purpose};
use serde::Deserialize;

use super::history::{self, AuditRow};
use super::queries::{self, HISTORY_MAX};
use super::stored::{Stored, TestimonialRow, stored};
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::Batch;
use laurel_words::Words;

/// An entry of the ledger as it is stored.
#[derive(Deserialize)]
pub(crate) struct ConsentRow {
    purpose: String,
    at: i64,
    given: u8,
    wording: String,
    source: String,
    recorded_by: Option<String>,
    evidence: Option<String>,
}

#[derive(Deserialize)]
struct ClaimedRow {
    person_id: String,
    name: Option<String>,
}

impl ClaimedRow {
    fn person(self) -> Result<ClaimedPerson, AppError> {
        Ok(ClaimedPerson {
            id: stored(self.person_id.parse())?,
            name: self.name,
        })
    }
}

/// A testimonial with everything that is known about it.
pub(super) async fn get(
    call: Call<GetTestimonial>,
) -> Result<Reply<TestimonialDetailResponse>, AppError> {
    let (program, id) = (&call.path.program, call.path.testimonial);
    let mut batch = Batch::new();
    let found = batch.add::<TestimonialRow>(queries::one(program, id));
    let consents = batch.add::<ConsentRow>(queries::consents(program, id));
    let trail = batch.add(queries::history(program, id, HISTORY_MAX));
    let claimed = batch.add::<ClaimedRow>(queries::claimed(program, id));
    let rows = call.authorized(batch).await?;
    let found = rows.first(found)?.ok_or_else(AppError::not_found)?;
    let found = Stored::try_from(found)?;
    let revision = found.revision;
    let about = About::of(
        found.standing == Standing::Withdrawn,
        rows.take(consents)?,
        rows.take(trail)?,
    )?;
    let body = TestimonialDetailResponse {
        claimed: rows.first(claimed)?.map(ClaimedRow::person).transpose()?,
        testimonial: found.into(),
        history: about.history(call.words),
        consents: about.consents,
        may: rows.access.actor.permissions(),
    };
    Ok(Reply::new(body).with_revision(revision))
}

/// What was agreed to and what was done, as members may read it.
pub(crate) struct About {
    /// The latest first.
    pub(crate) consents: Vec<ConsentEntry>,
    history: Vec<AuditRow>,
}

impl About {
    /// Of a story that was withdrawn only what was done and when: no tags, no places of proofs.
    pub(crate) fn of(
        withdrawn: bool,
        consents: Vec<ConsentRow>,
        history: Vec<AuditRow>,
    ) -> Result<Self, AppError> {
        let consents = consents.into_iter().map(|row| {
            let evidence = row.evidence.clone().filter(|_| !withdrawn);
            entry(ConsentRow { evidence, ..row })
        });
        let mut history = history::latest_first(history);
        if withdrawn {
            history = history.into_iter().map(AuditRow::without_details).collect();
        }
        Ok(Self {
            consents: consents.collect::<Result<_, _>>()?,
            history,
        })
    }

    /// In words, the latest first.
    pub(crate) fn history(&self, words: Words) -> Vec<AuditEntry> {
        self.history.iter().map(|row| row.entry(words)).collect()
    }
}

fn entry(row: ConsentRow) -> Result<ConsentEntry, AppError> {
    let ConsentRow {
        purpose,
        at,
        given,
        wording,
        source,
        recorded_by,
        evidence,
    } = row;
    Ok(ConsentEntry {
        purpose: stored(Purpose::parse(&purpose))?,
        given: given == 1,
        at: Timestamp::from_millis(at),
        wording,
        source: stored(ConsentSource::parse(&source))?,
        recorded_by,
        evidence,
    })
}
