//! Statements about sessions and sign-in links.

use laurel_domain::Timestamp;
use laurel_domain::text::Email;
use serde::Deserialize;

use crate::auth::digest::sha256_hex;
use crate::db::{Statement, statement};
use laurel_store::{Batch, Sent};

/// How long a session lasts, in days.
pub(super) const SESSION_DAYS: i32 = 30;
/// How long a link works, in minutes.
const LINK_MINUTES: i64 = 10;
/// How many links one address can ask for in the time that a link works.
pub(super) const LINKS_MAX: u32 = 5;

const MEMBERSHIPS_SQL: &str =
    "SELECT s.email, m.program_id, p.name AS program_name, m.name, m.role FROM sessions s
  LEFT JOIN members m ON m.email = s.email
  LEFT JOIN programs p ON p.program_id = m.program_id
  WHERE s.token_hash = ?1 AND s.expires_at > ?2 ORDER BY p.name";

const END_SQL: &str = "DELETE FROM sessions WHERE token_hash = ?1";

const KNOWN_SQL: &str = "SELECT
  EXISTS (SELECT 1 FROM members WHERE email = ?1) AS known,
  (SELECT count(*) FROM sign_in_links WHERE email = ?1 AND created_at > ?2) AS asked";

const INSERT_LINK_SQL: &str =
    "INSERT INTO sign_in_links (token_hash, email, browser_hash, created_at, expires_at)
  VALUES (?1, ?2, ?3, ?4, ?5)";

#[cfg(feature = "dev")]
const INSERT_SESSION_SQL: &str = "INSERT INTO sessions (token_hash, email, created_at, expires_at)
  SELECT ?1, ?2, ?3, ?4 FROM members WHERE email = ?2 LIMIT 1";

const USE_LINK_SQL: &str = "UPDATE sign_in_links SET used_at = ?3
  WHERE token_hash = ?1 AND browser_hash = ?2 AND used_at IS NULL AND expires_at > ?3";

/// Only right after the link was used in the same transaction: `used_at` is this very instant, and no
/// session carries this token yet.
const SESSION_OF_LINK_SQL: &str = "INSERT INTO sessions (token_hash, email, created_at, expires_at)
  SELECT ?3, l.email, ?4, ?5 FROM sign_in_links l
  WHERE l.token_hash = ?1 AND l.browser_hash = ?2 AND changes() = 1";

/// A row of [`memberships`]: the program's columns are NULL for an address without a membership.
#[derive(Deserialize)]
pub(super) struct MembershipRow {
    pub(super) email: String,
    pub(super) program_id: Option<String>,
    pub(super) program_name: Option<String>,
    pub(super) name: Option<String>,
    pub(super) role: Option<String>,
}

/// The session's address and its memberships.
pub(super) fn memberships(session_hash: &str, now: Timestamp) -> Statement {
    statement(MEMBERSHIPS_SQL, [session_hash.into(), now.into()])
}

/// Ends a session.
pub(super) fn end(session_hash: &str) -> Statement {
    statement(END_SQL, [session_hash.into()])
}

/// What decides whether a link is sent.
#[derive(Deserialize)]
pub(super) struct KnownRow {
    pub(super) known: u8,
    pub(super) asked: u32,
}

/// Whether the address is a member anywhere, and how many links it asked for lately.
pub(super) fn known(email: &Email, now: Timestamp) -> Statement {
    let since = Timestamp::from_millis(now.millis() - LINK_MINUTES * 60_000);
    statement(KNOWN_SQL, [email.as_str().into(), since.into()])
}

/// A new link.
pub(super) fn insert_link(token: &str, email: &Email, browser: &str, now: Timestamp) -> Statement {
    let expires = Timestamp::from_millis(now.millis() + LINK_MINUTES * 60_000);
    statement(
        INSERT_LINK_SQL,
        [
            sha256_hex(token).into(),
            email.as_str().into(),
            sha256_hex(browser).into(),
            now.into(),
            expires.into(),
        ],
    )
}

/// A session for a member, without a link.
#[cfg(feature = "dev")]
pub(super) fn insert_session(token: &str, email: &Email, now: Timestamp) -> Statement {
    statement(
        INSERT_SESSION_SQL,
        [
            sha256_hex(token).into(),
            email.as_str().into(),
            now.into(),
            now.plus_days(SESSION_DAYS).into(),
        ],
    )
}

/// Uses a link and starts its session, both or neither: whether the second changed anything says which.
pub(super) fn follow_link(
    batch: &mut Batch,
    link: &str,
    browser: &str,
    session: &str,
    now: Timestamp,
) -> Sent<()> {
    let (link, browser) = (sha256_hex(link), sha256_hex(browser));
    let used = statement(
        USE_LINK_SQL,
        [(&link).into(), (&browser).into(), now.into()],
    );
    let started = statement(
        SESSION_OF_LINK_SQL,
        [
            link.into(),
            browser.into(),
            sha256_hex(session).into(),
            now.into(),
            now.plus_days(SESSION_DAYS).into(),
        ],
    );
    batch.push(used);
    batch.add(started)
}
