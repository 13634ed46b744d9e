//! The third step: what an import would change, counted here and asked from the server. Nothing is
//! changed by it.

use std::sync::Arc;

use laurel_api::imports::{CheckResponse, ImportKind};
use laurel_domain::money::format_minor_units;
use laurel_imports::Plan;
use leptos::prelude::*;

use super::findings::Findings;
use super::problems::Problems;
use super::run::{dry_run, import};
use super::statuses::Statuses;
use super::transfer::{State, Transfer};
use super::wizard_state::{Busy, ImportWizard, Step};
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::numbers::count;
use crate::ui::progress::Progress;
use crate::ui::show::Show;
use crate::words::t;

/// How many rows a sentence names.
const NAMED: usize = 8;

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
    let again = Callback::new(move |()| dry_run(wizard));
    let undecided = report.open_findings;
    let to_decide = (undecided > 0).then(|| {
        view! { <p class="banner problem" role="alert">{t().wizard_to_decide(u64::from(undecided))}</p> }
    });
    // Nothing is sent before it is known what is there, and what looks like it.
    let knows = move || {
        let asked = wizard.check.with(|check| {
            check
                .as_ref()
                .is_none_or(|check| *check.state() != State::Running)
        });
        let similar = wizard.found.with(|found| !found.similar.is_empty());
        asked && (!similar || wizard.leave_similar_out.get().is_some())
    };
    view! {
        <div class="stats">{figures}</div>
        <AlreadyThere />
        <SimilarRows plan=plan.clone() />
        {to_decide}
        {blocked}
        {nothing}
        <div class="buttons">
            {may_run
                .then(|| {
                    let waits = Signal::derive(move || !knows());
                    view! { <Button disabled=waits on_press=move |()| import(wizard)>{start}</Button> }
                })}
            <Button class="quiet" on_press=move |()| wizard.go(Step::Columns)>
                {t().wizard_change_options()}
            </Button>
        </div>
        <Findings findings=report.findings.clone() title=t().wizard_noticed() chosen=again />
        <Statuses statuses=report.statuses.clone() chosen=again />
        <Problems plan=plan.clone() />
    }
}

/// Rows that look like something that is there, and what becomes of them.
#[component]
fn SimilarRows(plan: Arc<Plan>) -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    move || {
        let similar = wizard.found.with(|found| found.similar.clone());
        let is_known = wizard.check.with(|check| {
            check
                .as_ref()
                .is_some_and(|check| *check.state() == State::Finished)
        });
        if similar.is_empty() || !is_known {
            return ().into_any();
        }
        let numbers: Vec<String> = similar
            .iter()
            .take(NAMED)
            .filter_map(|row| plan.row_number(*row as usize))
            .map(|row| row.to_string())
            .collect();
        let rows = if similar.len() > NAMED {
            let more = count((similar.len() - NAMED) as u64);
            t().import_finding_rows_more(&numbers.join(", "), &more)
        } else {
            t().import_finding_rows(&numbers.join(", "))
        };
        let choice = |leaves_out: bool, words: &'static str| {
            let is_chosen = move || wizard.leave_similar_out.get() == Some(leaves_out);
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="similar-rows"
                        prop:checked=is_chosen
                        on:change=move |_| wizard.leave_similar_out.set(Some(leaves_out))
                    />
                    <span>{words}</span>
                </label>
            }
        };
        view! {
            <fieldset class="banner">
                <legend>{t().wizard_similar(similar.len() as u64)}</legend>
                <p>{t().import_finding_same_person()} " " <span class="muted small">{rows}</span></p>
                {choice(true, t().wizard_similar_leave_out())}
                {choice(false, t().wizard_similar_import())}
            </fieldset>
        }
        .into_any()
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
            figures.push((count(u64::from(report.people)), t().wizard_customers()));
            for (currency, minor) in &report.amounts {
                let amount = format_minor_units(*minor);
                figures.push((t().wizard_amount(&amount, currency), t().wizard_paid()));
            }
        }
        ImportKind::Reviews => {
            figures.push((number(report.without_text.len()), t().wizard_without_text()));
        }
        ImportKind::Nps | ImportKind::Unsubscribed => {
            figures.push((count(u64::from(report.people)), t().wizard_people()));
        }
    }
    if report.not_counted > 0 {
        figures.push((
            count(u64::from(report.not_counted)),
            t().wizard_not_counted(),
        ));
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
fn AlreadyThere() -> impl IntoView {
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
        let found = wizard.found.get();
        wizard
            .check
            .with(|check| check.as_ref().and_then(|check| said(check, &found)))
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

/// What is known so far, in sentences.
fn said(check: &Transfer, found: &CheckResponse) -> Option<String> {
    match check.state() {
        State::Running | State::Cancelled => None,
        State::Waiting { reason, .. } => Some(t().wizard_waiting_reason(reason)),
        State::Refused { reason } => Some(t().wizard_refused_reason(reason)),
        State::Finished => {
            let CheckResponse {
                new,
                unchanged,
                changed,
                kept,
                similar: _,
            } = found;
            let mut said = vec![match (new + changed, unchanged + kept) {
                (0, _) => t().wizard_all_there().to_owned(),
                (_, 0) if *changed == 0 => t().wizard_none_there().to_owned(),
                _ => t().wizard_some_there(u64::from(*new), &count(u64::from(unchanged + kept))),
            }];
            if *changed > 0 {
                said.push(t().wizard_changed(u64::from(*changed)));
            }
            if *kept > 0 {
                said.push(t().wizard_kept(u64::from(*kept)));
            }
            Some(said.join(" "))
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
        let found = CheckResponse {
            unchanged: 3,
            ..CheckResponse::default()
        };
        assert_eq!(said(&check, &found), None);
        check.batch_sent(BatchOutcome::default(), 3, 1.0);
        assert!(said(&check, &found).unwrap().contains("changes nothing"));
        let found = CheckResponse {
            new: 2,
            unchanged: 1,
            changed: 1,
            ..CheckResponse::default()
        };
        assert_eq!(
            said(&check, &found).unwrap(),
            "2 rows are new, 1 already there and will not change. 1 row has changed and will be brought up to date."
        );
    }
}
