//! Everything that is stored about a person, as a file.

use laurel_api::endpoints::ExportPerson;
use laurel_api::privacy::{
    AuthorExport, ImportExport, MailExport, Move, PersonExport, StoryExport,
};
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::moderation::Standing;
use laurel_domain::role::Permission;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::{PersonId, ProgramId, Timestamp};
use laurel_ingest::TouchpointRow;
use laurel_store::{Batch, ProgramRules, RulesRow, Sent};
use laurel_words::Words;
use serde::Deserialize;

use super::stories;
use crate::auth::Actor;
use crate::context::Ctx;
use crate::db::{Rows, statement};
use crate::error::AppError;
use crate::features::asks::{self, AskRow};
use crate::features::events::{EventRow, event};
use crate::features::people::{self, ProfileReads};
use crate::features::testimonials::{self, About, AuditRow, ConsentRow, Stored, TestimonialRow};
use crate::web::{Call, Reply};

/// More stories than one person writes.
const STORIES: u32 = 1_000;

const TOUCHPOINTS_SQL: &str = "SELECT touchpoint_id, person_id, kind, channel, at, amount_minor, currency, quantity, score, note
  FROM touchpoints WHERE program_id = ?1 AND person_id = ?2 ORDER BY at, touchpoint_id";

const MOVES_SQL: &str = "SELECT at, from_stage, to_stage FROM ladder_moves
  WHERE program_id = ?1 AND person_id = ?2 ORDER BY at";

const CONSENTS_SQL: &str = "WITH found (testimonial_id) AS (
    SELECT testimonial_id FROM testimonials WHERE program_id = ?1 AND person_id = ?2
    UNION SELECT t.testimonial_id FROM people p
      CROSS JOIN testimonials t INDEXED BY testimonials_by_email ON t.program_id = ?1 AND t.email = p.email
      WHERE p.program_id = ?1 AND p.person_id = ?2)
  SELECT c.testimonial_id, c.purpose, c.at, c.given, c.wording, c.source, c.recorded_by, c.evidence
  FROM found f CROSS JOIN consents c ON c.program_id = ?1 AND c.testimonial_id = f.testimonial_id
  ORDER BY c.at, c.purpose";

const HISTORY_SQL: &str = "WITH found (testimonial_id) AS (
    SELECT testimonial_id FROM testimonials WHERE program_id = ?1 AND person_id = ?2
    UNION SELECT t.testimonial_id FROM people p
      CROSS JOIN testimonials t INDEXED BY testimonials_by_email ON t.program_id = ?1 AND t.email = p.email
      WHERE p.program_id = ?1 AND p.person_id = ?2)
  SELECT e.subject_id, e.at, e.revision, e.actor_kind, e.actor_id, e.action, e.before, e.after
  FROM found f CROSS JOIN events e INDEXED BY events_by_subject
    ON e.program_id = ?1 AND e.subject = 'testimonial' AND e.subject_id = f.testimonial_id AND e.subject_id <> ''";

const MAILS_SQL: &str = "WITH addresses (email) AS (
    SELECT email FROM people WHERE program_id = ?1 AND person_id = ?2
    UNION SELECT email FROM testimonials INDEXED BY testimonials_by_person
      WHERE program_id = ?1 AND person_id = ?2)
  SELECT o.recipient, o.subject, o.created_at, o.sent_at
  FROM addresses a CROSS JOIN outbox o INDEXED BY outbox_by_recipient ON o.program_id = ?1 AND o.recipient = a.email
  ORDER BY o.created_at";

const EVENTS_SQL: &str = "SELECT position, at, subject, subject_id, action, actor_kind, actor_id FROM events
  WHERE program_id = ?1 AND subject = 'person' AND subject_id = ?2 AND subject_id <> '' ORDER BY at, revision";

/// Of each row that came with a file the import that ran then.
const IMPORTS_SQL: &str = "WITH came (at) AS (
    SELECT DISTINCT recorded_at FROM touchpoints WHERE program_id = ?1 AND person_id = ?2 AND channel = 'import')
  SELECT DISTINCT i.file_name, i.created_at, i.created_by
  FROM came c CROSS JOIN imports i INDEXED BY imports_recent
    ON i.program_id = ?1 AND i.created_at <= c.at AND i.updated_at >= c.at
  ORDER BY i.created_at";

#[derive(Deserialize)]
struct MoveRow {
    at: i64,
    from_stage: Option<String>,
    to_stage: Option<String>,
}

#[derive(Deserialize)]
struct StoryConsentRow {
    testimonial_id: String,
    #[serde(flatten)]
    consent: ConsentRow,
}

#[derive(Deserialize)]
struct StoryEventRow {
    subject_id: String,
    #[serde(flatten)]
    event: AuditRow,
}

