//! Saved views: the page's filters under a name that all members share. The address is the view;
//! a name only makes it easy to find again.

mod form;

use laurel_api::endpoints::{CreateView, DeleteView, ListViews};
use laurel_api::views::{View, ViewRequest, ViewsResponse};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::role::Permission;
use laurel_domain::saved_view::ViewPage;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::call;
use crate::hooks::use_remote::use_remote;
use crate::session::{CurrentProgram, use_program};
use crate::ui::actor::actor_words;
use crate::ui::dialog::Dialog;
use crate::ui::loaded::loaded;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// A button that opens the program's saved views, those of `page` first.
pub fn saved_views(page: ViewPage) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button quiet small" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            {t().views_title()}
        </button>
        <Dialog title=t().views_title() open class="drawer">
            {content(page, open)}
        </Dialog>
    }
    .into_any()
}

/// Built each time the dialog opens, so that it shows what others saved meanwhile.
fn content(page: ViewPage, open: RwSignal<bool>) -> AnyView {
    let program = use_program();
    let current = StoredValue::new(program.clone());
    let path = program.path();
    let views = use_remote::<ListViews>(move || Some((path.clone(), NoQuery {})));
    let may = program.may(Permission::Edit);
    let renaming = RwSignal::new(None::<View>);
    view! {
        {may.then(|| form::form(page, renaming, open))}
        {loaded(
            views,
            t().views_reading(),
            move |answer| {
                let rows = move || {
                    answer
                        .with(|answer| {
                            current.with_value(|program| list(program, answer, page, (renaming, open), may))
                        })
                };
                view! { <div>{rows}</div> }.into_any()
            },
        )}
        <div class="actions">
            <button type="button" class="button plain" on:click=move |_| open.set(false)>{t().ui_close()}</button>
        </div>
    }
    .into_any()
}

/// What is being renamed, and whether the dialog is open.
type Handles = (RwSignal<Option<View>>, RwSignal<bool>);

/// This page's views, then those of other pages.
fn list(
    program: &CurrentProgram,
    answer: &ViewsResponse,
    page: ViewPage,
    handles: Handles,
    may: bool,
) -> AnyView {
    if answer.views.is_empty() {
        return view! {
            <p class="muted">
                {t().views_none()}
            </p>
        }
        .into_any();
    }
    let (own, others): (Vec<&View>, Vec<&View>) =
        answer.views.iter().partition(|view| view.page == page);
    let rows = own
        .into_iter()
        .chain(others)
        .map(|view| row(program, view, handles, may))
        .collect_view();
    view! { <ul class="view-list">{rows}</ul> }.into_any()
}

fn row(program: &CurrentProgram, view: &View, handles: Handles, may: bool) -> AnyView {
    let (renaming, open) = handles;
    let href = address(program, view);
    let name = view.name.clone();
    let about = t().views_about(t().view_page(view.page), &actor_words(&view.created_by));
    let actions = may.then(|| {
        let (renamed, deleted) = (view.clone(), view.clone());
        let program = program.clone();
        let toasts = use_toasts();
        view! {
            <div class="buttons">
                <button
                    type="button"
                    class="button plain small"
                    aria-label=t().views_rename_view(&name)
                    on:click=move |_| renaming.set(Some(renamed.clone()))
                >
                    {t().views_rename()}
                </button>
                <button
                    type="button"
                    class="button danger plain small"
                    aria-label=t().views_delete_view(&name)
                    on:click=move |_| delete(&program, deleted.clone(), open, toasts)
                >
                    {t().views_delete()}
                </button>
            </div>
        }
    });
    view! {
        <li>
            <div>
                <a href=href dir="auto" on:click=move |_| open.set(false)>{name.clone()}</a>
                <p class="muted small" dir="auto">{about}</p>
            </div>
            {actions}
        </li>
    }
    .into_any()
}

/// Where a view opens.
fn address(program: &CurrentProgram, view: &View) -> String {
    let mut href = program.href(view.page.code());
    if !view.query.is_empty() {
        href.push('?');
        href.push_str(&view.query);
    }
    href
}

/// Deletes at once and closes the dialog, so that the message that offers to take it back can be
/// reached: behind a modal dialog nothing can.
fn delete(
    program: &CurrentProgram,
    view: View,
    open: RwSignal<bool>,
    toasts: crate::ui::toast::Toasts,
) {
    let (path, of_program) = (program.view(view.id), program.path());
    spawn_local(async move {
        match call::<DeleteView>(&path, &NoQuery {}, &NoBody {}).await {
            Ok(NoBody {}) => {
                open.try_set(false);
                let words = t().views_deleted(&view.name);
                let request = ViewRequest {
                    name: view.name,
                    page: view.page,
                    query: view.query,
                };
                toasts.show_with_undo(words, move || {
                    let (path, request) = (of_program.clone(), request.clone());
                    spawn_local(async move {
                        match call::<CreateView>(&path, &NoQuery {}, &request).await {
                            Ok(_) => toasts.show(t().views_back()),
                            Err(error) => toasts.problem(error.to_string()),
                        }
                    });
                });
            }
            Err(error) => toasts.problem(error.to_string()),
        }
    });
}
