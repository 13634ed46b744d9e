//! The second step: which column feeds which field, and how the file is to be understood.

use laurel_imports::field::{Field, Need, fields};
use leptos::prelude::*;

use super::findings::Findings;
use super::options::Options;
use super::preview::{Preview, samples};
use super::run::dry_run;
use super::saved::Origin;
use super::wizard_state::{Busy, ImportWizard, Step};
use super::words::{kind_words, size_words};
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::field::unique_id;
use crate::words::t;

use crate::ui::table::TableFrame;

/// Columns, options and a preview.
#[component]
pub fn ColumnsStep() -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let Some(opened) = wizard.opened.get_untracked() else {
        wizard.go(Step::File);
        return ().into_any();
    };
    let table = opened.table.clone();
    let summary = t().wizard_file_summary(
        &opened.name,
        &size_words(opened.size),
        table.len() as u64,
        table.header().len() as u64,
        laurel_imports::say::delimiter(t(), table.delimiter()),
    );
    let planning = Signal::derive(move || matches!(wizard.busy.get(), Some(Busy::Planning(_))));
    let progress = move || match wizard.busy.get() {
        Some(Busy::Planning(share)) => t().wizard_checking_share(&t().percent(share, 0)),
        _ => String::new(),
    };
    let general = move || {
        wizard.plan.with(|plan| {
            let problems = plan
                .as_ref()
                .map(|plan| plan.report().mapping_problems.len())
                .unwrap_or_default();
            (problems > 0).then(|| t().wizard_to_solve(problems as u64))
        })
    };
    let header = table.header().to_vec();
    let rows = opened.preview;
    let field_rows = fields(wizard.kind.get_untracked())
        .iter()
        .map(|field| view! { <FieldRow field=*field header=header.clone() rows=rows.to_vec() /> })
        .collect_view();
    view! {
        <div class="stack">
            <p dir="auto">{summary}</p>
            <OriginLine />
            {move || general().map(|words| view! { <p class="problem-text" role="alert">{words}</p> })}
        </div>
        <TableFrame label=t().wizard_fields()>
            <table class="table mapping-table">
                <thead>
                    <tr>
                        <th scope="col">{t().wizard_column_field(kind_words(wizard.kind.get_untracked()).0)}</th>
                        <th scope="col">{t().wizard_column_column()}</th>
                        <th scope="col">{t().wizard_column_values()}</th>
                    </tr>
                </thead>
                <tbody>{field_rows}</tbody>
            </table>
        </TableFrame>
        <Options />
        <FileFindings />
        <Preview header=header rows=rows />
        <div class="buttons">
            <Button busy=planning on_press=move |()| dry_run(wizard)>
                {t().wizard_try()}
            </Button>
            <Button class="quiet" on_press=move |()| wizard.go(Step::File)>
                {t().wizard_another_file()}
            </Button>
            <span class="muted" role="status">
                {progress}
            </span>
        </div>
    }
    .into_any()
}

/// Where the mapping comes from, and that an unfinished import goes on.
#[component]
fn OriginLine() -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    move || match wizard.origin.get() {
        Origin::Suggested => view! { <p>{t().wizard_suggested()}</p> }.into_any(),
        Origin::Before { words } => view! {
            <p class="banner" dir="auto">{t().wizard_imported_before(&words)}</p>
        }
        .into_any(),
        Origin::Earlier {
            words,
            resumes_at: None,
        } => view! {
            <p dir="auto">{t().wizard_from_earlier(&words)}</p>
        }
        .into_any(),
        Origin::Earlier {
            words,
            resumes_at: Some(row),
        } => {
            let words = t().wizard_resumes(u64::from(row), &words);
            view! {
                <p class="banner good" dir="auto">
                    {words}
                </p>
            }
            .into_any()
        }
    }
}

/// What was noticed about how the file is written, before anything is mapped.
#[component]
fn FileFindings() -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let findings = wizard.opened.with_untracked(|opened| {
        opened
            .as_ref()
            .map(|opened| opened.table.findings().to_vec())
    });
    view! { <Findings findings=findings.unwrap_or_default() title=t().wizard_noticed_file() /> }
}

/// One field with its column.
#[component]
fn FieldRow(field: Field, header: Vec<String>, rows: Vec<Vec<String>>) -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let id = unique_id("column");
    let (help_id, problem_id) = (format!("{id}-help"), format!("{id}-problem"));
    let chosen = memo(move || {
        wizard
            .draft
            .columns
            .with(|columns| columns.get(field.code).cloned())
            .unwrap_or_default()
    });
    let (label, help) = laurel_imports::say::field(t(), wizard.kind.get_untracked(), field.code);
    let need = match field.need {
        Need::Required => t().wizard_needed(),
        Need::OneOf => t().wizard_one_needed(),
        Need::RequiredOrDefault => t().wizard_needed_or_date(),
        Need::Optional => "",
    };
    let problem = wizard.field_problem(field.code);
    let described = {
        let (help_id, problem_id) = (help_id.clone(), problem_id.clone());
        move || {
            if problem.get().is_some() {
                format!("{help_id} {problem_id}")
            } else {
                help_id.clone()
            }
        }
    };
    let options = header
        .iter()
        .map(|column| {
            let (value, words) = (column.clone(), column.clone());
            let compared = column.clone();
            view! {
                <option value=value selected=move || chosen.with(|chosen| *chosen == compared)>
                    {words}
                </option>
            }
        })
        .collect_view();
    let values = move || {
        let position = chosen.with(|chosen| header.iter().position(|column| column == chosen));
        position
            .map(|position| samples(&rows, position))
            .unwrap_or_default()
    };
    view! {
        <tr>
            <th scope="row">
                <label for=id.clone()>{label} <span class="muted small">{need}</span></label>
                <p class="muted small" id=help_id>
                    {help}
                </p>
            </th>
            <td>
                <div class="field">
                <select
                    id=id
                    aria-invalid=move || problem.get().is_some().then_some("true")
                    aria-describedby=described
                    on:change:target=move |event| {
                        wizard.forget_plan();
                        wizard.draft.choose(field.code, event.target().value());
                    }
                >
                    <option value="" selected=move || chosen.with(String::is_empty)>
                        {t().wizard_not_in_file()}
                    </option>
                    {options}
                </select>
                {move || {
                    problem
                        .get()
                        .map(|words| view! { <p class="problem" id=problem_id.clone()><span>{words}</span></p> })
                }}
                </div>
            </td>
            <td class="samples" dir="auto">
                {values}
            </td>
        </tr>
    }
}
