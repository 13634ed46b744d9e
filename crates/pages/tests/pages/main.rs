//! The HTML of every public page, as snapshots, and what must hold on all of them.
//!
//! Most texts here are hostile on purpose: markup, quotes, text from right to left, emoji.

mod all_pages;
mod fixtures;
mod forms;
mod hostile;
mod languages;
mod mails;
mod receipts;
mod walls;

/// One element a line, so that a changed snapshot shows what changed.
fn readable(html: &str) -> String {
    html.replace("><", ">\n<")
}
