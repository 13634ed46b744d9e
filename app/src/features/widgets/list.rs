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
                        heading="No widgets yet"
                        words="A widget shows what your customers say on your own site: configure it here, then paste its HTML there."
                    >
                        {may
                            .then(|| {
                                view! {
                                    <a class="button" href=new_href>
                                        "Make the first one"
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
        Layout::Wall => "Wall",
        Layout::List => "List",
    };
    let which = widget.tag.as_ref().map_or_else(
        || "everything published".to_owned(),
        |tag| format!("only “{tag}”"),
    );
    let rating = if widget.show_rating {
        ", with the average rating"
    } else {
        ""
    };
    let summary = format!("{layout}, {which}, at most {}{rating}", widget.max_items);
    let (name, snippet) = (widget.name.clone(), widget.snippet.clone());
    let edit_words = format!("Change {name}");
    let delete_words = format!("Delete {name}");
    let actions = may.then(|| {
        view! {
            <div class="buttons">
                <a class="button quiet small" href=edit aria-label=edit_words>
                    "Change"
                </a>
                <button
                    type="button"
                    class="button danger plain small"
                    aria-label=delete_words
                    on:click=move |_| ask.run(widget.clone())
                >
                    "Delete"
                </button>
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
    let words = |widget: &Widget| {
        view! {
            "Pages that show “"
            <bdi>{widget.name.clone()}</bdi>
            "” will show their fallback content instead. The testimonials themselves stay."
        }
        .into_any()
    };
    let delete = move |widget: Widget| {
        let path = program.widget(widget.id);
        sending.send(
            async move { call::<DeleteWidget>(&path, &NoQuery {}, &NoBody {}).await },
            move |NoBody {}| {
                leaving.try_set(None);
                widgets.reload();
                toasts.show(format!("“{}” was deleted.", widget.name));
            },
        );
    };
    let title = ("Delete this widget?", "Delete");
    confirm(title, leaving, sending, words, delete)
}
