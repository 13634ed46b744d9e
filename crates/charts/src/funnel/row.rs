//! A stage with everything that its labels say.

use laurel_words::Words;

use crate::figures;
use crate::funnel::parts::Halves;
use crate::funnel::{Beside, FunnelData};
use crate::measure::clean;
use crate::scene::Phase;

/// Narrowest band of a stage.
const THINNEST: f64 = 6.0;

/// A stage with everything that its labels say.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) people: u64,
    /// Of the stage before; `None` for the first.
    pub(super) before: Option<(String, u64)>,
    pub(super) first: String,
    pub(super) median_days: Option<f64>,
    pub(super) phase: Phase,
    /// Of the widest band, 0 to 1.
    pub(super) part: f64,
    /// Share of the first stage, as text.
    pub(super) overall: String,
    /// Share of the stage before, as text.
    pub(super) step: String,
    /// The same stage of the funnel on the right.
    pub(super) beside: Option<Side>,
}

/// A stage of the funnel on the right.
pub(super) struct Side {
    pub(super) label: String,
    pub(super) people: u64,
    part: f64,
    pub(super) overall: String,
    pub(super) step: String,
}

/// Two figures of two funnels: left, right.
pub(super) fn pair(one: &str, other: &str) -> String {
    format!("{one} | {other}")
}

/// A row for each stage.
pub(super) fn rows(data: &FunnelData, words: Words) -> Vec<Row> {
    let most = data
        .stages
        .iter()
        .map(|stage| stage.people)
        .max()
        .unwrap_or(0);
    let first = data.stages.first().map_or(0, |stage| stage.people);
    let first_name = data
        .stages
        .first()
        .map_or_else(String::new, |stage| clean(&stage.label));
    let before = data
        .stages
        .iter()
        .map(|stage| Some((clean(&stage.label), stage.people)));
    let share =
        |part, whole| figures::share(words, part, whole).unwrap_or(figures::NOT_YET.to_owned());
    data.stages
        .iter()
        .zip(std::iter::once(None).chain(before))
        .enumerate()
        .map(|(index, (stage, before))| Row {
            beside: data
                .beside
                .as_ref()
                .map(|beside| side(beside, index, words)),
            label: clean(&stage.label),
            people: stage.people,
            first: first_name.clone(),
            median_days: stage
                .median_days
                .filter(|days| days.is_finite() && *days >= 0.0),
            phase: stage.phase,
            part: if most == 0 {
                0.0
            } else {
                stage.people as f64 / most as f64
            },
            overall: share(stage.people, first),
            step: before
                .as_ref()
                .map_or_else(String::new, |(_, people)| share(stage.people, *people)),
            before,
        })
        .collect()
}

fn side(beside: &Beside, index: usize, words: Words) -> Side {
    let people = |index: usize| {
        let people = beside.people.get(index).copied().unwrap_or_default();
        if people.is_finite() {
            people.max(0.0)
        } else {
            0.0
        }
    };
    let share =
        |part, whole| figures::share_of(words, part, whole).unwrap_or(figures::NOT_YET.to_owned());
    let most = (0..beside.people.len()).map(people).fold(0.0, f64::max);
    let here = people(index);
    Side {
        label: clean(&beside.other_label),
        people: here.round() as u64,
        part: if most > 0.0 { here / most } else { 0.0 },
        overall: share(here, people(0)),
        step: index
            .checked_sub(1)
            .map_or_else(String::new, |before| share(here, people(before))),
    }
}

impl Row {
    /// How far the band reaches to the left and to the right of the axis in a funnel as wide as `room`.
    pub(super) fn band(&self, room: f64) -> Halves {
        let half = |part: f64| (part * room).max(THINNEST) / 2.0;
        let left = half(self.part);
        Halves {
            left,
            right: self.beside.as_ref().map_or(left, |side| half(side.part)),
        }
    }

    /// The conversion of the step, or both.
    pub(super) fn step_figure(&self) -> String {
        match &self.beside {
            Some(side) => pair(&self.step, &side.step),
            None => self.step.clone(),
        }
    }

    /// The share of the first stage, or both.
    pub(super) fn overall_figure(&self) -> String {
        match &self.beside {
            Some(side) => pair(&self.overall, &side.overall),
            None => self.overall.clone(),
        }
    }

    /// Whether anyone was at the stage before.
    pub(super) fn measurable(&self) -> bool {
        self.before.as_ref().is_some_and(|(_, people)| *people > 0)
    }

    /// How many did not come here from the stage before, `−3,419`; empty when nobody was lost.
    pub(super) fn lost(&self, words: Words) -> String {
        match self.before {
            Some((_, before)) if before > self.people => {
                format!("−{}", figures::count(words, before - self.people))
            }
            _ => String::new(),
        }
    }

    /// `median 12 days`; empty when not known.
    pub(super) fn pace(&self, words: Words) -> String {
        self.median_days
            .map_or_else(String::new, |days| match days {
                days if days < 0.5 => words.chart_same_day().to_owned(),
                days => words.chart_median(days.round() as u64),
            })
    }
}
