//! The wizard's work: reading, planning, asking what is there, importing. Each gives the browser
//! time, ends when it is no longer wanted, and leaves what was reached.

use std::sync::Arc;
use std::time::Duration;

use laurel_api::endpoints::{CancelImport, CheckBatch, ImportBatch, StartImport};
use laurel_api::imports::{BatchOutcome, BatchRequest, CheckRequest, CheckResponse, ImportKind};
use laurel_api::{NoBody, NoQuery};
use laurel_imports::{Plan, Planner};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::failure::failure;
use super::pause::{Pieces, clock, sleep};
use super::saved::first_mapping;
use super::transfer::{self, Failure, State, Transfer};
use super::wizard_state::{Busy, ImportWizard, Opened, Step};
use crate::api::call;
use crate::hooks::use_latest::Run;
use crate::ui::dates::now;
use crate::ui::field::focus_first_problem;
use crate::words::t;

/// Rows of the preview.
const PREVIEW: usize = 8;
/// Rows between two looks at the clock.
const ROWS_A_PIECE: usize = 500;
/// How long a wait goes on before it looks whether the next attempt is wanted now.
const LOOK: u32 = 250;

/// Reads a file once into memory and opens it.
pub fn read_file(wizard: ImportWizard, file: File) {
    wizard.forget_plan();
    let mine = wizard.work.begin();
    wizard.problem.set(None);
    wizard.opened.set(None);
    // The size is known before anything is read.
    if let Err(problem) = laurel_imports::check_size(file.size() as u64) {
        wizard.problem.set(Some(problem.say(t())));
        return;
    }
    wizard.busy.set(Some(Busy::Reading));
    spawn_local(async move {
        let opened = open(&file).await;
        if !wizard.work.is(mine) {
            return;
        }
        wizard.busy.try_set(None);
        match opened {
            Ok(opened) => {
                apply_first_mapping(wizard, &opened);
                wizard.opened.try_set(Some(opened));
                wizard.go(Step::Columns);
            }
            Err(problem) => _ = wizard.problem.try_set(Some(problem)),
        }
    });
}

async fn open(file: &File) -> Result<Opened, String> {
    let unreadable = |_| t().wizard_file_unreadable().to_owned();
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(unreadable)?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    drop(buffer);
    sleep(Duration::ZERO).await;
    let table = laurel_imports::open(bytes).map_err(|problem| problem.say(t()))?;
    let preview = Arc::new(table.preview(PREVIEW));
    Ok(Opened {
        name: file.name(),
        size: file.size() as u64,
        table,
        preview,
    })
}

/// The mapping of an earlier import, or a suggestion.
pub fn apply_first_mapping(wizard: ImportWizard, opened: &Opened) {
    let kind = wizard.kind.get_untracked();
    let (mapping, origin) = wizard
        .earlier
        .with_value(|earlier| first_mapping(kind, &opened.name, &opened.table, earlier));
    wizard.draft.fill(mapping);
    wizard.origin.set(origin);
}

/// Checks all rows here, then asks the server which are there already.
pub fn dry_run(wizard: ImportWizard) {
    let Some(opened) = wizard.opened.get_untracked() else {
        return;
    };
    wizard.forget_plan();
    let mine = wizard.work.begin();
    wizard.problem.set(None);
    wizard.busy.set(Some(Busy::Planning(0.0)));
    let kind = wizard.kind.get_untracked();
    let mapping = wizard.draft.mapping(kind);
    spawn_local(async move {
        let mut planner = Planner::new(&opened.table, kind, &mapping, now());
        let mut pieces = Pieces::begin();
        while planner.advance(ROWS_A_PIECE) {
            if pieces.yield_to_browser().await {
                if !wizard.work.is(mine) {
                    return;
                }
                wizard
                    .busy
                    .try_set(Some(Busy::Planning(planner.progress())));
            }
        }
        let plan = Arc::new(planner.finish());
        wizard.busy.try_set(None);
        let sound = plan.report().mapping_problems.is_empty();
        wizard.plan.try_set(Some(Arc::clone(&plan)));
        wizard.go(if sound { Step::Check } else { Step::Columns });
        if !sound {
            focus_first_problem();
        }
        if sound && !plan.is_empty() && kind != ImportKind::Unsubscribed {
            ask_what_is_there(&wizard, mine, &plan).await;
        }
    });
}

