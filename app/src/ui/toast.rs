//! Short messages at the lower edge, announced to everybody; some can be undone.

use std::time::Duration;

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;

/// How long a message stays: long enough to read it and reach "Undo".
const STAYS: Duration = Duration::from_secs(10);

/// A message.
#[derive(Debug, Clone)]
struct Toast {
    id: u32,
    words: String,
    class: &'static str,
    undo: Option<Callback<()>>,
}

/// Where messages are put. Copy it into callbacks.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Where messages are put.
pub fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// Something worked.
    pub fn show(self, words: impl Into<String>) {
        self.add(words.into(), "toast good", None);
    }

    /// Something worked and can be taken back.
    pub fn show_with_undo(self, words: impl Into<String>, undo: impl Into<Callback<()>>) {
        self.add(words.into(), "toast good", Some(undo.into()));
    }

    /// Something did not work out.
    pub fn problem(self, words: impl Into<String>) {
        self.add(words.into(), "toast problem", None);
    }

    fn add(self, words: String, class: &'static str, undo: Option<Callback<()>>) {
        let Some(id) = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        }) else {
            return;
        };
        self.shown.try_update(|shown| {
            // One message at a time per undo: taking back an older one first would surprise. What only
            // says something leaves the way back where it is.
            if undo.is_some() {
                shown.retain(|toast| toast.undo.is_none());
            }
            shown.push(Toast {
                id,
                words,
                class,
                undo,
            });
        });
        set_timeout(move || self.remove(id), STAYS);
    }

    fn remove(self, id: u32) {
        self.shown
            .try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Provides [`Toasts`] to its children and shows them.
#[component]
pub fn ToastRegion(children: Children) -> impl IntoView {
    let toasts = Toasts {
        shown: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
    };
    provide_context(toasts);
    view! {
        {children()}
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let(toast)>
                <div class=toast.class>
                    <span>{toast.words}</span>
                    {toast
                        .undo
                        .map(|undo| {
                            view! {
                                <button
                                    type="button"
                                    class="button plain"
                                    on:click=move |_| {
                                        toasts.remove(toast.id);
                                        undo.run(());
                                    }
                                >
                                    "Undo"
                                </button>
                            }
                        })}
                </div>
            </For>
        </div>
    }
}
