//! The figures of the three small pictures: without histograms, so with fewer columns than their pages.

use laurel_api::Sentence;
use laurel_api::overview::{Bar, SmallFlywheel};
use laurel_domain::flywheel::Figures;
use laurel_domain::funnel::{self, StageFigures};
use laurel_domain::need_level::NeedLevel;
use laurel_domain::{Day, ProgramId};
use laurel_words::Words;
use serde::Deserialize;

use crate::auth::access::Authorized;
use crate::db::statement;
use crate::error::AppError;
use crate::features::figures::cohorts::{self, PeopleRow};
use crate::features::plan::evidence::Live;
use laurel_store::{Batch, Sent};

const FLYWHEEL_SQL: &str = "SELECT coalesce(sum(cells ->> '$.wheel.customers'), 0) AS customers,
    coalesce(sum(cells ->> '$.wheel.acts'), 0) AS acts,
    coalesce(sum(cells ->> '$.wheel.people_brought'), 0) AS people_brought,
    coalesce(sum(cells ->> '$.wheel.customers_brought'), 0) AS customers_brought
  FROM day_counts WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3";

/// Adds the statements.
pub(super) fn reads(batch: &mut Batch, program: &ProgramId, from: Day, today: Day) -> Reads {
    let period = [program.into(), from.into(), today.into()];
    Reads {
        funnel: batch.add(cohorts::people(program, "", (from, today))),
        flywheel: batch.add(statement(FLYWHEEL_SQL, period)),
    }
}

/// The handles of what [`reads`] asked.
#[derive(Clone, Copy)]
pub(super) struct Reads {
    funnel: Sent<PeopleRow>,
    flywheel: Sent<FlywheelRow>,
}

#[derive(Deserialize)]
struct FlywheelRow {
    customers: u64,
    acts: u64,
    people_brought: u64,
    customers_brought: u64,
}

/// What funnel and flywheel show.
pub(super) struct Pictures {
    pub(super) funnel: Vec<Bar>,
    pub(super) purchase_stage: Option<u8>,
    pub(super) cylinder_index: Option<f64>,
    pub(super) flywheel: SmallFlywheel,
}

impl Pictures {
    /// Takes what [`reads`] asked.
    pub(super) fn take(rows: &Authorized, reads: Reads, words: Words) -> Result<Self, AppError> {
        let settings = &rows.access.rules.settings;
        let mut figures = vec![StageFigures::default(); settings.stages.len()];
        if let Some(row) = rows.first(reads.funnel)? {
            for (stage, people) in figures.iter_mut().zip(row.counts(settings.stages.len())?) {
                stage.people = people;
            }
        }
        let report = funnel::Report::new(&figures);
        let stages = settings.stages.iter().zip(&figures);
        let funnel = stages.map(|(rule, figures)| Bar {
            name: rule.name.clone(),
            people: figures.people,
        });
        let wheel = rows
            .first(reads.flywheel)?
            .ok_or_else(|| AppError::internal("flywheel", "no row"))?;
        Ok(Self {
            funnel: funnel.collect(),
            purchase_stage: settings
                .purchase_stage()
                .and_then(|stage| u8::try_from(stage).ok()),
            cylinder_index: report.cylinder_index,
            flywheel: small(&wheel, words),
        })
    }
}

/// The rates by the formulas of `laurel_domain::flywheel`, without the cycle time.
fn small(wheel: &FlywheelRow, words: Words) -> SmallFlywheel {
    let ratio = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
    let figures = Figures {
        customers: wheel.customers,
        acts: wheel.acts,
        people_brought: wheel.people_brought,
        customers_brought: wheel.customers_brought,
        ..Figures::default()
    };
    let gain = figures.loop_gain();
    SmallFlywheel {
        attract: ratio(wheel.people_brought, wheel.acts),
        engage: ratio(wheel.customers_brought, wheel.people_brought),
        delight: ratio(wheel.acts, wheel.customers),
        loop_gain: gain.clone().unwrap_or_default(),
        loop_gain_missing: gain
            .err()
            .map(|missing| Sentence::new(&missing, words.gain_missing(&missing))),
    }
}

/// The need levels as they are now.
pub(super) fn pyramid(live: &Live, words: Words) -> Vec<Bar> {
    let levels = NeedLevel::ALL.iter().zip(&live.evidence.levels);
    levels
        .map(|(level, evidence)| Bar {
            name: words.need_level(*level).to_owned(),
            people: evidence.people,
        })
        .collect()
}
