//! What waits for somebody: the first thing a member should see.

use laurel_api::endpoints::ListImports;
use laurel_api::imports::{Import, ImportState};
use laurel_api::page::PageQuery;
use laurel_domain::role::Permission;
use leptos::prelude::*;

use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::numbers::{count, counted};
use crate::ui::show::Show;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Task {
    words: String,
    advice: &'static str,
    page: &'static str,
}

/// What there is to do, the most urgent first.
fn tasks(pending: i64, detractors: i64, imports: &[Import]) -> Vec<Task> {
    let some = |number: i64| u64::try_from(number).ok().filter(|number| *number > 0);
    let stories = some(pending).map(|number| Task {
        words: format!(
            "{} {} for a decision",
            counted(number, "submission"),
            if number == 1 { "waits" } else { "wait" }
        ),
        advice: "Somebody took the time to write.",
        page: "submissions",
    });
    let detractors = some(detractors).map(|number| Task {
        words: format!("{} would not recommend you", counted(number, "customer")),
        advice: "Look after their cases before asking them for anything.",
        page: "flywheel",
    });
    let imports = imports
        .iter()
        .filter(|import| import.state != ImportState::Completed)
        .map(|import| Task {
            words: format!(
                "The import of {} stopped at row {} of {}",
                import.file_name,
                count(u64::from(import.rows_done)),
                count(u64::from(import.rows_total))
            ),
            advice: "It goes on where it stopped.",
            page: "imports",
        });
    stories
        .into_iter()
        .chain(imports)
        .chain(detractors)
        .collect()
}

/// The list of what waits; a kind word when nothing does.
#[component]
pub fn Waiting() -> impl IntoView {
    let program = use_program();
    let path = program.path();
    let may_import = program.may(Permission::Edit);
    let program = StoredValue::new(program);
    let details = use_program_details();
    let imports =
        use_remote::<ListImports>(move || may_import.then(|| (path.clone(), PageQuery::default())))
            .latest();
    let waiting = memo(move || {
        let imports = imports
            .get()
            .map(|answer| answer.imports)
            .unwrap_or_default();
        tasks(
            details.total("testimonials:pending"),
            details.total("detractors"),
            &imports,
        )
    });
    let known = move || details.program().is_some();
    let items = move || {
        waiting
            .get()
            .into_iter()
            .map(
                |Task {
                     words,
                     advice,
                     page,
                 }| {
                    let href = program.with_value(|program| program.href(page));
                    view! {
                        <li>
                            <a href=href>{words}</a>
                            <div class="muted small">{advice}</div>
                        </li>
                    }
                },
            )
            .collect_view()
    };
    view! {
        <Show when=known>
            <section aria-labelledby="waiting">
                <h2 id="waiting">"Waits for somebody"</h2>
                <Show
                    when=move || !waiting.with(Vec::is_empty)
                    fallback=|| view! { <p class="muted">"Nothing waits. Everybody who wrote has an answer."</p> }
                >
                    <ul class="waiting">{items}</ul>
                </Show>
            </section>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_comes_first() {
        let words: Vec<String> = tasks(2, 1, &[])
            .into_iter()
            .map(|task| task.words)
            .collect();
        assert_eq!(
            words,
            [
                "2 submissions wait for a decision",
                "1 customer would not recommend you"
            ]
        );
        assert_eq!(
            tasks(1, 0, &[])
                .first()
                .map(|task| task.words.clone())
                .as_deref(),
            Some("1 submission waits for a decision")
        );
        assert!(tasks(0, 0, &[]).is_empty());
        assert!(tasks(-1, -1, &[]).is_empty());
    }
}
