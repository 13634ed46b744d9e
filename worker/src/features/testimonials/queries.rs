//! Statements that read testimonials. The lists walk the index of their narrowest filter.

use laurel_api::testimonials::TestimonialsQuery;
use laurel_domain::mistake::Mistake;
use laurel_domain::testimonial::{Rating, TestimonialState};
use laurel_domain::{ProgramId, TestimonialId};

use crate::db::{Statement, statement};
use crate::error::AppError;
use laurel_store::Keyset;

const ONE_SQL: &str =
    "SELECT testimonial_id, person_id, submission_id, language, source, source_url, quote, rating,
    author, email, headline, company, subject, relationship, incentive, excerpt_start, excerpt_end, tags,
    standing AS state, proven_at, reject_reason, consent_website, consent_social_media, consent_sales_material, licence,
    revision, said_at, created_at, updated_at
  FROM testimonials WHERE program_id = ?1 AND testimonial_id = ?2";

const LIST_SQL: &str =
    "SELECT testimonial_id, person_id, submission_id, language, source, source_url, quote, rating,
    author, email, headline, company, subject, relationship, incentive, excerpt_start, excerpt_end, tags,
    standing AS state, proven_at, reject_reason, consent_website, consent_social_media, consent_sales_material, licence,
    revision, said_at, created_at, updated_at
  FROM testimonials INDEXED BY testimonials_by_state
  WHERE program_id = ?1 AND standing = ?2 AND said_at <= ?3 AND (said_at < ?3 OR testimonial_id > ?4)
  ORDER BY said_at DESC, testimonial_id LIMIT ?5";

const LIST_BY_RATING_SQL: &str =
    "SELECT testimonial_id, person_id, submission_id, language, source, source_url, quote, rating,
    author, email, headline, company, subject, relationship, incentive, excerpt_start, excerpt_end, tags,
    standing AS state, proven_at, reject_reason, consent_website, consent_social_media, consent_sales_material, licence,
    revision, said_at, created_at, updated_at
  FROM testimonials INDEXED BY testimonials_by_rating
  WHERE program_id = ?1 AND standing = ?2 AND rating = ?6 AND said_at <= ?3
    AND (said_at < ?3 OR testimonial_id > ?4) AND (?7 IS NULL OR source = ?7)
  ORDER BY said_at DESC, testimonial_id LIMIT ?5";

const LIST_BY_SOURCE_SQL: &str =
    "SELECT testimonial_id, person_id, submission_id, language, source, source_url, quote, rating,
    author, email, headline, company, subject, relationship, incentive, excerpt_start, excerpt_end, tags,
    standing AS state, proven_at, reject_reason, consent_website, consent_social_media, consent_sales_material, licence,
    revision, said_at, created_at, updated_at
  FROM testimonials INDEXED BY testimonials_by_source
  WHERE program_id = ?1 AND standing = ?2 AND source = ?6 AND said_at <= ?3
    AND (said_at < ?3 OR testimonial_id > ?4)
  ORDER BY said_at DESC, testimonial_id LIMIT ?5";

const LIST_BY_TAG_SQL: &str =
    "SELECT t.testimonial_id, t.person_id, t.submission_id, t.language, t.source, t.source_url, t.quote, t.rating,
    t.author, t.email, t.headline, t.company, t.subject, t.relationship, t.incentive,
    t.excerpt_start, t.excerpt_end, t.tags, t.standing AS state, t.proven_at, t.reject_reason, t.consent_website,
    t.consent_social_media, t.consent_sales_material, t.licence, t.revision, t.said_at,
    t.created_at, t.updated_at
  FROM testimonial_tags g CROSS JOIN testimonials t
  WHERE g.program_id = ?1 AND g.tag = ?6 AND t.program_id = ?1 AND t.testimonial_id = g.testimonial_id
    AND g.said_at <= ?3 AND (g.said_at < ?3 OR g.testimonial_id > ?4) AND t.standing = ?2
    AND (?7 IS NULL OR t.rating = ?7) AND (?8 IS NULL OR t.source = ?8)
  ORDER BY g.said_at DESC, g.testimonial_id LIMIT ?5";

/// Whoever has the address of a story that counts for nobody.
const CLAIMED_SQL: &str = "SELECT p.person_id, p.name FROM testimonials t
  CROSS JOIN people p INDEXED BY people_by_email ON p.program_id = ?1 AND p.email = t.email
  WHERE t.program_id = ?1 AND t.testimonial_id = ?2 AND t.person_id IS NULL AND t.source = 'form'
    AND t.state <> 'withdrawn'";

