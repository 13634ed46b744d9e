//! Starting, finding, listing and stopping imports.

use crate::auth::Actor;
use laurel_api::ProblemType;
use laurel_api::endpoints::{CancelImport, GetImport, ListImports, StartImport};
use laurel_api::imports::{Import, ImportResponse, ImportsResponse, StartRequest};
use laurel_api::page::Meta;
use laurel_domain::ImportId;
use laurel_domain::bounds::EARLIEST;
use laurel_domain::event::Subject;
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::text::single_line;
use laurel_store::{Batch, END_OF_TIME, Keyset, Page};

use super::rows::{self, ImportRow};
use crate::db::{json, statement};
use crate::error::AppError;
use crate::events::Event;
use crate::random;
use crate::web::{Call, Reply};

/// More rows than a file of the largest size can hold.
const ROWS_MAX: u32 = 5_000_000;

const LIST_SQL: &str = "SELECT import_id, kind, state, file_name, file_digest, header_digest, mapping, rows_total, rows_done,
    people_added, touchpoints_added, testimonials_added, rows_unchanged, rows_erased, rows_changed, people_opted_out,
    created_by, created_at, updated_at
  FROM imports WHERE program_id = ?1 AND (created_at < ?2 OR (created_at = ?2 AND import_id > ?3)) AND created_at <= ?2
  ORDER BY created_at DESC, import_id LIMIT ?4";

const UNFINISHED_SQL: &str = "SELECT import_id, kind, state, file_name, file_digest, header_digest, mapping, rows_total,
    rows_done, people_added, touchpoints_added, testimonials_added, rows_unchanged, rows_erased, rows_changed, people_opted_out,
    created_by, created_at, updated_at
  FROM imports WHERE program_id = ?1 AND file_digest = ?2 AND kind = ?3 AND mapping = ?4 AND rows_total = ?5
    AND state <> 'completed'
  ORDER BY created_at DESC LIMIT 1";

const INSERT_SQL: &str = "INSERT INTO imports (program_id, import_id, kind, state, file_name, file_digest, header_digest,
    mapping, rows_total, rows_done, people_added, touchpoints_added, testimonials_added, rows_unchanged,
    created_by, created_at, updated_at)
  VALUES (?1, ?2, ?3, CASE ?8 WHEN 0 THEN 'completed' ELSE 'running' END, ?4, ?5, ?6, ?7, ?8,
    0, 0, 0, 0, 0, ?9, ?10, ?10)";

const RESUME_SQL: &str = "UPDATE imports SET state = 'running', updated_at = ?3 WHERE program_id = ?1 AND import_id = ?2 AND state = 'cancelled'";

const CANCEL_SQL: &str = "UPDATE imports SET state = 'cancelled', updated_at = ?3 WHERE program_id = ?1 AND import_id = ?2 AND state = 'running'";

