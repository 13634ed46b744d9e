//! Mail: written to the outbox in the batch of what causes it, handed over afterwards, repeated by the
//! minute job until it is accepted.

use laurel_domain::{MailId, ProgramId, Timestamp};
use serde::{Deserialize, Serialize};
use worker::{Headers, Method, Request, RequestInit, console_error};

use crate::config::MailConfig;
use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::random;
use laurel_store::Batch;

/// How often a mail is tried at most; then it stays in the outbox with its last error.
const ATTEMPTS_MAX: u32 = 8;

/// How many mails one run hands over.
const PER_RUN: u32 = 20;

const INSERT_SQL: &str = "INSERT INTO outbox
  (mail_id, program_id, recipient, subject, body_text, body_html, created_at, next_attempt_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)";

const DUE_SQL: &str =
    "SELECT mail_id, recipient, subject, body_text, body_html, attempts FROM outbox
  WHERE sent_at IS NULL AND next_attempt_at <= ?1 ORDER BY next_attempt_at LIMIT ?2";

const SENT_SQL: &str =
    "UPDATE outbox SET sent_at = ?2, attempts = attempts + 1, last_error = NULL WHERE mail_id = ?1";

const FAILED_SQL: &str = "UPDATE outbox SET attempts = attempts + 1, last_error = ?2, next_attempt_at = ?3 WHERE mail_id = ?1";

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

/// Hands due mails over after the answer has gone out. Without a mail service they stay in the outbox.
pub(crate) fn flush_later(ctx: &Ctx) {
    if ctx.config.mail.is_some() {
        let later = ctx.clone();
        ctx.shared.wait_until(async move {
            if let Err(error) = flush(&later).await {
                console_error!("mail: {error:?}");
            }
        });
    }
}

#[derive(Deserialize)]
struct DueMail {
    mail_id: String,
    recipient: String,
    subject: String,
    body_text: String,
    body_html: String,
    attempts: u32,
}

#[derive(Serialize)]
struct Outgoing<'a> {
    from: &'a str,
    to: [&'a str; 1],
    subject: &'a str,
    text: &'a str,
    html: &'a str,
}

/// Hands due mails over to the mail service.
pub(crate) async fn flush(ctx: &Ctx) -> Result<(), AppError> {
    let Some(service) = &ctx.config.mail else {
        return Ok(());
    };
    let mut batch = Batch::new();
    let due = batch.add::<DueMail>(statement(DUE_SQL, [ctx.now.into(), PER_RUN.into()]));
    let rows = ctx.db.batch(batch).await?;
    for mail in rows.take(due)? {
        let outcome = match send(service, &mail).await {
            Ok(()) => statement(SENT_SQL, [mail.mail_id.into(), ctx.now.into()]),
            Err(error) => {
                let next = next_attempt(ctx.now, mail.attempts + 1);
                statement(FAILED_SQL, [mail.mail_id.into(), error.into(), next.into()])
            }
        };
        ctx.db.batch(vec![outcome]).await?;
    }
    Ok(())
}

/// After 1, 4, 16, … minutes, then never again.
fn next_attempt(now: Timestamp, attempts: u32) -> Timestamp {
    if attempts >= ATTEMPTS_MAX {
        return Timestamp::from_millis(i64::from(u32::MAX) * 1_000_000);
    }
    Timestamp::from_millis(now.millis() + 60_000 * 4_i64.pow(attempts.saturating_sub(1)))
}

async fn send(service: &MailConfig, mail: &DueMail) -> Result<(), String> {
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
