//! For development only: the outbox, one-click sign-in, and a run of the jobs for what it costs. Not compiled into
//! a production build.

use http::header::HOST;
use http::{HeaderMap, StatusCode};
use laurel_domain::Timestamp;
use laurel_domain::text::Email;
use laurel_pages::{OutboxMail, OutboxMailPage, outbox_mail_page, outbox_page};
use serde::Deserialize;

use super::session;
use crate::config;
use crate::db::statement;
use crate::error::AppError;
use crate::jobs;
use crate::mail::Body;
use crate::web::html::{self, Visit};
use crate::web::{Response, Router, get, post};
use laurel_store::Batch;

const LIST_SQL: &str = "SELECT mail_id, recipient, subject, created_at FROM outbox ORDER BY created_at DESC, mail_id LIMIT 100";

const ONE_SQL: &str =
    "SELECT recipient, subject, body_text, body_html, created_at FROM outbox WHERE mail_id = ?1";

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    router
        .add(get("/dev/outbox", outbox))
        .add(get("/dev/outbox/{mail}", outbox_mail))
        .add(get("/dev/sign-in", sign_in))
        .add(post("/dev/jobs", run_jobs))
}

/// Whether the request is for this machine by a name that only it has. A page of another site may have its own
/// name point here, and could then read the outbox and sign in as anybody.
pub(crate) fn is_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    host.is_some_and(config::is_this_machine)
}

#[derive(Deserialize)]
struct ListRow {
    mail_id: String,
    recipient: String,
    subject: String,
    created_at: i64,
}

async fn outbox(visit: Visit) -> Result<Response, AppError> {
    let mut batch = Batch::new();
    let list = batch.add::<ListRow>(statement(LIST_SQL, []));
    let rows = visit.ctx.db.batch(batch).await?;
    let mails = rows.take(list)?.into_iter().map(|row| OutboxMail {
        url: format!("/dev/outbox/{}", row.mail_id),
        recipient: row.recipient,
        subject: row.subject,
        created_at: Timestamp::from_millis(row.created_at),
    });
    Ok(html::page(
        &visit.reader,
        StatusCode::OK,
        outbox_page(&visit.reader, mails.collect()),
    ))
}

#[derive(Deserialize)]
struct MailRow {
    recipient: String,
    subject: String,
    body_text: String,
    body_html: String,
    created_at: i64,
}

async fn outbox_mail(visit: Visit) -> Result<Response, AppError> {
    let mut batch = Batch::new();
    let id = visit.param("mail")?;
    let mail = batch.add::<MailRow>(statement(ONE_SQL, [id.into()]));
    let rows = visit.ctx.db.batch(batch).await?;
    let row = rows.first(mail)?.ok_or_else(AppError::not_found)?;
    let body = Body::open(&visit.ctx.config, id, (row.body_text, row.body_html))?;
    let page = OutboxMailPage {
        outbox_url: "/dev/outbox".to_owned(),
        recipient: row.recipient,
        subject: row.subject,
        created_at: Timestamp::from_millis(row.created_at),
        text: body.text,
    };
    Ok(html::page(
        &visit.reader,
        StatusCode::OK,
        outbox_mail_page(&visit.reader, page),
    ))
}

/// What cron does; its cost is in `Server-Timing`.
async fn run_jobs(visit: Visit) -> Result<Response, AppError> {
    jobs::run_now(&visit.ctx).await?;
    outbox(visit).await
}

async fn sign_in(visit: Visit) -> Result<Response, AppError> {
    let email = Email::parse(visit.query("email").unwrap_or_default())
        .map_err(|error| AppError::field("email", error))?;
    session::start_session(&visit, &email).await
}
