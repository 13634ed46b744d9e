//! Asks what holds when somebody else changed the same submission meanwhile.

use leptos::prelude::*;

use super::conflict::Conflict;
use super::desk::Desk;
use super::focus;
use super::history;
use crate::ui::dialog::Dialog;
use crate::words::t;

/// What the other one did, what I meant, and the choice between them.
#[component]
pub fn ConflictDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let open = desk.dialogs.conflict;
    let apply = move || {
        open.set(false);
        if let Some(Conflict { intent, now, .. }) = desk.conflict.get_untracked() {
            desk.change(now.testimonial, intent);
        }
    };
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        // What had the focus has often left the list by now.
        if was_open == Some(true)
            && !is_open
            && let Some(id) = desk
                .conflict
                .with_untracked(|conflict| conflict.as_ref().map(|conflict| conflict.seen.id))
        {
            focus::on_item(id);
        }
        is_open
    });
    view! {
        <Dialog title=t().conflict_title() open=open>
            {move || desk.conflict.get().map(|conflict| told(&conflict))}
            <div class="actions">
                <button type="button" class="button quiet" on:click=move |_| apply()>
                    {t().conflict_use_mine()}
                </button>
                <button type="button" class="button" autofocus on:click=move |_| open.set(false)>
                    {t().conflict_keep()}
                </button>
            </div>
        </Dialog>
    }
}

fn told(conflict: &Conflict) -> impl IntoView + use<> {
    let others = conflict
        .others()
        .into_iter()
        .map(history::entry)
        .collect_view();
    let differences = conflict
        .differences()
        .into_iter()
        .map(|line| view! { <li dir="auto">{line}</li> })
        .collect_view();
    let mine = conflict.intent.words();
    view! {
        <div class="stack">
            <ol class="timeline">{others}</ol>
            <ul>{differences}</ul>
            <p>
                {t().conflict_yours()} " " <strong dir="auto">{mine}</strong>
            </p>
        </div>
    }
}
