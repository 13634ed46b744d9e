//! What was noticed in a file: what, where, what stands there, and the choice.

use laurel_imports::{Choice, Finding};
use leptos::prelude::*;

use super::wizard_state::ImportWizard;
use crate::ui::button::Button;
use crate::words::t;

/// The findings, those to decide first.
#[component]
pub fn Findings(
    /// What was noticed.
    findings: Vec<Finding>,
    /// The heading.
    title: &'static str,
    /// What a choice does beside being noted; without it choices are not offered.
    #[prop(optional, into)]
    chosen: Option<Callback<()>>,
) -> impl IntoView {
    if findings.is_empty() {
        return ().into_any();
    }
    let list = findings
        .into_iter()
        .map(|finding| view! { <One finding=finding chosen=chosen /> })
        .collect_view();
    view! {
        <section class="section stack">
            <h3>{title}</h3>
            <ul class="findings">{list}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn One(finding: Finding, chosen: Option<Callback<()>>) -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let notice = finding.notice;
    let kind = wizard.kind.get_untracked();
    let is_open = finding.is_open(&wizard.draft.mapping(kind));
    let rows = finding.say_rows(t());
    let examples = finding
        .say_examples(t())
        .into_iter()
        .map(|example| view! { <li dir="auto">{example}</li> })
        .collect_view();
    let has_examples = !finding.examples.is_empty();
    let button = move |choice: Choice, chosen: Callback<()>| {
        let answers = wizard.draft.answers;
        let is_chosen = answers.with_untracked(|answers| {
            answers
                .get(notice.code())
                .is_some_and(|code| code == choice.code())
        });
        let press = move |()| {
            answers.update(|answers| {
                answers.insert(notice.code().to_owned(), choice.code().to_owned());
            });
            chosen.run(());
        };
        view! {
            <Button class=if is_chosen { "small" } else { "quiet small" } on_press=press>
                {choice.say(t(), notice)}
            </Button>
        }
    };
    let choices = chosen.map(|chosen| {
        let choices = notice.choices().iter();
        choices.map(|choice| button(*choice, chosen)).collect_view()
    });
    let has_choices = chosen.is_some() && !notice.choices().is_empty();
    view! {
        <li class:open=is_open>
            <p dir="auto">{finding.say(t())} " " <span class="muted small">{rows}</span></p>
            {has_examples.then(|| view! { <ul class="examples small">{examples}</ul> })}
            {has_choices.then(|| view! { <div class="buttons">{choices}</div> })}
        </li>
    }
}
