//! All problems of a form in one place, above it.

use leptos::prelude::*;

use crate::form_problem::FieldProblem;

/// Says how many problems there are and links to each field. Nothing when there is none.
#[component]
pub fn ErrorSummary(
    /// The problems, in the order of the fields.
    problems: Vec<FieldProblem>,
) -> impl IntoView {
    (!problems.is_empty()).then(|| {
        let heading = match problems.len() {
            1 => "One thing needs another look".to_owned(),
            many => format!("{many} things need another look"),
        };
        let items: Vec<_> = problems
            .into_iter()
            .map(|problem| {
                let target = format!("#{}", problem.field);
                view! { <li><a href=target>{problem.message}</a></li> }
            })
            .collect();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" aria-labelledby="error-summary">
                <h2 id="error-summary">{heading}</h2>
                <ul>{items}</ul>
                <p class="small">"Nothing you typed is lost."</p>
            </div>
        }
    })
}
