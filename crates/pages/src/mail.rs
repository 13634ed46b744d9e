//! The mails that Laurel sends: plain text, and the same as simple HTML.

use laurel_domain::testimonial::RejectReason;
use laurel_words::Words;

use crate::escape;
use crate::receipt::reason_for_author;

/// A mail, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// One line.
    pub subject: String,
    /// The plain text, in paragraphs; an address stands on a line of its own.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// What was decided about a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Approved. `shown`: whether it now stands on a website, which needs consent.
    Approved {
        /// Whether the author agreed to websites.
        shown: bool,
    },
    /// Not published, for this reason.
    Rejected(RejectReason),
}

/// The link with which a member signs in, and the code for a browser in which the mail is not read; `link` is a
/// whole address.
pub fn sign_in_link(words: Words, link: &str, code: &str) -> Mail {
    write(
        words,
        words.mail_sign_in_subject(),
        &[
            words.mail_sign_in_open(),
            link,
            words.mail_sign_in_code(),
            code,
            words.mail_sign_in_once(),
        ],
    )
}

/// The news that somebody is a member now; `link` is the address at which members sign in.
pub fn invitation(words: Words, program_name: &str, inviter: &str, link: &str) -> Mail {
    write(
        words,
        &words.mail_invitation_subject(program_name),
        &[
            &words.mail_invitation(inviter, program_name),
            words.mail_invitation_open(),
            link,
            words.mail_invitation_not_you(),
        ],
    )
}

/// The receipt for a story; `link` is a whole address.
pub fn receipt(words: Words, program_name: &str, link: &str) -> Mail {
    write(
        words,
        &words.mail_receipt_subject(program_name),
        &[
            &words.mail_receipt_thanks(program_name),
            link,
            words.mail_receipt_use(),
            words.mail_receipt_not_you(),
        ],
    )
}

/// A consent that a member recorded for words from elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct RecordedConsent<'a> {
    /// Where the words were first said.
    pub source: &'a str,
    /// What is said to have been agreed to.
    pub wording: &'a str,
    /// Where the proof is said to be.
    pub evidence: &'a str,
}

/// Tells an author that a consent was recorded; `link` is the whole address of the receipt that takes it back.
pub fn consent_recorded(
    words: Words,
    program_name: &str,
    link: &str,
    recorded: RecordedConsent<'_>,
) -> Mail {
    let RecordedConsent {
        source,
        wording,
        evidence,
    } = recorded;
    write(
        words,
        &words.mail_consent_subject(program_name),
        &[
            &words.mail_consent_recorded(program_name, source),
            &words.mail_consent_wording(wording),
            &words.mail_consent_evidence(evidence),
            words.mail_consent_use(),
            link,
        ],
    )
}

/// What was decided about a story; `link` is the receipt's whole address.
pub fn decision(words: Words, program_name: &str, link: &str, decision: Decision) -> Mail {
    let (subject, news) = match decision {
        Decision::Approved { shown: true } => (
            words.mail_published_subject(program_name),
            words.mail_published(program_name),
        ),
        Decision::Approved { shown: false } => (
            words.mail_read_subject(program_name),
            words.mail_approved(program_name),
        ),
        Decision::Rejected(reason) => (
            words.mail_read_subject(program_name),
            words.mail_rejected(program_name, reason_for_author(words, reason)),
        ),
    };
    write(words, &subject, &[&news, words.mail_receipt_link(), link])
}

/// Puts paragraphs together. One that is an address becomes a link.
fn write(words: Words, subject: &str, paragraphs: &[&str]) -> Mail {
    let body: String = paragraphs
        .iter()
        .map(|paragraph| {
            let safe = escape::html(paragraph);
            if ["http://", "https://"]
                .iter()
                .any(|start| paragraph.starts_with(start))
            {
                format!("<p><a href=\"{safe}\">{safe}</a></p>\n")
            } else {
                format!("<p>{safe}</p>\n")
            }
        })
        .collect();
    // A program's name is one line by its type; a line end here would start a new mail header.
    let subject: String = subject
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    Mail {
        text: format!("{}\n", paragraphs.join("\n\n")),
        html: format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n\
             <body>\n{body}</body>\n</html>\n",
            words.tag(),
            escape::html(&subject)
        ),
        subject,
    }
}
