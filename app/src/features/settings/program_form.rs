//! What the program is called, what testimonials are about, and what authors are offered.

use laurel_api::NoQuery;
use laurel_api::endpoints::UpdateProgram;
use laurel_api::programs::{Program, ProgramChange, ProgramResponse, WITHDRAWN_DAYS_MAX};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::call;
use crate::hooks::use_sending::{FieldProblem, use_sending};
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::button::SubmitButton;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::toast::use_toasts;
use crate::words::t;

/// The form as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The brand's name.
    pub name: String,
    /// What testimonials are about.
    pub product_name: String,
    /// `Product`, `SoftwareApplication` or empty.
    pub product_type: String,
    /// An address, or empty.
    pub website: String,
    /// What every author is offered, or empty.
    pub incentive: String,
    /// For how many days withdrawn words stay, as typed.
    pub withdrawn_days: String,
}

impl Filled {
    /// As the program is now.
    pub fn of(program: &Program) -> Self {
        Self {
            name: program.name.clone(),
            product_name: program.product_name.clone(),
            product_type: program.product_type.clone().unwrap_or_default(),
            website: program.website.clone().unwrap_or_default(),
            incentive: program.incentive.clone().unwrap_or_default(),
            withdrawn_days: program.withdrawn_days.to_string(),
        }
    }

    /// Whether the number of days is one.
    pub fn days_are_right(&self) -> bool {
        let days = self.withdrawn_days.trim().parse::<u16>();
        days.is_ok_and(|days| days <= WITHDRAWN_DAYS_MAX)
    }

    /// What differs from how it was: only that is sent, so that two owners who change different
    /// things do not undo each other's work.
    pub fn change_from(&self, before: &Self) -> ProgramChange {
        let changed =
            |now: &str, before: &str| (now.trim() != before).then(|| now.trim().to_owned());
        ProgramChange {
            name: changed(&self.name, &before.name),
            product_name: changed(&self.product_name, &before.product_name),
            product_type: changed(&self.product_type, &before.product_type),
            website: changed(&self.website, &before.website),
            incentive: changed(&self.incentive, &before.incentive),
            withdrawn_days: changed(&self.withdrawn_days, &before.withdrawn_days)
                .and_then(|days| days.parse().ok()),
        }
    }
}

/// The form; for members who may not change anything, the same as a list.
#[component]
pub fn ProgramForm(
    /// The program.
    answer: Signal<ProgramResponse>,
    /// Whether the member may change it.
    owner: bool,
) -> impl IntoView {
    if !owner {
        return view! { <Shown answer=answer /> }.into_any();
    }
    let program = use_program();
    let details = use_program_details();
    let toasts = use_toasts();
    let before = StoredValue::new(answer.with_untracked(|answer| Filled::of(&answer.program)));
    let first = before.get_value();
    let name = RwSignal::new(first.name);
    let product_name = RwSignal::new(first.product_name);
    let product_type = RwSignal::new(first.product_type);
    let website = RwSignal::new(first.website);
    let incentive = RwSignal::new(first.incentive);
    let withdrawn_days = RwSignal::new(first.withdrawn_days);
    let sending = use_sending();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let filled = Filled {
            name: name.get_untracked(),
            product_name: product_name.get_untracked(),
            product_type: product_type.get_untracked(),
            website: website.get_untracked(),
            incentive: incentive.get_untracked(),
            withdrawn_days: withdrawn_days.get_untracked(),
        };
        if !filled.days_are_right() {
            let words = t().settings_withdrawn_days_wrong(WITHDRAWN_DAYS_MAX.into());
            sending.refuse(FieldProblem::new("withdrawn_days", words));
            return;
        }
        let change = before.with_value(|before| filled.change_from(before));
        if change == ProgramChange::default() {
            sending.forgive();
            toasts.show(t().settings_nothing_changed());
            return;
        }
        let path = program.path();
        let request = async move { call::<UpdateProgram>(&path, &NoQuery {}, &change).await };
        sending.send(request, move |answer| {
            before.try_set_value(Filled::of(&answer.program));
            details.reload();
            toasts.show(t().settings_saved());
        });
    };
    let types = vec![
        Choice::new("", t().settings_stars_nothing()),
        Choice::new("Product", t().settings_stars_product()),
        Choice::new("SoftwareApplication", t().settings_stars_software()),
    ];
    view! {
        <form class="form" novalidate on:submit=submit>
            <ProblemBanner problem=sending.general_failure() />
            <div class="pair">
                <TextField
                    label=t().settings_brand() hint=t().settings_brand_hint()
                    value=name
                    problem=sending.problem("name")
                />
                <TextField
                    label=t().settings_product() hint=t().settings_product_hint()
                    value=product_name
                    problem=sending.problem("product_name")
                />
            </div>
            <SelectField
                label=t().settings_stars() hint=t().settings_stars_hint()
                value=product_type
                on_choose=move |chosen| product_type.set(chosen)
                choices=Signal::stored(types)
                problem=sending.problem("product_type")
            />
            <TextField
                label=t().settings_website()
                kind="url"
                optional=true
                hint=t().settings_website_hint()
                value=website
                problem=sending.problem("website")
            />
            <TextField
                label=t().settings_incentive()
                optional=true
                hint=t().settings_incentive_hint()
                value=incentive
                problem=sending.problem("incentive")
            />
            <TextField
                label=t().settings_withdrawn_days()
                kind="number"
                hint=t().settings_withdrawn_days_hint()
                value=withdrawn_days
                problem=sending.problem("withdrawn_days")
            />
            <div class="actions">
                <SubmitButton busy=sending.busy>{t().settings_save()}</SubmitButton>
            </div>
        </form>
    }
    .into_any()
}

/// The program for those who may not change it.
#[component]
fn Shown(answer: Signal<ProgramResponse>) -> impl IntoView {
    let fact = |term: &'static str, value: String| {
        let value = if value.is_empty() {
            t().settings_not_set().to_owned()
        } else {
            value
        };
        view! {
            <dt>{term}</dt>
            <dd dir="auto">{value}</dd>
        }
    };
    move || {
        let filled = answer.with(|answer| Filled::of(&answer.program));
        view! {
            <dl class="facts-list">
                {fact(t().settings_brand(), filled.name)} {fact(t().settings_product(), filled.product_name)}
                {fact(t().settings_website(), filled.website)} {fact(t().settings_incentive_offered(), filled.incentive)}
                {fact(t().settings_withdrawn_days(), filled.withdrawn_days)}
            </dl>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_changed_is_sent() {
        let before = Filled {
            name: "Brook".into(),
            website: "https://brook.example".into(),
            ..Filled::default()
        };
        let now = Filled {
            name: " Brook ".into(),
            incentive: "A mug".into(),
            withdrawn_days: "7".into(),
            ..Filled::default()
        };
        let change = now.change_from(&before);
        assert_eq!(
            change,
            ProgramChange {
                website: Some(String::new()),
                incentive: Some("A mug".into()),
                withdrawn_days: Some(7),
                ..ProgramChange::default()
            }
        );
    }
}
