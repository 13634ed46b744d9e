//! The rows with problems: the first of them as a table, all of them as a file.

use std::sync::Arc;

use laurel_imports::{Plan, Report, problems_csv};
use leptos::prelude::*;

use crate::ui::button::Button;
use crate::ui::numbers::count;
use crate::ui::save_file::save_text;
use crate::ui::table::TableFrame;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// How many stand in the table.
const SHOWN: usize = 100;
/// How many rows a sentence names.
const NAMED: usize = 5;

/// Problems by row and column, and the file with everything that is left out.
#[component]
pub fn Problems(
    /// The dry run's result.
    plan: Arc<Plan>,
) -> impl IntoView {
    let toasts = use_toasts();
    let report = plan.report();
    let left_out = report.problem_rows as usize + report.repeats.len() + report.without_text.len();
    if left_out == 0 {
        return ().into_any();
    }
    let rows = report
        .problems
        .iter()
        .take(SHOWN)
        .map(|problem| {
            view! {
                <tr>
                    <td class="number">{count(u64::from(problem.row))}</td>
                    <td dir="auto">{problem.column.clone()}</td>
                    <td dir="auto">{problem.value.clone()}</td>
                    <td>{problem.trouble.say(t())}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = if report.problems.len() > SHOWN {
        t().wizard_problems_first(&SHOWN.to_string(), u64::from(report.problem_rows))
    } else {
        t().wizard_problems_numbers().to_owned()
    };
    let table = (!report.problems.is_empty()).then(|| {
        view! {
            <TableFrame label=t().wizard_problems()>
                <table class="table dense">
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="number">
                                {t().wizard_problems_row()} </th>
                            <th scope="col">{t().wizard_problems_column()}</th>
                            <th scope="col">{t().wizard_problems_value()}</th>
                            <th scope="col">{t().wizard_problems_advice()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
        }
    });
    let lines = left_out_words(report)
        .into_iter()
        .map(|line| view! { <p class="muted">{line}</p> })
        .collect_view();
    let download = Callback::new(move |()| {
        if save_text(
            "problems.csv",
            "text/csv",
            &problems_csv(t(), plan.report()),
        )
        .is_err()
        {
            toasts.problem(t().wizard_problems_refused());
        }
    });
    view! {
        <section class="section stack" aria-labelledby="problems-title">
            <h3 id="problems-title">{t().wizard_problems_title()}</h3>
            {table} {lines}
            <div>
                <Button class="quiet small" on_press=download>
                    {t().wizard_problems_download(&count(left_out as u64))}
                </Button>
            </div>
        </section>
    }
    .into_any()
}

/// Rows that are left out without being wrong, a sentence a reason.
fn left_out_words(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    // The first of all, and how many more there are.
    let named = |rows: Vec<String>, all: usize| {
        let rows = rows.join(", ");
        match all.saturating_sub(NAMED) {
            0 => rows,
            more => t().wizard_problems_more(&rows, &count(more as u64)),
        }
    };
    if !report.without_text.is_empty() {
        let rows: Vec<String> = report
            .without_text
            .iter()
            .take(NAMED)
            .map(|row| count(u64::from(*row)))
            .collect();
        lines.push(t().wizard_problems_without_text(&named(rows, report.without_text.len())));
    }
    if !report.repeats.is_empty() {
        let rows: Vec<String> = report
            .repeats
            .iter()
            .take(NAMED)
            .map(|repeat| {
                t().wizard_problems_repeat(
                    &count(u64::from(repeat.row)),
                    &count(u64::from(repeat.first)),
                )
            })
            .collect();
        lines.push(t().wizard_problems_repeats(&named(rows, report.repeats.len())));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_imports::Repeat;

    #[test]
    fn rows_that_are_left_out_are_named() {
        let report = Report {
            without_text: vec![3, 9, 1_200],
            repeats: (10..17).map(|row| Repeat { row, first: 2 }).collect(),
            ..Report::default()
        };
        assert_eq!(
            left_out_words(&report),
            [
                "Without text: row 3, 9, 1,200.",
                "Equal to an earlier one: row 10 repeats row 2, row 11 repeats row 2, row 12 repeats row 2, \
                 row 13 repeats row 2, row 14 repeats row 2 and 2 more."
            ]
        );
    }
}
