//! Taking the words out of stories: because their author is erased, or withdrew them long enough ago.
//!
//! What stays is that there was a story, when it came and when it was withdrawn, and the ledger of consent
//! with a keyed digest in place of the author.

use laurel_domain::moderation::Event;
use laurel_domain::{PersonId, ProgramId, Timestamp};
use laurel_store::{Batch, Sent};
use serde_json::{Value, json as object};

use super::suppression;
use crate::auth::Actor;
use crate::config::Config;
use crate::db::{Statement, json, statement};
use crate::error::AppError;
use crate::features::testimonials::{Stored, TestimonialRow};
use crate::publication;

/// A person's stories that still have words: those attached to the person, and those sent under the
/// person's address.
const OF_PERSON_SQL: &str = "WITH found (testimonial_id) AS (
    SELECT testimonial_id FROM testimonials WHERE program_id = ?1 AND person_id = ?2
    UNION SELECT t.testimonial_id FROM people p
      CROSS JOIN testimonials t INDEXED BY testimonials_by_email ON t.program_id = ?1 AND t.email = p.email
      WHERE p.program_id = ?1 AND p.person_id = ?2)
  SELECT t.testimonial_id, t.person_id, t.submission_id, t.language, t.source, t.source_url, t.quote, t.rating,
    t.author, t.email, t.headline, t.company, t.subject, t.relationship, t.incentive,
    t.excerpt_start, t.excerpt_end, t.tags, t.standing AS state, t.proven_at, t.reject_reason, t.consent_website,
    t.consent_social_media, t.consent_sales_material, t.licence, t.revision, t.said_at,
    t.created_at, t.updated_at
  FROM found f CROSS JOIN testimonials t ON t.program_id = ?1 AND t.testimonial_id = f.testimonial_id
  WHERE (t.person_id IS NULL OR t.person_id = ?2) AND (t.forgotten_at IS NULL OR ?4) LIMIT ?3";

/// Fails the batch when one of the stories has another revision than the one that was read.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 FROM json_each(?2) e
  LEFT JOIN testimonials t ON t.program_id = ?1 AND t.testimonial_id = e.value ->> 'id'
  WHERE t.revision IS NOT e.value ->> 'revision' LIMIT 1";

/// The day on which a story was withdrawn stays.
const FORGET_SQL: &str = "UPDATE testimonials SET quote = '', rating = NULL, author = NULL, email = NULL,
    headline = NULL, company = NULL, subject = NULL, source_url = NULL, excerpt_start = NULL, excerpt_end = NULL,
    tags = '[]', reject_reason = NULL, consent_website = 0, consent_social_media = 0, consent_sales_material = 0,
    licence = NULL, updated_at = CASE state WHEN 'withdrawn' THEN updated_at ELSE ?3 END, state = 'withdrawn',
    forgotten_at = ?3, revision = revision + 1
  WHERE program_id = ?1 AND testimonial_id IN (SELECT value ->> 'id' FROM json_each(?2))";

const FORGET_TAGS_SQL: &str = "DELETE FROM testimonial_tags
  WHERE program_id = ?1 AND testimonial_id IN (SELECT value ->> 'id' FROM json_each(?2))";

/// In the words that were agreed to last.
const TAKE_BACK_SQL: &str = "INSERT OR IGNORE INTO consents
    (program_id, testimonial_id, purpose, at, given, wording, source, recorded_by)
  SELECT ?1, e.value ->> 'id', given.value, ?3, 0, coalesce((SELECT c.wording FROM consents c
      WHERE c.program_id = ?1 AND c.testimonial_id = e.value ->> 'id' AND c.purpose = given.value
      ORDER BY c.at DESC LIMIT 1), ''), ?4, ?5
  FROM json_each(?2) e, json_each(e.value -> 'purposes') given";

const KEEP_PROOF_SQL: &str = "WITH e (program, id, digest) AS MATERIALIZED (
    SELECT ?1, value ->> 'id', value ->> 'digest' FROM json_each(?2))
  UPDATE consents SET evidence = NULL, author_digest = coalesce(author_digest, e.digest) FROM e
  WHERE program_id = e.program AND testimonial_id = e.id";

/// Events keep what was done, when and by whom.
const FORGET_EVENTS_SQL: &str =
    "UPDATE events INDEXED BY events_by_subject SET before = NULL, after = NULL
  WHERE program_id = ?1 AND subject = ?2 AND subject_id <> ''
    AND subject_id IN (SELECT value ->> 'id' FROM json_each(?3))";

