//! What a person's own state adds.

use super::{Deltas, FlywheelDelta, FunnelDelta, FunnelKey, pyramid};
use crate::Timestamp;
use crate::histogram::bucket;
use crate::money::Currency;
use crate::motivation::Motivation;
use crate::nps::Group;
use crate::person::PersonState;
use crate::segment::Dimension;

/// What the rollups need to know about a person beside the derived state. The product by which people
/// are divided is in the state: it is what the first purchase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts<'a> {
    /// How the person first came; `None` when not known.
    pub source: Option<&'a str>,
    /// The person's country; `None` when not known.
    pub country: Option<&'a str>,
    /// The industry of the person's company; `None` when not known.
    pub industry: Option<&'a str>,
    /// The size of the person's company; `None` when not known.
    pub company_size: Option<&'a str>,
    /// What members wrote on the person, each once.
    pub tags: &'a [String],
    /// What moves the person, as a member noted it.
    pub motivation: Option<Motivation>,
    /// Came through an advocate's act.
    pub brought: bool,
    /// The currency of [`PersonState::revenue_minor`].
    pub currency: Currency,
    /// What is known about the person besides.
    pub profile: Profile,
}

/// What is known about a person and what is not, for the plan's questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Profile {
    /// The industry is known.
    pub industry: bool,
    /// The company's size is known.
    pub company_size: bool,
    /// What moves the person is known.
    pub motivation: bool,
}

/// What one person adds to the rollups and counters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contributions(pub(super) Deltas);

impl Contributions {
    /// What a person in this state adds.
    pub fn of(state: &PersonState, facts: &Facts<'_>) -> Self {
        let mut rows = Deltas::default();
        add_funnel(&mut rows, state, facts);
        if let Some(bought) = state.first_purchase_at {
            let own = FlywheelDelta {
                customers: 1,
                acts: i64::from(state.acts_followed),
                ..FlywheelDelta::default()
            };
            rows.flywheel.insert(bought.day(), own);
        }
        add_others(&mut rows, state, facts.brought);
        if let Some((level, at)) = state.need_level.zip(state.need_level_at) {
            rows.need_levels.insert((at.day(), level), 1);
        }
        if let Some((stage, at)) = state.advocacy_stage.zip(state.advocacy_stage_at) {
            rows.advocacy_stages.insert((at.day(), stage), 1);
        }
        pyramid::add(&mut rows, state, facts.motivation);
        if let Some(since) = state.overdrawn_since {
            rows.overdrawn.insert(since.day(), 1);
        }
        add_reached(&mut rows, state);
        for (dimension, value) in values(state, facts) {
            rows.segments.insert((dimension, value.to_owned()), 1);
        }
        add_totals(&mut rows, state, facts);
        Self(rows)
    }

    /// The rows; all counts in them are what the person adds now.
    pub fn rows(&self) -> &Deltas {
        &self.0
    }

    /// These together with others, for example with what [`super::BroughtFacts`] add.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.0.add(&other.0);
        self
    }

    /// What changes when `old` becomes `new`. `None` for a person who was not there before.
    pub fn diff(old: Option<&Self>, new: &Self) -> Deltas {
        let mut deltas = new.0.clone();
        if let Some(old) = old {
            deltas.subtract(&old.0);
        }
        deltas
    }
}

/// The value of each dimension, `""` for not known; of the tags as many as there are.
fn values<'a>(
    state: &'a PersonState,
    facts: &Facts<'a>,
) -> impl Iterator<Item = (Dimension, &'a str)> {
    let single = [
        (Dimension::Source, facts.source),
        (Dimension::Country, facts.country),
        (Dimension::Industry, facts.industry),
        (Dimension::CompanySize, facts.company_size),
        (Dimension::Product, state.first_product.as_deref()),
    ];
    let tags = facts.tags.iter().map(|tag| (Dimension::Tag, tag.as_str()));
    single
        .into_iter()
        .map(|(dimension, value)| (dimension, value.unwrap_or_default()))
        .chain(tags)
}

/// Who came through nobody's act, on the day of the first touchpoint. Whoever was derived before this was counted
/// adds nothing yet, so that nothing is taken back that was never added.
fn add_others(rows: &mut Deltas, state: &PersonState, brought: bool) {
    if let Some((came, bought)) = state.first_touch_at.zip(state.bought_in_time)
        && !brought
    {
        let row = rows.flywheel.entry(came.day()).or_default();
        row.people_others = 1;
        row.customers_others = i64::from(bought);
    }
}

