//! The one line that saves a view or gives it another name.

use laurel_api::NoQuery;
use laurel_api::endpoints::{ChangeView, CreateView};
use laurel_api::views::{View, ViewChange, ViewRequest};
use laurel_domain::saved_view::ViewPage;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::call;
use crate::hooks::erased::effect;
use crate::hooks::use_sending::use_sending;
use crate::hooks::use_url_query::use_url_query;
use crate::session::use_program;
use crate::ui::button::SubmitButton;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// Saves the page's filters as they are; while something is in `renaming`, renames that.
/// Closes the dialog when it worked.
pub(super) fn form(
    page: ViewPage,
    renaming: RwSignal<Option<View>>,
    open: RwSignal<bool>,
) -> AnyView {
    let program = StoredValue::new(use_program());
    let state = use_url_query();
    let toasts = use_toasts();
    let name = RwSignal::new(String::new());
    let sending = use_sending();
    effect(move || {
        name.set(
            renaming
                .get()
                .map(|view: View| view.name)
                .unwrap_or_default(),
        );
        sending.forgive();
    });
    let (of_name, of_query) = (sending.problem("name"), sending.problem("query"));
    let problem = Signal::derive(move || of_name.get().or_else(|| of_query.get()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        let query = state.query.get_untracked().suffix();
        let renamed = renaming.get_untracked();
        let program = program.get_value();
        let request = async move {
            if let Some(view) = renamed {
                let change = ViewChange {
                    name: Some(typed),
                    query: None,
                };
                call::<ChangeView>(&program.view(view.id), &NoQuery {}, &change).await
            } else {
                let request = ViewRequest {
                    name: typed,
                    page,
                    query,
                };
                call::<CreateView>(&program.path(), &NoQuery {}, &request).await
            }
        };
        sending.send(request, move |answer| {
            toasts.show(t().views_saved(&answer.view.name));
            open.try_set(false);
        });
    };
    let hint = MaybeProp::derive(move || {
        renaming.with(|view| {
            Some(match view {
                Some(view) => t().views_rename_hint(&view.name),
                None => t().views_save_hint().to_owned(),
            })
        })
    });
    view! {
        <form class="form" novalidate on:submit=submit>
            <ProblemBanner problem=sending.general_failure() />
            <TextField
                label=t().views_name()
                hint
                value=name
                problem
            />
            <div class="actions">
                <SubmitButton busy=sending.busy>
                    {move || renaming.with(|view| if view.is_some() { t().views_rename() } else { t().views_save() })}
                </SubmitButton>
                {move || {
                    renaming
                        .with(Option::is_some)
                        .then(|| {
                            view! {
                                <button type="button" class="button plain" on:click=move |_| renaming.set(None)>
                                    {t().ui_cancel()}
                                </button>
                            }
                        })
                }}
            </div>
        </form>
    }
    .into_any()
}
