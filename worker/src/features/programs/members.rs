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
use crate::{jobs, mail};
use laurel_store::{Batch, StoreError};

const LIST_SQL: &str =
    "SELECT m.email, m.name, m.role, m.created_at, (SELECT count(*) FROM tokens t
    WHERE t.program_id = ?1 AND t.created_by = m.email AND t.revoked_at IS NULL) AS tokens
  FROM members m WHERE m.program_id = ?1 ORDER BY m.email";

/// What is not given stays as it is by then, so that two changes at once never take each other back.
const PUT_SQL: &str = "INSERT INTO members (program_id, email, name, role, created_at)
  VALUES (?1, ?2, coalesce(?3, (SELECT name FROM members WHERE program_id = ?1 AND email = ?2)),
    coalesce(?4, (SELECT role FROM members WHERE program_id = ?1 AND email = ?2)), ?5)
  ON CONFLICT (program_id, email) DO UPDATE SET name = coalesce(?3, name), role = coalesce(?4, role)";

const REMOVE_SQL: &str = "DELETE FROM members WHERE program_id = ?1 AND email = ?2";

/// What somebody leaves behind works no longer.
const REVOKE_SQL: &str = "UPDATE tokens SET revoked_at = ?3
  WHERE program_id = ?1 AND created_by = ?2 AND revoked_at IS NULL";

/// Fails the batch when no owner is left: two owners cannot remove each other at the same moment.
const KEEP_AN_OWNER_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM members WHERE program_id = ?1 AND role = 'owner')";

#[derive(Deserialize)]
struct MemberRow {
    email: String,
    name: String,
    role: String,
    created_at: i64,
    tokens: u64,
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
    let (ctx, program) = (&call.ctx, &call.path.program);
    let mut batch = Batch::new();
    let before = batch.add::<MemberRow>(list(program));
    let authorized = call.authorized(batch).await?;
    let email = Email::parse(&call.body.email).map_err(|error| AppError::field("email", error))?;
    let name = call.body.name.as_deref().map(|name| single_line(name, 80));
    let name = name
        .transpose()
        .map_err(|error| AppError::field("name", error))?;
    let before = authorized.take(before)?;
    let is_new = !before.iter().any(|row| row.email == email.as_str());
    let role = call.body.role;
    if is_new {
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
            ctx.now.into(),
        ],
    );
    let mut change = vec![put];
    if is_new {
        change.push(invitation(&call, &authorized, &before, &email)?);
    }
    let action = role.map_or("renamed".to_owned(), |role| format!("role {}", role.code()));
    let reply = write(&authorized, ctx, change, &email, &action).await?;
    if is_new {
        jobs::run_later(ctx, Some(program));
    }
    Ok(reply)
}

/// The mail that tells a new member, in the language of whoever invites.
fn invitation(
    call: &Call<PutMember>,
    authorized: &Authorized,
    members: &[MemberRow],
    email: &Email,
) -> Result<Statement, AppError> {
    let access = &authorized.access;
    let by = access.actor.id();
    let name = members.iter().find(|row| row.email == by);
    let name = name.map_or(by.as_str(), |row| row.name.as_str());
    let link = format!("{}/?lang={}", call.ctx.config.origin, call.words.tag());
    let mail = laurel_pages::mail::invitation(call.words, &access.row.name, name, &link);
    mail::enqueue(
        &call.ctx.config,
        Some(&access.program),
        email.as_str(),
        &mail,
        call.ctx.now,
    )
}

/// `DELETE /members?email=…`
pub(super) async fn remove_member(
    call: Call<RemoveMember>,
) -> Result<Reply<MembersResponse>, AppError> {
    let (ctx, program) = (&call.ctx, &call.path.program);
    let mut batch = Batch::new();
    let before = batch.add::<MemberRow>(list(program));
    let authorized = call.authorized(batch).await?;
    let email = Email::parse(&call.query.email).map_err(|error| AppError::field("email", error))?;
    let mut before = authorized.take(before)?.into_iter();
    if !before.any(|row| row.email == email.as_str()) {
        return Err(AppError::not_found());
    }
    let of = || [program.into(), email.as_str().into()];
    let [program_id, creator] = of();
    let change = vec![
        statement(REMOVE_SQL, of()),
        statement(REVOKE_SQL, [program_id, creator, ctx.now.into()]),
    ];
    write(&authorized, ctx, change, &email, "removed").await
}

/// Writes the change, unless no owner would be left, and answers all members.
async fn write(
    authorized: &Authorized,
    ctx: &crate::context::Ctx,
    change: Vec<Statement>,
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
    batch.extend(change);
    batch.extend([keep_an_owner, entry.statement(program, ctx.now)]);
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
        tokens,
    } = row;
    Ok(Member {
        email: Email::parse(&email).map_err(|error| AppError::internal("member address", error))?,
        name,
        role: Role::parse(&role).map_err(|error| AppError::internal("role", error))?,
        created_at: Timestamp::from_millis(created_at),
        tokens,
    })
}
