//! A dialog that asks before something is ended for good.

use leptos::prelude::*;

use super::button::Button;
use super::dialog::{Dialog, open_while};
use super::problem_banner::ProblemBanner;
use crate::hooks::erased::effect;
use crate::hooks::use_sending::Sending;

/// Asks as long as `about` holds something. When the request fails it says so and stays.
pub fn confirm<T: Clone + Send + Sync + 'static>(
    (title, verb): (&'static str, &'static str),
    about: RwSignal<Option<T>>,
    sending: Sending,
    words: fn(&T) -> AnyView,
    go: impl Fn(T) + Send + Sync + 'static,
) -> AnyView {
    let open = open_while(about);
    effect(move || {
        if open.get() {
            sending.forgive();
        }
    });
    let go = Callback::new(move |()| {
        if let Some(about) = about.get_untracked() {
            go(about);
        }
    });
    view! {
        <Dialog title open>
            <ProblemBanner problem=sending.failure() />
            <p>{move || about.with(|about| about.as_ref().map(words))}</p>
            <div class="actions">
                <Button class="quiet" on_press=move |()| open.set(false)>
                    "Keep"
                </Button>
                <Button class="danger" busy=sending.busy on_press=go>
                    {verb}
                </Button>
            </div>
        </Dialog>
    }
    .into_any()
}
