//! The home page and the pages of signing in.
//!
//! The answer is the same for known and unknown addresses. A link works once, ten minutes, and only
//! in the browser that asked: following it with GET shows a button, so that mail scanners use up nothing.

use http::StatusCode;
use laurel_domain::text::Email;
use laurel_pages::{
    FieldProblem, HomePage, Reader, SignInConfirmPage, SignInFailedPage, SignInSentPage, home_page,
    sign_in_confirm_page, sign_in_failed_page, sign_in_sent_page,
};

use super::queries::{self, KnownRow};
use crate::auth::cookie;
#[cfg(feature = "dev")]
use crate::context::Ctx;
use crate::error::AppError;
use crate::jobs;
use crate::web::Response;
use crate::web::html::{self, Visit};
use crate::{mail, random};
use laurel_store::Batch;

/// `GET /`
pub(super) async fn home(visit: Visit) -> Result<Response, AppError> {
    Ok(html::page(
        &visit.reader,
        StatusCode::OK,
        home_page(&visit.reader, HomePage::default()),
    ))
}

/// `POST /sign-in`
pub(super) async fn ask_for_link(visit: Visit) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let given = visit.field("email").unwrap_or_default();
    let email = match Email::parse(given) {
        Ok(email) => email,
        Err(problem) => {
            let problems = vec![FieldProblem {
                field: "email".to_owned(),
                message: visit.reader.words.mistake(&problem.into()),
            }];
            let page = HomePage {
                email: given.to_owned(),
                problems,
            };
            return Ok(html::page(
                &visit.reader,
                StatusCode::UNPROCESSABLE_ENTITY,
                home_page(&visit.reader, page),
            ));
        }
    };
    let mut batch = Batch::new();
    let known = batch.add::<KnownRow>(queries::known(&email, ctx.now));
    let known = ctx.db.batch(batch).await?.first(known)?;
    let browser = random::secret()?;
    if known.is_some_and(|row| row.known == 1 && row.asked < queries::LINKS_MAX) {
        let token = random::secret()?;
        let path = visit.reader.link(&format!("/sign-in/{token}"));
        let link = format!("{}{path}", ctx.config.origin);
        let mail = laurel_pages::mail::sign_in_link(visit.reader.words, &link);
        let link = queries::insert_link(&token, &email, &browser, ctx.now);
        ctx.db
            .batch(vec![
                link,
                mail::enqueue(&ctx.config, None, email.as_str(), &mail, ctx.now)?,
            ])
            .await?;
        jobs::run_later(ctx, None);
    }
    let outbox_url = cfg!(feature = "dev").then(|| "/dev/outbox".to_owned());
    let page = SignInSentPage {
        email: email.to_string(),
        outbox_url,
    };
    let mut response = html::page(
        &visit.reader,
        StatusCode::OK,
        sign_in_sent_page(&visit.reader, page),
    );
    html::set_cookie(
        &mut response,
        &cookie::write(cookie::BROWSER, &browser, 600, ctx.config.is_secure()),
    )?;
    Ok(response)
}

/// `GET /sign-in/{token}`
pub(super) async fn confirm(visit: Visit) -> Result<Response, AppError> {
    let token = visit.param("token")?;
    if !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(failed(&visit.reader));
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

/// `POST /sign-in/{token}`
pub(super) async fn follow_link(visit: Visit) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let secure = ctx.config.is_secure();
    let Some(browser) = cookie::read(&visit.headers, cookie::BROWSER, secure) else {
        return Ok(failed(&visit.reader));
    };
    let session = random::secret()?;
    let mut batch = Batch::new();
    let token = visit.param("token")?;
    let started = queries::follow_link(&mut batch, token, &browser, &session, ctx.now);
    let rows = ctx.db.batch(batch).await?;
    if rows.changes(started)? == 0 {
        return Ok(failed(&visit.reader));
    }
    let mut response = signed_in(&session, secure)?;
    html::set_cookie(
        &mut response,
        &cookie::write(cookie::BROWSER, "", 0, secure),
    )?;
    Ok(response)
}

/// Signs a member in without a link: for development only.
#[cfg(feature = "dev")]
pub(crate) async fn start_session(ctx: &Ctx, email: &Email) -> Result<Response, AppError> {
    let session = random::secret()?;
    let mut batch = Batch::new();
    let started = batch.add::<()>(queries::insert_session(&session, email, ctx.now));
    let rows = ctx.db.batch(batch).await?;
    if rows.changes(started)? == 0 {
        return Err(AppError::not_found());
    }
    signed_in(&session, ctx.config.is_secure())
}

fn signed_in(session: &str, secure: bool) -> Result<Response, AppError> {
    let mut response = html::see_other("/app")?;
    let seconds = queries::SESSION_DAYS.unsigned_abs() * 86_400;
    html::set_cookie(
        &mut response,
        &cookie::write(cookie::SESSION, session, seconds, secure),
    )?;
    Ok(response)
}

fn failed(reader: &Reader) -> Response {
    html::page(
        reader,
        StatusCode::GONE,
        sign_in_failed_page(reader, SignInFailedPage::default()),
    )
}
