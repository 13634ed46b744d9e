//! What went wrong and what to do, where it happened.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::words::t;

/// A problem that stays until it is solved. What was typed or shown around it stays too.
#[component]
pub fn ProblemBanner(
    /// What went wrong; nothing is shown without it.
    #[prop(into)]
    problem: Signal<Option<ApiError>>,
    /// Tries again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    move || {
        problem.get().map(|problem| {
            let needs_sign_in = problem.kind() == Some(laurel_api::ProblemType::SignInNeeded);
            let fields: Vec<String> = problem
                .fields()
                .iter()
                .map(|error| format!("{}: {}", error.field, error.message))
                .collect();
            view! {
                <div class="banner problem" role="alert">
                    <h2>{problem.title().to_owned()}</h2>
                    <p>{problem.advice().to_owned()}</p>
                    {(!fields.is_empty())
                        .then(|| view! { <ul>{fields.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> })}
                    {needs_sign_in
                        .then(|| view! { <a href="/" target="_blank">{t().ui_sign_in_again()}</a> })}
                    {retry
                        .map(|retry| {
                            view! {
                                <button type="button" class="button quiet small" on:click=move |_| retry.run(())>
                                    {t().ui_try_again()}
                                </button>
                            }
                        })}
                    {problem.request_id().map(|id| view! { <p class="request-id">{t().ui_request(id)}</p> })}
                </div>
            }
        })
    }
}