/// A row for each stage up to the furthest, on the day on which it or a later one was first entered.
fn add_reached(rows: &mut Deltas, state: &PersonState) {
    let stages = state.furthest.map_or(0, |furthest| furthest + 1);
    for stage in 0..stages {
        if let Some(at) = state.reached_at(stage) {
            rows.reached.insert((at.day(), stage as u8), 1);
        }
    }
}

fn add_funnel(rows: &mut Deltas, state: &PersonState, facts: &Facts<'_>) {
    let (Some(furthest), Some(first_touch_at)) = (state.furthest, state.first_touch_at) else {
        return;
    };
    let deltas = stage_deltas(&state.stage_entries, furthest);
    let divided = values(state, facts).map(|(dimension, value)| format!("{dimension}:{value}"));
    let brought = facts.brought.then(|| "brought".to_owned());
    let everyone = std::iter::once(String::new());
    for segment in everyone.chain(divided).chain(brought) {
        for (stage, delta) in deltas.iter().enumerate() {
            let key = FunnelKey {
                segment: segment.clone(),
                day: first_touch_at.day(),
                stage: stage as u8,
            };
            rows.funnel.insert(key, *delta);
        }
    }
}

/// One delta for each stage up to the furthest. A stage was really visited when its own entry is not
/// later than any entry into a later stage; time counts from one visited stage to the next.
fn stage_deltas(entries: &[Option<Timestamp>], furthest: usize) -> Vec<FunnelDelta> {
    let mut deltas = Vec::with_capacity(furthest + 1);
    let mut earliest_after: Option<Timestamp> = None;
    let mut visited: Vec<Option<Timestamp>> = Vec::with_capacity(furthest + 1);
    for entry in entries.iter().take(furthest + 1).rev() {
        visited.push(entry.filter(|at| earliest_after.is_none_or(|after| *at <= after)));
        earliest_after = [*entry, earliest_after].into_iter().flatten().min();
    }
    let mut before: Option<Timestamp> = None;
    for visit in visited.into_iter().rev() {
        let mut delta = FunnelDelta {
            people: 1,
            ..FunnelDelta::default()
        };
        let elapsed = before.zip(visit).map(|(from, to)| bucket(to.since(from)));
        if let Some(count) = elapsed.and_then(|bucket| delta.elapsed.get_mut(bucket)) {
            *count = 1;
        }
        before = visit.or(before);
        deltas.push(delta);
    }
    deltas
}

fn add_totals(rows: &mut Deltas, state: &PersonState, facts: &Facts<'_>) {
    let group = state.nps_score.map(Group::of);
    let (customer, advocate) = (state.first_purchase_at.is_some(), state.acts > 0);
    let Profile {
        industry,
        company_size,
        motivation,
    } = facts.profile;
    let counts = [
        ("people", 1),
        ("people:source", i64::from(facts.source.is_some())),
        ("customers", i64::from(customer)),
        ("repeat_customers", i64::from(state.purchases > 1)),
        ("customers:industry", i64::from(customer && industry)),
        (
            "customers:company_size",
            i64::from(customer && company_size),
        ),
        ("advocates", i64::from(advocate)),
        ("advocates:motivation", i64::from(advocate && motivation)),
        ("purchases", i64::from(state.purchases)),
        ("acts", i64::from(state.acts)),
        ("promoters", i64::from(group == Some(Group::Promoter))),
        ("passives", i64::from(group == Some(Group::Passive))),
        ("detractors", i64::from(group == Some(Group::Detractor))),
        ("escalated", i64::from(state.escalated)),
        ("support_solved", i64::from(state.support_solved)),
    ];
    let own = (facts.currency, state.revenue_minor);
    let others = state
        .other_revenue
        .iter()
        .map(|sum| (sum.currency, sum.minor));
    let revenue = std::iter::once(own)
        .chain(others)
        .map(|(currency, minor)| (format!("revenue:{}", currency.as_str()), minor));
    let named = counts
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count));
    for (name, value) in named.chain(revenue).filter(|(_, value)| *value != 0) {
        rows.totals.insert(name, value);
    }
}
