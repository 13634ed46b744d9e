//! Statements about sessions and sign-in links.

use laurel_domain::Timestamp;
use laurel_domain::text::Email;
use serde::Deserialize;

use crate::auth::digest::{hmac_hex, sha256_hex};
use crate::auth::session::IDLE_DAYS;
use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;
use laurel_store::{Batch, Sent};

/// How long a session lasts at most, in days; one that is not used ends after [`IDLE_DAYS`].
pub(super) const SESSION_DAYS: i32 = 30;
/// How long a link and its code work, in minutes.
const LINK_MINUTES: i64 = 10;
/// How many codes may be typed for a link.
const CODE_TRIES: u32 = 5;

const MEMBERSHIPS_SQL: &str =
    "SELECT s.email, s.created_at, s.last_used_at, m.program_id, p.name AS program_name, m.name, m.role
  FROM sessions s
  LEFT JOIN members m ON m.email = s.email
  LEFT JOIN programs p ON p.program_id = m.program_id
  WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND max(s.created_at, s.last_used_at) > ?3 ORDER BY p.name";

const END_SQL: &str = "DELETE FROM sessions WHERE token_hash = ?1";

const OTHERS_SQL: &str = "DELETE FROM sessions WHERE token_hash <> ?1 AND email =
  (SELECT email FROM sessions WHERE token_hash = ?1 AND expires_at > ?2 AND max(created_at, last_used_at) > ?3)";

const LIST_SQL: &str =
    "SELECT o.token_hash, o.created_at, o.last_used_at, o.browser FROM sessions s
  CROSS JOIN sessions o ON o.email = s.email
  WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND max(s.created_at, s.last_used_at) > ?3
    AND o.expires_at > ?2 AND max(o.created_at, o.last_used_at) > ?3
  ORDER BY o.created_at DESC LIMIT 200";

const INSERT_LINK_SQL: &str =
    "INSERT INTO sign_in_links (token_hash, email, browser_hash, created_at, expires_at, code_hash)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

const LINK_SQL: &str =
    "SELECT browser_hash, used_at, expires_at FROM sign_in_links WHERE token_hash = ?1";

#[cfg(feature = "dev")]
const INSERT_SESSION_SQL: &str =
    "INSERT INTO sessions (token_hash, email, created_at, expires_at, browser)
  SELECT ?1, ?2, ?3, ?4, ?5 FROM members WHERE email = ?2 LIMIT 1";

/// Whichever of the browser's links the code belongs to: each of them has one try less.
const TRY_CODE_SQL: &str = "UPDATE sign_in_links SET code_tries = code_tries + 1
  WHERE browser_hash = ?1 AND expires_at > ?2 AND used_at IS NULL AND code_tries < ?3
  RETURNING token_hash, code_hash";

const USE_LINK_SQL: &str = "UPDATE sign_in_links SET used_at = ?3
  WHERE token_hash = ?1 AND browser_hash = ?2 AND used_at IS NULL AND expires_at > ?3";

/// Only right after the link was used in the same transaction: `used_at` is this very instant, and no
/// session carries this token yet.
const SESSION_OF_LINK_SQL: &str =
    "INSERT INTO sessions (token_hash, email, created_at, expires_at, browser)
  SELECT ?3, l.email, ?4, ?5, ?6 FROM sign_in_links l
  WHERE l.token_hash = ?1 AND l.browser_hash = ?2 AND changes() = 1
  RETURNING email";

/// The one that the browser had before; only when it got a new one.
const REPLACE_SQL: &str = "DELETE FROM sessions WHERE token_hash = ?1
  AND EXISTS (SELECT 1 FROM sessions WHERE token_hash = ?2)";

/// A row of [`memberships`]: the program's columns are NULL for an address without a membership.
#[derive(Deserialize)]
pub(super) struct MembershipRow {
    pub(super) email: String,
    pub(super) created_at: i64,
    pub(super) last_used_at: i64,
    pub(super) program_id: Option<String>,
    pub(super) program_name: Option<String>,
    pub(super) name: Option<String>,
    pub(super) role: Option<String>,
}

/// A session of the list.
#[derive(Deserialize)]
pub(super) struct SessionRow {
    pub(super) token_hash: String,
    pub(super) created_at: i64,
    pub(super) last_used_at: i64,
    pub(super) browser: Option<String>,
}

/// The session's address and its memberships.
pub(super) fn memberships(session_hash: &str, now: Timestamp) -> Statement {
    let idle = now.plus_days(-IDLE_DAYS);
    statement(
        MEMBERSHIPS_SQL,
        [session_hash.into(), now.into(), idle.into()],
    )
}

