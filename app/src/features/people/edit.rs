//! "Edit": the dialog in which a person's record is corrected.

use laurel_api::NoQuery;
use laurel_api::endpoints::{ListSegments, UpdatePerson};
use laurel_api::people::{PersonChange, Profile};
use laurel_api::segments::SegmentsQuery;
use laurel_domain::segment::Dimension;
use laurel_words::Words;
use leptos::prelude::*;

use crate::api::call;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_sending::use_sending;
use crate::session::use_program;
use crate::ui::button::{Button, SubmitButton};
use crate::ui::dialog::Dialog;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// A line of the record.
struct Line {
    /// What the API calls it.
    field: &'static str,
    label: fn(Words) -> &'static str,
    /// Whose values are usual here.
    dimension: Option<Dimension>,
    shown: fn(&Profile) -> Option<&String>,
    changed: fn(&mut PersonChange) -> &mut Option<String>,
}

macro_rules! line {
    ($label:path, $field:ident, $($shown:ident).+, $dimension:expr) => {
        Line {
            field: stringify!($field),
            label: $label,
            dimension: $dimension,
            shown: |profile| profile.$($shown).+.as_ref(),
            changed: |change| &mut change.$field,
        }
    };
}

const LINES: [Line; 8] = [
    line!(Words::person_name, name, person.name, None),
    line!(Words::person_role, headline, person.headline, None),
    line!(Words::person_company, company, person.company, None),
    line!(
        Words::person_industry,
        industry,
        industry,
        Some(Dimension::Industry)
    ),
    line!(
        Words::person_company_size,
        company_size,
        company_size,
        Some(Dimension::CompanySize)
    ),
    line!(
        Words::person_source,
        source,
        person.source,
        Some(Dimension::Source)
    ),
    line!(Words::person_city, city, city, None),
    line!(
        Words::person_country,
        country,
        country,
        Some(Dimension::Country)
    ),
];

/// What is in a record's form: a text for each of [`LINES`], and whether the person opted out.
#[derive(Clone)]
struct Draft {
    texts: [String; LINES.len()],
    opted_out: bool,
}

impl Draft {
    fn of(profile: &Profile) -> Self {
        Self {
            texts: LINES.map(|line| (line.shown)(profile).cloned().unwrap_or_default()),
            opted_out: profile.opted_out,
        }
    }

    /// What differs from what was shown: only that is sent, so that what somebody else corrects meanwhile
    /// stays.
    fn change_from(&self, shown: &Self) -> PersonChange {
        let mut change = PersonChange {
            opted_out: Some(self.opted_out).filter(|now| *now != shown.opted_out),
            ..PersonChange::default()
        };
        for ((line, text), shown) in LINES.iter().zip(&self.texts).zip(&shown.texts) {
            if text.trim() != shown {
                *(line.changed)(&mut change) = Some(text.clone());
            }
        }
        change
    }
}

/// The button, and the dialog that it opens.
pub fn edit_button(profile: Memo<Profile>, on_changed: Callback<()>) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Button class="plain small" on_press=move |()| open.set(true)>
            {t().person_edit()}
        </Button>
        <Dialog title=t().person_edit_title() open>
            {profile.with_untracked(|profile| form(profile, open, on_changed))}
        </Dialog>
    }
    .into_any()
}

fn form(profile: &Profile, open: RwSignal<bool>, on_changed: Callback<()>) -> AnyView {
    let program = use_program();
    let path = StoredValue::new(program.person(profile.person.id));
    let toasts = use_toasts();
    let sending = use_sending();
    let in_program = program.path();
    let usual =
        use_remote::<ListSegments>(move || Some((in_program.clone(), SegmentsQuery::default())));
    let usual = usual.latest();
    let shown = Draft::of(profile);
    let typed = shown.texts.clone().map(RwSignal::new);
    let opted_out = RwSignal::new(shown.opted_out);
    let shown = StoredValue::new(shown);
    let field = |line: &Line, value: RwSignal<String>| {
        let dimension = line.dimension;
        let suggestions = memo(move || {
            usual.with(|answer| {
                let segments = answer.iter().flat_map(|answer| &answer.segments);
                segments
                    .filter(|one| Some(one.dimension) == dimension && !one.value.is_empty())
                    .map(|one| one.value.clone())
                    .collect::<Vec<_>>()
            })
        });
        view! {
            <TextField label=(line.label)(t()) value suggestions problem=sending.problem(line.field) />
        }
    };
    let fields = LINES
        .iter()
        .zip(typed)
        .map(|(line, value)| field(line, value))
        .collect_view();
    let send = move || {
        let draft = Draft {
            texts: typed.map(|value| value.get_untracked()),
            opted_out: opted_out.get_untracked(),
        };
        let change = shown.with_value(|shown| draft.change_from(shown));
        if change == PersonChange::default() {
            open.set(false);
            return;
        }
        let path = path.get_value();
        let request = async move { call::<UpdatePerson>(&path, &NoQuery {}, &change).await };
        sending.send(request, move |_| {
            open.try_set(false);
            toasts.show(t().person_corrected());
            on_changed.try_run(());
        });
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <ProblemBanner problem=sending.general_failure() />
            <div class="pair">{fields}</div>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=opted_out
                    on:change:target=move |event| opted_out.set(event.target().checked())
                />
                <span>
                    {t().person_opt_out()}
                    <span class="hint muted small">
                        {t().person_opt_out_hint()}
                    </span>
                </span>
            </label>
            <div class="actions">
                <SubmitButton busy=sending.busy>{t().ui_save()}</SubmitButton>
                <Button class="quiet" on_press=move |()| open.set(false)>
                    {t().ui_cancel()}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_sent() {
        let mut shown = Draft {
            texts: LINES.map(|_| String::new()),
            opted_out: false,
        };
        shown.texts[0] = "Ada".to_owned();
        shown.texts[3] = "Media".to_owned();
        let mut draft = shown.clone();
        draft.texts[0] = " Ada ".to_owned();
        assert_eq!(draft.change_from(&shown), PersonChange::default());
        draft.texts[3].clear();
        draft.texts[7] = "Norway".to_owned();
        draft.opted_out = true;
        let expected = PersonChange {
            industry: Some(String::new()),
            country: Some("Norway".to_owned()),
            opted_out: Some(true),
            ..PersonChange::default()
        };
        assert_eq!(draft.change_from(&shown), expected);
    }

    #[test]
    fn every_line_is_a_field_of_its_own() {
        let mut change = PersonChange::default();
        for line in &LINES {
            *(line.changed)(&mut change) = Some(line.field.to_owned());
        }
        for line in &LINES {
            assert_eq!((line.changed)(&mut change).as_deref(), Some(line.field));
        }
    }
}
