//! The pages of signing in.
//!
//! A link works once, ten minutes, and only in the browser that asked; the code of the same mail likewise, so
//! that the mail may be read elsewhere. Following the link with GET shows a button, so that mail scanners use up
//! nothing. A link that does not work says why: whoever has it has the mail, so nothing is told that is secret.

use http::StatusCode;
use laurel_pages::{
    DeadLink, HomePage, Reader, SignInConfirmPage, SignInFailedPage, SignInSentPage, home_page,
    sign_in_confirm_page, sign_in_failed_page, sign_in_sent_page,
};
use laurel_store::Batch;

use super::queries::{self, LinkRow, NewSession, StartedRow, TriedRow};
use super::{agent, ask, known};
use crate::auth::cookie;
use crate::auth::digest::{is_same, sha256_hex};
use crate::context::Ctx;
use crate::error::AppError;
use crate::random;
use crate::web::Response;
use crate::web::html::{self, Visit};

/// `GET /`
pub(super) async fn home(visit: Visit) -> Result<Response, AppError> {
    Ok(html::page(
        &visit.reader,
        StatusCode::OK,
        home_page(&visit.reader, HomePage::default()),
    ))
}

/// `GET /sign-in/{token}`
pub(super) async fn confirm(visit: Visit) -> Result<Response, AppError> {
    let token = visit.param("token")?;
    if let Some(dead) = dead(&visit, token).await? {
        return Ok(failed(&visit.reader, dead));
    }
    let page = SignInConfirmPage {
        action: format!("/sign-in/{token}"),
    };
    Ok(html::page(
        &visit.reader,
        StatusCode::OK,
        sign_in_confirm_page(&visit.reader, page),
    ))
}

/// Why a link does not work in this browser; `None` when it does.
async fn dead(visit: &Visit, token: &str) -> Result<Option<DeadLink>, AppError> {
    let mut batch = Batch::new();
    let link = batch.add::<LinkRow>(queries::link(token));
    let rows = visit.ctx.db.batch(batch).await?;
    Ok(match rows.first(link)? {
        None => Some(DeadLink::Unknown),
        Some(link) if link.used_at.is_some() => Some(DeadLink::Used),
        Some(link) if link.expires_at <= visit.ctx.now.millis() => Some(DeadLink::Expired),
        Some(link) => {
            let browser = ask::browser(visit).map(|browser| sha256_hex(&browser));
            (browser.as_deref() != Some(link.browser_hash.as_str()))
                .then_some(DeadLink::OtherBrowser)
        }
    })
}

/// `POST /sign-in/{token}`
pub(super) async fn follow_link(visit: Visit) -> Result<Response, AppError> {
    let token = visit.param("token")?;
    if let Some(browser) = ask::browser(&visit) {
        let started = start(&visit, &sha256_hex(token), &browser).await?;
        if let Some(response) = started {
            return Ok(response);
        }
    }
    let dead = dead(&visit, token).await?.unwrap_or(DeadLink::Used);
    Ok(failed(&visit.reader, dead))
}

/// `POST /sign-in/code`
pub(super) async fn type_code(visit: Visit) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let typed: String = visit
        .field("code")
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    if let Some(browser) = ask::browser(&visit) {
        let mut batch = Batch::new();
        let tried = batch.add::<TriedRow>(queries::try_code(&browser, ctx.now));
        let tried = ctx.db.batch(batch).await?.take(tried)?;
        for link in tried {
            let right = queries::code_hash(ctx, &link.token_hash, &typed)?;
            if is_same(&right, link.code_hash.as_deref().unwrap_or_default())
                && let Some(response) = start(&visit, &link.token_hash, &browser).await?
            {
                return Ok(response);
            }
        }
    }
    let page = SignInSentPage {
        email: visit.field("email").unwrap_or_default().to_owned(),
        outbox_url: None,
        wait_minutes: None,
        wrong_code: true,
    };
    Ok(html::page(
        &visit.reader,
        StatusCode::UNPROCESSABLE_ENTITY,
        sign_in_sent_page(&visit.reader, page),
    ))
}

/// Uses the link and starts a session in the place of the one that the browser had; `None` when the link
/// does not work.
async fn start(
    visit: &Visit,
    link_hash: &str,
    browser: &str,
) -> Result<Option<Response>, AppError> {
    let ctx = &visit.ctx;
    let secure = ctx.config.is_secure();
    let token = random::secret()?;
    let before = cookie::read(&visit.headers, cookie::SESSION, secure);
    let agent = agent::family(&visit.headers);
    let session = NewSession {
        token: &token,
        before: before.as_deref(),
        agent: agent.as_deref(),
    };
    let mut batch = Batch::new();
    let started = queries::follow_link(&mut batch, link_hash, browser, &session, ctx.now);
    let rows = ctx.db.batch(batch).await?;
    match rows.first(started)? {
        Some(StartedRow { email }) => Ok(Some(signed_in(ctx, &token, &email)?)),
        None => Ok(None),
    }
}

/// Signs a member in without a link: for development only.
#[cfg(feature = "dev")]
pub(crate) async fn start_session(
    visit: &Visit,
    email: &laurel_domain::text::Email,
) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let token = random::secret()?;
    let agent = agent::family(&visit.headers);
    let mut batch = Batch::new();
    let new = queries::insert_session(&token, email, agent.as_deref(), ctx.now);
    let started = batch.add::<()>(new);
    let rows = ctx.db.batch(batch).await?;
    if rows.changes(started)? == 0 {
        return Err(AppError::not_found());
    }
    signed_in(ctx, &token, email.as_str())
}

fn signed_in(ctx: &Ctx, session: &str, email: &str) -> Result<Response, AppError> {
    let mut response = html::see_other("/app")?;
    let seconds = queries::SESSION_DAYS.unsigned_abs() * 86_400;
    let secure = ctx.config.is_secure();
    let session = cookie::write(cookie::SESSION, session, seconds, secure);
    html::set_cookie(&mut response, &session)?;
    html::set_cookie(&mut response, &known::cookie(ctx, email)?)?;
    Ok(response)
}

fn failed(reader: &Reader, why: DeadLink) -> Response {
    html::page(
        reader,
        StatusCode::GONE,
        sign_in_failed_page(reader, SignInFailedPage { why }),
    )
}
