//! The list of keys, and the switch that turns them off.

use leptos::prelude::*;

use super::desk::Desk;
use super::keys;
use crate::ui::dialog::Dialog;
use crate::words::t;

/// The list of keys.
#[component]
pub fn KeysDialog(
    /// Whether the keys act.
    enabled: RwSignal<bool>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let open = desk.dialogs.keys;
    let rows = || {
        keys::LIST
            .iter()
            .map(|(keys, words)| {
                let keys = keys
                    .iter()
                    .map(|key| view! { <kbd>{*key}</kbd> " " })
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">{keys}</th>
                        <td>{words(t())}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <Dialog title=t().submissions_keys() open=open>
            <table class="table dense">
                <tbody>{rows()}</tbody>
            </table>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || enabled.get()
                    on:change:target=move |event| enabled.set(event.target().checked())
                />
                <span>
                    {t().keys_use()}
                    <span class="hint">
                        " " {t().keys_use_hint()}
                    </span>
                </span>
            </label>
            <div class="actions">
                <button type="button" class="button" autofocus on:click=move |_| open.set(false)>
                    {t().ui_close()}
                </button>
            </div>
        </Dialog>
    }
}