/// `GET /imports`
pub(super) async fn list_imports(
    call: Call<ListImports>,
) -> Result<Reply<ImportsResponse>, AppError> {
    let query = &call.query;
    let first = (END_OF_TIME, String::new());
    let keyset = Keyset::after(query.cursor.as_deref(), first, query.limit.get().into())?;
    let (before, id) = keyset.start.clone();
    let program = &call.path.program;
    let params = [program.into(), before.into(), id.into(), keyset.limit()];
    let mut batch = Batch::new();
    let list = batch.add::<ImportRow>(statement(LIST_SQL, params));
    let authorized = call.authorized(batch).await?;
    let imports = authorized
        .take(list)?
        .into_iter()
        .map(Import::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    let Page {
        rows: imports,
        next,
    } = keyset.page(imports, |last| {
        (last.created_at.millis(), last.id.to_string())
    });
    Ok(Reply::new(ImportsResponse {
        imports,
        meta: Meta { next },
    }))
}

/// `GET /imports/{import}`
pub(super) async fn get_import(call: Call<GetImport>) -> Result<Reply<ImportResponse>, AppError> {
    let mut batch = Batch::new();
    let import = batch.add::<ImportRow>(rows::one(&call.path.program, call.path.import));
    let authorized = call.authorized(batch).await?;
    let row = authorized.first(import)?.ok_or_else(AppError::not_found)?;
    Ok(Reply::new(ImportResponse {
        import: row.try_into()?,
    }))
}

/// `POST /imports`: starts one, or takes up the unfinished one of the same file, kind and mapping.
pub(super) async fn start_import(
    call: Call<StartImport>,
) -> Result<Reply<ImportResponse>, AppError> {
    check(&call.body)?;
    let program = &call.path.program;
    let StartRequest {
        kind,
        file_name,
        file_digest,
        header_digest,
        mapping,
        rows_total,
    } = &call.body;
    let mapping = json(mapping)?;
    let unfinished = statement(
        UNFINISHED_SQL,
        [
            program.into(),
            file_digest.into(),
            kind.code().into(),
            mapping.clone(),
            (*rows_total).into(),
        ],
    );
    let mut batch = Batch::new();
    let unfinished = batch.add::<ImportRow>(unfinished);
    let authorized = call.authorized(batch).await?;
    let actor = authorized.access.actor.name();
    let (id, change, action) = if let Some(row) = authorized.first(unfinished)? {
        let import = Import::try_from(row)?;
        let resume = statement(
            RESUME_SQL,
            [program.into(), import.id.into(), call.ctx.now.into()],
        );
        (import.id, resume, "resumed")
    } else {
        let id = ImportId::new(call.ctx.now, random::bytes()?);
        let file_name =
            single_line(file_name, 200).map_err(|error| AppError::field("file_name", error))?;
        let insert = statement(
            INSERT_SQL,
            [
                program.into(),
                id.into(),
                kind.code().into(),
                file_name.into(),
                file_digest.into(),
                header_digest.into(),
                mapping,
                (*rows_total).into(),
                (&actor).into(),
                call.ctx.now.into(),
            ],
        );
        (id, insert, "started")
    };
    let actor = &authorized.access.actor;
    let event = entry(program, id, actor, action, call.ctx.now);
    let mut batch = Batch::from(vec![change, event]);
    let after = batch.add::<ImportRow>(rows::one(program, id));
    let rows = call.ctx.db.batch(batch).await?;
    let row = rows
        .first(after)?
        .ok_or_else(|| AppError::internal("import", "gone"))?;
    Ok(Reply::new(ImportResponse {
        import: row.try_into()?,
    }))
}

/// `POST /imports/{import}/cancel`
pub(super) async fn cancel_import(
    call: Call<CancelImport>,
) -> Result<Reply<ImportResponse>, AppError> {
    let (program, import) = (&call.path.program, call.path.import);
    let mut batch = Batch::new();
    let found = batch.add::<ImportRow>(rows::one(program, import));
    let authorized = call.authorized(batch).await?;
    let row = authorized.first(found)?.ok_or_else(AppError::not_found)?;
    let row = Import::try_from(row)?;
    if row.state == laurel_api::imports::ImportState::Completed {
        return Err(AppError::with_detail(
            ProblemType::Conflict,
            Mistake::ImportComplete,
        ));
    }
    let (actor, now) = (&authorized.access.actor, call.ctx.now);
    let cancel = statement(CANCEL_SQL, [program.into(), import.into(), now.into()]);
    let event = entry(program, import, actor, "cancelled", now);
    let mut batch = Batch::from(vec![cancel, event]);
    let after = batch.add::<ImportRow>(rows::one(program, import));
    let rows = call.ctx.db.batch(batch).await?;
    let row = rows.first(after)?.ok_or_else(AppError::not_found)?;
    Ok(Reply::new(ImportResponse {
        import: row.try_into()?,
    }))
}

fn entry(
    program: &laurel_domain::ProgramId,
    import: ImportId,
    actor: &Actor,
    action: &str,
    now: laurel_domain::Timestamp,
) -> crate::db::Statement {
    let subject_id = import.to_string();
    Event {
        subject: Subject::Import,
        subject_id: &subject_id,
        revision: 0,
        actor,
        action,
        before: None,
        after: None,
    }
    .statement(program, now)
}

/// Columns and placeholders of a mapping.
const COLUMNS_MAX: u64 = 60;

fn check(request: &StartRequest) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut refuse =
        |field: &str, mistake: Mistake| problems.push(FieldMistake::new(field, mistake));
    for (field, digest) in [
        ("file_digest", &request.file_digest),
        ("header_digest", &request.header_digest),
    ] {
        if digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            refuse(field, Mistake::NotADigest);
        }
    }
    if request.rows_total > ROWS_MAX {
        refuse("rows_total", Mistake::TooManyRows);
    }
    let mapping = &request.mapping;
    let given = mapping.columns.len().max(mapping.placeholders.len()) as u64;
    if given > COLUMNS_MAX {
        let most = COLUMNS_MAX;
        refuse("mapping", Mistake::TooMany { most, given });
    }
    if mapping
        .default_date
        .is_some_and(|day| day.start() < EARLIEST)
    {
        refuse("mapping.default_date", Mistake::TooEarly);
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AppError::invalid(problems))
    }
}
