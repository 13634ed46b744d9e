//! The third step: what an import would change, counted here and asked from the server. Nothing is
//! changed by it.

use std::sync::Arc;

use laurel_api::imports::ImportKind;
use laurel_domain::money::format_minor_units;
use laurel_imports::Plan;
use leptos::prelude::*;

use super::bench::{Bench, Busy, Step};
use super::problems::Problems;
use super::run::{dry_run, import};
use super::transfer::{State, Transfer};
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::numbers::{count, counted, people};
use crate::ui::progress::Progress;
use crate::ui::show::Show;

/// The dry run.
#[component]
pub fn CheckStep() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let share = move || match bench.busy.get() {
        Some(Busy::Planning(share)) => {
            format!("Checking the rows: {} %", (share * 100.0).round())
        }
        _ => "Checking the rows …".to_owned(),
    };
    move || {
        if let Some(plan) = bench.plan.get() {
            return view! { <Result plan=plan /> }.into_any();
        }
        view! {
            <p class="loading" role="status">
                {share}
            </p>
        }
        .into_any()
    }
}

/// Counts, what is there already, problems, and the way on.
#[component]
fn Result(plan: Arc<Plan>) -> impl IntoView {
    let bench = expect_context::<Bench>();
    let report = plan.report();
    let kind = bench.kind.get_untracked();
    let figures = figures(kind, &plan)
        .into_iter()
        .map(|(value, name)| {
            view! {
                <div class="stat">
                    <span class="value">{value}</span>
                    <span class="name">{name}</span>
                </div>
            }
        })
        .collect_view();
    let warnings = report
        .warnings
        .iter()
        .map(|warning| view! { <li dir="auto">{warning.clone()}</li> })
        .collect_view();
    let has_warnings = !report.warnings.is_empty();
    let may_run = plan.may_run();
    let problem_rows = report.problem_rows;
    let blocked = (problem_rows > 0 && !plan.mapping().skip_problem_rows).then(|| {
        let rest = count(u64::from(report.accepted));
        let skip = Callback::new(move |()| {
            bench.draft.skip_problem_rows.set(true);
            dry_run(bench);
        });
        view! {
            <div class="banner problem">
                <h3>{if problem_rows == 1 {
                    "A row with a problem stops this import".to_owned()
                } else {
                    format!("{} rows with problems stop this import", count(u64::from(problem_rows)))
                }}</h3>
                <p>"Mend them in the file and choose it again, or leave them out. Nothing was imported."</p>
                <Button class="quiet small" on_press=skip>
                    {format!("Leave them out and import the other {rest}")}
                </Button>
            </div>
        }
    });
    let nothing = (report.accepted == 0).then(|| {
        view! { <p class="banner">"There is no row in this file that could be imported."</p> }
    });
    let start = format!("Import {}", counted(u64::from(report.accepted), "row"));
    view! {
        <div class="stats">{figures}</div>
        <AlreadyThere people_in_file=report.people />
        {has_warnings.then(|| view! { <ul>{warnings}</ul> })}
        {blocked}
        {nothing}
        <div class="buttons">
            {may_run
                .then(|| {
                    view! { <Button on_press=move |()| import(bench)>{start}</Button> }
                })}
            <Button class="quiet" on_press=move |()| bench.go(Step::Columns)>
                "Change columns or options"
            </Button>
        </div>
        <Problems plan=plan.clone() />
    }
}

/// What the file holds, as figures with their names.
fn figures(kind: ImportKind, plan: &Plan) -> Vec<(String, &'static str)> {
    let report = plan.report();
    let number = |value: usize| count(value as u64);
    let mut figures = vec![
        (count(u64::from(report.rows_read)), "rows read"),
        (count(u64::from(report.accepted)), "to import"),
    ];
    match kind {
        ImportKind::Leads => {
            figures.push((count(u64::from(report.people)), "people"));
            figures.push((count(u64::from(report.converted)), "became customers"));
        }
        ImportKind::Purchases => {
            let amount = format_minor_units(report.amount_minor);
            let currency = plan.mapping().currency.as_deref().unwrap_or("USD");
            figures.push((count(u64::from(report.people)), "customers"));
            figures.push((format!("{amount} {currency}"), "paid in all"));
        }
        ImportKind::Reviews => {
            figures.push((number(report.without_text.len()), "without text, left out"));
        }
    }
    if !report.repeats.is_empty() {
        let name = if plan.mapping().equal_rows_are_separate {
            "equal an earlier row, imported as separate"
        } else {
            "repeat an earlier row, kept once"
        };
        figures.push((number(report.repeats.len()), name));
    }
    if report.problem_rows > 0 {
        figures.push((count(u64::from(report.problem_rows)), "with problems"));
    }
    figures
}

/// What the server says is there already.
#[component]
fn AlreadyThere(people_in_file: u32) -> impl IntoView {
    let bench = expect_context::<Bench>();
    let under_way = memo(move || {
        bench
            .check
            .with(|check| check.as_ref().is_some_and(Transfer::is_under_way))
    });
    let amount = move |of: fn(&Transfer) -> u32| {
        Signal::derive(move || {
            bench
                .check
                .with(|check| check.as_ref().map_or(0, of))
                .into()
        })
    };
    let words = move || {
        bench
            .check
            .with(|check| check.as_ref().and_then(|check| said(check, people_in_file)))
    };
    view! {
        <Show when=move || under_way.get()>
            <Progress
                label="Asking which rows are there already; nothing is changed"
                done=amount(Transfer::done)
                total=amount(Transfer::total)
            />
        </Show>
        <p role="status">{words}</p>
    }
}

/// What is known so far, in a sentence.
fn said(check: &Transfer, people_in_file: u32) -> Option<String> {
    let outcome = check.outcome();
    match check.state() {
        State::Running | State::Cancelled => None,
        State::Waiting { reason, .. } => Some(format!("Waiting for the server. {reason}")),
        State::Refused { reason } => Some(format!(
            "The server could not say what is there already. {reason}"
        )),
        State::Finished => {
            let unchanged = outcome.rows_unchanged;
            let new = check.total().saturating_sub(unchanged);
            let mut words = match (new, unchanged) {
                (0, _) => "All of these rows are there already: importing them changes nothing."
                    .to_owned(),
                (_, 0) => "None of these rows is there yet.".to_owned(),
                (new, unchanged) => format!(
                    "{} are new, {} there already and will not change.",
                    counted(u64::from(new), "row"),
                    count(u64::from(unchanged))
                ),
            };
            // A person in two batches counts in both: nothing is written between them.
            let added = outcome.people_added.min(people_in_file);
            if added > 0 {
                words.push_str(" Up to ");
                words.push_str(&people(u64::from(added)));
                words.push_str(" not known before.");
            }
            Some(words)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_api::imports::BatchOutcome;

    #[test]
    fn a_second_import_is_said_to_change_nothing() {
        let mut check = Transfer::new(3, 0.0);
        assert_eq!(said(&check, 2), None);
        check.took(
            BatchOutcome {
                rows_unchanged: 3,
                ..BatchOutcome::default()
            },
            3,
            1.0,
        );
        assert!(said(&check, 2).unwrap().contains("changes nothing"));
        let mut check = Transfer::new(3, 0.0);
        check.took(
            BatchOutcome {
                rows_unchanged: 1,
                people_added: 3,
                ..BatchOutcome::default()
            },
            3,
            1.0,
        );
        assert_eq!(
            said(&check, 2).unwrap(),
            "2 rows are new, 1 there already and will not change. Up to 2 people not known before."
        );
    }
}
