//! A dialog that asks before something is ended for good.

use leptos::prelude::*;

use super::button::Button;
use super::dialog::dialog_about;
use super::problem_banner::ProblemBanner;
use crate::hooks::use_sending::Sending;
use crate::words::t;

/// Asks as long as `about` holds something. When the request fails it says so and stays.
pub fn confirm<T: Clone + Send + Sync + 'static>(
    (title, verb): (&'static str, &'static str),
    about: RwSignal<Option<T>>,
    sending: Sending,
    words: fn(&T) -> AnyView,
    go: impl Fn(T) + Send + Sync + 'static,
) -> AnyView {
    let go = Callback::new(go);
    let content = move |ending: T| {
        // What went wrong the last time was about something else.
        sending.forgive();
        let words = words(&ending);
        view! {
            <ProblemBanner problem=sending.failure() />
            <p>{words}</p>
            <div class="actions">
                <Button class="quiet" on_press=move |()| about.set(None)>
                    {t().ui_keep()}
                </Button>
                <Button class="danger" busy=sending.busy on_press=move |()| go.run(ending.clone())>
                    {verb}
                </Button>
            </div>
        }
        .into_any()
    };
    dialog_about(about, move |_| title.to_owned(), content)
}
