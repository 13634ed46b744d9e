//! The third step: what an import would change, counted here and asked from the server. Nothing is
//! changed by it.

use std::sync::Arc;

use laurel_api::imports::ImportKind;
use laurel_domain::money::format_minor_units;
use laurel_imports::Plan;
use leptos::prelude::*;

use super::problems::Problems;
use super::run::{dry_run, import};
use super::transfer::{State, Transfer};
use super::wizard_state::{Busy, ImportWizard, Step};
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::numbers::count;
use crate::ui::progress::Progress;
use crate::ui::show::Show;
use crate::words::t;

/// The dry run.
#[component]
pub fn CheckStep() -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let share = move || match wizard.busy.get() {
        Some(Busy::Planning(share)) => t().wizard_checking_share(&t().percent(share, 0)),
        _ => t().wizard_checking().to_owned(),
    };
    move || {
        if let Some(plan) = wizard.plan.get() {
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
    let wizard = expect_context::<ImportWizard>();
    let report = plan.report();
    let kind = wizard.kind.get_untracked();
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
        let rest = u64::from(report.accepted);
        let skip = Callback::new(move |()| {
            wizard.draft.skip_problem_rows.set(true);
            dry_run(wizard);
        });
        view! {
            <div class="banner problem">
                <h3>{t().wizard_blocked(u64::from(problem_rows))}</h3>
                <p>{t().wizard_blocked_words()}</p>
                <Button class="quiet small" on_press=skip>
                    {t().wizard_leave_out(rest)}
                </Button>
            </div>
        }
    });
    let nothing = (report.accepted == 0).then(|| {
        view! { <p class="banner">{t().wizard_nothing_to_import()}</p> }
    });
    let start = t().wizard_import(u64::from(report.accepted));
    view! {
        <div class="stats">{figures}</div>
        <AlreadyThere people_in_file=report.people />
        {has_warnings.then(|| view! { <ul>{warnings}</ul> })}
        {blocked}
        {nothing}
        <div class="buttons">
            {may_run
                .then(|| {
                    view! { <Button on_press=move |()| import(wizard)>{start}</Button> }
                })}
            <Button class="quiet" on_press=move |()| wizard.go(Step::Columns)>
                {t().wizard_change_options()}
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
        (count(u64::from(report.rows_read)), t().wizard_rows_read()),
        (count(u64::from(report.accepted)), t().wizard_to_import()),
    ];
    match kind {
        ImportKind::Leads => {
            figures.push((count(u64::from(report.people)), t().wizard_people()));
            figures.push((
                count(u64::from(report.converted)),
                t().wizard_became_customers(),
            ));
        }
        ImportKind::Purchases => {
            let amount = format_minor_units(report.amount_minor);
            let currency = plan.mapping().currency.as_deref().unwrap_or("USD");
            figures.push((count(u64::from(report.people)), t().wizard_customers()));
            figures.push((t().wizard_amount(&amount, currency), t().wizard_paid()));
        }
        ImportKind::Reviews => {
            figures.push((number(report.without_text.len()), t().wizard_without_text()));
        }
    }
    if !report.repeats.is_empty() {
        let name = if plan.mapping().equal_rows_are_separate {
            t().wizard_repeats_separate()
        } else {
            t().wizard_repeats_once()
        };
        figures.push((number(report.repeats.len()), name));
    }
    if report.problem_rows > 0 {
        figures.push((
            count(u64::from(report.problem_rows)),
            t().wizard_with_problems(),
        ));
    }
    figures
}

/// What the server says is there already.
#[component]
fn AlreadyThere(people_in_file: u32) -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let under_way = memo(move || {
        wizard
            .check
            .with(|check| check.as_ref().is_some_and(Transfer::is_under_way))
    });
    let amount = move |of: fn(&Transfer) -> u32| {
        Signal::derive(move || {
            wizard
                .check
                .with(|check| check.as_ref().map_or(0, of))
                .into()
        })
    };
    let words = move || {
        wizard
            .check
            .with(|check| check.as_ref().and_then(|check| said(check, people_in_file)))
    };
    view! {
        <Show when=move || under_way.get()>
            <Progress
                label=t().wizard_asking()
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
        State::Waiting { reason, .. } => Some(t().wizard_waiting_reason(reason)),
        State::Refused { reason } => Some(t().wizard_refused_reason(reason)),
        State::Finished => {
            let unchanged = outcome.rows_unchanged;
            let new = check.total().saturating_sub(unchanged);
            let rows = match (new, unchanged) {
                (0, _) => t().wizard_all_there().to_owned(),
                (_, 0) => t().wizard_none_there().to_owned(),
                (new, unchanged) => {
                    t().wizard_some_there(u64::from(new), &count(u64::from(unchanged)))
                }
            };
            // A person in two batches counts in both: nothing is written between them.
            let added = outcome.people_added.min(people_in_file);
            if added == 0 {
                return Some(rows);
            }
            Some([rows, t().wizard_new_people(u64::from(added))].join(" "))
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
        check.batch_sent(
            BatchOutcome {
                rows_unchanged: 3,
                ..BatchOutcome::default()
            },
            3,
            1.0,
        );
        assert!(said(&check, 2).unwrap().contains("changes nothing"));
        let mut check = Transfer::new(3, 0.0);
        check.batch_sent(
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
            "2 rows are new, 1 already there and will not change. Up to 2 people not known before."
        );
    }
}
