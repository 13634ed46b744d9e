//! Consent per purpose, given and withdrawn one by one or all at once.

use laurel_words::Words;
use maud::{Markup, html};

use super::{ReceiptConsent, ReceiptPage};
use crate::reader::Reader;
use crate::tell::purpose_name;

/// One row per purpose with its wording, its state and the button that changes it.
pub(super) fn consents(reader: &Reader, page: &ReceiptPage) -> Markup {
    let action = reader.link(&format!("{}/consent", page.receipt_url));
    html! {
        section class="section" aria-labelledby="consent" {
            h2 id="consent" { (reader.words.receipt_consent()) }
            div class="stack loose" {
                @for consent in &page.consents { (row(reader.words, &action, consent)) }
            }
        }
    }
}

fn row(words: Words, action: &str, consent: &ReceiptConsent) -> Markup {
    let ReceiptConsent {
        purpose,
        wording,
        given,
        changed_at,
    } = consent;
    let day = changed_at.map(|at| words.day(at.day()));
    let state = match (given, &day) {
        (true, Some(day)) => words.receipt_agreed_on(day),
        (true, None) => words.receipt_agreed().to_owned(),
        (false, Some(day)) => words.receipt_not_allowed_since(day),
        (false, None) => words.receipt_not_agreed().to_owned(),
    };
    let name = purpose_name(words, *purpose);
    let (next, button, label) = if *given {
        (
            "false",
            words.receipt_take_back(),
            words.receipt_take_back_from(name),
        )
    } else {
        ("true", words.receipt_agree(), words.receipt_agree_to(name))
    };
    let (tag_class, tag) = if *given {
        ("tag accent", words.receipt_tag_agreed())
    } else {
        ("tag", words.receipt_tag_not_agreed())
    };
    html! {
        form class="stack tight" method="post" action=(action) {
            input type="hidden" name="purpose" value=(purpose.code());
            input type="hidden" name="given" value=(next);
            input type="hidden" name="language" value=(words.tag());
            h3 class="row" { (name) span class=(tag_class) { (tag) } }
            p dir="auto" { (wording) }
            div class="row" {
                button class="button quiet" type="submit" aria-label=(label) { (button) }
                span class="small muted" { (state) }
            }
        }
    }
}

/// Takes everything back, after one more look.
pub(super) fn withdraw(reader: &Reader, receipt_url: &str) -> Markup {
    let words = reader.words;
    html! {
        details class="section" {
            summary { (words.receipt_withdraw()) }
            form class="stack" method="post" action=(reader.link(&format!("{receipt_url}/withdraw"))) {
                p class="measure" { (words.receipt_withdraw_means()) }
                p { button class="button danger" type="submit" { (words.receipt_withdraw_button()) } }
            }
        }
    }
}
