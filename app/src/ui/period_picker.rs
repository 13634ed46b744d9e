//! Chooses a period: some days until today, all time, or from–to. The URL holds the choice.

use laurel_domain::Day;
use leptos::prelude::*;

use super::dates::now;
use super::field::unique_id;
use super::period::{PRESETS, Period};
use crate::hooks::erased::memo;
use crate::hooks::use_url_query::{QueryState, Step};
use crate::ui::show::Show;
use crate::words::t;

/// The choice of a period.
#[component]
pub fn PeriodPicker(
    /// The page's query.
    state: QueryState,
    /// Whose dates they are: `People who first came`.
    what: &'static str,
) -> impl IntoView {
    let today = now().day();
    let period = memo(move || state.query.with(Period::read));
    let presets = PRESETS
        .iter()
        .map(|(words, days)| {
            let preset = Period::preset(*days, today);
            let href = move || state.href(&preset.write(state.query.get()));
            let current = move || (period.get() == preset).then_some("true");
            view! {
                <a href=href aria-current=current data-noscroll="">
                    {words(t())}
                </a>
            }
        })
        .collect_view();
    let end = move |label: &'static str,
                    read: fn(Period) -> Option<Day>,
                    write: fn(Period, Option<Day>) -> Period| {
        let id = unique_id("period");
        let control = id.clone();
        view! {
            <div class="field beside">
                <label for=id>{label}</label>
                <input
                    id=control
                    type="date"
                    prop:value=move || read(period.get()).map(|day| day.to_string()).unwrap_or_default()
                    on:change:target=move |event| {
                        let day = Day::parse(&event.target().value()).ok();
                        let query = write(period.get_untracked(), day).write(state.query.get_untracked());
                        state.go(&query, Step::Push);
                    }
                />
            </div>
        }
    };
    // Dates of one's own are shown once they are wanted, or when the URL holds some.
    let wanted = RwSignal::new(false);
    let own = memo(move || {
        let period = period.get();
        wanted.get()
            || PRESETS
                .iter()
                .all(|(_, days)| Period::preset(*days, today) != period)
    });
    view! {
        <div class="row" role="group" aria-label=t().period_group(what)>
            <div class="segmented">{presets}</div>
            <button
                type="button"
                class="button plain small"
                aria-expanded=move || if own.get() { "true" } else { "false" }
                on:click=move |_| wanted.update(|wanted| *wanted = !*wanted)
            >
                {t().period_dates()}
            </button>
            <div class="row" hidden=move || !own.get()>
                {end(t().period_from(), |period| period.from, |period, from| Period { from, ..period })}
                {end(t().period_to(), |period| period.to, |period, to| Period { to, ..period })}
            </div>
            <Show when=move || period.get().is_reversed()>
                <p class="problem-text small" role="alert">
                    {t().period_reversed()}
                </p>
            </Show>
        </div>
    }
}
