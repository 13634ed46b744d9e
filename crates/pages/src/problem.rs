//! Problem pages: what happened and what to do.

use leptos::prelude::*;

use crate::document::Document;

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
pub fn problem_page(page: ProblemPage) -> String {
    let (heading, advice) = words(page.status);
    let document = Document {
        title: format!("{heading} – Laurel"),
        description: advice.to_owned(),
        ..Document::default()
    };
    document.render(|| {
        let detail = page
            .detail
            .map(|detail| view! { <p class="measure" dir="auto">{detail}</p> });
        view! {
            <div class="opening">
                <p class="eyebrow">{page.status}</p>
                <h1>{heading}</h1>
                <p class="lede">{advice}</p>
            </div>
            {detail}
            <p><a class="button quiet" href="/">"To the start page"</a></p>
            <p class="request-id">"Request "{page.request_id}</p>
        }
    })
}

const fn words(status: u16) -> (&'static str, &'static str) {
    match status {
        400 | 405 | 415 | 422 => (
            "That could not be read",
            "Go back, reload the page and try once more.",
        ),
        401 => (
            "Please sign in",
            "This page is for members. Sign in on the start page.",
        ),
        403 => (
            "That is not allowed from here",
            "Open the page again from its own address and repeat what you did. If you are a member, \
             your role may not include this.",
        ),
        404 | 410 => (
            "There is nothing here",
            "The address may be mistyped, or what stood here was taken back by its author.",
        ),
        413 => (
            "That is too large",
            "Please shorten it and send it once more.",
        ),
        429 => ("A little too fast", "Please wait a minute and try again."),
        503 => (
            "We cannot reach our records right now",
            "Nothing of yours is lost. Please try again in a minute; sending the same thing twice does no harm.",
        ),
        _ => (
            "Something went wrong on our side",
            "Nothing of yours is lost. Please try again; sending the same thing twice does no harm.",
        ),
    }
}
