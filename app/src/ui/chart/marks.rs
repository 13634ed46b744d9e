//! The marks of a chart as real links and buttons: the keyboard and screen readers walk them, the
//! canvas shows which one has the focus.

use laurel_charts::{Direction, Mark, MarkId, Scene, Subject};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// One focusable element a mark, at the mark's place. One of them is reached with Tab, the others
/// with the arrow keys, Home and End.
#[component]
pub fn Marks(
    /// The chart.
    scene: Memo<Option<Scene>>,
    /// What the chart shows.
    label: &'static str,
    /// The mark that has the focus.
    focus: RwSignal<Option<MarkId>>,
    /// Where a mark leads.
    link: Callback<Subject, Option<String>>,
    /// What changed since the period before.
    change: Callback<Subject, Option<String>>,
    /// The links lead to this page again: it does not scroll.
    stays: bool,
) -> impl IntoView {
    let list = html::ul().class("marks").attr("aria-label", label);
    // The mark that Tab reaches: the one that had the focus last.
    let entry = RwSignal::new(MarkId(0));
    let element = NodeRef::<html::Ul>::new();
    let walk = move |event: web_sys::KeyboardEvent| {
        let Some(direction) = Direction::from_key(&event.key()) else {
            return;
        };
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let next = scene.with_untracked(|scene| {
            scene
                .as_ref()
                .and_then(|scene| scene.next(focus.get_untracked(), direction))
        });
        let Some(MarkId(index)) = next else { return };
        event.prevent_default();
        let target = element
            .get_untracked()
            .and_then(|list| list.children().item(index as u32))
            .and_then(|item| item.first_element_child())
            .and_then(|link| link.dyn_into::<HtmlElement>().ok());
        if let Some(target) = target {
            // The focus event does the rest; an element that cannot take it changes nothing.
            _ = target.focus();
        }
    };
    let items = move || {
        scene.with(|scene| {
            let marks = scene
                .as_ref()
                .map(|scene| scene.marks.as_slice())
                .unwrap_or_default();
            marks
                .iter()
                .map(|mark| item(mark, entry, focus, link, change, stays))
                .collect_view()
        })
    };
    list.node_ref(element)
        .on(leptos::ev::keydown, walk)
        .child(items)
}

fn item(
    mark: &Mark,
    entry: RwSignal<MarkId>,
    focus: RwSignal<Option<MarkId>>,
    link: Callback<Subject, Option<String>>,
    change: Callback<Subject, Option<String>>,
    stays: bool,
) -> AnyView {
    let (id, subject) = (mark.id, mark.subject);
    let spoken = match change.run(subject) {
        Some(change) => format!("{}, {change}", mark.spoken()),
        None => mark.spoken(),
    };
    let tab = move || if entry.get() == id { "0" } else { "-1" };
    let enter = move |_| {
        entry.set(id);
        focus.set(Some(id));
    };
    let leave = move |_| {
        focus.try_update(|focus| {
            if *focus == Some(id) {
                *focus = None;
            }
        });
    };
    let (left, top) = (
        format!("{}px", mark.anchor.x),
        format!("{}px", mark.anchor.y),
    );
    let control = match link.run(subject) {
        Some(href) => {
            let noscroll = stays.then_some("");
            view! { <a href=href data-noscroll=noscroll tabindex=tab on:focus=enter on:blur=leave style:left=left style:top=top>{spoken}</a> }
                .into_any()
        }
        None => view! {
            <button type="button" tabindex=tab on:focus=enter on:blur=leave style:left=left style:top=top>
                {spoken}
            </button>
        }
        .into_any(),
    };
    view! { <li>{control}</li> }.into_any()
}
