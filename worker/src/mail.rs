//! Mail: written to the outbox in the batch of what causes it, which puts a job into the queue; the job hands
//! it over.

use laurel_domain::{MailId, ProgramId, Timestamp};
use laurel_store::Batch;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use worker::{AbortSignal, Headers, Method, Request, RequestInit, SendEmailBuilder, web_sys};

use crate::config::{Config, MailConfig, MailService};
use crate::context::{self, Ctx};
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::jobs::Next;
use crate::{random, sealed};

const INSERT_SQL: &str = "INSERT INTO outbox
  (mail_id, program_id, recipient, subject, body_text, body_html, created_at, next_attempt_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)";

/// Only to a member, and useless after a while. Whoever asks for it is not told whether it was put in.
const INSERT_SIGN_IN_SQL: &str = "INSERT INTO outbox
  (mail_id, recipient, subject, body_text, body_html, created_at, next_attempt_at, expires_at)
  SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7 WHERE EXISTS (SELECT 1 FROM members WHERE email = ?2)";

const ONE_SQL: &str = "SELECT recipient, subject, body_text, body_html, expires_at FROM outbox
  WHERE mail_id = ?1 AND sent_at IS NULL";

/// It was for something that is over.
const EXPIRED_SQL: &str =
    "UPDATE outbox SET body_text = '', body_html = '', last_error = 'expired' WHERE mail_id = ?1";

/// The binding of Cloudflare's own mail service.
pub(crate) const BINDING: &str = "MAIL";

/// How long the service is waited for, in milliseconds: far less than the job's lease.
const PATIENCE_MILLIS: u32 = 15_000;

/// What was sent is not kept: it holds links that open what they lead to.
const SENT_SQL: &str =
    "UPDATE outbox SET sent_at = ?2, body_text = '', body_html = '' WHERE mail_id = ?1";

/// Puts a mail into the outbox, as a statement of the batch that causes it.
pub(crate) fn enqueue(
    config: &Config,
    program: Option<&ProgramId>,
    recipient: &str,
    mail: &laurel_pages::mail::Mail,
    now: Timestamp,
) -> Result<Statement, AppError> {
    let id = MailId::new(now, random::bytes()?);
    let (readable, sealed) = sealed_body(config, id, mail)?;
    Ok(statement(
        INSERT_SQL,
        [
            id.into(),
            program.map(ToString::to_string).into(),
            recipient.into(),
            (&mail.subject).into(),
            readable.into(),
            sealed.into(),
            now.into(),
        ],
    ))
}

/// Puts a mail with a sign-in link into the outbox, if the address is a member's. It is not sent once the link
/// has expired.
pub(crate) fn enqueue_sign_in(
    config: &Config,
    recipient: &str,
    mail: &laurel_pages::mail::Mail,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<Statement, AppError> {
    let id = MailId::new(now, random::bytes()?);
    let (readable, sealed) = sealed_body(config, id, mail)?;
    Ok(statement(
        INSERT_SIGN_IN_SQL,
        [
            id.into(),
            recipient.into(),
            (&mail.subject).into(),
            readable.into(),
            sealed.into(),
            now.into(),
            expires_at.into(),
        ],
    ))
}

/// What a mail says is sealed: the links in it open what they lead to. A development build keeps a copy that
/// can be read.
fn sealed_body<'a>(
    config: &Config,
    id: MailId,
    mail: &'a laurel_pages::mail::Mail,
) -> Result<(&'a str, String), AppError> {
    let body = Body {
        text: mail.text.clone(),
        html: mail.html.clone(),
    };
    let body = serde_json::to_string(&body).map_err(|error| AppError::internal("mail", error))?;
    let sealed = sealed::seal(config, &id.to_string(), &body)?;
    let readable = if cfg!(feature = "dev") {
        mail.text.as_str()
    } else {
        ""
    };
    Ok((readable, sealed))
}

/// Whether a statement puts a mail into the outbox.
pub(crate) fn is_mail(statement: &Statement) -> bool {
    statement.sql == INSERT_SQL
}

/// What a mail says.
#[derive(Serialize, Deserialize)]
pub(crate) struct Body {
    /// As plain text.
    pub(crate) text: String,
    /// As HTML.
    html: String,
}

impl Body {
    /// Out of a row's two columns. Mails of earlier versions were not sealed.
    pub(crate) fn open(
        config: &Config,
        id: &str,
        (text, html): (String, String),
    ) -> Result<Self, AppError> {
        if !sealed::is_sealed(&html) {
            return Ok(Self { text, html });
        }
        serde_json::from_str(&sealed::open(config, id, &html)?)
            .map_err(|error| AppError::internal("mail", error))
    }
}

#[derive(Deserialize)]
struct DueMail {
    recipient: String,
    subject: String,
    body_text: String,
    body_html: String,
    expires_at: Option<i64>,
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
    let Some(MailConfig { from, service }) = &ctx.config.mail else {
        return Ok(Next::Done);
    };
    let mut batch = Batch::new();
    let found = batch.add::<DueMail>(statement(ONE_SQL, [id.into()]));
    let Some(mail) = ctx.db.batch(batch).await?.first(found)? else {
        return Ok(Next::Done);
    };
    let Body { text, html } = Body::open(&ctx.config, id, (mail.body_text, mail.body_html))?;
    let mail = DueMail {
        body_text: text,
        body_html: html,
        ..mail
    };
    let note = if mail.expires_at.is_some_and(|at| at <= now.millis()) {
        statement(EXPIRED_SQL, [id.into()])
    } else {
        match service {
            MailService::Http { url, token } => over_http(url, token, from, id, &mail).await,
            MailService::Binding => over_binding(ctx, from, id, &mail).await,
        }
        .map_err(|cause| AppError::Unavailable { cause })?;
        statement(SENT_SQL, [id.into(), context::now().into()])
    };
    ctx.db.batch(vec![note]).await?;
    Ok(Next::Done)
}

/// Over an HTTP service.
async fn over_http(
    url: &str,
    token: &str,
    from: &str,
    id: &str,
    mail: &DueMail,
) -> Result<(), String> {
    let body = Outgoing {
        from,
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
    set("authorization", &format!("Bearer {token}"))?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_body(Some(body.into()));
    let request = Request::new_with_init(url, &init).map_err(|error| error.to_string())?;
    let in_time = AbortSignal::from(web_sys::AbortSignal::timeout_with_u32(PATIENCE_MILLIS));
    let response = worker::Fetch::Request(request)
        .send_with_signal(&in_time)
        .await
        .map_err(|error| error.to_string())?;
    match response.status_code() {
        200..=299 => Ok(()),
        status => Err(format!("the mail service answered {status}")),
    }
}

/// Over Cloudflare's own service. It knows no idempotency keys; the id in a header tells copies apart.
async fn over_binding(ctx: &Ctx, from: &str, id: &str, mail: &DueMail) -> Result<(), String> {
    let words = |error: JsValue| match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{error:?}"),
    };
    let service = ctx.shared.env.send_email(BINDING);
    let service = service.map_err(|error| error.to_string())?;
    let headers = js_sys::Object::new();
    js_sys::Reflect::set(&headers, &"X-Laurel-Mail".into(), &id.into()).map_err(words)?;
    let message = SendEmailBuilder::builder(from, &mail.recipient, &mail.subject)
        .text(&mail.body_text)
        .html(&mail.body_html)
        .headers(headers.unchecked_ref())
        .build();
    let sent = service.send_with_builder(&message).await;
    sent.map(drop).map_err(|error| words(error.into()))
}
