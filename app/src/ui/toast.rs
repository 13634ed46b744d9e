//! Short messages at the lower edge, announced to everybody; some can be undone.

use std::time::Duration;

use crate::words::t;
use leptos::html::Div;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;

/// How long a message stays that only says something.
const STAYS: Duration = Duration::from_secs(10);

/// How long a message stays that can be taken back: reaching "Undo" takes longer than reading.
const STAYS_WITH_UNDO: Duration = Duration::from_secs(20);

/// How soon to look again while somebody points at the messages or has the focus in them.
const HELD: Duration = Duration::from_secs(2);

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
    region: NodeRef<Div>,
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
        let stays = if undo.is_some() {
            STAYS_WITH_UNDO
        } else {
            STAYS
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
        self.remove_after(id, stays);
    }

    fn remove_after(self, id: u32, time: Duration) {
        let due = move || {
            if self.is_held() {
                self.remove_after(id, HELD);
            } else {
                self.remove(id);
            }
        };
        set_timeout(due, time);
    }

    /// Whether somebody is about to press something in a message.
    fn is_held(self) -> bool {
        let region = self.region.try_get_untracked().flatten();
        region.is_some_and(|region| region.matches(":hover, :focus-within") == Ok(true))
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
        region: NodeRef::new(),
    };
    provide_context(toasts);
    view! {
        {children()}
        <div class="toasts" role="status" aria-live="polite" node_ref=toasts.region>
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
                                    {t().ui_undo()}
                                </button>
                            }
                        })}
                </div>
            </For>
        </div>
    }
}
