//! A second funnel beside the first.

use laurel_api::funnel::Comparison;
use laurel_domain::ProgramId;
use laurel_domain::funnel::{Report, StageFigures};

use super::super::cohorts::{self, StagesRow, in_order};
use super::IncompleteCohorts;
use super::request::{Asked, Compared, Who};
use super::stages::{Differences, counts, described};
use crate::auth::access::Authorized;
use crate::error::AppError;
use laurel_store::{Batch, Sent};

/// The handles of its statements.
pub(super) struct Reads {
    figures: Sent<StagesRow>,
    /// What is taken off: those who are compared themselves.
    without: Option<Sent<StagesRow>>,
}

impl Reads {
    /// Adds the statements.
    pub(super) fn add(
        compared: &Compared,
        asked: &Asked,
        program: &ProgramId,
        batch: &mut Batch,
    ) -> Self {
        let mut read =
            |segment: &str| batch.add(cohorts::stages(program, segment, compared.period));
        match &compared.who {
            Who::These(segment) => Self {
                figures: read(&segment.to_string()),
                without: None,
            },
            Who::Everyone => Self {
                figures: read(""),
                without: None,
            },
            Who::Others(_) => Self {
                figures: read(""),
                without: Some(read(&asked.segment_key())),
            },
        }
    }

    /// Takes what they answered and compares.
    pub(super) fn take(
        &self,
        authorized: &Authorized,
        own: &[StageFigures],
        compared: &Compared,
        asked: &Asked,
        incomplete: &IncompleteCohorts,
    ) -> Result<Comparison, AppError> {
        let settings = &authorized.access.rules.settings;
        let mut figures = in_order(&authorized.take(self.figures)?, settings.stages.len())?;
        if let Some(without) = self.without {
            let without = in_order(&authorized.take(without)?, settings.stages.len())?;
            for (stage, without) in figures.iter_mut().zip(&without) {
                stage.people = stage.people.saturating_sub(without.people);
                for (count, without) in stage.elapsed.iter_mut().zip(&without.elapsed) {
                    *count = count.saturating_sub(*without);
                }
            }
        }
        let differences = Differences::between(&counts(own), &counts(&figures));
        Ok(Comparison {
            stages: described(&figures, settings),
            cylinder_index: Report::new(&figures).cylinder_index,
            differences: differences.steps,
            overall_differences: differences.overall,
            overlapping: asked.overlaps(compared),
            filling: incomplete.of(asked.period.1.max(compared.period.1)),
        })
    }
}
