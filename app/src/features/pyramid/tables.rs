//! The pyramid's figures as tables.

use laurel_api::figures::Pyramid;
use laurel_charts::Subject;
use laurel_charts::figures::{NOT_YET, share};
use leptos::prelude::*;

use super::figures::meaning;
use crate::session::CurrentProgram;
use crate::ui::numbers::count;
use crate::ui::table::TableFrame;

/// One row a need level, the highest first as in the picture.
#[component]
pub fn LevelTable(
    /// The figures.
    pyramid: Memo<Pyramid>,
    /// Where a level leads.
    link: Callback<Subject, Option<String>>,
) -> impl IntoView {
    let rows = move || {
        pyramid.with(|pyramid| {
            let all: u64 = pyramid.levels.iter().map(|level| level.people).sum();
            pyramid
                .levels
                .iter()
                .enumerate()
                .rev()
                .map(|(position, level)| {
                    view! {
                        <tr>
                            <th scope="row">
                                <a href=link.run(Subject::Level(position))>{level.name.clone()}</a>
                                <div class="muted small">{meaning(level.level)}</div>
                            </th>
                            <td class="number">{count(level.people)}</td>
                            <td class="number">{share(level.people, all).unwrap_or_else(|| NOT_YET.to_owned())}</td>
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <section class="stack">
            <h2>"Need levels"</h2>
            <TableFrame label="People by need level">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Level"</th>
                            <th scope="col" class="number">"People"</th>
                            <th scope="col" class="number">"Share"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
        </section>
    }
}

/// One row an advocacy stage, the highest first.
#[component]
pub fn LadderTable(
    /// The figures.
    pyramid: Memo<Pyramid>,
    /// The program, for links.
    program: StoredValue<CurrentProgram>,
) -> impl IntoView {
    let rows = move || {
        pyramid.with(|pyramid| {
            pyramid
                .advocacy_stages
                .iter()
                .rev()
                .map(|stage| {
                    let page = format!("people?advocacy_stage={}", stage.code);
                    let href = program.with_value(|program| program.href(&page));
                    view! {
                        <tr>
                            <th scope="row">
                                <a href=href>{stage.name.clone()}</a>
                            </th>
                            <td class="number">{count(stage.people)}</td>
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <section class="stack">
            <h2>"Ladder of advocacy"</h2>
            <TableFrame label="People by advocacy stage">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Stage"</th>
                            <th scope="col" class="number">"People"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
        </section>
    }
}
