//! The second step: which column feeds which field, and how the file is to be understood.

use laurel_imports::field::{Field, Need, fields};
use leptos::prelude::*;

use super::bench::{Bench, Busy, Step};
use super::options::Options;
use super::preview::{Preview, samples};
use super::run::dry_run;
use super::saved::Origin;
use super::words::{kind_words, size_words};
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::field::unique_id;
use crate::ui::numbers::{count, counted};
use crate::ui::table::TableFrame;

/// Columns, options and a preview.
#[component]
pub fn ColumnsStep() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let Some(opened) = bench.opened.get_untracked() else {
        bench.go(Step::File);
        return ().into_any();
    };
    let table = opened.table.clone();
    let summary = format!(
        "{}, {}: {} below the header, {} columns separated by {}s.",
        opened.name,
        size_words(opened.size),
        counted(table.len() as u64, "row"),
        count(table.header().len() as u64),
        table.delimiter_name(),
    );
    let notes = table
        .notes()
        .iter()
        .map(|note| view! { <p class="muted">{note.clone()}</p> })
        .collect_view();
    let planning = Signal::derive(move || matches!(bench.busy.get(), Some(Busy::Planning(_))));
    let progress = move || match bench.busy.get() {
        Some(Busy::Planning(share)) => format!("Checking the rows: {} %", (share * 100.0).round()),
        _ => String::new(),
    };
    let general = move || {
        bench.plan.with(|plan| {
            let problems = plan
                .as_ref()
                .map(|plan| plan.report().mapping_problems.len())
                .unwrap_or_default();
            (problems > 0).then(|| {
                format!(
                    "{} to solve before this file can be checked; see below.",
                    counted(problems as u64, "thing")
                )
            })
        })
    };
    let header = table.header().to_vec();
    let rows = opened.preview;
    let field_rows = fields(bench.kind.get_untracked())
        .iter()
        .map(|field| view! { <FieldRow field=*field header=header.clone() rows=rows.to_vec() /> })
        .collect_view();
    view! {
        <div class="stack">
            <p dir="auto">{summary}</p>
            {notes}
            <OriginLine />
            {move || general().map(|words| view! { <p class="problem-text" role="alert">{words}</p> })}
        </div>
        <TableFrame label="Fields and columns">
            <table class="table mapping-table">
                <thead>
                    <tr>
                        <th scope="col">{kind_words(bench.kind.get_untracked()).0} " have"</th>
                        <th scope="col">"Column"</th>
                        <th scope="col">"First values"</th>
                    </tr>
                </thead>
                <tbody>{field_rows}</tbody>
            </table>
        </TableFrame>
        <Options />
        <Preview header=header rows=rows />
        <div class="buttons">
            <Button busy=planning on_press=move |()| dry_run(bench)>
                "Try it"
            </Button>
            <Button class="quiet" on_press=move |()| bench.go(Step::File)>
                "Another file"
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
    let bench = expect_context::<Bench>();
    move || {
        match bench.origin.get() {
        Origin::Suggested => {
            view! { <p>"The columns were matched by their names. Please look whether they are right."</p> }.into_any()
        }
        Origin::Earlier { words, resumes_at: None } => {
            view! {
                <p dir="auto">"Columns and options are those of an earlier import with the same columns: " {words} "."</p>
            }
            .into_any()
        }
        Origin::Earlier { words, resumes_at: Some(row) } => {
            let rows = counted(u64::from(row), "row");
            view! {
                <p class="banner good" dir="auto">
                    "This file was begun before (" {words} ") and " {rows}
                    " were taken in. With the same columns and options, the import goes on from there."
                </p>
            }
            .into_any()
        }
    }
    }
}

/// One field with its column.
#[component]
fn FieldRow(field: Field, header: Vec<String>, rows: Vec<Vec<String>>) -> impl IntoView {
    let bench = expect_context::<Bench>();
    let id = unique_id("column");
    let (help_id, problem_id) = (format!("{id}-help"), format!("{id}-problem"));
    let chosen = memo(move || {
        bench
            .draft
            .columns
            .with(|columns| columns.get(field.code).cloned())
            .unwrap_or_default()
    });
    let need = match field.need {
        Need::Required => " (needed)",
        Need::OneOf => " (one of these is needed)",
        Need::RequiredOrDefault => " (needed, or one date for all)",
        Need::Optional => "",
    };
    let problem = bench.field_problem(field.code);
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
                <label for=id.clone()>{field.label} <span class="muted small">{need}</span></label>
                <p class="muted small" id=help_id>
                    {field.help}
                </p>
            </th>
            <td>
                <div class="field">
                <select
                    id=id
                    aria-invalid=move || problem.get().is_some().then_some("true")
                    aria-describedby=described
                    on:change:target=move |event| {
                        bench.forget_plan();
                        bench.draft.choose(field.code, event.target().value());
                    }
                >
                    <option value="" selected=move || chosen.with(String::is_empty)>
                        "Not in this file"
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
