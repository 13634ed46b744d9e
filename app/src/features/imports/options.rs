//! How a file is to be understood: dates, currency, source, equal rows, placeholders, problems.

use laurel_api::imports::ImportKind;
use leptos::prelude::*;

use super::bench::Bench;
use crate::hooks::erased::memo;
use crate::ui::field::TextField;
use crate::ui::show::Show;

/// The options that this kind of file has.
#[component]
pub fn Options() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let draft = bench.draft;
    let kind = bench.kind.get_untracked();
    // Whatever is changed makes the dry run outdated.
    Effect::new(move |before: Option<()>| {
        draft.default_date.track();
        draft.currency.track();
        draft.source.track();
        draft.equal_rows_are_separate.track();
        draft.placeholders.track();
        draft.skip_problem_rows.track();
        if before.is_some() && bench.plan.with_untracked(Option::is_some) {
            bench.forget_plan();
        }
    });
    let dated = memo(move || draft.columns.with(|columns| columns.contains_key("date")));
    let currency = (kind == ImportKind::Purchases).then(|| {
        view! {
            <TextField
                label="Currency of the amounts"
                class="short"
                hint="Three letters, such as USD."
                value=draft.currency
                problem=bench.field_problem("currency")
            />
        }
    });
    let source = (kind == ImportKind::Reviews).then(|| {
        view! {
            <TextField
                label="Where do these reviews come from?"
                hint="Such as the shop's name. It is printed with every review that is shown."
                value=draft.source
                problem=bench.field_problem("source")
            />
        }
    });
    let separate = match kind {
        ImportKind::Leads => "Two equal rows are two people.",
        ImportKind::Purchases => "Two equal purchases are two purchases.",
        ImportKind::Reviews => "Two people can have written the same words.",
    };
    let equal = move |value: bool, words: &'static str, help: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="equal-rows"
                    prop:checked=move || draft.equal_rows_are_separate.get() == value
                    on:change=move |_| draft.equal_rows_are_separate.set(value)
                />
                <span>
                    {words}
                    <span class="hint muted small">{help}</span>
                </span>
            </label>
        }
    };
    view! {
        <section class="form section" aria-labelledby="options-title">
            <h3 id="options-title">"Options"</h3>
            <Show when=move || !dated.get()>
                <TextField
                    label="One date for all rows"
                    kind="date"
                    class="short"
                    hint="Because no column holds the date."
                    value=draft.default_date
                    problem=bench.field_problem("date")
                />
            </Show>
            {currency}
            {source}
            <fieldset class="field">
                <legend>"Rows that equal an earlier one"</legend>
                <div class="choices">
                    {equal(true, "are separate", separate)}
                    {equal(false, "are repeats", "They are kept once and reported.")}
                </div>
            </fieldset>
            <TextField
                label="Values that mean “not known”"
                optional=true
                hint="Besides blank ones; separated by commas."
                value=draft.placeholders
            />
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=draft.skip_problem_rows
                    on:change:target=move |event| draft.skip_problem_rows.set(event.target().checked())
                />
                <span>
                    "Leave rows with problems out"
                    <span class="hint muted small">
                        "Otherwise a problem in any row stops the import before it begins."
                    </span>
                </span>
            </label>
        </section>
    }
}
