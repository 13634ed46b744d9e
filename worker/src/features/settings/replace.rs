//! Reading and replacing the rules.

use laurel_api::ProblemType;
use laurel_api::endpoints::{GetSettings, PutSettings};
use laurel_api::settings::{FormerSettings, SettingsResponse};
use laurel_domain::Timestamp;
use laurel_domain::event::Subject;
use laurel_domain::mistake::FieldMistake;
use laurel_domain::settings::ProgramSettings;
use serde::Deserialize;

use crate::auth::access::Authorized;
use crate::db::{json, statement};
use crate::error::AppError;
use crate::events::Event;
use crate::recomputation::{self, Job};
use crate::web::{Call, Reply};
use laurel_store::{Batch, retrying};

const FORMER_SQL: &str = "SELECT former_settings, replaced_by, replaced_at FROM programs
  WHERE program_id = ?1 AND former_settings IS NOT NULL";

/// Fails the batch when the rules have another revision than the one that was read.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM programs WHERE program_id = ?1 AND settings_revision = ?2)";

const REPLACE_SQL: &str = "UPDATE programs SET settings = ?3, former_settings = settings,
    settings_revision = settings_revision + 1, replaced_by = ?4, replaced_at = ?5
  WHERE program_id = ?1 AND settings_revision = ?2";

#[derive(Deserialize)]
struct FormerRow {
    former_settings: String,
    replaced_by: String,
    replaced_at: i64,
}

/// `GET /settings`
pub(super) async fn get_settings(
    call: Call<GetSettings>,
) -> Result<Reply<SettingsResponse>, AppError> {
    let program = &call.path.program;
    let mut batch = Batch::new();
    let former = batch.add::<FormerRow>(statement(FORMER_SQL, [program.into()]));
    let job = batch.add::<Job>(recomputation::read(program));
    let authorized = call.authorized(batch).await?;
    let former = authorized.first(former)?;
    let former = former.map(|row| {
        Ok::<_, AppError>(FormerSettings {
            settings: serde_json::from_str(&row.former_settings)
                .map_err(|error| AppError::internal("former settings", error))?,
            replaced_by: row.replaced_by,
            replaced_at: Timestamp::from_millis(row.replaced_at),
        })
    });
    let job = authorized.first(job)?;
    let access = &authorized.access;
    let revision = access.rules.revision;
    let answer = SettingsResponse {
        settings: access.rules.settings.clone(),
        revision,
        former: former.transpose()?,
        recomputation: job.and_then(|job| job.unfinished()),
    };
    Ok(Reply::new(answer).with_revision(revision))
}

/// `PUT /settings`
pub(super) async fn put_settings(
    call: Call<PutSettings>,
) -> Result<Reply<SettingsResponse>, AppError> {
    let seen = call.revision()?;
    let settings = tidied(&call.body.settings)?;
    retrying(async || {
        let mut batch = Batch::new();
        let job = batch.add::<Job>(recomputation::read(&call.path.program));
        let authorized = call.authorized(batch).await?;
        let running = authorized.first(job)?.and_then(|job| job.unfinished());
        replaced(&call, seen, &settings, &authorized, running.is_some()).await
    })
    .await
}

/// The rules with their names trimmed, checked.
fn tidied(given: &ProgramSettings) -> Result<ProgramSettings, AppError> {
    let mut settings = given.clone();
    for stage in &mut settings.stages {
        stage.name = stage.name.trim().to_owned();
    }
    match settings.validate() {
        Ok(()) => Ok(settings),
        Err(problems) => {
            let problems = problems.into_iter().map(|FieldMistake { field, mistake }| {
                FieldMistake::new(format!("settings.{field}"), mistake)
            });
            Err(AppError::invalid(problems.collect()))
        }
    }
}

async fn replaced(
    call: &Call<PutSettings>,
    seen: u64,
    settings: &ProgramSettings,
    authorized: &Authorized,
    running: bool,
) -> Result<Reply<SettingsResponse>, AppError> {
    let (program, now) = (&call.path.program, call.ctx.now);
    let access = &authorized.access;
    let before = &access.rules.settings;
    if access.rules.revision != seen {
        return Err(AppError::client(ProblemType::Stale));
    }
    let revision = seen + 1;
    let actor = access.actor.name();
    let entry = Event {
        subject: Subject::Program,
        subject_id: program.as_str(),
        revision: 0,
        actor: &access.actor,
        action: "rules changed",
        before: Some(json(before)?),
        after: Some(json(settings)?),
    };
    let mut batch = Batch::from(vec![
        statement(GUARD_SQL, [program.into(), seen.into()]),
        statement(
            REPLACE_SQL,
            [
                program.into(),
                seen.into(),
                json(settings)?,
                (&actor).into(),
                now.into(),
            ],
        ),
        entry.statement(program, now),
    ]);
    // Names alone derive nobody otherwise; but a job that is under way must follow the new revision.
    if settings.derives_otherwise(before) || running {
        batch.push(recomputation::queue(program, revision, now));
    }
    let job = batch.add::<Job>(recomputation::read(program));
    let rows = call.ctx.db.batch(batch).await?;
    let answer = SettingsResponse {
        settings: settings.clone(),
        revision,
        former: Some(FormerSettings {
            settings: before.clone(),
            replaced_by: actor,
            replaced_at: now,
        }),
        recomputation: rows.first(job)?.and_then(|job| job.unfinished()),
    };
    Ok(Reply::new(answer).with_revision(revision))
}
