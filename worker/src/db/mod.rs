//! D1: statements, batches, and what their errors mean.
//!
//! Every statement is one complete string literal, so that a test can ask SQLite for its plan.

mod d1;

use std::cell::Cell;

use laurel_domain::ProgramId;
use laurel_store::Batch;
use wasm_bindgen::JsValue;
use worker::Env;

use crate::error::AppError;

pub(crate) use laurel_store::{Param, Statement, json, statement};

const RULES_SQL: &str =
    "SELECT currency, settings, settings_revision FROM programs WHERE program_id = ?1";

/// A program's rules, as `ProgramRules::read` takes them.
pub(crate) fn rules(program: &ProgramId) -> Statement {
    statement(RULES_SQL, [program.into()])
}

/// The database, counting what a request costs it for the `Server-Timing` header and the tests behind it.
pub(crate) struct Database {
    d1: JsValue,
    trips: Cell<u32>,
    statements: Cell<u32>,
    /// Rows read, rows written with their entries of indexes, and rows of tables changed. Reading them from each answer takes time, so only where tests look.
    #[cfg(feature = "dev")]
    rows: Cell<(u64, u64, u64)>,
}

impl Database {
    /// The `DB` binding.
    pub(crate) fn open(env: &Env) -> Result<Self, AppError> {
        let d1 = js_sys::Reflect::get(env, &"DB".into()).unwrap_or_default();
        if d1.is_undefined() {
            return Err(AppError::internal("binding DB", "there is none"));
        }
        Ok(Self {
            d1,
            trips: Cell::new(0),
            statements: Cell::new(0),
            #[cfg(feature = "dev")]
            rows: Cell::new((0, 0, 0)),
        })
    }

    /// Runs the statements in one transaction and one round trip: all of them or none.
    pub(crate) async fn batch(&self, batch: impl Into<Batch>) -> Result<Rows, AppError> {
        let batch = batch.into();
        self.trips.set(self.trips.get() + 1);
        let statements = u32::try_from(batch.statements().len()).unwrap_or(u32::MAX);
        self.statements
            .set(self.statements.get().saturating_add(statements));
        let answers = d1::run(&self.d1, &batch).await?;
        #[cfg(feature = "dev")]
        {
            let (read, written, changed) = self.rows.get();
            let cost = answers.cost();
            self.rows
                .set((read + cost.0, written + cost.1, changed + cost.2));
        }
        Ok(Rows::new(&batch, answers))
    }

    /// How many statements were sent: the platform limits them an invocation.
    pub(crate) fn statements(&self) -> u32 {
        self.statements.get()
    }

    /// What this request has cost so far, as `Server-Timing` says it: round trips, and in a development
    /// build rows read and written as D1 bills them, statements, and rows of tables changed.
    pub(crate) fn cost(&self) -> String {
        let trips = self.trips.get();
        #[cfg(feature = "dev")]
        {
            let (read, written, changed) = self.rows.get();
            let statements = self.statements.get();
            format!(
                "d1;desc=\"{trips}\", rows;desc=\"{read}/{written}\", work;desc=\"{statements}/{changed}\""
            )
        }
        #[cfg(not(feature = "dev"))]
        format!("d1;desc=\"{trips}\"")
    }
}

/// What a batch answered.
pub(crate) type Rows = laurel_store::Rows<d1::D1Answers>;
