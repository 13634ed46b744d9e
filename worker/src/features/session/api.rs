//! `/api/v1/session`, and one's own sessions in `/api/v1/sessions`.

use laurel_api::ProblemType;
use laurel_api::endpoint::NoBody;
use laurel_api::endpoints::{
    EndOneSession, EndOtherSessions, EndSession, GetSession, ListSessions,
};
use laurel_api::members::{Membership, Session, SessionResponse};
use laurel_api::sessions::{OpenSession, SessionsResponse};
use laurel_domain::role::Role;
use laurel_domain::text::Email;
use laurel_domain::{ProgramId, SessionId, Timestamp};

use super::agent;
use super::queries::{self, MembershipRow, SessionRow};
use crate::auth::{Credential, cookie, digest, session};
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::Batch;

/// Who is signed in, and where they are a member.
pub(super) async fn get_session(
    call: Call<GetSession>,
) -> Result<Reply<SessionResponse>, AppError> {
    let hash = session_hash(&call.credential)?;
    let mut batch = Batch::new();
    let memberships = batch.add::<MembershipRow>(queries::memberships(hash, call.ctx.now));
    let rows = call.ctx.db.batch(batch).await?.take(memberships)?;
    let first = rows.first().ok_or_else(sign_in_needed)?;
    session::note_use(&call.ctx, hash, first.created_at, first.last_used_at);
    let email = first.email.clone();
    let email =
        Email::parse(&email).map_err(|error| AppError::internal("session address", error))?;
    let memberships = rows
        .into_iter()
        .filter_map(|row| membership(row).transpose())
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(SessionResponse {
        session: Session { email, memberships },
    }))
}

/// Ends the session, here and in the browser.
pub(super) async fn end_session(call: Call<EndSession>) -> Result<Reply<NoBody>, AppError> {
    let hash = session_hash(&call.credential)?;
    call.ctx.db.batch(vec![queries::end(hash)]).await?;
    let gone = cookie::write(cookie::SESSION, "", 0, call.ctx.config.is_secure());
    Ok(Reply::new(NoBody {}).with_cookie(gone))
}

/// `GET /sessions`
pub(super) async fn list_sessions(
    call: Call<ListSessions>,
) -> Result<Reply<SessionsResponse>, AppError> {
    let hash = session_hash(&call.credential)?;
    let mut batch = Batch::new();
    let list = batch.add::<SessionRow>(queries::list(hash, call.ctx.now));
    let rows = call.ctx.db.batch(batch).await?.take(list)?;
    sessions(rows, hash)
}

/// `DELETE /sessions`
pub(super) async fn end_others(
    call: Call<EndOtherSessions>,
) -> Result<Reply<SessionsResponse>, AppError> {
    let hash = session_hash(&call.credential)?;
    let mut batch = Batch::new();
    batch.push(queries::end_others(hash, call.ctx.now));
    let list = batch.add::<SessionRow>(queries::list(hash, call.ctx.now));
    let rows = call.ctx.db.batch(batch).await?.take(list)?;
    sessions(rows, hash)
}

/// `DELETE /sessions/{session}`
pub(super) async fn end_one(
    call: Call<EndOneSession>,
) -> Result<Reply<SessionsResponse>, AppError> {
    let hash = session_hash(&call.credential)?;
    let mut batch = Batch::new();
    let list = batch.add::<SessionRow>(queries::list(hash, call.ctx.now));
    let mut rows = call.ctx.db.batch(batch).await?.take(list)?;
    if rows.is_empty() {
        return Err(sign_in_needed());
    }
    let ending = rows
        .iter()
        .position(|row| session_id(&row.token_hash) == call.path.session);
    let ended = ending.map(|place| rows.remove(place));
    if let Some(ended) = &ended {
        call.ctx
            .db
            .batch(vec![queries::end(&ended.token_hash)])
            .await?;
    }
    if ended.is_some_and(|ended| ended.token_hash == hash) {
        let gone = cookie::write(cookie::SESSION, "", 0, call.ctx.config.is_secure());
        return Ok(Reply::new(SessionsResponse {
            sessions: rows.into_iter().map(|row| open(row, hash)).collect(),
        })
        .with_cookie(gone));
    }
    sessions(rows, hash)
}

/// The answer; without any session the one that asks has ended.
fn sessions(rows: Vec<SessionRow>, hash: &str) -> Result<Reply<SessionsResponse>, AppError> {
    if rows.is_empty() {
        return Err(sign_in_needed());
    }
    let sessions = rows.into_iter().map(|row| open(row, hash)).collect();
    Ok(Reply::new(SessionsResponse { sessions }))
}

fn open(row: SessionRow, hash: &str) -> OpenSession {
    let SessionRow {
        token_hash,
        created_at,
        last_used_at,
        browser,
    } = row;
    let (browser, system) = agent::parts(browser.as_deref());
    OpenSession {
        id: session_id(&token_hash),
        browser,
        system,
        signed_in_at: Timestamp::from_millis(created_at),
        last_used_at: Timestamp::from_millis(created_at.max(last_used_at)),
        current: token_hash == hash,
    }
}

/// The public name of a session. It opens nothing: it is a digest of a digest.
fn session_id(token_hash: &str) -> SessionId {
    SessionId::from_digest(digest::content_digest(&["session", token_hash]))
}

/// A token is no session.
fn session_hash(credential: &Credential) -> Result<&str, AppError> {
    match credential {
        Credential::Session { hash } => Ok(hash),
        Credential::Token { .. } => Err(sign_in_needed()),
    }
}

fn sign_in_needed() -> AppError {
    AppError::client(ProblemType::SignInNeeded)
}

fn membership(row: MembershipRow) -> Result<Option<Membership>, AppError> {
    let MembershipRow {
        email: _,
        created_at: _,
        last_used_at: _,
        program_id,
        program_name,
        name,
        role,
    } = row;
    let (Some(program), Some(program_name), Some(name), Some(role)) =
        (program_id, program_name, name, role)
    else {
        return Ok(None);
    };
    let program =
        ProgramId::parse(&program).map_err(|error| AppError::internal("program id", error))?;
    let role = Role::parse(&role).map_err(|error| AppError::internal("role", error))?;
    Ok(Some(Membership {
        program,
        program_name,
        name,
        role,
    }))
}
