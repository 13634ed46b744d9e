//! What the steps of the import wizard share: the opened file, its mapping, the dry run and the import.

use std::sync::Arc;

use laurel_api::imports::{CheckResponse, Import, ImportKind};
use laurel_imports::{Plan, Table};
use leptos::prelude::*;

use super::draft::Draft;
use super::saved::Origin;
use super::transfer::Transfer;
use crate::hooks::use_latest::Latest;
use crate::session::CurrentProgram;
use crate::shell::ProgramDetails;
use crate::words::t;

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Choose what the file holds, and the file.
    File,
    /// Which column feeds which field.
    Columns,
    /// What an import would change.
    Check,
    /// The import itself.
    Import,
}

impl Step {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::File, Self::Columns, Self::Check, Self::Import];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => t().wizard_step_file(),
            Self::Columns => t().wizard_step_columns(),
            Self::Check => t().wizard_step_check(),
            Self::Import => t().wizard_step_import(),
        }
    }
}

/// A file that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Its rows.
    pub table: Table,
    /// Its first rows.
    pub preview: Arc<Vec<Vec<String>>>,
}

/// Work on the file that takes a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Busy {
    /// Reading the file.
    Reading,
    /// Checking its rows; the share that is done, from 0 to 1.
    Planning(f64),
    /// Asking the server to begin.
    Starting,
}

/// Shared by all steps.
#[derive(Clone, Copy)]
pub struct ImportWizard {
    /// The program.
    pub program: StoredValue<CurrentProgram>,
    /// The program's counters.
    pub details: ProgramDetails,
    /// What the file holds.
    pub kind: Memo<ImportKind>,
    /// Imports of before, the latest first: for their mappings.
    pub earlier: StoredValue<Vec<Import>>,
    /// Where the person is.
    pub step: RwSignal<Step>,
    /// What takes a moment.
    pub busy: RwSignal<Option<Busy>>,
    /// Why the step before last did not work out.
    pub problem: RwSignal<Option<String>>,
    /// The file.
    pub opened: RwSignal<Option<Opened>>,
    /// The mapping.
    pub draft: Draft,
    /// Where the mapping comes from.
    pub origin: RwSignal<Origin>,
    /// The dry run's result.
    pub plan: RwSignal<Option<Arc<Plan>>>,
    /// Asking the server what is there already.
    pub check: RwSignal<Option<Transfer>>,
    /// What it has answered so far; positions are those among all rows of the plan.
    pub found: RwSignal<CheckResponse>,
    /// Whether rows that look like something that is there are left out; `None` until somebody decides.
    pub leave_similar_out: RwSignal<Option<bool>>,
    /// The import under way.
    pub run: RwSignal<Option<Transfer>>,
    /// The import, as the server knows it.
    pub import: RwSignal<Option<Import>>,
    /// Somebody wants the next attempt now.
    pub retry_now: RwSignal<bool>,
    /// The work that is wanted: an older one sees that it no longer is.
    pub work: Latest,
}

impl ImportWizard {
    /// Goes to a step; the focus follows.
    pub fn go(self, step: Step) {
        self.step.try_set(step);
    }

    /// What is wrong with a field of the mapping.
    pub fn field_problem(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.plan.with(|plan| {
                let problems = &plan.as_ref()?.report().mapping_problems;
                problems
                    .iter()
                    .find(|problem| problem.field == field)
                    .map(|problem| problem.trouble.say(t()))
            })
        })
    }

    /// Forgets dry run and import, because the mapping or the file changed.
    pub fn forget_plan(self) {
        _ = self.work.begin();
        self.plan.set(None);
        self.check.set(None);
        self.found.set(CheckResponse::default());
        self.leave_similar_out.set(None);
        self.run.set(None);
        self.import.set(None);
    }
}
