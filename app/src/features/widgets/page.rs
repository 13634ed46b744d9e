//! `/app/{program}/widgets`: the list, or one widget being edited, as the URL says.

use laurel_api::endpoints::{ListTestimonials, ListWidgets};
use laurel_api::testimonials::TestimonialsQuery;
use laurel_api::{NoQuery, PageSize};
use laurel_domain::WidgetId;
use laurel_domain::role::Permission;
use laurel_domain::testimonial::TestimonialState;
use leptos::prelude::*;

use super::editor::Editor;
use super::list::WidgetList;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{UrlQuery, use_url_query};
use crate::session::use_program;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::show::Show;
use crate::words::t;

/// What is being edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editing {
    /// Nothing: the list is shown.
    Nothing,
    /// A widget that does not exist yet.
    New,
    /// This one.
    Widget(WidgetId),
}

impl Editing {
    /// Reads the URL.
    fn read(query: &UrlQuery) -> Self {
        match (query.get("edit"), query.read("edit")) {
            (_, Some(id)) => Self::Widget(id),
            (Some("new"), None) => Self::New,
            _ => Self::Nothing,
        }
    }

    /// As it stands in the URL.
    pub fn to_url(self) -> UrlQuery {
        let value = match self {
            Self::Nothing => None,
            Self::New => Some("new".to_owned()),
            Self::Widget(id) => Some(id.to_string()),
        };
        UrlQuery::default().with("edit", value)
    }
}

/// `/app/{program}/widgets`.
#[component]
pub fn WidgetsPage() -> impl IntoView {
    let program = use_program();
    let url = use_url_query();
    let may = program.may(Permission::Edit);
    let editing = memo(move || {
        if may {
            url.query.with(Editing::read)
        } else {
            Editing::Nothing
        }
    });
    let path = program.path();
    let widgets = use_remote::<ListWidgets>(move || Some((path.clone(), NoQuery {})));
    let path = program.path();
    // Only the editor's preview needs them.
    let wanted = memo(move || editing.get() != Editing::Nothing);
    let published = use_remote::<ListTestimonials>(move || {
        let query = TestimonialsQuery {
            state: Some(TestimonialState::Approved),
            limit: PageSize::clamped(100),
            ..TestimonialsQuery::default()
        };
        wanted.get().then(|| (path.clone(), query))
    });
    let title = Signal::derive(move || {
        match editing.get() {
            Editing::Nothing => t().widgets_title(),
            Editing::New => t().widgets_new(),
            Editing::Widget(_) => t().widgets_change_title(),
        }
        .to_owned()
    });
    let list_href = move || url.href(&Editing::Nothing.to_url());
    let new_href = move || url.href(&Editing::New.to_url());
    view! {
        <PageHead title=title>
            <Show when=move || wanted.get()>
                <a class="button quiet" href=list_href>
                    {t().widgets_all()}
                </a>
            </Show>
            <Show when=move || may && !wanted.get()>
                <a class="button" href=new_href> {t().widgets_new()} </a>
            </Show>
        </PageHead>
        {loaded(
            widgets,
            t().widgets_loading(),
            move |answer| {
                view! {
                    {move || match editing.get() {
                        Editing::Nothing => view! { <WidgetList answer=answer widgets=widgets may=may /> }.into_any(),
                        editing => {
                            view! { <Editor editing=editing answer=answer widgets=widgets published=published /> }
                                .into_any()
                        }
                    }}
                }
                    .into_any()
            },
        )}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_what_is_edited() {
        let id = WidgetId::from_digest([1; 16]);
        for editing in [Editing::Nothing, Editing::New, Editing::Widget(id)] {
            assert_eq!(Editing::read(&editing.to_url()), editing);
        }
        assert_eq!(
            Editing::read(&UrlQuery::parse("?edit=old")),
            Editing::Nothing
        );
    }
}
