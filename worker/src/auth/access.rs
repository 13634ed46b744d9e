//! Authorization. The check and the data it guards come in one batch; the data is only handed out
//! behind a successful check.

use laurel_api::ProblemType;
use laurel_domain::ProgramId;
use laurel_domain::Timestamp;
use laurel_domain::role::{Permission, Role};
use laurel_store::{Batch, ProgramRules, RulesRow, Sent};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Actor, Credential, session};
use crate::context::Ctx;
use crate::db::{Rows, Statement, statement};
use crate::error::AppError;

/// Somebody who may do what they ask for, in a program.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    /// Who.
    pub(crate) actor: Actor,
    /// The program.
    pub(crate) program: ProgramId,
    /// Its row.
    pub(crate) row: ProgramRow,
    /// Its rules.
    pub(crate) rules: ProgramRules,
}

/// A program's own columns.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ProgramRow {
    pub(crate) name: String,
    pub(crate) product_name: String,
    pub(crate) product_type: Option<String>,
    pub(crate) website: Option<String>,
    pub(crate) incentive: Option<String>,
    pub(crate) withdrawn_days: u16,
}

/// The same with the rules.
#[derive(Deserialize)]
struct ProgramAndRules {
    #[serde(flatten)]
    row: ProgramRow,
    #[serde(flatten)]
    rules: RulesRow,
}

#[derive(Deserialize)]
struct SessionRow {
    email: String,
    created_at: i64,
    last_used_at: i64,
    role: Option<String>,
}

#[derive(Deserialize)]
struct TokenRow {
    token_id: String,
    scopes: String,
    role: Option<String>,
}

const SESSION_SQL: &str = "SELECT s.email, s.created_at, s.last_used_at, m.role FROM sessions s
  LEFT JOIN members m ON m.program_id = ?2 AND m.email = s.email
  WHERE s.token_hash = ?1 AND s.expires_at > ?3 AND max(s.created_at, s.last_used_at) > ?4";

/// With the role that its maker has by now; tokens made by the command line are nobody's.
const TOKEN_SQL: &str = "SELECT t.token_id, t.scopes, m.role FROM tokens t
  LEFT JOIN members m ON m.program_id = ?2 AND m.email = t.created_by
  WHERE t.program_id = ?2 AND t.token_hash = ?1 AND t.revoked_at IS NULL AND ?3 > 0";

const PROGRAM_SQL: &str =
    "SELECT name, product_name, product_type, website, incentive, withdrawn_days, currency, settings, settings_revision
  FROM programs WHERE program_id = ?1";

/// Rows behind a successful check.
pub(crate) struct Authorized {
    /// Who may do it.
    pub(crate) access: Access,
    /// What the caller's statements answered.
    pub(crate) rows: Rows,
}

impl Authorized {
    /// All rows of one of the caller's statements.
    pub(crate) fn take<T: DeserializeOwned>(&self, sent: Sent<T>) -> Result<Vec<T>, AppError> {
        Ok(self.rows.take(sent)?)
    }

    /// The first row of one of the caller's statements.
    pub(crate) fn first<T: DeserializeOwned>(&self, sent: Sent<T>) -> Result<Option<T>, AppError> {
        Ok(self.rows.first(sent)?)
    }

    /// How many rows the database read, the check included.
    pub(crate) fn rows_read(&self) -> u64 {
        self.rows.answers().rows_read()
    }
}

/// Checks the credential and reads the caller's statements in one round trip.
///
/// Nobody signed in: 401. No member (or another program's token): 404, exactly as for a program that
/// does not exist. Too small a role: 403.
pub(crate) async fn authorize(
    ctx: &Ctx,
    credential: &Credential,
    program: &ProgramId,
    permission: Permission,
    reads: impl Into<Batch>,
) -> Result<Authorized, AppError> {
    let mut batch = reads.into();
    let check = check_statement(credential, program, ctx.now);
    let (by_session, token) = match credential {
        Credential::Session { .. } => (Some(batch.add::<SessionRow>(check)), None),
        Credential::Token { .. } => (None, Some(batch.add::<TokenRow>(check))),
    };
    let program_row = batch.add::<ProgramAndRules>(statement(PROGRAM_SQL, [program.into()]));
    let rows = ctx.db.batch(batch).await?;

    let actor = match credential {
        Credential::Session { hash } => {
            let row = rows
                .first_asked(by_session)?
                .ok_or_else(|| AppError::client(ProblemType::SignInNeeded))?;
            session::note_use(ctx, hash, row.created_at, row.last_used_at);
            let role = row.role.ok_or_else(AppError::not_found)?;
            let role = Role::parse(&role).map_err(|error| AppError::internal("role", error))?;
            Actor::Member {
                email: row.email,
                role,
            }
        }
        Credential::Token { .. } => {
            let row = rows
                .first_asked(token)?
                .ok_or_else(|| AppError::client(ProblemType::SignInNeeded))?;
            let role = row.role.as_deref().map(Role::parse).transpose();
            let role = role.map_err(|error| AppError::internal("role", error))?;
            let scopes = row
                .scopes
                .split(',')
                .filter_map(|code| Permission::parse(code).ok())
                // No token may more than whoever made it.
                .filter(|scope| role.is_none_or(|role| role.may(*scope)))
                .collect();
            Actor::Token {
                id: row.token_id,
                scopes,
            }
        }
    };
    let ProgramAndRules { row, rules } =
        rows.first(program_row)?.ok_or_else(AppError::not_found)?;
    if !actor.may(permission) {
        return Err(AppError::client(ProblemType::NotAllowed));
    }
    let access = Access {
        actor,
        program: program.clone(),
        row,
        rules: ProgramRules::read(program, &rules)?,
    };
    Ok(Authorized { access, rows })
}

fn check_statement(credential: &Credential, program: &ProgramId, now: Timestamp) -> Statement {
    match credential {
        Credential::Session { hash } => {
            let idle = now.plus_days(-session::IDLE_DAYS);
            statement(
                SESSION_SQL,
                [hash.into(), program.into(), now.into(), idle.into()],
            )
        }
        Credential::Token { hash } => {
            statement(TOKEN_SQL, [hash.into(), program.into(), now.into()])
        }
    }
}
