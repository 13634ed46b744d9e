//! Which states count: a choice for each that occurs.

use laurel_imports::Status;
use leptos::prelude::*;

use super::wizard_state::ImportWizard;
use crate::ui::numbers::count;
use crate::words::t;

/// The states with their rows, and whether each counts.
#[component]
pub fn Statuses(
    /// What occurs.
    statuses: Vec<Status>,
    /// What a choice does beside being noted.
    #[prop(into)]
    chosen: Callback<()>,
) -> impl IntoView {
    if statuses.is_empty() {
        return ().into_any();
    }
    let rows = statuses
        .into_iter()
        .map(|status| view! { <One status=status chosen=chosen /> })
        .collect_view();
    view! {
        <section class="section stack">
            <h3>{t().wizard_statuses()}</h3>
            <p class="muted">{t().wizard_statuses_words()}</p>
            <div class="statuses">{rows}</div>
        </section>
    }
    .into_any()
}

#[component]
fn One(status: Status, chosen: Callback<()>) -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let Status {
        value,
        normal,
        rows,
        counts,
    } = status;
    let name = format!("status-{normal}");
    let choice = |value: bool, words: &'static str| {
        let normal = normal.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=counts == Some(value)
                    on:change=move |_| {
                        wizard
                            .draft
                            .statuses
                            .update(|statuses| {
                                statuses.insert(normal.clone(), value);
                            });
                        chosen.run(());
                    }
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class:open=counts.is_none()>
            <legend dir="auto">
                {value} " " <span class="muted small">{t().wizard_status_rows(u64::from(rows), &count(u64::from(rows)))}</span>
            </legend>
            {choice(true, t().import_choice_counts())}
            {choice(false, t().import_choice_does_not_count())}
        </fieldset>
    }
}
