//! Mails, and the pages that show them in development.

use insta::assert_snapshot;
use laurel_domain::testimonial::RejectReason;
use laurel_pages::mail::{self, Decision, Mail};
use laurel_pages::{OutboxMail, OutboxMailPage, outbox_mail_page, outbox_page};
use laurel_words::Words;

use crate::fixtures::{HOSTILE, PROGRAM, day, english};
use crate::readable;

fn shown(mail: &Mail) -> String {
    format!(
        "Subject: {}\n\n{}\n---\n{}",
        mail.subject, mail.text, mail.html
    )
}

#[test]
fn mails() {
    let link = "https://laurel.example/receipt/TOKEN";
    assert_snapshot!(
        "mail_sign_in",
        shown(&mail::sign_in_link(
            Words::default(),
            "https://laurel.example/sign-in/TOKEN",
            "123456"
        ))
    );
    assert_snapshot!(
        "mail_receipt",
        shown(&mail::receipt(Words::default(), PROGRAM, link))
    );
    assert_snapshot!(
        "mail_published",
        shown(&mail::decision(
            Words::default(),
            PROGRAM,
            link,
            Decision::Approved { shown: true }
        ))
    );
    assert_snapshot!(
        "mail_approved_not_shown",
        shown(&mail::decision(
            Words::default(),
            PROGRAM,
            link,
            Decision::Approved { shown: false }
        ))
    );
    assert_snapshot!(
        "mail_consent_recorded",
        shown(&mail::consent_recorded(
            Words::default(),
            PROGRAM,
            link,
            crate::fixtures::RECORDED
        ))
    );
    assert_snapshot!(
        "mail_rejected",
        shown(&mail::decision(
            Words::default(),
            HOSTILE,
            link,
            Decision::Rejected(RejectReason::Duplicate)
        ))
    );
}

#[test]
fn a_subject_is_one_line() {
    let mail = mail::receipt(
        Words::default(),
        "Fern\r\nBcc: everyone@example.com",
        "https://laurel.example/",
    );
    assert!(!mail.subject.contains(['\r', '\n']));
}

#[test]
fn outbox() {
    let mail = OutboxMail {
        url: "/dev/outbox/1".to_owned(),
        recipient: HOSTILE.to_owned(),
        subject: HOSTILE.to_owned(),
        created_at: day(0),
    };
    assert_snapshot!("outbox", readable(&outbox_page(&english(), vec![mail])));
    assert!(outbox_page(&english(), Vec::new()).contains("No mail yet"));
}

#[test]
fn outbox_mail() {
    let html = outbox_mail_page(
        &english(),
        OutboxMailPage {
            outbox_url: "/dev/outbox".to_owned(),
            recipient: "ines@example.com".to_owned(),
            subject: "Your story".to_owned(),
            created_at: day(0),
            text: format!(
                "Open:\n\nhttps://laurel.example/receipt/TOKEN\n\n{HOSTILE}\njavascript:alert(1)\n"
            ),
        },
    );
    assert!(html.contains(r#"<a href="https://laurel.example/receipt/TOKEN">"#));
    assert!(!html.contains(r#"href="javascript"#));
    assert_snapshot!(readable(&html));
}
