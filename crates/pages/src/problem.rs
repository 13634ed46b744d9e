//! Problem pages: what happened and what to do.

use laurel_words::Words;
use maud::html;

use crate::document::Document;
use crate::reader::Reader;

/// The values of a problem page.
#[derive(Debug, Clone, Default)]
pub struct ProblemPage {
    /// The HTTP status: 400, 403, 404, 413, 429, 500 or 503; others read like 500.
    pub status: u16,
    /// What exactly is wrong, for 4xx; nothing internal.
    pub detail: Option<String>,
    /// The id to quote when writing to whoever runs this server.
    pub request_id: String,
}

/// The problem page as a document.
pub fn problem_page(reader: &Reader, page: ProblemPage) -> String {
    let words = reader.words;
    let (heading, advice) = sentences(words, page.status);
    let document = Document {
        title: words.problem_title(heading),
        description: advice.to_owned(),
        ..Document::default()
    };
    let main = html! {
        div class="opening" {
            p class="eyebrow" { (page.status) }
            h1 { (heading) }
            p class="lede" { (advice) }
        }
        @if let Some(detail) = &page.detail { p class="measure" dir="auto" { (detail) } }
        p { a class="button quiet" href=(reader.link("/")) { (words.problem_start()) } }
        p class="request-id" { (words.problem_request(&page.request_id)) }
    };
    document.render(reader, &main)
}

/// What happened, and what to do.
fn sentences(words: Words, status: u16) -> (&'static str, &'static str) {
    match status {
        400 | 405 | 415 | 422 => (
            words.problem_unreadable(),
            words.problem_unreadable_advice(),
        ),
        401 => (words.problem_sign_in(), words.problem_sign_in_advice()),
        403 => (words.problem_forbidden(), words.problem_forbidden_advice()),
        404 | 410 => (words.problem_nothing(), words.problem_nothing_advice()),
        413 => (words.problem_large(), words.problem_large_advice()),
        429 => (words.problem_fast(), words.problem_fast_advice()),
        503 => (
            words.problem_unavailable(),
            words.problem_unavailable_advice(),
        ),
        _ => (words.problem_internal(), words.problem_internal_advice()),
    }
}
