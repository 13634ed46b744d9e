//! Members.

use laurel_api::ProblemType;
use laurel_api::endpoints::{ListMembers, PutMember, RemoveMember};
use laurel_api::members::{Member, MembersResponse};
use laurel_domain::event::Subject;
use laurel_domain::mistake::Mistake;
use laurel_domain::role::Role;
use laurel_domain::text::{Email, single_line};
use laurel_domain::{ProgramId, Timestamp};
use serde::Deserialize;

use crate::auth::access::Authorized;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::events::Event;
use crate::web::{Call, Reply};
use laurel_store::{Batch, StoreError};

const LIST_SQL: &str =
    "SELECT email, name, role, created_at FROM members WHERE program_id = ?1 ORDER BY email";

/// What is not given stays as it is by then, so that two changes at once never take each other back.
const PUT_SQL: &str = "INSERT INTO members (program_id, email, name, role, created_at)
  VALUES (?1, ?2, coalesce(?3, (SELECT name FROM members WHERE program_id = ?1 AND email = ?2)),
    coalesce(?4, (SELECT role FROM members WHERE program_id = ?1 AND email = ?2)), ?5)
  ON CONFLICT (program_id, email) DO UPDATE SET name = coalesce(?3, name), role = coalesce(?4, role)";

const ONE_SQL: &str =
    "SELECT email, name, role, created_at FROM members WHERE program_id = ?1 AND email = ?2";

const REMOVE_SQL: &str = "DELETE FROM members WHERE program_id = ?1 AND email = ?2";

/// Fails the batch when no owner is left: two owners cannot remove each other at the same moment.
const KEEP_AN_OWNER_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM members WHERE program_id = ?1 AND role = 'owner')";

#[derive(Deserialize)]
struct MemberRow {
    email: String,
    name: String,
    role: String,
    created_at: i64,
}

fn list(program: &ProgramId) -> Statement {
    statement(LIST_SQL, [program.into()])
}

/// `GET /members`
pub(super) async fn list_members(
    call: Call<ListMembers>,
) -> Result<Reply<MembersResponse>, AppError> {
    let mut batch = Batch::new();
    let list = batch.add(list(&call.path.program));
    let authorized = call.authorized(batch).await?;
    respond(authorized.take(list)?)
}

/// `PUT /members`
pub(super) async fn put_member(call: Call<PutMember>) -> Result<Reply<MembersResponse>, AppError> {
    let program = &call.path.program;
    let parsed = Email::parse(&call.body.email);
    let mut batch = Batch::new();
    let address = parsed.as_ref().map_or("", Email::as_str);
    let known = batch.add::<MemberRow>(statement(ONE_SQL, [program.into(), address.into()]));
    let authorized = call.authorized(batch).await?;
    let email = parsed.map_err(|error| AppError::field("email", error))?;
    let name = call.body.name.as_deref().map(|name| single_line(name, 80));
    let name = name
        .transpose()
        .map_err(|error| AppError::field("name", error))?;
    let role = call.body.role;
    if authorized.first(known)?.is_none() {
        if name.is_none() {
            return Err(AppError::field("name", Mistake::NewMemberWithoutName));
        }
        if role.is_none() {
            return Err(AppError::field("role", Mistake::NewMemberWithoutRole));
        }
    }
    let put = statement(
        PUT_SQL,
        [
            program.into(),
            email.as_str().into(),
            name.into(),
            role.map(Role::code).into(),
            call.ctx.now.into(),
        ],
    );
    let action = role.map_or("renamed".to_owned(), |role| format!("role {}", role.code()));
    write(&authorized, &call.ctx, put, &email, &action).await
}

/// `DELETE /members?email=…`
pub(super) async fn remove_member(
    call: Call<RemoveMember>,
) -> Result<Reply<MembersResponse>, AppError> {
    let authorized = call.authorized(Vec::new()).await?;
    let email = Email::parse(&call.query.email).map_err(|error| AppError::field("email", error))?;
    let remove = statement(
        REMOVE_SQL,
        [(&call.path.program).into(), email.as_str().into()],
    );
    write(&authorized, &call.ctx, remove, &email, "removed").await
}

/// Writes the change, unless no owner would be left, and answers all members.
async fn write(
    authorized: &Authorized,
    ctx: &crate::context::Ctx,
    change: Statement,
    email: &Email,
    action: &str,
) -> Result<Reply<MembersResponse>, AppError> {
    let program = &authorized.access.program;
    let entry = Event {
        subject: Subject::Member,
        subject_id: email.as_str(),
        revision: 0,
        actor: &authorized.access.actor,
        action,
        before: None,
        after: None,
    };
    let keep_an_owner = statement(KEEP_AN_OWNER_SQL, [program.into()]);
    let mut batch = Batch::new();
    batch.extend([change, keep_an_owner, entry.statement(program, ctx.now)]);
    let list = batch.add(list(program));
    let rows = ctx.db.batch(batch).await.map_err(|error| match error {
        AppError::Store(StoreError::StaleWrite) => {
            AppError::with_detail(ProblemType::Conflict, Mistake::LastOwner)
        }
        other => other,
    })?;
    respond(rows.take(list)?)
}

fn respond(rows: Vec<MemberRow>) -> Result<Reply<MembersResponse>, AppError> {
    let members = rows.into_iter().map(member).collect::<Result<_, _>>()?;
    Ok(Reply::new(MembersResponse { members }))
}

fn member(row: MemberRow) -> Result<Member, AppError> {
    let MemberRow {
        email,
        name,
        role,
        created_at,
    } = row;
    Ok(Member {
        email: Email::parse(&email).map_err(|error| AppError::internal("member address", error))?,
        name,
        role: Role::parse(&role).map_err(|error| AppError::internal("role", error))?,
        created_at: Timestamp::from_millis(created_at),
    })
}
