//! Everything public in each language but English, one snapshot a language, and in the pseudo-locale.

use laurel_domain::testimonial::{Purpose, RejectReason, TestimonialState};
use laurel_pages::mail::{self, Decision};
use laurel_pages::{ProblemPage, Reader, consent_wording, embed_words, problem_page, receipt_page};
use laurel_words::{Language, Words};

use crate::all_pages::with_text_everywhere;
use crate::fixtures::{self, PROGRAM};

fn reader(words: Words) -> Reader {
    Reader {
        words,
        chosen: true,
        address: Some("/here".to_owned()),
    }
}

/// What somebody reads or hears, a line each: texts, and those attributes that hold any.
fn texts(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        for name in ["aria-label", "data-count", "data-over"] {
            let value = tag.split_once(&format!(" {name}=\""));
            found.extend(value.and_then(|(_, rest)| rest.split('"').next()));
        }
        if tag.starts_with("meta name=\"description\"") {
            found.extend(tag.split('"').nth(3));
        }
        found.push(text);
    }
    let trimmed = found.into_iter().map(|text| text.trim().to_owned());
    trimmed.filter(|text| !text.is_empty()).collect()
}

/// All pages and mails of a language, as texts.
fn everything(words: Words) -> String {
    let reader = reader(words);
    let mut shown = String::new();
    let mut show = |name: &str, text: &str| {
        shown.push_str("\n═══ ");
        shown.push_str(name);
        shown.push('\n');
        shown.push_str(text);
    };
    for (name, html) in with_text_everywhere(&reader, "Text") {
        show(name, &texts(&html).join("\n"));
    }
    for state in TestimonialState::ALL {
        let mut page = fixtures::receipt(*state);
        page.reject_reason =
            (*state == TestimonialState::Rejected).then_some(RejectReason::OffTopic);
        show(
            &format!("receipt, {}", state.code()),
            &texts(&receipt_page(&reader, page)).join("\n"),
        );
    }
    let mut page = fixtures::receipt(TestimonialState::Pending);
    page.source = Some("Lamp Reviews".to_owned());
    show(
        "receipt, words from elsewhere",
        &texts(&receipt_page(&reader, page)).join("\n"),
    );
    for status in [400, 401, 403, 404, 413, 429, 503, 500] {
        let page = ProblemPage {
            status,
            detail: None,
            request_id: "1".to_owned(),
        };
        show(
            &format!("problem {status}"),
            &texts(&problem_page(&reader, page)).join("\n"),
        );
    }
    let link = "https://laurel.example/receipt/TOKEN";
    let mut mails = vec![
        mail::sign_in_link(words, link, "123456"),
        mail::invitation(words, PROGRAM, "Ada", link),
        mail::receipt(words, PROGRAM, link),
        mail::decision(words, PROGRAM, link, Decision::Approved { shown: true }),
        mail::decision(words, PROGRAM, link, Decision::Approved { shown: false }),
        mail::consent_recorded(words, PROGRAM, link, fixtures::RECORDED),
    ];
    let rejected = RejectReason::ALL
        .iter()
        .map(|reason| Decision::Rejected(*reason));
    mails.extend(rejected.map(|decision| mail::decision(words, PROGRAM, link, decision)));
    for mail in mails {
        show(
            &format!("mail: {}", mail.subject),
            &format!("{}\n{}", mail.text, mail.html),
        );
    }
    for purpose in Purpose::ALL {
        let wording = consent_wording(words, *purpose, PROGRAM).wording;
        show(&format!("consent, {}", purpose.code()), &wording);
    }
    let wall = fixtures::wall(Vec::new());
    let widget = serde_json::json!(embed_words(words, &wall.widget, wall.rating));
    show("widget", &format!("{widget:#}"));
    shown
}

#[test]
fn every_page_and_mail_in_every_language() {
    for language in Language::ALL {
        if *language == Language::En {
            continue; // Each English page has a snapshot of its own.
        }
        let words = Words::of(*language);
        insta::assert_snapshot!(format!("everything_{}", words.tag()), everything(words));
    }
}

#[test]
fn a_page_names_its_language_and_leads_to_the_others() {
    for language in Language::ALL {
        let words = Words::of(*language);
        for (page, html) in with_text_everywhere(&reader(words), "Text") {
            let start = format!("<!DOCTYPE html><html lang=\"{}\"", words.tag());
            assert!(html.starts_with(&start), "{page}");
            for other in Language::ALL.iter().filter(|other| *other != language) {
                let other = Words::of(*other);
                let link = format!(
                    "<a href=\"/here?lang={0}\" hreflang=\"{0}\" lang=\"{0}\"",
                    other.tag()
                );
                assert!(page == "embed" || html.contains(&link), "{page}: {link}");
            }
            // Forms and links of ours keep the language that was chosen.
            for name in [" action=\"/", " href=\"/p/", " href=\"/receipt/"] {
                for rest in html.split(name).skip(1) {
                    let address = rest.split('"').next().unwrap();
                    assert!(address.contains("lang="), "{page}: {address}");
                }
            }
        }
    }
}

#[test]
fn nothing_is_written_into_the_code() {
    let own_names = ["Text", "Laurel", "English", "Deutsch", "Text – Text"];
    let is_stretched = |text: &str| text.contains(|c: char| "áçéíñöšüýÁÉÍÖŠÜÝ".contains(c));
    for (page, html) in with_text_everywhere(&reader(Words::pseudo()), "Text") {
        assert!(
            html.contains("<html lang=\"en-x-pseudo\" dir=\"rtl\""),
            "{page}"
        );
        for text in texts(&html) {
            let has_words = text.chars().filter(|c| c.is_alphabetic()).count() > 1;
            let is_data = text.starts_with('{')
                || text.contains("2026")
                || own_names.contains(&text.as_str());
            assert!(
                !has_words || is_data || is_stretched(&text),
                "{page}: {text:?}"
            );
        }
    }
}
