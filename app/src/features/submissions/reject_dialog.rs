//! Asks why a submission is rejected. An opinion is never a reason.

use laurel_domain::testimonial::RejectReason;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::desk::Desk;
use super::intent::Intent;
use super::keys;
use crate::ui::dialog::Dialog;
use crate::words::t;

/// The reasons, each chosen with a click or its digit.
#[component]
pub fn RejectDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let open = desk.dialogs.reason;
    let reject = move |reason: RejectReason| {
        open.set(false);
        let intent = Intent::Reject(reason);
        if let Some(story) = desk
            .dialogs
            .about
            .get_value()
            .filter(|story| intent.changes(story))
        {
            desk.change(story, intent);
        }
    };
    let choose = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if let Some(reason) = keys::reason(&event.key()) {
            event.prevent_default();
            reject(reason);
        }
    };
    view! {
        <Dialog title=t().submissions_why() open=open>
            <p class="muted">
                {t().submissions_why_hint()}
            </p>
            <div class="reason-list" on:keydown=choose>
                {(1..)
                    .zip(RejectReason::ALL)
                    .map(|(digit, reason)| {
                        let digit: u8 = digit;
                        let reason = *reason;
                        view! {
                            <button
                                type="button"
                                class="button quiet"
                                aria-keyshortcuts=digit.to_string()
                                on:click=move |_| reject(reason)
                            >
                                <kbd>{digit}</kbd>
                                {t().reject_reason(reason)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <div class="actions">
                <button type="button" class="button plain" on:click=move |_| open.set(false)>
                    {t().ui_cancel()}
                </button>
            </div>
        </Dialog>
    }
}
