//! Erasing a person on request.
//!
//! A person with many stories takes several batches: the stories go first, the person in the last one, so
//! that asking again goes on where it ended. Whoever was erased before is erased again in no time.

use laurel_api::endpoints::ErasePerson;
use laurel_api::privacy::{ERASE, Erased, ErasedResponse};
use laurel_api::touchpoints::PersonKey;
use laurel_domain::event::Subject;
use laurel_domain::mistake::Mistake;
use laurel_domain::moderation::Event as Moderation;
use laurel_domain::{PersonId, ProgramId};
use laurel_ingest::Snapshot;
use laurel_store::{Batch, ProgramRules, RulesRow, Sent, retrying};
use serde::Deserialize;
use serde_json::json as object;

use super::stories::{self, Forgetting};
use super::suppression;
use crate::auth::Actor;
use crate::context::Ctx;
use crate::db::{self, Rows, Statement, json, statement};
use crate::error::AppError;
use crate::events::Event;
use crate::features::receipt;
use crate::features::testimonials::{Stored, TestimonialRow};
use crate::jobs;
use crate::web::{Call, Reply};

/// Stories of one batch.
const STORIES: u32 = 10;

/// An address may be that of several: then it says nothing about one of them.
const SHARED_SQL: &str = "SELECT EXISTS (SELECT 1 FROM people p CROSS JOIN people o
    ON o.program_id = ?1 AND o.email = p.email AND o.person_id <> ?2
    WHERE p.program_id = ?1 AND p.person_id = ?2) AS shared";

const FORGET_MAILS_SQL: &str = "DELETE FROM outbox WHERE program_id = ?1 AND recipient = ?2";

/// `DELETE /people/{person}`
pub(super) async fn erase_person(
    call: Call<ErasePerson>,
) -> Result<Reply<ErasedResponse>, AppError> {
    let (program, person) = (&call.path.program, call.path.person);
    if call.query.confirm.as_deref() != Some(ERASE) {
        let word = ERASE.to_owned();
        return Err(AppError::field("confirm", Mistake::NotConfirmed { word }));
    }
    let mut erased = Erased { person, stories: 0 };
    loop {
        let round = retrying(async || {
            let mut batch = Batch::new();
            let reads = reads(&mut batch, program, person)?;
            let authorized = call.authorized(batch).await?;
            let access = &authorized.access;
            let round = plan(
                &call.ctx,
                &access.rules,
                &authorized.rows,
                reads,
                &access.actor,
            )?;
            write(&call.ctx, round).await
        });
        let done = round.await?;
        erased.stories += done.stories;
        if !done.is_more {
            break;
        }
    }
    jobs::run_later(&call.ctx, Some(program));
    Ok(Reply::new(ErasedResponse { erased }))
}

/// Erases a person for somebody whose right to it was checked before. How many stories went with it.
pub(crate) async fn erase(
    ctx: &Ctx,
    program: &ProgramId,
    person: PersonId,
    actor: &Actor,
) -> Result<u32, AppError> {
    let mut stories = 0;
    loop {
        let round = retrying(async || {
            let mut batch = Batch::new();
            let rules = batch.add::<RulesRow>(db::rules(program));
            let reads = reads(&mut batch, program, person)?;
            let rows = ctx.db.batch(batch).await?;
            let rules = rows.first(rules)?.ok_or_else(AppError::not_found)?;
            let rules = ProgramRules::read(program, &rules)?;
            write(ctx, plan(ctx, &rules, &rows, reads, actor)?).await
        });
        let done = round.await?;
        stories += done.stories;
        if !done.is_more {
            return Ok(stories);
        }
    }
}

const BY_ADDRESS_SQL: &str =
    "SELECT person_id FROM people WHERE program_id = ?1 AND email = ?2 LIMIT 2";

const STORIES_SQL: &str = "SELECT testimonial_id FROM testimonials INDEXED BY testimonials_by_email
  WHERE program_id = ?1 AND email = ?2 LIMIT 1000";

#[derive(Deserialize)]
struct PersonIdRow {
    person_id: String,
}

#[derive(Deserialize)]
struct StoryIdRow {
    testimonial_id: String,
}