/// Sends every batch to be checked. Changes nothing.
async fn ask_what_is_there(wizard: &ImportWizard, mine: Run, plan: &Plan) {
    wizard
        .check
        .try_set(Some(Transfer::new(plan.len() as u32, clock())));
    let Some(path) = wizard
        .program
        .try_with_value(crate::session::CurrentProgram::path)
    else {
        return;
    };
    while let Some((first_row, rows)) = next_batch(wizard, wizard.check, mine).await {
        let request = CheckRequest {
            kind: plan.kind(),
            rows: plan.keys(first_row as usize, rows as usize),
        };
        let answer = call::<CheckBatch>(&path, &NoQuery {}, &request).await;
        if !wizard.work.is(mine) {
            return;
        }
        if let Ok(answer) = &answer {
            wizard
                .found
                .try_update(|found| add(found, answer, first_row));
        }
        update(wizard.check, |check| match answer {
            Ok(_) => check.batch_sent(BatchOutcome::default(), first_row + rows, clock()),
            Err(error) => check.failed(failure(&error)),
        });
    }
}

/// Adds what is known of a batch to what is known of those before it.
fn add(found: &mut CheckResponse, answer: &CheckResponse, first_row: u32) {
    found.new += answer.new;
    found.unchanged += answer.unchanged;
    found.changed += answer.changed;
    found.kept += answer.kept;
    let similar = answer.similar.iter();
    found.similar.extend(similar.map(|row| row + first_row));
}

/// Starts the import, or goes on where it stopped.
pub fn import(wizard: ImportWizard) {
    let (Some(plan), Some(opened)) = (wizard.plan.get_untracked(), wizard.opened.get_untracked())
    else {
        return;
    };
    let leaves_out = wizard.leave_similar_out.get_untracked() == Some(true);
    let plan = if leaves_out {
        let similar = wizard.found.with_untracked(|found| found.similar.clone());
        Arc::new(plan.without(&similar))
    } else {
        plan
    };
    let mine = wizard.work.begin();
    wizard.problem.set(None);
    wizard.busy.set(Some(Busy::Starting));
    wizard.go(Step::Import);
    spawn_local(async move {
        let Some(program) = wizard.program.try_get_value() else {
            return;
        };
        let request = plan.start_request(&opened.name);
        let answer = call::<StartImport>(&program.path(), &NoQuery {}, &request).await;
        wizard.busy.try_set(None);
        let import = match answer {
            Ok(answer) => answer.import,
            Err(error) => {
                let (Failure::Passing(reason)
                | Failure::TooLarge(reason)
                | Failure::Lasting(reason)) = failure(&error);
                wizard.problem.try_set(Some(reason));
                return;
            }
        };
        wizard
            .run
            .try_set(Some(Transfer::of_import(&import, clock())));
        let path = program.import(import.id);
        wizard.import.try_set(Some(import));
        while let Some((first_row, rows)) = next_batch(&wizard, wizard.run, mine).await {
            let request = BatchRequest {
                first_row,
                rows: plan.batch(first_row as usize, rows as usize),
            };
            let answer = call::<ImportBatch>(&path, &NoQuery {}, &request).await;
            if !wizard.work.is(mine) {
                return;
            }
            match answer {
                Ok(answer) => {
                    update(wizard.run, |run| run.import_is_at(&answer.import, clock()));
                    wizard.import.try_set(Some(answer.import));
                }
                Err(error) => update(wizard.run, |run| run.failed(failure(&error))),
            }
        }
        let stopped = wizard.run.try_with_untracked(|run| {
            run.as_ref()
                .is_some_and(|run| *run.state() == State::Cancelled)
        });
        if stopped == Some(true) {
            // Only the list's word for it: rows stop coming either way, and it can be resumed either way.
            if let Ok(answer) = call::<CancelImport>(&path, &NoQuery {}, &NoBody {}).await {
                wizard.import.try_set(Some(answer.import));
            }
        }
        if wizard.work.is(mine) {
            wizard.details.reload();
        }
    });
}

/// The next batch, after the waiting that goes before it; `None` when there is nothing to send.
async fn next_batch(
    wizard: &ImportWizard,
    signal: RwSignal<Option<Transfer>>,
    mine: Run,
) -> Option<(u32, u32)> {
    let step = signal
        .try_with_untracked(|transfer| transfer.as_ref().map(Transfer::step))
        .flatten()?;
    match step {
        transfer::Step::Send { first_row, rows } => Some((first_row, rows)),
        transfer::Step::Rest => None,
        transfer::Step::Wait { millis } => {
            wizard.retry_now.try_set(false);
            let mut left = millis;
            while left > 0 && wizard.retry_now.try_get_untracked() == Some(false) {
                let pause = left.min(LOOK);
                sleep(Duration::from_millis(u64::from(pause))).await;
                left -= pause;
                if !wizard.work.is(mine) {
                    return None;
                }
            }
            signal
                .try_with_untracked(|transfer| transfer.as_ref().and_then(Transfer::retry))
                .flatten()
        }
    }
}

fn update(signal: RwSignal<Option<Transfer>>, change: impl FnOnce(&mut Transfer)) {
    signal.try_update(|transfer| {
        if let Some(transfer) = transfer {
            change(transfer);
        }
    });
}
