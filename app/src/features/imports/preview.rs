//! The first rows of a file, as they are.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::table::TableFrame;
use crate::words::t;

/// How many different values are shown of a column.
const SAMPLES: usize = 3;

/// A few different values of a column, one line.
pub fn samples(rows: &[Vec<String>], position: usize) -> String {
    let mut values: Vec<&str> = Vec::new();
    for row in rows {
        let value = row
            .get(position)
            .map(|cell| cell.trim())
            .unwrap_or_default();
        if values.len() < SAMPLES && !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    values.join(" · ")
}

/// The first rows.
#[component]
pub fn Preview(
    /// The columns' names.
    header: Vec<String>,
    /// The rows.
    rows: Arc<Vec<Vec<String>>>,
) -> impl IntoView {
    let head = header
        .into_iter()
        .map(|name| view! { <th scope="col" dir="auto">{name}</th> })
        .collect_view();
    let body = rows
        .iter()
        .map(|row| {
            let cells = row
                .iter()
                .map(|cell| view! { <td dir="auto">{cell.clone()}</td> })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="preview-title">
            <h3 id="preview-title">{t().wizard_preview()}</h3>
            <TableFrame label=t().wizard_preview_label()>
                <table class="table dense preview-table">
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </TableFrame>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_different_and_not_blank() {
        let rows: Vec<Vec<String>> = ["a", " ", "b", "a", "c", "d"]
            .iter()
            .map(|cell| vec!["x".into(), (*cell).into()])
            .collect();
        assert_eq!(samples(&rows, 1), "a · b · c");
        assert_eq!(samples(&rows, 2), "");
    }
}