/// Erases everything under an address that was proven: the person who has it, and stories without one. Of
/// several who share an inbox nobody knows which one asks, so their records are left to the members.
pub(crate) async fn erase_address(
    ctx: &Ctx,
    program: &ProgramId,
    email: &str,
    actor: &Actor,
) -> Result<(), AppError> {
    let of = |sql| statement(sql, [program.into(), email.into()]);
    let mut batch = Batch::new();
    let found = batch.add::<PersonIdRow>(of(BY_ADDRESS_SQL));
    let stories = batch.add::<StoryIdRow>(of(STORIES_SQL));
    let rows = ctx.db.batch(batch).await?;
    let found = rows.take(found)?;
    if let [found] = found.as_slice() {
        let person = found.person_id.parse();
        let person = person.map_err(|error| AppError::internal("person id", error))?;
        erase(ctx, program, person, actor).await?;
    }
    for story in rows.take(stories)? {
        let story = story.testimonial_id.parse();
        let story = story.map_err(|error| AppError::internal("story id", error))?;
        receipt::erase_again(ctx, program, story).await?;
    }
    if found.len() < 2 {
        let digest = suppression::of_address(&ctx.config, program, email)?;
        let suppressed = suppression::add(program, &[digest], ctx.now)?;
        ctx.db.batch(vec![suppressed, of(FORGET_MAILS_SQL)]).await?;
    }
    Ok(())
}

/// The handles of what [`reads`] asked.
#[derive(Clone, Copy)]
struct Reads {
    person: PersonId,
    known: laurel_ingest::Reads,
    stories: Sent<TestimonialRow>,
    shared: Sent<SharedRow>,
}

#[derive(Deserialize)]
struct SharedRow {
    shared: u8,
}

/// One batch of it.
struct Round {
    statements: Vec<Statement>,
    done: Done,
}

#[derive(Clone, Copy)]
struct Done {
    stories: u32,
    is_more: bool,
}

fn reads(batch: &mut Batch, program: &ProgramId, person: PersonId) -> Result<Reads, AppError> {
    let key = PersonKey {
        id: Some(person),
        ..PersonKey::default()
    };
    Ok(Reads {
        person,
        known: laurel_ingest::reads(batch, program, std::iter::once(&key))?,
        stories: stories::of_person(batch, program, person, STORIES + 1, false),
        shared: batch.add(statement(SHARED_SQL, [program.into(), person.into()])),
    })
}

fn plan(
    ctx: &Ctx,
    rules: &ProgramRules,
    rows: &Rows,
    reads: Reads,
    actor: &Actor,
) -> Result<Round, AppError> {
    let (program, now, id) = (&rules.program, ctx.now, reads.person);
    let known = Snapshot::take(rows, reads.known)?;
    let erasure = laurel_ingest::plan_erasure(rules, now, &known, id)?;
    let erasure = erasure.ok_or_else(AppError::not_found)?;
    let mut found = rows.take(reads.stories)?;
    let is_more = found.len() > STORIES as usize;
    found.truncate(STORIES as usize);
    let found: Vec<Stored> = found
        .into_iter()
        .map(Stored::try_from)
        .collect::<Result<_, _>>()?;
    let forgetting = Forgetting {
        config: &ctx.config,
        program,
        actor,
        event: Moderation::Erased,
        now,
    };
    let mut statements = forgetting.statements(&found)?;
    if !is_more && !erasure.statements.is_empty() {
        let mut digests = Vec::new();
        let shared = rows.first(reads.shared)?.is_some_and(|row| row.shared == 1);
        if let Some(email) = erasure.email.as_ref().filter(|_| !shared) {
            digests.push(suppression::of_address(&ctx.config, program, email)?);
            statements.push(statement(FORGET_MAILS_SQL, [program.into(), email.into()]));
        }
        for (system, id) in &erasure.ids {
            digests.push(suppression::of_external_id(
                &ctx.config,
                program,
                (system, id),
            )?);
        }
        statements.extend(erasure.statements);
        if !digests.is_empty() {
            statements.push(suppression::add(program, &digests, now)?);
        }
        let ids = json(&[object!({ "id": id })])?;
        statements.extend(stories::forget_details(program, Subject::Person, &ids));
        let entry = Event {
            subject: Subject::Person,
            subject_id: &id.to_string(),
            revision: 0,
            actor,
            action: "person_erased",
            before: None,
            after: None,
        };
        statements.push(entry.statement(program, now));
    }
    Ok(Round {
        statements,
        done: Done {
            stories: found.len() as u32,
            is_more,
        },
    })
}

async fn write(ctx: &Ctx, round: Round) -> Result<Done, AppError> {
    if !round.statements.is_empty() {
        ctx.db.batch(round.statements).await?;
    }
    Ok(round.done)
}