/// All sessions of the session's address, the latest first; none when it has ended.
pub(super) fn list(session_hash: &str, now: Timestamp) -> Statement {
    let idle = now.plus_days(-IDLE_DAYS);
    statement(LIST_SQL, [session_hash.into(), now.into(), idle.into()])
}

/// Ends a session.
pub(super) fn end(session_hash: &str) -> Statement {
    statement(END_SQL, [session_hash.into()])
}

/// Ends all sessions of the session's address but this one.
pub(super) fn end_others(session_hash: &str, now: Timestamp) -> Statement {
    let idle = now.plus_days(-IDLE_DAYS);
    statement(OTHERS_SQL, [session_hash.into(), now.into(), idle.into()])
}

/// What goes into one mail.
pub(super) struct NewLink<'a> {
    pub(super) token: &'a str,
    pub(super) code: &'a str,
    pub(super) email: &'a Email,
    pub(super) browser: &'a str,
}

impl NewLink<'_> {
    /// Until when it works.
    pub(super) fn expires_at(now: Timestamp) -> Timestamp {
        Timestamp::from_millis(now.millis() + LINK_MINUTES * 60_000)
    }

    /// Puts it in.
    pub(super) fn insert(&self, ctx: &Ctx) -> Result<Statement, AppError> {
        let hash = sha256_hex(self.token);
        let code = code_hash(ctx, &hash, self.code)?;
        Ok(statement(
            INSERT_LINK_SQL,
            [
                hash.into(),
                self.email.as_str().into(),
                sha256_hex(self.browser).into(),
                ctx.now.into(),
                Self::expires_at(ctx.now).into(),
                code.into(),
            ],
        ))
    }
}

/// How a link's code is stored: who has the database alone cannot try them all.
pub(super) fn code_hash(ctx: &Ctx, link_hash: &str, code: &str) -> Result<String, AppError> {
    hmac_hex(
        &ctx.config.secret,
        &format!("sign-in code {link_hash} {code}"),
    )
}

/// A link, as far as it says why it does not work.
#[derive(Deserialize)]
pub(super) struct LinkRow {
    pub(super) browser_hash: String,
    pub(super) used_at: Option<i64>,
    pub(super) expires_at: i64,
}

/// A link by its token.
pub(super) fn link(token: &str) -> Statement {
    statement(LINK_SQL, [sha256_hex(token).into()])
}

/// A link whose code may have been typed.
#[derive(Deserialize)]
pub(super) struct TriedRow {
    pub(super) token_hash: String,
    pub(super) code_hash: Option<String>,
}

/// Counts a try of a code, and answers the links that it may belong to.
pub(super) fn try_code(browser: &str, now: Timestamp) -> Statement {
    statement(
        TRY_CODE_SQL,
        [sha256_hex(browser).into(), now.into(), CODE_TRIES.into()],
    )
}

/// A session for a member, without a link.
#[cfg(feature = "dev")]
pub(super) fn insert_session(
    token: &str,
    email: &Email,
    browser: Option<&str>,
    now: Timestamp,
) -> Statement {
    statement(
        INSERT_SESSION_SQL,
        [
            sha256_hex(token).into(),
            email.as_str().into(),
            now.into(),
            now.plus_days(SESSION_DAYS).into(),
            browser.into(),
        ],
    )
}

/// What a new session is.
pub(super) struct NewSession<'a> {
    pub(super) token: &'a str,
    /// The one that the browser had before.
    pub(super) before: Option<&'a str>,
    /// The browser's name.
    pub(super) agent: Option<&'a str>,
}

/// Whose session it is.
#[derive(Deserialize)]
pub(super) struct StartedRow {
    pub(super) email: String,
}

/// Uses a link and starts its session, both or neither: whether there is a row says which.
pub(super) fn follow_link(
    batch: &mut Batch,
    link_hash: &str,
    browser: &str,
    session: &NewSession<'_>,
    now: Timestamp,
) -> Sent<StartedRow> {
    let browser = sha256_hex(browser);
    let new = sha256_hex(session.token);
    let used = statement(
        USE_LINK_SQL,
        [link_hash.into(), (&browser).into(), now.into()],
    );
    let started = statement(
        SESSION_OF_LINK_SQL,
        [
            link_hash.into(),
            browser.into(),
            (&new).into(),
            now.into(),
            now.plus_days(SESSION_DAYS).into(),
            session.agent.into(),
        ],
    );
    batch.push(used);
    let started = batch.add(started);
    if let Some(before) = session.before {
        batch.push(statement(
            REPLACE_SQL,
            [sha256_hex(before).into(), new.into()],
        ));
    }
    started
}
