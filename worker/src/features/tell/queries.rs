//! Statements of the form.

use laurel_domain::text::Email;
use laurel_domain::{ProgramId, SubmissionId, Timestamp};
use laurel_store::RulesRow;
use serde::Deserialize;

use crate::db::{Statement, statement};

/// How many stories of one author may wait in a program from one day.
pub(super) const WAITING_MAX: u32 = 5;

const PROGRAM_SQL: &str = "SELECT name, product_name, incentive, currency, settings,
    settings_revision FROM programs
  WHERE program_id = ?1";

const SENT_SQL: &str = "SELECT quote, state FROM testimonials
  WHERE program_id = ?1 AND submission_id = ?2";

const WAITING_SQL: &str = "SELECT count(*) AS waiting FROM people p
  CROSS JOIN testimonials t ON t.program_id = ?1 AND t.person_id = p.person_id
  WHERE p.program_id = ?1 AND p.email = ?2 AND t.said_at > ?3
    AND t.state = 'pending' AND t.source = 'form'";

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

/// How many stories of an author wait.
#[derive(Deserialize)]
pub(super) struct WaitingRow {
    pub(super) waiting: u32,
}

/// How many stories of this author from the last day wait to be read.
pub(super) fn waiting(program: &ProgramId, email: &Email, now: Timestamp) -> Statement {
    statement(
        WAITING_SQL,
        [
            program.into(),
            email.as_str().into(),
            now.plus_days(-1).into(),
        ],
    )
}
