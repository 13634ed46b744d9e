//! The mails that Laurel sends: plain text, and the same as simple HTML.

use laurel_domain::testimonial::RejectReason;

use crate::escape;

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

/// The link with which a member signs in; `link` is a whole address.
pub fn sign_in_link(link: &str) -> Mail {
    write(
        "Your sign-in link for Laurel",
        &[
            "Open this link in the browser in which you asked for it:",
            link,
            "It works once and for ten minutes. If you did not ask for it, you need not do anything.",
        ],
    )
}

/// The receipt for a story; `link` is a whole address.
pub fn receipt(program_name: &str, link: &str) -> Mail {
    write(
        &format!("Your story for {program_name}: receipt"),
        &[
            &format!("Thank you for telling {program_name} your story. This is your receipt:"),
            link,
            "With it you can see where your story stands, change it while nobody has decided, and \
             take back your consent at any time. Keep it to yourself: whoever has the link can do \
             the same.",
            "If it was not you who sent this story, open the link and withdraw everything.",
        ],
    )
}

/// What was decided about a story; `link` is the receipt's whole address.
pub fn decision(program_name: &str, link: &str, decision: Decision) -> Mail {
    let (subject, news) = match decision {
        Decision::Approved { shown: true } => (
            format!("Your story for {program_name} has been published"),
            format!("{program_name} has read your story and shows it now, as you agreed."),
        ),
        Decision::Approved { shown: false } => (
            format!("Your story for {program_name} has been read"),
            format!(
                "{program_name} has read your story and approved it. It is not shown on websites, \
                 because you did not agree to that."
            ),
        ),
        Decision::Rejected(reason) => (
            format!("Your story for {program_name} has been read"),
            format!(
                "{program_name} has read your story and will not publish it. The reason: {}.",
                reason.label()
            ),
        ),
    };
    write(
        &subject,
        &[
            &news,
            "Your receipt, with everything that you can change:",
            link,
        ],
    )
}

/// Puts paragraphs together. One that is an address becomes a link.
fn write(subject: &str, paragraphs: &[&str]) -> Mail {
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
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n\
             <body>\n{body}</body>\n</html>\n",
            escape::html(&subject)
        ),
        subject,
    }
}