const FORGET_AUDIT_SQL: &str = "UPDATE audit_log SET before = NULL, after = NULL
  WHERE program_id = ?1 AND subject = ?2 AND subject_id IN (SELECT value ->> 'id' FROM json_each(?3))";

/// Mails tell whom they are for. They stay as long as another story has the address: whoever has one receipt
/// has not proven that the address is theirs.
const FORGET_MAILS_SQL: &str = "DELETE FROM outbox WHERE program_id = ?1
    AND recipient IN (SELECT value ->> 'email' FROM json_each(?2))
    AND NOT EXISTS (SELECT 1 FROM testimonials t WHERE t.program_id = ?1 AND t.email = outbox.recipient)";

/// Asks for the stories of a person: those that still have words, or all of them.
pub(super) fn of_person(
    batch: &mut Batch,
    program: &ProgramId,
    person: PersonId,
    most: u32,
    all: bool,
) -> Sent<TestimonialRow> {
    let params = [program.into(), person.into(), most.into(), all.into()];
    batch.add(statement(OF_PERSON_SQL, params))
}

/// Who takes the words out, and how the history calls it.
#[derive(Clone, Copy)]
pub(crate) struct Forgetting<'a> {
    /// For the digests.
    pub(crate) config: &'a Config,
    /// Whose stories.
    pub(crate) program: &'a ProgramId,
    /// Who.
    pub(crate) actor: &'a Actor,
    /// [`Event::Erased`] or [`Event::Forgotten`].
    pub(crate) event: Event,
    /// When.
    pub(crate) now: Timestamp,
}

impl Forgetting<'_> {
    /// The statements that take the words out of these stories; none for no stories.
    pub(crate) fn statements(&self, stories: &[Stored]) -> Result<Vec<Statement>, AppError> {
        let (program, now) = (self.program, self.now);
        if stories.is_empty() {
            return Ok(Vec::new());
        }
        let rows = stories.iter().map(|story| self.row(story));
        let rows = json(&rows.collect::<Result<Vec<Value>, _>>()?)?;
        let with = |sql| statement(sql, [program.into(), rows.clone()]);
        let by_member = matches!(self.actor, Actor::Member { .. } | Actor::Token { .. });
        let (source, recorded_by) = if by_member {
            ("member", Some(self.actor.name()))
        } else {
            ("receipt", None)
        };
        let mut forget = with(FORGET_SQL);
        forget.push(now.into());
        let mut take_back = with(TAKE_BACK_SQL);
        for param in [now.into(), source.into(), recorded_by.into()] {
            take_back.push(param);
        }
        let mut batch = vec![
            with(GUARD_SQL),
            forget,
            with(FORGET_TAGS_SQL),
            take_back,
            with(KEEP_PROOF_SQL),
            with(FORGET_MAILS_SQL),
        ];
        batch.extend(forget_details(
            program,
            laurel_domain::event::Subject::Testimonial,
            &rows,
        ));
        for story in stories {
            let trail = crate::features::testimonials::Trail {
                actor: self.actor,
                event: self.event,
                before: Value::Null,
                after: Value::Null,
            };
            let revision = story.revision + 1;
            batch.push(crate::features::testimonials::audit(
                program, story.id, revision, &trail, now,
            )?);
            let (before, after) = (story.counted(), story.forgotten().counted());
            batch.extend(publication::moved(program, Some(before), Some(after))?);
        }
        Ok(batch)
    }

    fn row(&self, story: &Stored) -> Result<Value, AppError> {
        let email = story.email.as_deref();
        let digest = email.map(|email| suppression::of_address(self.config, self.program, email));
        Ok(object!({
            "id": story.id, "revision": story.revision, "email": email, "purposes": story.consents,
            "digest": digest.transpose()?,
        }))
    }
}

/// What was done to these things stays, and with what it was done goes. `rows` have their ids.
pub(super) fn forget_details(
    program: &ProgramId,
    subject: laurel_domain::event::Subject,
    rows: &crate::db::Param,
) -> [Statement; 2] {
    let of = |sql| statement(sql, [program.into(), subject.code().into(), rows.clone()]);
    [of(FORGET_EVENTS_SQL), of(FORGET_AUDIT_SQL)]
}
