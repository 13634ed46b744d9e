//! All widgets with the HTML to paste.

use laurel_api::endpoints::DeleteWidget;
use laurel_api::widgets::{Layout, Widget, WidgetsResponse};
use laurel_api::{NoBody, NoQuery};
use leptos::prelude::*;

use super::page::Editing;
use crate::api::call;
use crate::hooks::use_remote::Remote;
use crate::hooks::use_sending::use_sending;
use crate::hooks::use_url_query::use_url_query;
use crate::session::use_program;
use crate::ui::confirm::confirm;
use crate::ui::copy_text::CopyText;
use crate::ui::empty::Empty;
use crate::ui::show::Show;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// The list.
#[component]
pub fn WidgetList(
    /// The widgets.
    answer: Signal<WidgetsResponse>,
    /// Where they were read.
    widgets: Remote<WidgetsResponse>,
    /// Whether the member may change them.
    may: bool,
) -> impl IntoView {
    let url = use_url_query();
    let leaving = RwSignal::new(None::<Widget>);
    let ask = Callback::new(move |widget: Widget| leaving.set(Some(widget)));
    let new_href = move || url.href(&Editing::New.to_url());
    view! {
        <Show
            when=move || answer.with(|answer| !answer.widgets.is_empty())
            fallback=move || {
                view! {
                    <Empty
                        heading=t().widgets_none() words=t().widgets_none_words()
                    >
                        {may
                            .then(|| {
                                view! {
                                    <a class="button" href=new_href>
                                        {t().widgets_first()}
                                    </a>
                                }
                            })}
                    </Empty>
                }
            }
        >
            <ul class="widget-list">
                <For
                    each=move || answer.with(|answer| answer.widgets.clone())
                    key=|widget| (widget.id, widget.updated_at)
                    children=move |widget| {
                        let edit = url.href(&Editing::Widget(widget.id).to_url());
                        item(widget, edit, may, ask)
                    }
                />
            </ul>
        </Show>
        {delete_dialog(leaving, widgets)}
    }
}

fn item(widget: Widget, edit: String, may: bool, ask: Callback<Widget>) -> impl IntoView {
    let layout = match widget.layout {
        Layout::Wall => t().widgets_wall(),
        Layout::List => t().widgets_list(),
    };
    let which = widget.tag.as_ref().map_or_else(
        || t().widgets_everything().to_owned(),
        |tag| t().widgets_only(tag),
    );
    let most = widget.max_items.to_string();
    let summary = if widget.show_rating {
        t().widgets_summary_rated(layout, &which, &most)
    } else {
        t().widgets_summary(layout, &which, &most)
    };
    let (name, snippet) = (widget.name.clone(), widget.snippet.clone());
    let edit_words = t().widgets_change_name(&name);
    let delete_words = t().widgets_delete_name(&name);
    let actions = may.then(|| {
        view! {
            <div class="buttons">
                <a class="button quiet small" href=edit aria-label=edit_words> {t().widgets_change()} </a>
                <button
                    type="button"
                    class="button danger plain small"
                    aria-label=delete_words
                    on:click=move |_| ask.run(widget.clone())
                > {t().widgets_delete()} </button>
            </div>
        }
    });
    view! {
        <li class="stack">
            <div class="row spread">
                <div>
                    <h2 dir="auto">{name}</h2>
                    <p class="muted" dir="auto">
                        {summary}
                    </p>
                </div>
                {actions}
            </div>
            <CopyText text=snippet what="HTML" />
        </li>
    }
}

/// Asks before a widget is deleted.
fn delete_dialog(leaving: RwSignal<Option<Widget>>, widgets: Remote<WidgetsResponse>) -> AnyView {
    let program = use_program();
    let toasts = use_toasts();
    let sending = use_sending();
    let words = |widget: &Widget| t().widgets_delete_words(&widget.name).into_any();
    let delete = move |widget: Widget| {
        let path = program.widget(widget.id);
        sending.send(
            async move { call::<DeleteWidget>(&path, &NoQuery {}, &NoBody {}).await },
            move |NoBody {}| {
                leaving.try_set(None);
                widgets.reload();
                toasts.show(t().widgets_deleted(&widget.name));
            },
        );
    };
    let title = (t().widgets_delete_title(), t().widgets_delete());
    confirm(title, leaving, sending, words, delete)
}
