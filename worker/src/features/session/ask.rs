//! `POST /sign-in`: asks for a mail with a link and a code.
//!
//! Known and unknown addresses are treated the same, statement by statement: whether the address is a member's
//! is only known to the statement that puts the mail in, after the answer.
//!
//! Nobody fills another's inbox or uses up another's share. Browsers that had a session of the address have a
//! share each, which no stranger touches. All others share one of the address, of which a client gets a part.

use http::StatusCode;
use laurel_domain::text::Email;
use laurel_pages::{FieldProblem, HomePage, SignInSentPage, home_page, sign_in_sent_page};
use laurel_store::Batch;
use worker::console_error;

use super::known;
use super::queries::NewLink;
use crate::auth::cookie;
use crate::context::Ctx;
use crate::error::AppError;
use crate::jobs;
use crate::limits::{self, Takes};
use crate::web::Response;
use crate::web::html::{self, Visit};
use crate::{mail, random};
use laurel_store::retrying;

/// How long a browser is remembered as the one that asked, in seconds: longer than any link of it works.
const BROWSER_SECONDS: u32 = 900;

/// `POST /sign-in`
pub(super) async fn ask(visit: Visit) -> Result<Response, AppError> {
    let given = visit.field("email").unwrap_or_default();
    let email = match Email::parse(given) {
        Ok(email) => email,
        Err(problem) => return Ok(refused(&visit, given, problem)),
    };
    let ctx = &visit.ctx;
    let secure = ctx.config.is_secure();
    let browser = match browser(&visit) {
        Some(browser) => browser,
        None => random::secret()?,
    };
    let wait = if limits::is_flood(ctx, &visit.headers).await {
        Some(limits::FLOOD_SECONDS)
    } else {
        put_link_in(&visit, &email, &browser).await?
    };
    let page = SignInSentPage {
        email: email.to_string(),
        outbox_url: cfg!(feature = "dev").then(|| "/dev/outbox".to_owned()),
        wait_minutes: wait.map(|seconds| seconds.div_ceil(60)),
        wrong_code: false,
    };
    let status = match wait {
        Some(_) => StatusCode::TOO_MANY_REQUESTS,
        None => StatusCode::OK,
    };
    let mut response = html::page(
        &visit.reader,
        status,
        sign_in_sent_page(&visit.reader, page),
    );
    if let Some(seconds) = wait {
        limits::retry_after(&mut response, seconds);
    }
    html::set_cookie(
        &mut response,
        &cookie::write(cookie::BROWSER, &browser, BROWSER_SECONDS, secure),
    )?;
    Ok(response)
}

/// The browser's own secret, when it has one: it is kept, so that every link of it goes on working.
pub(super) fn browser(visit: &Visit) -> Option<String> {
    let secure = visit.ctx.config.is_secure();
    cookie::read(&visit.headers, cookie::BROWSER, secure)
        .filter(|value| value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn refused(visit: &Visit, given: &str, problem: laurel_domain::text::InvalidText) -> Response {
    let problems = vec![FieldProblem {
        field: "email".to_owned(),
        message: visit.reader.words.mistake(&problem.into()),
    }];
    let page = HomePage {
        email: given.to_owned(),
        problems,
    };
    html::page(
        &visit.reader,
        StatusCode::UNPROCESSABLE_ENTITY,
        home_page(&visit.reader, page),
    )
}

/// Puts a link in and has it mailed after the answer; or answers in how many seconds to ask again.
async fn put_link_in(visit: &Visit, email: &Email, browser: &str) -> Result<Option<u64>, AppError> {
    let ctx = &visit.ctx;
    let takes = limited(visit, email)?;
    let token = random::secret()?;
    let code = random::code()?;
    let link = NewLink {
        token: &token,
        code: &code,
        email,
        browser,
    };
    let wait = retrying(|| async {
        let mut batch = Batch::new();
        let reached = takes.reached(&mut batch, ctx.now)?;
        let rows = ctx.db.batch(batch).await?;
        if let Some(wait) = limits::try_again_in(&rows, reached, ctx.now)? {
            return Ok(Some(wait));
        }
        let mut batch = Batch::from(takes.statements(ctx.now)?);
        batch.push(link.insert(ctx)?);
        ctx.db.batch(batch).await?;
        Ok::<_, AppError>(None)
    })
    .await?;
    if wait.is_none() {
        let path = visit.reader.link(&format!("/sign-in/{token}"));
        let link = format!("{}{path}", ctx.config.origin);
        let mail = laurel_pages::mail::sign_in_link(visit.reader.words, &link, &code);
        let expires_at = NewLink::expires_at(ctx.now);
        let put_in =
            mail::enqueue_sign_in(&ctx.config, email.as_str(), &mail, expires_at, ctx.now)?;
        mail_later(ctx, put_in);
    }
    Ok(wait)
}

/// After the answer has gone out, so that it takes as long whether there is a member or not.
fn mail_later(ctx: &Ctx, put_in: crate::db::Statement) {
    let later = ctx.clone();
    ctx.shared.wait_until(async move {
        match later.db.batch(vec![put_in]).await {
            Ok(_) => jobs::run_what_is_due(&later, None).await,
            Err(error) => console_error!("sign-in mail: {error:?}"),
        }
    });
}

/// What asking for a link counts towards.
fn limited(visit: &Visit, email: &Email) -> Result<Takes, AppError> {
    let ctx = &visit.ctx;
    let mailbox = email.mailbox();
    let mut takes = Takes::default();
    if let Some(browser) = known::browser(ctx, &visit.headers, email)? {
        takes.add(ctx, limits::LINKS_OF_KNOWN, &[&mailbox, &browser])?;
        return Ok(takes);
    }
    let client = limits::client(&visit.headers);
    takes.add(ctx, limits::LINKS_OF_CLIENT, &[&client])?;
    takes.add(ctx, limits::LINKS_OF_STRANGER, &[&mailbox, &client])?;
    takes.add(ctx, limits::LINKS_OF_MAILBOX, &[&mailbox])?;
    takes.add(ctx, limits::LINKS_OF_MAILBOX_A_DAY, &[&mailbox])?;
    Ok(takes)
}
