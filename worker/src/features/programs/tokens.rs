//! API tokens: the secret is shown once, its digest is kept.

use crate::auth::Actor;
use laurel_api::endpoints::{CreateToken, ListTokens, RevokeToken};
use laurel_api::tokens::{CreatedToken, Token, TokensResponse};
use laurel_domain::event::Subject;
use laurel_domain::mistake::Mistake;
use laurel_domain::role::Permission;
use laurel_domain::text::single_line;
use laurel_domain::{ProgramId, Timestamp, TokenId};
use laurel_store::Batch;
use serde::Deserialize;

use crate::auth::credential::TOKEN_PREFIX;
use crate::auth::digest::sha256_hex;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::events::Event;
use crate::random;
use crate::web::{Call, Reply};

const LIST_SQL: &str =
    "SELECT token_id, label, scopes, created_by, created_at, revoked_at FROM tokens
  WHERE program_id = ?1 ORDER BY token_id";

const INSERT_SQL: &str =
    "INSERT INTO tokens (program_id, token_id, token_hash, label, scopes, created_by, created_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

const REVOKE_SQL: &str = "UPDATE tokens SET revoked_at = ?3 WHERE program_id = ?1 AND token_id = ?2 AND revoked_at IS NULL";

#[derive(Deserialize)]
struct TokenRow {
    token_id: String,
    label: String,
    scopes: String,
    created_by: String,
    created_at: i64,
    revoked_at: Option<i64>,
}

fn list(program: &ProgramId) -> Statement {
    statement(LIST_SQL, [program.into()])
}

/// `GET /tokens`
pub(super) async fn list_tokens(call: Call<ListTokens>) -> Result<Reply<TokensResponse>, AppError> {
    let mut batch = Batch::new();
    let list = batch.add(list(&call.path.program));
    let authorized = call.authorized(batch).await?;
    respond(authorized.take(list)?)
}

/// `POST /tokens`
pub(super) async fn create_token(call: Call<CreateToken>) -> Result<Reply<CreatedToken>, AppError> {
    let program = &call.path.program;
    let authorized = call.authorized(Vec::new()).await?;
    let label =
        single_line(&call.body.label, 80).map_err(|error| AppError::field("label", error))?;
    let mut scopes = call.body.scopes.clone();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() || scopes.contains(&Permission::Own) {
        return Err(AppError::field("scopes", Mistake::ScopeMissing));
    }
    let secret = format!("{TOKEN_PREFIX}{}", random::secret()?);
    let id = TokenId::new(call.ctx.now, random::bytes()?);
    let actor = authorized.access.actor.name();
    let codes = scopes
        .iter()
        .map(|scope| scope.code())
        .collect::<Vec<_>>()
        .join(",");
    let insert = statement(
        INSERT_SQL,
        [
            program.into(),
            id.into(),
            sha256_hex(&secret).into(),
            (&label).into(),
            codes.into(),
            (&actor).into(),
            call.ctx.now.into(),
        ],
    );
    let entry = event(
        &id.to_string(),
        &authorized.access.actor,
        "created",
        program,
        call.ctx.now,
    );
    call.ctx.db.batch(vec![insert, entry]).await?;
    let token = Token {
        id,
        label,
        scopes,
        created_by: actor,
        created_at: call.ctx.now,
        revoked_at: None,
    };
    Ok(Reply::new(CreatedToken { token, secret }))
}

/// `DELETE /tokens/{token}`
pub(super) async fn revoke_token(
    call: Call<RevokeToken>,
) -> Result<Reply<TokensResponse>, AppError> {
    let (program, token) = (&call.path.program, call.path.token);
    let mut batch = Batch::new();
    let before = batch.add::<TokenRow>(list(program));
    let authorized = call.authorized(batch).await?;
    let known = authorized
        .take(before)?
        .iter()
        .any(|row| row.token_id == token.to_string());
    if !known {
        return Err(AppError::not_found());
    }
    let revoke = statement(
        REVOKE_SQL,
        [program.into(), token.into(), call.ctx.now.into()],
    );
    let entry = event(
        &token.to_string(),
        &authorized.access.actor,
        "revoked",
        program,
        call.ctx.now,
    );
    let mut batch = Batch::from(vec![revoke, entry]);
    let after = batch.add(list(program));
    let rows = call.ctx.db.batch(batch).await?;
    respond(rows.take(after)?)
}

fn event(id: &str, actor: &Actor, action: &str, program: &ProgramId, now: Timestamp) -> Statement {
    let entry = Event {
        subject: Subject::Token,
        subject_id: id,
        revision: 0,
        actor,
        action,
        before: None,
        after: None,
    };
    entry.statement(program, now)
}

fn respond(rows: Vec<TokenRow>) -> Result<Reply<TokensResponse>, AppError> {
    let tokens = rows.into_iter().map(token).collect::<Result<_, _>>()?;
    Ok(Reply::new(TokensResponse { tokens }))
}

fn token(row: TokenRow) -> Result<Token, AppError> {
    let TokenRow {
        token_id,
        label,
        scopes,
        created_by,
        created_at,
        revoked_at,
    } = row;
    Ok(Token {
        id: token_id
            .parse()
            .map_err(|error| AppError::internal("token id", error))?,
        label,
        scopes: scopes
            .split(',')
            .filter_map(|code| Permission::parse(code).ok())
            .collect(),
        created_by,
        created_at: Timestamp::from_millis(created_at),
        revoked_at: revoked_at.map(Timestamp::from_millis),
    })
}
