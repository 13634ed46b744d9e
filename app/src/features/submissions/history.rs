//! What was decided about a submission, by whom and when.

use laurel_api::testimonials::{AuditEntry, TestimonialDetailResponse};
use leptos::prelude::*;

use crate::hooks::erased::memo;
use crate::ui::actor::actor_words;
use crate::ui::dates::DayOf;
use crate::words::t;

/// The audit trail, the latest first.
#[component]
pub fn History(detail: Memo<Option<TestimonialDetailResponse>>) -> impl IntoView {
    let entries =
        memo(move || detail.with(|detail| detail.as_ref().map(|detail| detail.history.clone())));
    view! {
        <section class="section" aria-labelledby="history-title">
            <h3 id="history-title">{t().story_history()}</h3>
            {move || match entries.get() {
                None => view! { <p class="loading">{t().story_reading_history()}</p> }.into_any(),
                Some(entries) if entries.is_empty() => {
                    view! { <p class="muted">{t().story_no_history()}</p> }.into_any()
                }
                Some(entries) => {
                    view! { <ol class="timeline">{entries.into_iter().map(entry).collect_view()}</ol> }.into_any()
                }
            }}
        </section>
    }
}

/// One entry of an audit trail.
pub fn entry(entry: AuditEntry) -> impl IntoView {
    let at = entry.at.to_rfc3339();
    let clock = at.get(11..16).unwrap_or_default();
    let who = t().story_who_and_when(&actor_words(&entry.actor), clock);
    let class = match entry.action.as_str() {
        "approved" => "accent",
        "rejected" | "withdrawn" => "problem",
        "consent" | "licence" => "delight",
        "submitted" | "imported" => "attract",
        _ => "",
    };
    view! {
        <li class=class>
            <DayOf at=entry.at />
            <span dir="auto">{entry.summary}</span>
            <span class="detail" title=entry.actor>{who}</span>
        </li>
    }
}
