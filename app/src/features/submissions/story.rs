//! The opened submission: what can be decided, how it will be printed, and all that is known about it.

use laurel_api::testimonials::{Testimonial, TestimonialDetailResponse};
use laurel_domain::testimonial::TestimonialState;
use laurel_pages::testimonial_card;
use leptos::prelude::*;

use super::author::Author;
use super::consents::Consents;
use super::desk::Desk;
use super::excerpt::Words;
use super::facts::Facts;
use super::focus;
use super::history::History;
use super::intent::Intent;
use super::printed::printed;
use super::tags::Tags;
use super::visibility::visibility;
use crate::hooks::erased::memo;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::rendered::rendered;
use crate::ui::show::Show;
use crate::words::t;

/// The opened submission, or a hint when none is opened.
#[component]
pub fn StoryPane() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let item = memo(move || desk.filters.with(|filters| filters.item));
    let known = memo(move || desk.story.with(Option::is_some));
    let problem = desk.detail.problem();
    let nothing_listed = move || desk.queue.with(|queue| queue.items().is_empty());
    move || {
        if item.get().is_none() {
            return (!nothing_listed())
                .then(|| {
                    view! {
                        <p class="muted">
                            {t().story_choose()} " " <span class="keys">{t().story_choose_key()} " " <kbd>"j"</kbd></span>
                        </p>
                    }
                })
                .into_any();
        }
        if !known.get() {
            return view! {
                <div>
                    <ProblemBanner problem=problem retry=move |()| desk.detail.reload() />
                    <Show when=move || problem.with(Option::is_none)>
                        <p class="loading" role="status">
                            {t().story_reading()}
                        </p>
                    </Show>
                </div>
            }
            .into_any();
        }
        // Built anew for each submission, so that nothing half done for one is done to another.
        view! { <Story /> }.into_any()
    }
}

/// All about one submission.
#[component]
fn Story() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Some(first) = desk.story.get_untracked() else {
        return ().into_any();
    };
    let id = first.id;
    let story = Memo::new(move |before: Option<&Testimonial>| {
        desk.story
            .get()
            .filter(|story| story.id == id)
            .or_else(|| before.cloned())
            .unwrap_or_else(|| first.clone())
    });
    let latest = desk.detail.latest();
    let detail = memo(move || -> Option<TestimonialDetailResponse> {
        latest.get().filter(|detail| detail.testimonial.id == id)
    });
    let problem = desk.detail.problem();
    let may = desk.may_moderate();
    let author = move || {
        story
            .with(|story| story.author.clone())
            .unwrap_or_else(|| t().submissions_no_name().into())
    };
    let withdrawn = memo(move || story.with(|story| story.state == TestimonialState::Withdrawn));
    let back = move || desk.url.href(&desk.filters.get().with_item(None).to_url());
    view! {
        <article class="story" aria-labelledby=focus::STORY>
            <a class="button quiet small back" href=back>
                {t().story_back()}
            </a>
            <h2 id=focus::STORY tabindex="-1">
                {t().story_of()} " " <bdi>{author}</bdi>
            </h2>
            {may.then(|| view! { <Actions story=story /> })}
            <Standing story=story />
            <Author story=story detail=detail />
            <Show when=move || !withdrawn.get() fallback=|| view! { <p class="muted">{t().story_taken_back()}</p> }>
                {move || story.with(|story| rendered(testimonial_card(t(), &printed(story))))}
                <Words story=story />
                <Tags story=story />
            </Show>
            <Facts story=story />
            <ProblemBanner problem=problem retry=move |()| desk.detail.reload() />
            <Consents story=story detail=detail />
            <History detail=detail />
        </article>
    }
    .into_any()
}

/// Approve, reject, back into the queue, undo.
#[component]
fn Actions(story: Memo<Testimonial>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let state = memo(move || story.with(|story| story.state));
    let saving = move || {
        let id = story.with(|story| story.id);
        desk.saving
            .with(|saving| saving.contains_key(&id))
            .then_some("true")
    };
    let offered = move |wanted: TestimonialState| {
        let state = state.get();
        state != TestimonialState::Withdrawn
            && (state != wanted || wanted == TestimonialState::Rejected)
    };
    view! {
        <div class="actions" role="group" aria-label=t().story_decision()>
            <Show when=move || offered(TestimonialState::Approved)>
                <button
                    type="button"
                    class="button"
                    aria-keyshortcuts="a"
                    aria-busy=saving
                    on:click=move |_| desk.act(Intent::Approve)
                >
                    {t().story_approve()}
                    <kbd>"a"</kbd>
                </button>
            </Show>
            <Show when=move || offered(TestimonialState::Rejected)>
                <button
                    type="button"
                    class="button quiet"
                    aria-keyshortcuts="r"
                    on:click=move |_| desk.ask(desk.dialogs.reason)
                >
                    {move || if state.get() == TestimonialState::Rejected { t().story_change_reason() } else { t().story_reject() }}
                    <kbd>"r"</kbd>
                </button>
            </Show>
            <Show when=move || offered(TestimonialState::Pending)>
                <button type="button" class="button quiet" on:click=move |_| desk.act(Intent::Reopen)>
                    {move || if state.get() == TestimonialState::Suspected { t().story_no_spam() } else { t().story_reopen() }}
                </button>
            </Show>
            <button type="button" class="button plain" aria-keyshortcuts="u" on:click=move |_| desk.undo()>
                {t().ui_undo()}
                <kbd>"u"</kbd>
            </button>
        </div>
    }
}

/// Whether it is shown, and if not, why not.
#[component]
fn Standing(story: Memo<Testimonial>) -> impl IntoView {
    move || {
        story.with(|story| {
            let standing = visibility(story);
            let reason = story
                .reject_reason
                .map(|reason| t().story_reason(t().reject_reason(reason)));
            view! {
                <div class="standing" class:shown=standing.shown>
                    <p>
                        <strong>{standing.sentence}</strong>
                        " "
                        {reason}
                    </p>
                    {standing.advice.map(|advice| view! { <p class="muted small">{advice}</p> })}
                </div>
            }
        })
    }
}
