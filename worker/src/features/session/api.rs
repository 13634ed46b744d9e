//! `/api/v1/session`.

use laurel_api::ProblemType;
use laurel_api::endpoint::NoBody;
use laurel_api::endpoints::{EndSession, GetSession};
use laurel_api::members::{Membership, Session, SessionResponse};
use laurel_domain::ProgramId;
use laurel_domain::role::Role;
use laurel_domain::text::Email;

use super::queries::{self, MembershipRow};
use crate::auth::{Credential, cookie};
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
    let email = rows
        .first()
        .map(|row| row.email.clone())
        .ok_or_else(sign_in_needed)?;
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
