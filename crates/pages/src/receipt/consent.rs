//! Consent per purpose, given and withdrawn one by one or all at once.

use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use super::{ReceiptConsent, ReceiptPage};
use crate::words;

/// One row per purpose with its wording, its state and the button that changes it.
pub(super) fn consents(page: &ReceiptPage) -> impl IntoView + use<> {
    let action = format!("{}/consent", page.receipt_url);
    let rows: Vec<_> = page
        .consents
        .clone()
        .into_iter()
        .map(|consent| row(&action, consent))
        .collect();
    view! {
        <section class="section" aria-labelledby="consent">
            <h2 id="consent">"Where your words may appear"</h2>
            <div class="stack loose">{rows}</div>
        </section>
    }
    .into_markup()
}

fn row(action: &str, consent: ReceiptConsent) -> impl IntoView + use<> {
    let ReceiptConsent {
        purpose,
        wording,
        given,
        changed_at,
    } = consent;
    let state = match (given, changed_at) {
        (true, Some(at)) => format!("You agreed on {}.", words::date(at)),
        (true, None) => "You agreed.".to_owned(),
        (false, Some(at)) => format!("Not allowed since {}.", words::date(at)),
        (false, None) => "You have not agreed to this.".to_owned(),
    };
    let (next, button, class) = if given {
        ("false", "Take back", "button quiet")
    } else {
        ("true", "Agree", "button quiet")
    };
    let tag_class = if given { "tag accent" } else { "tag" };
    let tag = if given { "Agreed" } else { "Not agreed" };
    let label = format!("{button}: {}", purpose.label());
    view! {
        <form class="stack tight" method="post" action=action.to_owned()>
            <input type="hidden" name="purpose" value=purpose.code() />
            <input type="hidden" name="given" value=next />
            <h3 class="row">{purpose.label()}<span class=tag_class>{tag}</span></h3>
            <p dir="auto">{wording}</p>
            <div class="row">
                <button class=class type="submit" aria-label=label>{button}</button>
                <span class="small muted">{state}</span>
            </div>
        </form>
    }
    .into_markup()
}

/// Takes everything back, after one more look.
pub(super) fn withdraw(receipt_url: &str) -> impl IntoView + use<> {
    view! {
        <details class="section">
            <summary>"Take everything back"</summary>
            <form class="stack" method="post" action=format!("{receipt_url}/withdraw")>
                <p class="measure">
                    "Your words disappear from all websites within a minute, and nobody can publish
                    them again. This cannot be undone; you could only send a new story."
                </p>
                <p><button class="button danger" type="submit">"Withdraw my story and all consent"</button></p>
            </form>
        </details>
    }
    .into_markup()
}
