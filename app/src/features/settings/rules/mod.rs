//! `/app/{program}/settings/rules`: what acts and rewards are worth, and what makes each stage of the ladder.

pub mod draft;
pub mod numbers;
mod values;

use laurel_api::settings::SettingsResponse;
use laurel_domain::mistake::FieldMistake;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::Worked;
use leptos::prelude::*;

use self::draft::Draft;
use self::numbers::{GROUPS, Group, Number};
use self::values::{shown_values, values};
use super::rules_page::RulesPage;
use super::saving::use_saving;
use crate::hooks::erased::memo;
use crate::ui::field::{Field, FieldIds, unique_id};
use crate::ui::numbers::count;
use crate::words::t;

/// `/app/{program}/settings/rules`.
#[component]
pub fn ValuesPage() -> impl IntoView {
    RulesPage {
        title: t().settings_rules(),
        lede: t().values_lede(),
        seen_in: ("pyramid", t().values_seen_in()),
        editor,
        shown,
    }
    .view()
}

/// The rules for those who may not change them.
fn shown(rules: &ProgramSettings) -> AnyView {
    let mut example = Some(worked(rules));
    let groups = GROUPS.iter().map(|group| {
        // The example belongs to the balance, the first of them.
        let example = example.take();
        let rows = group.numbers.iter().map(|number| {
            let value = count((number.read)(rules).into());
            let value = t().values_number_unit(&value, (number.unit)(t()));
            view! { <dt>{(number.label)(t())}</dt><dd>{value}</dd> }
        });
        view! {
            <section class="section stack tight">
                <h2>{(group.title)(t())}</h2>
                <p class="muted small measure">{(group.words)(t())}</p>
                {example.map(|words| view! { <p class="small measure">{words}</p> })}
                <dl class="facts-list">{rows.collect_view()}</dl>
            </section>
        }
    });
    view! { {shown_values(rules)} {groups.collect_view()} }.into_any()
}

/// What is typed, each text by itself.
#[derive(Clone, Copy)]
struct Typed {
    numbers: StoredValue<Vec<RwSignal<String>>>,
    values: StoredValue<Vec<RwSignal<String>>>,
    high_effort: RwSignal<Vec<TouchpointKind>>,
}

impl Typed {
    fn new(draft: Draft) -> Self {
        let texts = |texts: Vec<String>| texts.into_iter().map(RwSignal::new).collect();
        Self {
            numbers: StoredValue::new(texts(draft.numbers)),
            values: StoredValue::new(texts(draft.values)),
            high_effort: RwSignal::new(draft.high_effort),
        }
    }

    fn draft(self) -> Draft {
        let texts = |all: StoredValue<Vec<RwSignal<String>>>| {
            all.with_value(|all| all.iter().map(RwSignal::get).collect())
        };
        Draft {
            numbers: texts(self.numbers),
            values: texts(self.values),
            high_effort: self.high_effort.get(),
        }
    }

    fn show(self, draft: Draft) {
        let show = |all: StoredValue<Vec<RwSignal<String>>>, texts: Vec<String>| {
            all.with_value(|all| {
                for (signal, text) in all.iter().zip(texts) {
                    signal.set(text);
                }
            });
        };
        show(self.numbers, draft.numbers);
        show(self.values, draft.values);
        self.high_effort.set(draft.high_effort);
    }
}

/// What is wrong with which field.
type Problems = Memo<Vec<FieldMistake>>;

fn problem(problems: Problems, field: String) -> Signal<Option<String>> {
    Signal::derive(move || {
        problems.with(|problems| {
            let found = problems.iter().find(|problem| problem.field == field);
            found.map(|problem| t().mistake(&problem.mistake))
        })
    })
}

fn editor(answer: SettingsResponse) -> AnyView {
    let typed = Typed::new(Draft::of(&answer.settings));
    // The stages have an editor of their own: here they are as they came.
    let stored = StoredValue::new(answer.settings.clone());
    let problems: Problems = memo(move || {
        let read = stored.with_value(|stored| typed.draft().read(stored));
        read.err().unwrap_or_default()
    });
    let saving = use_saving(
        answer,
        Signal::derive(move || problems.with(Vec::is_empty)),
        move |stored| {
            let read = typed.draft().read(stored);
            read.unwrap_or_else(|_| stored.clone())
        },
        move |settings| typed.show(Draft::of(&settings)),
    );
    let texts = typed.numbers.get_value();
    let mut texts = texts.into_iter();
    // As long as something cannot be read, the example is that of the rules that are stored.
    let example = memo(move || {
        stored.with_value(|stored| {
            let read = typed.draft().read(stored);
            worked(read.as_ref().unwrap_or(stored))
        })
    });
    let mut example = Some(view! { <p class="small" role="status">{example}</p> }.into_any());
    let groups = GROUPS.iter().map(|group| {
        let fields = group.numbers.iter().zip(texts.by_ref());
        let fields = fields
            .map(|(number, value)| field(number, value, problems))
            .collect_view();
        section(group, example.take(), fields.into_any())
    });
    let groups = groups.collect_view();
    view! { {values(typed, problems)} {groups} {saving.section(t().values_save())} }.into_any()
}

/// What the values mean for somebody who tells one story.
fn worked(rules: &ProgramSettings) -> String {
    let points = |kind| count(rules.points(kind).into());
    let story = points(TouchpointKind::Testimonial);
    let thanks = points(TouchpointKind::Thanks);
    match Worked::of(rules) {
        Worked::Blocks { days: Some(days) } => t().values_worked_blocks(&story, &thanks, days),
        Worked::Blocks { days: None } => t().values_worked_blocks_for_good(&story, &thanks),
        Worked::Askable { acts, days } => t().values_worked_askable(&story, &thanks, acts, days),
        Worked::Always => t().values_worked_always(&story, &thanks),
    }
}

fn section(group: &Group, example: Option<AnyView>, fields: AnyView) -> AnyView {
    view! {
        <section class="section rule-group">
            <div class="stack tight">
                <h2>{(group.title)(t())}</h2>
                <p class="muted small">{(group.words)(t())}</p>
                {example}
            </div>
            <div class="fields">{fields}</div>
        </section>
    }
    .into_any()
}

fn field(number: &Number, value: RwSignal<String>, problems: Problems) -> AnyView {
    let (label, unit_words) = ((number.label)(t()), (number.unit)(t()));
    let problem = problem(problems, number.field.to_owned());
    let ids = FieldIds::new();
    let (id, described) = (ids.control.clone(), ids.clone());
    let unit = unique_id("unit");
    let unit_of = unit.clone();
    let describes = move || {
        let problem = described.described_by(false, problem.with(Option::is_some));
        [Some(unit_of.clone()), problem]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    };
    view! {
        <Field label ids problem class="one-number">
            <input
                id=id
                inputmode="numeric"
                autocomplete="off"
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=describes
            />
            <span id=unit class="muted">
                {unit_words}
            </span>
        </Field>
    }
    .into_any()
}