const COUNTS_SQL: &str = "SELECT name, value FROM program_totals
  WHERE program_id = ?1 AND name IN ('testimonials:pending', 'testimonials:suspected',
    'testimonials:approved', 'testimonials:rejected', 'testimonials:withdrawn')";

/// Each tag once, from one to the next along the index.
const TAGS_SQL: &str = "WITH RECURSIVE each_tag (tag) AS (
    SELECT min(tag) FROM testimonial_tags WHERE program_id = ?1
    UNION ALL
    SELECT (SELECT min(g.tag) FROM testimonial_tags g WHERE g.program_id = ?1 AND g.tag > each_tag.tag)
    FROM each_tag WHERE each_tag.tag IS NOT NULL)
  SELECT tag FROM each_tag WHERE tag IS NOT NULL LIMIT 100";

const HISTORY_SQL: &str =
    "SELECT at, revision, actor_kind, actor_id, action, before, after FROM events
  WHERE program_id = ?1 AND subject = 'testimonial' AND subject_id = ?2 AND subject_id <> ''
  ORDER BY at DESC, revision DESC LIMIT ?3";

const CONSENTS_SQL: &str =
    "SELECT purpose, at, given, wording, source, recorded_by, evidence FROM consents
  WHERE program_id = ?1 AND testimonial_id = ?2 ORDER BY at DESC, purpose LIMIT 300";

/// How many entries of the audit trail are read.
pub(super) const HISTORY_MAX: u32 = 100;

/// One testimonial.
pub(super) fn one(program: &ProgramId, id: TestimonialId) -> Statement {
    statement(ONE_SQL, [program.into(), id.into()])
}

/// A page of testimonials, one more than asked for, so that the next page is known.
pub(super) fn list(
    program: &ProgramId,
    query: &TestimonialsQuery,
    keyset: &Keyset<(i64, String)>,
) -> Result<Statement, AppError> {
    let state = query.state.unwrap_or(TestimonialState::Pending);
    let rating = query.rating.as_deref().map(stars).transpose()?;
    let (said_at, id) = &keyset.start;
    let begin = |sql| {
        let params = [
            program.into(),
            state.code().into(),
            (*said_at).into(),
            id.into(),
            keyset.limit(),
        ];
        statement(sql, params)
    };
    let (rating, source) = (rating.map(Rating::stars), query.source.as_ref());
    let (mut page, filters) = match (&query.tag, rating, source) {
        (Some(tag), _, _) => (
            begin(LIST_BY_TAG_SQL),
            vec![tag.into(), rating.into(), source.into()],
        ),
        (None, Some(stars), _) => (begin(LIST_BY_RATING_SQL), vec![stars.into(), source.into()]),
        (None, None, Some(source)) => (begin(LIST_BY_SOURCE_SQL), vec![source.into()]),
        (None, None, None) => (begin(LIST_SQL), Vec::new()),
    };
    for filter in filters {
        page.push(filter);
    }
    Ok(page)
}

fn stars(text: &str) -> Result<Rating, AppError> {
    let refused = || AppError::field("rating", Mistake::NumberOutside { least: 1, most: 5 });
    Rating::new(text.parse().map_err(|_| refused())?).map_err(|_| refused())
}

/// How many testimonials there are in each state.
pub(super) fn counts(program: &ProgramId) -> Statement {
    statement(COUNTS_SQL, [program.into()])
}

/// The tags in use.
pub(super) fn tags(program: &ProgramId) -> Statement {
    statement(TAGS_SQL, [program.into()])
}

/// The latest entries of the audit trail.
pub(crate) fn history(program: &ProgramId, id: TestimonialId, entries: u32) -> Statement {
    statement(HISTORY_SQL, [program.into(), id.into(), entries.into()])
}

/// Whoever has the address of a story that counts for nobody.
pub(super) fn claimed(program: &ProgramId, id: TestimonialId) -> Statement {
    statement(CLAIMED_SQL, [program.into(), id.into()])
}

/// The consent ledger.
pub(crate) fn consents(program: &ProgramId, id: TestimonialId) -> Statement {
    statement(CONSENTS_SQL, [program.into(), id.into()])
}