/// A mail as it is stored, without what it says.
#[derive(Deserialize)]
struct MailRow {
    recipient: String,
    subject: String,
    created_at: i64,
    sent_at: Option<i64>,
}

#[derive(Deserialize)]
struct ImportRow {
    file_name: String,
    created_at: i64,
    created_by: String,
}

/// `GET /people/{person}/export`
pub(super) async fn export_person(
    call: Call<ExportPerson>,
) -> Result<Reply<PersonExport>, AppError> {
    let (program, person) = (&call.path.program, call.path.person);
    let mut batch = Batch::new();
    let reads = Reads::add(&mut batch, &call.ctx, program, person)?;
    let authorized = call.authorized(batch).await?;
    let access = &authorized.access;
    let about = (access.row.name.clone(), call.words);
    let may = access.actor.permissions();
    let reader = (&access.rules.settings, may);
    let export = reads.export(&call.ctx, program, about, &authorized.rows, reader)?;
    Ok(Reply::new(export).with_file(format!("person-{person}.json")))
}

/// The handles of what an export is made of.
struct Reads {
    profile: ProfileReads,
    moves: Sent<MoveRow>,
    touchpoints: Sent<TouchpointRow>,
    asks: Sent<AskRow>,
    stories: Sent<TestimonialRow>,
    consents: Sent<StoryConsentRow>,
    history: Sent<StoryEventRow>,
    mails: Sent<MailRow>,
    events: Sent<EventRow>,
    imports: Sent<ImportRow>,
}

impl Reads {
    fn add(
        batch: &mut Batch,
        ctx: &Ctx,
        program: &ProgramId,
        person: PersonId,
    ) -> Result<Self, AppError> {
        let about = |sql| statement(sql, [program.into(), person.into()]);
        Ok(Self {
            profile: people::profile_reads(batch, program, person, ctx.now)?,
            moves: batch.add(about(MOVES_SQL)),
            touchpoints: batch.add(about(TOUCHPOINTS_SQL)),
            asks: batch.add(asks::all_of_person(program, person)),
            stories: stories::of_person(batch, program, person, STORIES, true),
            consents: batch.add(about(CONSENTS_SQL)),
            history: batch.add(about(HISTORY_SQL)),
            mails: batch.add(about(MAILS_SQL)),
            events: batch.add(about(EVENTS_SQL)),
            imports: batch.add(about(IMPORTS_SQL)),
        })
    }

    fn export(
        &self,
        ctx: &Ctx,
        program: &ProgramId,
        (program_name, words): (String, Words),
        rows: &Rows,
        (settings, may): (&ProgramSettings, Vec<Permission>),
    ) -> Result<PersonExport, AppError> {
        let person = people::profile(rows, self.profile, settings, may, ctx.now)?;
        let mut consents = rows.take(self.consents)?;
        let mut history = rows.take(self.history)?;
        let stories = rows.take(self.stories)?.into_iter().map(|row| {
            let story = Stored::try_from(row)?;
            let id = story.id.to_string();
            let consents: Vec<ConsentRow> = consents
                .extract_if(.., |row| row.testimonial_id == id)
                .map(|row| row.consent)
                .collect();
            let history: Vec<AuditRow> = history
                .extract_if(.., |row| row.subject_id == id)
                .map(|row| row.event)
                .collect();
            let withdrawn = story.standing == Standing::Withdrawn;
            Ok(self::story(
                story.into(),
                About::of(withdrawn, consents, history)?,
                words,
            ))
        });
        let stories = stories.collect::<Result<_, AppError>>()?;
        let touchpoints = rows.take(self.touchpoints)?.into_iter();
        let asks = rows.take(self.asks)?.into_iter();
        Ok(PersonExport {
            program: program.clone(),
            program_name,
            exported_at: ctx.now,
            person,
            moves: collect(rows.take(self.moves)?.into_iter().map(one_move))?,
            touchpoints: collect(touchpoints.map(people::touchpoint))?,
            asks: collect(asks.map(|row| row.into_ask(ctx.now)))?,
            stories,
            mails: rows.take(self.mails)?.into_iter().map(mail).collect(),
            events: collect(rows.take(self.events)?.into_iter().map(event))?,
            imports: rows.take(self.imports)?.into_iter().map(import).collect(),
        })
    }
}

const BY_ADDRESS_SQL: &str =
    "SELECT p.person_id, r.currency, r.settings, r.settings_revision FROM programs r
  CROSS JOIN people p ON p.program_id = ?1 AND p.email = ?2 WHERE r.program_id = ?1 LIMIT 2";

#[derive(Deserialize)]
struct ByAddressRow {
    person_id: String,
    #[serde(flatten)]
    rules: RulesRow,
}

