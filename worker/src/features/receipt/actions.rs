//! Giving and taking back consent, and withdrawing everything. Each is safe to repeat.

use crate::auth::Actor;
use laurel_api::ProblemType;
use laurel_domain::mistake::Mistake;
use laurel_domain::moderation::{Event, Standing};
use laurel_domain::testimonial::{ConsentSource, Purpose};
use laurel_domain::{ProgramId, TestimonialId};
use laurel_pages::consent_wording;
use laurel_words::Words;
use serde::Deserialize;
use serde_json::{Value, json};

use super::open::{Open, open, open_story};
use super::page::Done;
use crate::context::Ctx;
use crate::db::{self, Statement};
use crate::error::AppError;
use crate::features::testimonials::{
    Change, Ledger, Stored, Trail, ledger, people_of_story, settle,
};
use crate::jobs;
use crate::web::Response;
use crate::web::html::Visit;
use laurel_ingest::Snapshot;
use laurel_store::{Batch, ProgramRules, RulesRow, retrying};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsentForm {
    purpose: Purpose,
    given: Given,
    /// The language in which the wording was shown.
    #[serde(default)]
    language: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Given {
    True,
    False,
}

/// `POST /receipt/{token}/consent`
pub(super) async fn change_consent(visit: Visit) -> Result<Response, AppError> {
    let form: ConsentForm = visit.read_form()?;
    let given = form.given == Given::True;
    let token = visit.param("token")?;
    let words = Words::by_tag(&form.language).unwrap_or(visit.reader.words);
    let ctx = &visit.ctx;
    retrying(async || {
        let open = open(ctx, token).await?;
        if given && !open.proves && open.found.proven_at.is_some() {
            // The page after sending may be a stranger's: by now somebody is known to read the mails.
            return Err(AppError::with_detail(
                ProblemType::NotAllowed,
                Mistake::OnlyByTheMail,
            ));
        }
        set_consent(ctx, words, &open, form.purpose, given).await
    })
    .await?;
    let done = if given { Done::Agreed } else { Done::TakenBack };
    done.go(&visit.reader, token)
}

/// The same again after a restore, for a consent that its author had taken back.
pub(crate) async fn take_back_again(
    ctx: &Ctx,
    program: &ProgramId,
    story: TestimonialId,
    purpose: Purpose,
) -> Result<(), AppError> {
    let words = Words::default();
    retrying(async || {
        let open = open_story(ctx, program, story).await?;
        set_consent(ctx, words, &open, purpose, false).await
    })
    .await
}

async fn set_consent(
    ctx: &Ctx,
    words: Words,
    open: &Open,
    purpose: Purpose,
    given: bool,
) -> Result<(), AppError> {
    let found = &open.found;
    if found.standing == Standing::Withdrawn || found.consents_to(purpose) == given {
        return Ok(());
    }
    let mut after = found.clone();
    after.set_consent(purpose, given);
    if purpose == Purpose::Website && !given {
        // What the author takes back is not shown under a license either.
        after.licence = None;
    }
    let author = Actor::Person { id: found.person };
    let trail = Trail {
        actor: &author,
        event: Event::Consent,
        before: json!({ "purpose": purpose, "given": !given }),
        after: json!({ "purpose": purpose, "given": given }),
    };
    let entry = entry(ctx, words, open, purpose, given);
    save(ctx, open, after, trail, vec![entry]).await
}

/// `POST /receipt/{token}/withdraw`
pub(super) async fn withdraw(visit: Visit) -> Result<Response, AppError> {
    let token = visit.param("token")?;
    let words = visit.reader.words;
    let ctx = &visit.ctx;
    retrying(async || withdraw_everything(ctx, words, &open(ctx, token).await?).await).await?;
    Done::Withdrawn.go(&visit.reader, token)
}

/// The same again after a restore, for a story that its author had withdrawn.
pub(crate) async fn withdraw_again(
    ctx: &Ctx,
    program: &ProgramId,
    story: TestimonialId,
) -> Result<(), AppError> {
    let words = Words::default();
    retrying(async || {
        let open = open_story(ctx, program, story).await?;
        withdraw_everything(ctx, words, &open).await
    })
    .await
}

async fn withdraw_everything(ctx: &Ctx, words: Words, open: &Open) -> Result<(), AppError> {
    let found = &open.found;
    if found.standing == Standing::Withdrawn {
        return Ok(());
    }
    let taken_back = &found.consents;
    let after = Stored {
        standing: Standing::Withdrawn,
        consents: Vec::new(),
        ..found.clone()
    };
    let author = Actor::Person { id: found.person };
    let trail = Trail {
        actor: &author,
        event: Event::Withdrawn,
        before: json!({ "state": found.standing.state(), "consents": taken_back }),
        after: Value::Null,
    };
    let entries = taken_back
        .iter()
        .map(|purpose| entry(ctx, words, open, *purpose, false))
        .collect();
    save(ctx, open, after, trail, entries).await
}

/// The ledger's entry, with the words that the author sees beside the button.
fn entry(ctx: &Ctx, words: Words, open: &Open, purpose: Purpose, given: bool) -> Statement {
    let agreed_to = open.last_word(purpose).filter(|_| !given);
    let wording = agreed_to.map_or_else(
        || consent_wording(words, purpose, &open.program_name).wording,
        |(_, wording)| wording.to_owned(),
    );
    let entry = Ledger {
        purpose,
        given,
        wording: &wording,
        source: ConsentSource::Receipt,
        recorded: None,
    };
    ledger(&open.program, open.found.id, &entry, ctx.now)
}

/// What makes the figures say for whom the story counts as it is to be; nothing where that stays as it is.
pub(super) async fn figures(
    ctx: &Ctx,
    open: &Open,
    after: &mut Stored,
) -> Result<Vec<Statement>, AppError> {
    if open.found.counts_for().is_none() && (!after.is_approved() || after.person.is_some()) {
        return Ok(Vec::new());
    }
    let (program, id) = (&open.program, open.found.id);
    let mut batch = Batch::new();
    let rules = batch.add::<RulesRow>(db::rules(program));
    let people = people_of_story(&mut batch, program, id)?;
    let rows = ctx.db.batch(batch).await?;
    let rules = rows.first(rules)?.ok_or_else(AppError::not_found)?;
    let rules = ProgramRules::read(program, &rules)?;
    let people = Snapshot::take(&rows, people)?;
    settle(&rules, &people, &open.found, after, ctx.now)
}

/// Writes the change with what goes with it: the ledger's entries, and the figures when an act begins or ends
/// to count.
pub(super) async fn save(
    ctx: &Ctx,
    open: &Open,
    mut after: Stored,
    trail: Trail<'_>,
    entries: Vec<Statement>,
) -> Result<(), AppError> {
    let figures = figures(ctx, open, &mut after).await?;
    let change = Change {
        program: &open.program,
        before: &open.found,
        after: &after,
        trail,
        now: ctx.now,
    };
    let mut batch = change.statements()?;
    batch.extend(entries);
    batch.extend(figures);
    ctx.db.batch(batch).await?;
    if open.found.is_published() || after.is_published() {
        jobs::run_later(ctx, Some(&open.program));
    }
    Ok(())
}
