//! Handing everything about a story to its author, and erasing it. Each is safe to repeat.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, HeaderValue};
use laurel_domain::moderation::Event;
use laurel_domain::{ProgramId, TestimonialId};
use laurel_pages::{ReceiptErasePage, receipt_erase_page};
use laurel_store::retrying;

use super::actions::figures;
use super::open::{Open, open, open_story};
use super::page::Done;
use super::path;
use crate::auth::Actor;
use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;
use crate::features::privacy::{self, Forgetting, author_export, erase_address};
use crate::jobs;
use crate::web::html::{self, Visit};
use crate::web::{Response, response};

/// The story is nobody's any more.
const DETACH_SQL: &str = "UPDATE testimonials SET person_id = NULL
  WHERE program_id = ?1 AND testimonial_id = ?2";

/// `GET /receipt/{token}/export`
pub(super) async fn export(visit: Visit) -> Result<Response, AppError> {
    let open = open(&visit.ctx, visit.param("token")?).await?;
    let name = format!("attachment; filename=\"story-{}.json\"", open.found.id);
    let export = author_export(
        &visit.ctx,
        (&open.program, open.program_name),
        open.found,
        open.proves,
        visit.reader.words,
    )
    .await?;
    let body =
        serde_json::to_vec_pretty(&export).map_err(|error| AppError::internal("export", error))?;
    let mut response = response::of(StatusCode::OK, "application/json", body);
    let headers = response.headers_mut();
    let name = HeaderValue::try_from(name).map_err(|error| AppError::internal("header", error))?;
    headers.insert(CONTENT_DISPOSITION, name);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// `GET /receipt/{token}/erase`: changes nothing.
pub(super) async fn confirm(visit: Visit) -> Result<Response, AppError> {
    let open = open(&visit.ctx, visit.param("token")?).await?;
    let page = ReceiptErasePage {
        wall_url: format!("/p/{}", open.program),
        receipt_url: path(&open.token),
        program_name: open.program_name,
        proven: open.proves,
    };
    Ok(html::page(
        &visit.reader,
        StatusCode::OK,
        receipt_erase_page(&visit.reader, page),
    ))
}

/// `POST /receipt/{token}/erase`
pub(super) async fn erase(visit: Visit) -> Result<Response, AppError> {
    let token = visit.param("token")?;
    let ctx = &visit.ctx;
    let before = open(ctx, token).await?;
    retrying(async || erase_story(ctx, open(ctx, token).await?).await).await?;
    // Only whoever reads the mails to an address can have this link.
    let everything = before.proves && visit.field("everything") == Some("yes");
    if everything {
        let author = Actor::Person { id: None };
        if let Some(email) = before.found.email.as_deref() {
            erase_address(ctx, &before.program, email, &author).await?;
        }
        // Words that were imported have their address on the record of their person alone.
        if let Some(person) = before.found.person.filter(|_| !before.found.is_own_form()) {
            privacy::erase(ctx, &before.program, person, &author).await?;
        }
        jobs::run_later(ctx, Some(&before.program));
    }
    Done::Erased.go(&visit.reader, token)
}

/// The same again after a restore, for a story that its author had erased.
pub(crate) async fn erase_again(
    ctx: &Ctx,
    program: &ProgramId,
    story: TestimonialId,
) -> Result<(), AppError> {
    retrying(async || erase_story(ctx, open_story(ctx, program, story).await?).await).await
}

async fn erase_story(ctx: &Ctx, open: Open) -> Result<(), AppError> {
    if open.erased {
        return Ok(());
    }
    // What is erased stands no longer, and its act with it.
    let mut after = open.found.forgotten();
    let figures = figures(ctx, &open, &mut after).await?;
    let Open { program, found, .. } = open;
    let author = Actor::Person { id: None };
    let forgetting = Forgetting {
        config: &ctx.config,
        program: &program,
        actor: &author,
        event: Event::Erased,
        now: ctx.now,
    };
    let key = [(&program).into(), found.id.into()];
    let mut batch = forgetting.statements(std::slice::from_ref(&found))?;
    batch.push(statement(DETACH_SQL, key));
    batch.extend(figures);
    ctx.db.batch(batch).await?;
    jobs::run_later(ctx, Some(&program));
    Ok(())
}
