//! What to do first in an empty program: a list that ticks itself off.

use crate::enums::coded_enum;

/// What has been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepEvidence {
    /// People known.
    pub people: u64,
    /// Acts of advocacy.
    pub acts: u64,
    /// Testimonials that came, whatever became of them.
    pub stories: u64,
    /// Widgets.
    pub widgets: u64,
}

coded_enum! {
    /// A first step.
    #[cfg_attr(feature = "schema", schemars(rename = "FirstStepCode"))]
    Step {
        /// Bring people in from a file.
        Import = "import";
        /// Share the public form.
        Share = "share";
        /// Record an act of advocacy.
        Record = "record";
        /// Put a widget on a site.
        Widget = "widget";
    }
}

impl Step {
    /// Whether it is done.
    pub const fn is_done(self, evidence: StepEvidence) -> bool {
        match self {
            Self::Import => evidence.people > 0,
            Self::Share => evidence.stories > 0,
            Self::Record => evidence.acts > 0,
            Self::Widget => evidence.widgets > 0,
        }
    }
}

/// The steps, each with whether it is done; none once all are done.
pub fn steps(evidence: StepEvidence) -> Vec<(Step, bool)> {
    let steps: Vec<_> = Step::ALL
        .iter()
        .map(|step| (*step, step.is_done(evidence)))
        .collect();
    if steps.iter().all(|(_, done)| *done) {
        Vec::new()
    } else {
        steps
    }
}
