//! What must hold on every page, whatever people type.

use insta::assert_snapshot;
use laurel_pages::{ProblemPage, problem_page};

use crate::all_pages::with_text_everywhere;
use crate::fixtures::{HOSTILE, english};
use crate::readable;

#[test]
fn markup_is_shown_as_text() {
    for (page, html) in with_text_everywhere(&english(), HOSTILE) {
        assert!(!html.contains("<script>"), "{page}: {html}");
        assert!(!html.contains("<!--"), "{page}");
        for tag in html.split('<').filter_map(|rest| rest.split('>').next()) {
            assert!(!tag.contains("onclick=\""), "{page}: {tag}");
        }
        let ends = html.matches("</textarea>").count();
        assert_eq!(ends, html.matches("<textarea").count(), "{page}");
    }
}

#[test]
fn nothing_is_inline() {
    for (page, html) in with_text_everywhere(&english(), "plain") {
        assert!(!html.contains("<style"), "{page}");
        assert!(!html.contains(" style="), "{page}");
        assert!(!html.contains(" onclick="), "{page}");
        for (position, _) in html.match_indices("<script") {
            let tag = &html[position..];
            let data = tag.starts_with(r#"<script type="application/ld+json">"#);
            let ours = tag.starts_with(r#"<script src="/assets/"#);
            assert!(data || ours, "{page}: {tag:.80}");
        }
    }
}

#[test]
fn every_page_has_one_heading_a_title_and_a_language() {
    for (page, html) in with_text_everywhere(&english(), "plain") {
        assert!(
            html.starts_with("<!DOCTYPE html><html lang=\"en\""),
            "{page}"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        assert_eq!(html.matches("<main").count(), 1, "{page}");
        assert_eq!(html.matches("<title>").count(), 1, "{page}");
        assert!(!html.contains("<!>"), "{page}");
        if page != "embed" {
            assert!(
                html.contains(r##"<a class="skip-link" href="#main">"##),
                "{page}"
            );
        }
    }
}

#[test]
fn ids_are_unique_and_references_resolve() {
    for (page, html) in with_text_everywhere(&english(), "plain") {
        let ids: Vec<&str> = attribute(&html, " id=\"");
        for id in &ids {
            assert_eq!(
                ids.iter().filter(|other| *other == id).count(),
                1,
                "{page}: {id}"
            );
        }
        for name in [
            " for=\"",
            " aria-describedby=\"",
            " aria-labelledby=\"",
            " href=\"#",
        ] {
            for target in attribute(&html, name)
                .into_iter()
                .flat_map(str::split_whitespace)
            {
                assert!(ids.contains(&target), "{page}: {name}{target}");
            }
        }
    }
}

fn attribute<'html>(html: &'html str, start: &str) -> Vec<&'html str> {
    html.split(start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn a_word_of_3000_characters_is_kept_whole() {
    let word = "x".repeat(3_000);
    for (page, html) in with_text_everywhere(&english(), &word) {
        if !["confirm", "failed"].contains(&page) {
            assert!(html.contains(&word), "{page}");
        }
    }
}

#[test]
fn problems() {
    for status in [400, 401, 403, 404, 413, 429, 500, 503] {
        let html = problem_page(
            &english(),
            ProblemPage {
                status,
                detail: None,
                request_id: "0198c0de".to_owned(),
            },
        );
        assert!(html.contains("0198c0de"), "{status}");
    }
    let html = problem_page(
        &english(),
        ProblemPage {
            status: 404,
            detail: Some(HOSTILE.to_owned()),
            request_id: "0198c0de".to_owned(),
        },
    );
    assert_snapshot!(readable(&html));
}
