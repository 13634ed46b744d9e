//! Authorization. The check and the data it guards come in one batch; the data is only handed out
//! behind a successful check.

use laurel_api::ProblemType;
use laurel_domain::ProgramId;
use laurel_domain::Timestamp;
use laurel_domain::money::Currency;
use laurel_domain::role::{Permission, Role};
use laurel_domain::settings::ProgramSettings;
use serde::Deserialize;

use super::{Actor, Credential};
use crate::context::Ctx;
use crate::db::{Rows, Statement, statement};
use crate::error::AppError;
use crate::ingest::Rules;

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
    pub(crate) settings: ProgramSettings,
}

impl<'a> Rules<'a> {
    /// Those of the program that a caller has access to.
    pub(crate) fn of(
        access: &'a Access,
        now: Timestamp,
        list: &'static str,
    ) -> Result<Self, AppError> {
        Ok(Self {
            program: &access.program,
            settings: &access.settings,
            revision: access.row.settings_revision,
            currency: Currency::parse(&access.row.currency)
                .map_err(|error| AppError::internal("program currency", error))?,
            now,
            list,
        })
    }
}

/// A program's own columns.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ProgramRow {
    pub(crate) name: String,
    pub(crate) product_name: String,
    pub(crate) product_type: Option<String>,
    pub(crate) website: Option<String>,
    pub(crate) incentive: Option<String>,
    pub(crate) currency: String,
    pub(crate) settings: String,
    pub(crate) settings_revision: u64,
}

#[derive(Deserialize)]
struct SessionRow {
    email: String,
    role: Option<String>,
}

#[derive(Deserialize)]
struct TokenRow {
    token_id: String,
    scopes: String,
}

const SESSION_SQL: &str = "SELECT s.email, m.role FROM sessions s
  LEFT JOIN members m ON m.program_id = ?2 AND m.email = s.email
  WHERE s.token_hash = ?1 AND s.expires_at > ?3";

const TOKEN_SQL: &str = "SELECT token_id, scopes FROM tokens
  WHERE program_id = ?2 AND token_hash = ?1 AND revoked_at IS NULL AND ?3 > 0";

const PROGRAM_SQL: &str =
    "SELECT name, product_name, product_type, website, incentive, currency, settings, settings_revision
  FROM programs WHERE program_id = ?1";

/// How many statements [`authorize`] puts before the caller's own.
const OWN_STATEMENTS: usize = 2;

/// Rows behind a successful check, counted from the caller's first statement.
pub(crate) struct Authorized {
    /// Who may do it.
    pub(crate) access: Access,
    rows: Rows,
}

impl Authorized {
    /// All rows of the caller's statement at this position.
    pub(crate) fn all<T: serde::de::DeserializeOwned>(
        &self,
        position: usize,
    ) -> Result<Vec<T>, AppError> {
        self.rows.all(position + OWN_STATEMENTS)
    }

    /// The first row of the caller's statement at this position.
    pub(crate) fn first<T: serde::de::DeserializeOwned>(
        &self,
        position: usize,
    ) -> Result<Option<T>, AppError> {
        self.rows.first(position + OWN_STATEMENTS)
    }

    /// How many rows the database read, the check included.
    pub(crate) fn rows_read(&self) -> u64 {
        self.rows.rows_read()
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
    statements: Vec<Statement>,
) -> Result<Authorized, AppError> {
    let mut batch = Vec::with_capacity(statements.len() + OWN_STATEMENTS);
    batch.push(check_statement(credential, program, ctx.now));
    batch.push(statement(PROGRAM_SQL, [program.into()]));
    batch.extend(statements);
    let rows = ctx.db.batch(batch).await?;

    let actor = match credential {
        Credential::Session { .. } => {
            let row: SessionRow = rows
                .first(0)?
                .ok_or_else(|| AppError::client(ProblemType::SignInNeeded))?;
            let role = row.role.ok_or_else(AppError::not_found)?;
            let role = Role::parse(&role).map_err(|error| AppError::internal("role", error))?;
            Actor::Member {
                email: row.email,
                role,
            }
        }
        Credential::Token { .. } => {
            let row: TokenRow = rows
                .first(0)?
                .ok_or_else(|| AppError::client(ProblemType::SignInNeeded))?;
            let scopes = row
                .scopes
                .split(',')
                .filter_map(|code| Permission::parse(code).ok())
                .collect();
            Actor::Token {
                id: row.token_id,
                scopes,
            }
        }
    };
    let row: ProgramRow = rows.first(1)?.ok_or_else(AppError::not_found)?;
    if !actor.may(permission) {
        return Err(AppError::client(ProblemType::NotAllowed));
    }
    let settings = serde_json::from_str(&row.settings)
        .map_err(|error| AppError::internal("program settings", error))?;
    let access = Access {
        actor,
        program: program.clone(),
        row,
        settings,
    };
    Ok(Authorized { access, rows })
}

fn check_statement(credential: &Credential, program: &ProgramId, now: Timestamp) -> Statement {
    match credential {
        Credential::Session { hash } => {
            statement(SESSION_SQL, [hash.into(), program.into(), now.into()])
        }
        Credential::Token { hash } => {
            statement(TOKEN_SQL, [hash.into(), program.into(), now.into()])
        }
    }
}
