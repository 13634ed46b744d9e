//! Mail: written to the outbox in the batch of what causes it, which puts a job into the queue; the job hands
//! it over.

use laurel_domain::{MailId, ProgramId, Timestamp};
use laurel_store::Batch;
use serde::{Deserialize, Serialize};
use worker::{Headers, Method, Request, RequestInit};

use crate::config::MailConfig;
use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::jobs::Next;
use crate::random;

const INSERT_SQL: &str = "INSERT INTO outbox
  (mail_id, program_id, recipient, subject, body_text, body_html, created_at, next_attempt_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)";

const ONE_SQL: &str = "SELECT recipient, subject, body_text, body_html FROM outbox
  WHERE mail_id = ?1 AND sent_at IS NULL";

/// What was sent is not kept: it holds links that open what they lead to.
const SENT_SQL: &str =
    "UPDATE outbox SET sent_at = ?2, body_text = '', body_html = '' WHERE mail_id = ?1";

/// Puts a mail into the outbox, as a statement of the batch that causes it.
pub(crate) fn enqueue(
    program: Option<&ProgramId>,
    recipient: &str,
    mail: &laurel_pages::mail::Mail,
    now: Timestamp,
) -> Result<Statement, AppError> {
    let id = MailId::new(now, random::bytes()?);
    Ok(statement(
        INSERT_SQL,
        [
            id.into(),
            program.map(ToString::to_string).into(),
            recipient.into(),
            (&mail.subject).into(),
            (&mail.text).into(),
            (&mail.html).into(),
            now.into(),
        ],
    ))
}

#[derive(Deserialize)]
struct DueMail {
    recipient: String,
    subject: String,
    body_text: String,
    body_html: String,
}

#[derive(Serialize)]
struct Outgoing<'a> {
    from: &'a str,
    to: [&'a str; 1],
    subject: &'a str,
    text: &'a str,
    html: &'a str,
}

/// Hands a mail over to the mail service. Its id goes along, so that a service which knows idempotency keys
/// never sends it twice, even when we die between its answer and our note.
pub(crate) async fn send(ctx: &Ctx, id: &str, now: Timestamp) -> Result<Next, AppError> {
    let Some(service) = &ctx.config.mail else {
        return Ok(Next::Done);
    };
    let mut batch = Batch::new();
    let found = batch.add::<DueMail>(statement(ONE_SQL, [id.into()]));
    let Some(mail) = ctx.db.batch(batch).await?.first(found)? else {
        return Ok(Next::Done);
    };
    hand_over(service, id, &mail)
        .await
        .map_err(|cause| AppError::Unavailable { cause })?;
    let sent = statement(SENT_SQL, [id.into(), now.into()]);
    ctx.db.batch(vec![sent]).await?;
    Ok(Next::Done)
}

async fn hand_over(service: &MailConfig, id: &str, mail: &DueMail) -> Result<(), String> {
    let body = Outgoing {
        from: &service.from,
        to: [&mail.recipient],
        subject: &mail.subject,
        text: &mail.body_text,
        html: &mail.body_html,
    };
    let body = serde_json::to_string(&body).map_err(|error| error.to_string())?;
    let headers = Headers::new();
    let set = |name: &str, value: &str| headers.set(name, value).map_err(|error| error.to_string());
    set("content-type", "application/json")?;
    set("idempotency-key", id)?;
    set("authorization", &format!("Bearer {}", service.token))?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_body(Some(body.into()));
    let request = Request::new_with_init(&service.url, &init).map_err(|error| error.to_string())?;
    let response = worker::Fetch::Request(request)
        .send()
        .await
        .map_err(|error| error.to_string())?;
    match response.status_code() {
        200..=299 => Ok(()),
        status => Err(format!("the mail service answered {status}")),
    }
}