/// What the program knows of whoever has this address, for themselves: no other people, and of members only
/// what they did.
async fn of_address(
    ctx: &Ctx,
    (program, program_name): (&ProgramId, &str),
    email: &str,
    words: Words,
) -> Result<Option<PersonExport>, AppError> {
    let mut batch = Batch::new();
    let found = statement(BY_ADDRESS_SQL, [program.into(), email.into()]);
    let found = batch.add::<ByAddressRow>(found);
    let found = ctx.db.batch(batch).await?.take(found)?;
    // Of several who share an inbox nobody knows which one asks.
    let [found] = found.as_slice() else {
        return Ok(None);
    };
    let rules = ProgramRules::read(program, &found.rules)?;
    let person = found.person_id.parse();
    let person = person.map_err(|error| AppError::internal("person id", error))?;
    let mut batch = Batch::new();
    let reads = Reads::add(&mut batch, ctx, program, person)?;
    let rows = ctx.db.batch(batch).await?;
    let about = (program_name.to_owned(), words);
    let reader = (&rules.settings, Vec::new());
    let mut export = reads.export(ctx, program, about, &rows, reader)?;
    export.person.brought_by = None;
    export.person.brought.clear();
    let by_program = |who: &mut String| program_name.clone_into(who);
    for event in &mut export.events {
        by_program(&mut event.actor);
    }
    for ask in export.asks.iter_mut().chain(&mut export.person.asks) {
        by_program(&mut ask.asked_by);
    }
    for import in &mut export.imports {
        by_program(&mut import.imported_by);
    }
    for story in &mut export.stories {
        without_members(story, program_name);
    }
    Ok(Some(export))
}

/// Says of what members did that the program did it.
fn without_members(story: &mut StoryExport, program_name: &str) {
    let author = Actor::Person { id: None }.name();
    for entry in &mut story.history {
        if entry.actor != author {
            program_name.clone_into(&mut entry.actor);
        }
    }
    for entry in &mut story.consents {
        if entry.recorded_by.is_some() {
            entry.recorded_by = Some(program_name.to_owned());
        }
    }
}

/// Everything that belongs to one story, for whoever has its receipt. That proves the story and not the
/// address; only with `proven` comes what else is known of the address.
pub(crate) async fn author_export(
    ctx: &Ctx,
    (program, program_name): (&ProgramId, String),
    found: Stored,
    proven: bool,
    words: Words,
) -> Result<AuthorExport, AppError> {
    let mut batch = Batch::new();
    let consents = batch.add::<ConsentRow>(testimonials::consents(program, found.id));
    let history = batch.add::<AuditRow>(testimonials::trail_of(program, found.id, STORIES));
    let rows = ctx.db.batch(batch).await?;
    let person = match found.email.as_deref().filter(|_| proven) {
        Some(email) => of_address(ctx, (program, &program_name), email, words).await?,
        None => None,
    };
    let about = About::of(false, rows.take(consents)?, rows.take(history)?)?;
    let mut story = story(found.for_author(), about, words);
    story.story.person = None;
    without_members(&mut story, &program_name);
    Ok(AuthorExport {
        program: program.clone(),
        program_name,
        exported_at: ctx.now,
        story,
        person: person.map(Box::new),
    })
}

fn collect<T>(values: impl Iterator<Item = Result<T, AppError>>) -> Result<Vec<T>, AppError> {
    values.collect()
}

/// A story with everything about it, the oldest first.
fn story(story: laurel_api::testimonials::Testimonial, about: About, words: Words) -> StoryExport {
    let mut history = about.history(words);
    history.reverse();
    let mut consents = about.consents;
    consents.sort_by_key(|entry| entry.at);
    StoryExport {
        story,
        consents,
        history,
    }
}

fn one_move(row: MoveRow) -> Result<Move, AppError> {
    let stage = |code: Option<String>| {
        let stage = code.as_deref().map(AdvocacyStage::parse).transpose();
        stage.map_err(|error| AppError::internal("stored stage", error))
    };
    Ok(Move {
        at: Timestamp::from_millis(row.at),
        from: stage(row.from_stage)?,
        to: stage(row.to_stage)?,
    })
}

fn mail(row: MailRow) -> MailExport {
    let MailRow {
        recipient,
        subject,
        created_at,
        sent_at,
    } = row;
    MailExport {
        recipient,
        subject,
        written_at: Timestamp::from_millis(created_at),
        sent_at: sent_at.map(Timestamp::from_millis),
    }
}

fn import(row: ImportRow) -> ImportExport {
    let ImportRow {
        file_name,
        created_at,
        created_by,
    } = row;
    ImportExport {
        file_name,
        started_at: Timestamp::from_millis(created_at),
        imported_by: created_by,
    }
}
