//! What every change begins and ends with: read, compare the revision, write under the guard. Whoever loses a
//! race begins again, with [`laurel_store::retrying`], and is told what changed meanwhile if it was this.

use laurel_api::endpoint::OfTestimonial;
use laurel_api::testimonials::TestimonialResponse;
use laurel_api::{Endpoint, ProblemType};
use laurel_domain::Timestamp;
use laurel_domain::mistake::Mistake;

use super::act;
use super::change::Change;
use super::history::{self, AuditRow};
use super::queries;
use super::records::Trail;
use super::stored::{Stored, TestimonialRow};
use crate::auth::{Access, Authorized};
use crate::db::{Rows, Statement};
use crate::error::AppError;
use crate::web::{Call, Reply};
use crate::{jobs, mail};
use laurel_ingest::Snapshot;
use laurel_store::Batch;
use laurel_words::Words;

/// A testimonial that is about to be changed by a member who has seen it as it is.
pub(super) struct Open {
    /// Who changes it.
    pub(super) access: Access,
    /// As it is.
    pub(super) found: Stored,
    /// Its trail, the latest first.
    pub(super) history: Vec<AuditRow>,
    /// Everybody whom it may be about.
    pub(super) people: Snapshot,
}

/// Reads the testimonial and as much of its trail as is needed. 412 when the caller has not seen the
/// latest change.
pub(super) async fn open<E>(call: &Call<E>, entries: u32) -> Result<Open, AppError>
where
    E: Endpoint<Path = OfTestimonial>,
{
    Ok(open_beside(call, entries, Batch::new()).await?.0)
}

/// The same, beside other reads about it in the same round trip.
pub(super) async fn open_beside<E>(
    call: &Call<E>,
    entries: u32,
    mut batch: Batch,
) -> Result<(Open, Rows), AppError>
where
    E: Endpoint<Path = OfTestimonial>,
{
    let (program, id) = (&call.path.program, call.path.testimonial);
    let found = batch.add::<TestimonialRow>(queries::one(program, id));
    let trail = batch.add(queries::history(program, id, entries));
    let people = act::reads(&mut batch, program, id)?;
    let Authorized { access, rows } = call.authorized(batch).await?;
    let found = rows.first(found)?.ok_or_else(AppError::not_found)?;
    let found = Stored::try_from(found)?;
    let history = history::latest_first(rows.take(trail)?);
    if call.revision()? != found.revision {
        return Err(stale(history.first(), call.words));
    }
    let people = Snapshot::take(&rows, people)?;
    let open = Open {
        access,
        found,
        history,
        people,
    };
    Ok((open, rows))
}

impl Open {
    /// Writes the change with what goes with it, and answers how the testimonial is now.
    pub(super) async fn save<E>(
        self,
        call: &Call<E>,
        after: Stored,
        trail: Trail<'_>,
        with: Vec<Statement>,
    ) -> Result<Reply<TestimonialResponse>, AppError>
    where
        E: Endpoint<Path = OfTestimonial>,
    {
        let ctx = &call.ctx;
        let program = &call.path.program;
        let change = Change {
            program,
            before: &self.found,
            after: &after,
            trail,
            now: ctx.now,
        };
        let mut batch = change.statements()?;
        // What is published changes, or somebody is told: everything else puts no job in.
        let is_work =
            self.found.is_published() || after.is_published() || with.iter().any(mail::is_mail);
        batch.extend(with);
        ctx.db.batch(batch).await?;
        if is_work {
            jobs::run_later(ctx, Some(program));
        }
        Ok(reply(Stored {
            revision: self.found.revision + 1,
            updated_at: ctx.now,
            ..after
        }))
    }

    /// Decides for whom it counts as it is to be; the statements belong to the batch that makes it so.
    pub(super) fn settle(
        &self,
        now: Timestamp,
        after: &mut Stored,
    ) -> Result<Vec<Statement>, AppError> {
        act::settle(&self.access.rules, &self.people, &self.found, after, now)
    }

    /// Answers that nothing had to be changed.
    pub(super) fn unchanged(self) -> Reply<TestimonialResponse> {
        reply(self.found)
    }
}

fn reply(stored: Stored) -> Reply<TestimonialResponse> {
    let revision = stored.revision;
    Reply::new(TestimonialResponse {
        testimonial: stored.into(),
    })
    .with_revision(revision)
}

fn stale(latest: Option<&AuditRow>, words: Words) -> AppError {
    let unknown = || Mistake::ChangedMeanwhile {
        by: None,
        minute: None,
        summary: None,
    };
    let detail = latest.map_or_else(unknown, |row| row.stale(words));
    AppError::with_detail(ProblemType::Stale, detail)
}
