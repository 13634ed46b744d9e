//! A table of figures from plain cells: written once, whatever stands in it.

use leptos::prelude::*;

use super::table::TableFrame;

/// A column's heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Of words, set from the left.
    Words(&'static str),
    /// Of numbers, set from the right.
    Number(&'static str),
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// The row's heading, and where it leads.
    Head(String, Option<String>),
    /// Words.
    Words(String),
    /// A number, and where it leads.
    Number(String, Option<String>),
    /// A share from 0 to 1 as a small bar behind its number.
    Bar(f64, String),
}

/// A table.
pub fn grid(
    label: &'static str,
    caption: impl IntoView + 'static,
    columns: &[Column],
    rows: Signal<Vec<Vec<Cell>>>,
) -> AnyView {
    let heads = columns
        .iter()
        .map(|column| {
            let (words, class) = match column {
                Column::Words(words) => (*words, ""),
                Column::Number(words) => (*words, "number"),
            };
            view! { <th scope="col" class=class>{words}</th> }
        })
        .collect_view()
        .into_any();
    frame(label, caption.into_any(), heads, rows)
}

/// The same with headings of one's own.
pub fn frame(
    label: &'static str,
    caption: AnyView,
    heads: AnyView,
    rows: Signal<Vec<Vec<Cell>>>,
) -> AnyView {
    let rows = move || {
        rows.get()
            .into_iter()
            .map(|cells| {
                let cells = cells.into_iter().map(cell).collect_view();
                view! { <tr>{cells}</tr> }
            })
            .collect_view()
    };
    view! {
        <TableFrame label>
            <table class="table">
                <caption>{caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableFrame>
    }
    .into_any()
}

fn cell(cell: Cell) -> AnyView {
    match cell {
        Cell::Head(words, href) => view! { <th scope="row">{linked(words, href)}</th> }.into_any(),
        Cell::Words(words) => view! { <td>{words}</td> }.into_any(),
        Cell::Number(words, href) => {
            view! { <td class="number">{linked(words, href)}</td> }.into_any()
        }
        Cell::Bar(part, words) => {
            let width = format!("{:.1}%", part.clamp(0.0, 1.0) * 100.0);
            view! {
                <td class="number">
                    <span class="bar" aria-hidden="true">
                        <span style:width=width></span>
                    </span>
                    {words}
                </td>
            }
            .into_any()
        }
    }
}

fn linked(words: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a href=href dir="auto">{words}</a> }.into_any(),
        None => view! { <span dir="auto">{words}</span> }.into_any(),
    }
}
