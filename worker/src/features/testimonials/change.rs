//! Changing a testimonial: one conditional write with everything that goes with it.

use laurel_domain::testimonial::{Excerpt, Purpose, Rating, RejectReason, TestimonialState};
use laurel_domain::{PersonId, ProgramId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::records::{Trail, audit};
use super::stored::Stored;
use crate::db::{Statement, json, statement};
use crate::error::AppError;
use crate::publication;

/// Fails the batch when the testimonial has another revision than the one that was read, or its address was
/// proven meanwhile, which counts no revision.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE NOT EXISTS (
    SELECT 1 FROM testimonials WHERE program_id = ?1 AND testimonial_id = ?2 AND revision = ?3
      AND proven_at IS ?4)";

const UPDATE_SQL: &str =
    "UPDATE testimonials SET quote = ?4, rating = ?5, author = ?6, headline = ?7, company = ?8,
    relationship = ?9, excerpt_start = ?10, excerpt_end = ?11, tags = ?12,
    state = CASE ?13 WHEN 'suspected' THEN 'pending' ELSE ?13 END, suspected = ?13 = 'suspected',
    reject_reason = ?14, consent_website = ?15, consent_social_media = ?16,
    consent_sales_material = ?17, licence = ?18, updated_at = ?19, person_id = ?20,
    proven_at = ?21, revision = revision + 1
  WHERE program_id = ?1 AND testimonial_id = ?2 AND revision = ?3";

const FORGET_TAGS_SQL: &str =
    "DELETE FROM testimonial_tags WHERE program_id = ?1 AND testimonial_id = ?2";

const ADD_TAGS_SQL: &str = "INSERT INTO testimonial_tags (program_id, tag, said_at, testimonial_id)
  SELECT ?1, value, ?4, ?2 FROM json_each(?3)";

/// One change of one testimonial.
pub(crate) struct Change<'a> {
    /// Whose testimonial.
    pub(crate) program: &'a ProgramId,
    /// As it was read.
    pub(crate) before: &'a Stored,
    /// As it is to be.
    pub(crate) after: &'a Stored,
    /// Who changes it, and why, for the trail.
    pub(crate) trail: Trail<'a>,
    /// When.
    pub(crate) now: Timestamp,
}

impl Change<'_> {
    /// The statements: guard, row, tags, trail, counters. All of them or none.
    pub(crate) fn statements(&self) -> Result<Vec<Statement>, AppError> {
        let Self {
            program,
            before,
            after,
            trail,
            now,
        } = self;
        let key = || [(*program).into(), before.id.into()];
        let [program_param, id] = key();
        let mut batch = vec![
            statement(
                GUARD_SQL,
                [
                    program_param,
                    id,
                    before.revision.into(),
                    before.proven_at.into(),
                ],
            ),
            self.update()?,
        ];
        if before.tags != after.tags {
            let [program_param, id] = key();
            batch.push(statement(FORGET_TAGS_SQL, key()));
            batch.push(statement(
                ADD_TAGS_SQL,
                [program_param, id, json(&after.tags)?, before.said_at.into()],
            ));
        }
        batch.push(audit(program, before.id, before.revision + 1, trail, *now)?);
        batch.extend(publication::moved(
            program,
            Some(before.counted()),
            Some(after.counted()),
        )?);
        Ok(batch)
    }

    fn update(&self) -> Result<Statement, AppError> {
        let Self {
            program,
            before,
            after,
            ..
        } = self;
        let params = [
            (*program).into(),
            before.id.into(),
            before.revision.into(),
            (&after.quote).into(),
            after.rating.map(Rating::stars).into(),
            after.author.as_ref().into(),
            after.headline.as_ref().into(),
            after.company.as_ref().into(),
            after.relationship.code().into(),
            after.excerpt.map(|excerpt| excerpt.start).into(),
            after.excerpt.map(|excerpt| excerpt.end).into(),
            json(&after.tags)?,
            after.standing.state().code().into(),
            after.standing.reason().map(RejectReason::code).into(),
            after.consents_to(Purpose::Website).into(),
            after.consents_to(Purpose::SocialMedia).into(),
            after.consents_to(Purpose::SalesMaterial).into(),
            after.licence.as_ref().into(),
            self.now.into(),
            after.person.into(),
            after.proven_at.into(),
        ];
        Ok(statement(UPDATE_SQL, params))
    }
}

/// What moderators decide about a testimonial, as the audit trail keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Decided {
    pub(super) state: TestimonialState,
    pub(super) reject_reason: Option<RejectReason>,
    pub(super) excerpt: Option<Excerpt>,
    pub(super) tags: Vec<String>,
    /// For whom it counts, once it is approved.
    #[serde(default)]
    pub(super) person: Option<PersonId>,
}

impl Decided {
    /// What is decided now.
    pub(super) fn of(stored: &Stored) -> Self {
        Self {
            state: stored.standing.state(),
            reject_reason: stored.standing.reason(),
            excerpt: stored.excerpt,
            tags: stored.tags.clone(),
            person: stored.person,
        }
    }

    /// For the trail.
    pub(super) fn to_value(&self) -> Result<Value, AppError> {
        serde_json::to_value(self).map_err(|error| AppError::internal("audit entry", error))
    }
}
