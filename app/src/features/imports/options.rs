//! How a file is to be understood: dates, currency, source, equal rows, placeholders, problems.

use laurel_api::imports::ImportKind;
use laurel_imports::fields;
use leptos::prelude::*;

use super::wizard_state::ImportWizard;
use crate::hooks::erased::memo;
use crate::ui::field::TextField;
use crate::ui::show::Show;
use crate::words::t;

/// The options that this kind of file has.
#[component]
pub fn Options() -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let draft = wizard.draft;
    let kind = wizard.kind.get_untracked();
    // Whatever is changed makes the dry run outdated.
    Effect::new(move |before: Option<()>| {
        draft.default_date.track();
        draft.currency.track();
        draft.source.track();
        draft.equal_rows_are_separate.track();
        draft.placeholders.track();
        draft.skip_problem_rows.track();
        draft.answers.track();
        draft.statuses.track();
        if before.is_some() && wizard.plan.with_untracked(Option::is_some) {
            wizard.forget_plan();
        }
    });
    let holds = move |field: &'static str| {
        memo(move || draft.columns.with(|columns| columns.contains_key(field)))
    };
    let (dated, in_currency) = (holds("date"), holds("currency"));
    let has_date = fields(kind).iter().any(|field| field.code == "date");
    let currency = (kind == ImportKind::Purchases).then(|| {
        view! {
            <Show when=move || !in_currency.get()>
            <TextField
                label=t().wizard_currency()
                class="short"
                hint=t().wizard_currency_hint()
                value=draft.currency
                problem=wizard.field_problem("currency")
            />
            </Show>
        }
    });
    let hint = if kind == ImportKind::Reviews {
        t().wizard_source_hint_reviews()
    } else {
        t().wizard_source_hint()
    };
    let source = (kind != ImportKind::Unsubscribed).then(|| {
        view! {
            <TextField
                label=t().wizard_source() hint=hint
                value=draft.source
                problem=wizard.field_problem("system")
            />
        }
    });
    let separate = match kind {
        ImportKind::Leads | ImportKind::Unsubscribed => t().wizard_separate_leads(),
        ImportKind::Purchases => t().wizard_separate_purchases(),
        ImportKind::Reviews => t().wizard_separate_reviews(),
        ImportKind::Nps => t().wizard_separate_nps(),
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
            <h3 id="options-title">{t().wizard_options()}</h3>
            <Show when=move || has_date && !dated.get()>
                <TextField
                    label=t().wizard_date()
                    kind="date"
                    class="short"
                    hint=t().wizard_date_hint()
                    value=draft.default_date
                    problem=wizard.field_problem("date")
                />
            </Show>
            {source}
            {currency}
            <fieldset class="field">
                <legend>{t().wizard_equal()}</legend>
                <div class="choices">
                    {equal(true, t().wizard_equal_separate(), separate)}
                    {equal(false, t().wizard_equal_repeats(), t().wizard_equal_repeats_hint())}
                </div>
            </fieldset>
            <TextField
                label=t().wizard_placeholders()
                optional=true
                hint=t().wizard_placeholders_hint()
                value=draft.placeholders
            />
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=draft.skip_problem_rows
                    on:change:target=move |event| draft.skip_problem_rows.set(event.target().checked())
                />
                <span>
                    {t().wizard_skip()}
                    <span class="hint muted small">
                        {t().wizard_skip_hint()}
                    </span>
                </span>
            </label>
        </section>
    }
}
