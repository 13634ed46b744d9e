//! Statements of the form.

use laurel_domain::{ProgramId, SubmissionId};
use laurel_store::RulesRow;
use serde::Deserialize;

use crate::db::{Statement, statement};

const PROGRAM_SQL: &str = "SELECT name, product_name, incentive, currency, settings,
    settings_revision FROM programs
  WHERE program_id = ?1";

const SENT_SQL: &str = "SELECT quote, state FROM testimonials
  WHERE program_id = ?1 AND submission_id = ?2";

/// What the form says about the program.
#[derive(Deserialize)]
pub(super) struct ProgramRow {
    pub(super) name: String,
    pub(super) product_name: String,
    pub(super) incentive: Option<String>,
    #[serde(flatten)]
    pub(super) rules: RulesRow,
}

/// The program.
pub(super) fn program(program: &ProgramId) -> Statement {
    statement(PROGRAM_SQL, [program.into()])
}

/// What this sending has stored already.
#[derive(Deserialize)]
pub(super) struct SentRow {
    pub(super) quote: String,
    pub(super) state: String,
}

/// Whether this sending has arrived before.
pub(super) fn sent(program: &ProgramId, submission: SubmissionId) -> Statement {
    statement(SENT_SQL, [program.into(), submission.into()])
}
