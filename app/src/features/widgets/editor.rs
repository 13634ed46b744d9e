//! One widget being made or changed, beside its preview.

use laurel_api::NoQuery;
use laurel_api::endpoints::{CreateWidget, UpdateWidget};
use laurel_api::testimonials::TestimonialsResponse;
use laurel_api::widgets::{Layout, WidgetsResponse};
use laurel_pages::PublishedRating;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::configuration::Configuration;
use super::page::Editing;
use super::preview::{Preview, shown};
use super::published_rating::published_rating;
use crate::api::{ApiError, call, call_with_revision};
use crate::hooks::erased::memo;
use crate::hooks::use_remote::Remote;
use crate::hooks::use_url_query::{Step, use_url_query};
use crate::session::use_program;
use crate::ui::button::SubmitButton;
use crate::ui::empty::Empty;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::toast::use_toasts;
use crate::words::t;

/// The form and its preview.
#[component]
pub fn Editor(
    /// What is edited.
    editing: Editing,
    /// All widgets.
    answer: Signal<WidgetsResponse>,
    /// Where they were read.
    widgets: Remote<WidgetsResponse>,
    /// What is published.
    published: Remote<TestimonialsResponse>,
) -> impl IntoView {
    let known = answer.with_untracked(|answer| match editing {
        Editing::Widget(id) => answer
            .widgets
            .iter()
            .find(|widget| widget.id == id)
            .map(|widget| (Configuration::of(widget), widget.revision)),
        _ => Some((Configuration::default(), 0)),
    });
    let Some((first, seen)) = known else {
        return view! {
            <Empty heading=t().widgets_missing() words=t().widgets_missing_words() />
        }
        .into_any();
    };
    let program = use_program();
    let url = use_url_query();
    let toasts = use_toasts();
    let name = RwSignal::new(first.name);
    let layout = RwSignal::new(first.layout);
    let tag = RwSignal::new(first.tag);
    let show_rating = RwSignal::new(first.show_rating);
    let max_items = RwSignal::new(first.max_items);
    let configuration = memo(move || Configuration {
        name: name.get(),
        layout: layout.get(),
        tag: tag.get(),
        show_rating: show_rating.get(),
        max_items: max_items.get(),
    });
    let refused = RwSignal::new(None::<ApiError>);
    let sending = RwSignal::new(false);
    let problem = move |field: &'static str| {
        Signal::derive(move || {
            refused.with(|refused| refused.as_ref()?.field(field).map(str::to_owned))
        })
    };
    let general = Signal::derive(move || refused.get().filter(|error| error.fields().is_empty()));
    let refused_count = problem("max_items");
    let count_problem = Signal::derive(move || {
        configuration
            .with(|configuration| configuration.count().err().map(str::to_owned))
            .or_else(|| refused_count.get())
    });

    let sender = program.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(request) = configuration.with_untracked(Configuration::request) else {
            return;
        };
        if sending.get_untracked() {
            return;
        }
        let program = sender.clone();
        sending.set(true);
        spawn_local(async move {
            let answer = match editing {
                Editing::Widget(id) => {
                    let path = program.widget(id);
                    call_with_revision::<UpdateWidget>(&path, &NoQuery {}, &request, seen).await
                }
                _ => call::<CreateWidget>(&program.path(), &NoQuery {}, &request).await,
            };
            sending.try_set(false);
            match answer {
                Ok(_) => {
                    widgets.reload();
                    toasts.show(t().widgets_saved());
                    url.go(&Editing::Nothing.to_url(), Step::Push);
                }
                Err(error) => _ = refused.try_set(Some(error)),
            }
        });
    };

    let rating = RwSignal::new(None::<PublishedRating>);
    if let Some(widget) =
        answer.with_untracked(|answer| answer.widgets.first().map(|widget| widget.id))
    {
        spawn_local(async move {
            let found = published_rating(widget).await;
            rating.try_set(found);
        });
    }
    let latest = published.latest();
    let program_name = program.program_name().to_owned();
    let wall = memo(move || {
        let configuration = configuration.get();
        latest.with(|latest| {
            let testimonials = latest
                .as_ref()
                .map(|latest| latest.testimonials.as_slice())
                .unwrap_or_default();
            shown(&configuration, &program_name, testimonials, rating.get())
        })
    });
    let tags = Signal::derive(move || {
        let mut tags = latest.with(|latest| {
            latest
                .as_ref()
                .map(|latest| latest.tags.clone())
                .unwrap_or_default()
        });
        let chosen = tag.get();
        if !chosen.is_empty() && !tags.contains(&chosen) {
            tags.push(chosen);
        }
        let everything = Choice::new("", t().widgets_choice_everything());
        let only = tags
            .into_iter()
            .map(|tag| Choice::new(tag.clone(), t().widgets_choice_only(&tag)));
        std::iter::once(everything).chain(only).collect::<Vec<_>>()
    });
    let preview_problem = published.problem();
    let layouts = vec![
        Choice::new("wall", t().widgets_choice_wall()),
        Choice::new("list", t().widgets_choice_list()),
    ];
    view! {
        <div class="widget-editor">
            <form class="form" novalidate on:submit=submit>
                <ProblemBanner problem=general />
                <TextField
                    label=t().widgets_name() hint=t().widgets_name_hint()
                    value=name
                    problem=problem("name")
                />
                <SelectField
                    label=t().widgets_layout()
                    value=Signal::derive(move || layout.get().code().to_owned())
                    on_choose=move |chosen: String| {
                        layout.set(if chosen == "list" { Layout::List } else { Layout::Wall });
                    }
                    choices=Signal::stored(layouts)
                    problem=problem("layout")
                />
                <SelectField
                    label=t().widgets_shows() hint=t().widgets_shows_hint()
                    value=tag
                    on_choose=move |chosen| tag.set(chosen)
                    choices=tags
                    problem=problem("tag")
                />
                <TextField
                    label=t().widgets_at_most()
                    class="short"
                    input_mode="numeric"
                    hint=t().widgets_at_most_hint()
                    value=max_items
                    problem=count_problem
                />
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=show_rating
                        on:change:target=move |event| show_rating.set(event.target().checked())
                    />
                    <span>
                        {t().widgets_rating()}
                        <span class="hint muted small">{t().widgets_rating_hint()}</span>
                    </span>
                </label>
                <div class="actions">
                    <SubmitButton busy=sending>{t().widgets_save()}</SubmitButton>
                </div>
            </form>
            <div class="stack">
                <ProblemBanner problem=preview_problem retry=move |()| published.reload() />
                <Preview wall=wall />
            </div>
        </div>
    }
    .into_any()
}
