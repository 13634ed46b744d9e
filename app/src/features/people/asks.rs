//! A person's asks on the profile, and why nothing more is asked now.

use laurel_api::people::Profile;
use laurel_domain::PersonId;
use laurel_domain::role::Permission;
use leptos::prelude::*;

use super::selected::motivation_form;
use crate::features::asks::dialog::{ask_form, block_words};
use crate::features::asks::table::ask_table;
use crate::session::use_program;
use crate::ui::button::Button;
use crate::ui::dialog::Dialog;
use crate::ui::show::Show;
use crate::words::t;

/// The button that opens the dialog for what moves the person.
pub fn motivation_button(person: PersonId, on_done: Callback<()>) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Button class="quiet" on_press=move |()| open.set(true)>
            {t().person_set_motivation()}
        </Button>
        <Dialog title=t().person_motivation() open>
            {motivation_form(vec![person], open, on_done)}
        </Dialog>
    }
    .into_any()
}

/// The button that opens the dialog.
pub fn ask_button(person: PersonId, on_done: Callback<()>) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Button class="quiet" on_press=move |()| open.set(true)>
            {t().person_ask()}
        </Button>
        <Dialog title=t().person_ask_title() open>
            {ask_form(vec![person], open, on_done)}
        </Dialog>
    }
    .into_any()
}

/// The asks so far, and what stands against the next one.
pub fn asks_section(profile: Memo<Profile>, on_change: Callback<()>) -> AnyView {
    let asks = Signal::derive(move || profile.with(|profile| profile.asks.clone()));
    let blocks = move || profile.with(|profile| block_words(&profile.blocks));
    let blocked = move || profile.with(|profile| !profile.blocks.is_empty());
    let may = use_program().may(Permission::Edit);
    view! {
        <section class="stack">
            <h2>{t().person_asks()}</h2>
            <Show
                when=blocked
                fallback=move || {
                    view! {
                        <p class="muted">
                            {move || {
                                if profile.with(|profile| profile.asks.is_empty()) {
                                    t().person_no_asks()
                                } else {
                                    t().person_may_be_asked()
                                }
                            }}
                        </p>
                    }
                        .into_any()
                }
            >
                <p>
                    <strong>{t().person_not_now()}</strong>
                    " "
                    {blocks}
                    "."
                </p>
            </Show>
            <Show when=move || asks.with(|asks| !asks.is_empty())>{ask_table(asks, false, on_change)}</Show>
            {(!may).then(|| view! { <p class="muted small">{t().person_editors_ask()}</p> })}
        </section>
    }
    .into_any()
}
