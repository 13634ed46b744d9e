//! What to do first in an empty programme: a list that ticks itself off.

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

/// A first step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Stable name.
    pub code: &'static str,
    /// What to do.
    pub words: &'static str,
    /// How, and why.
    pub detail: &'static str,
    /// Where, relative to the program's pages; `tell` is the public form.
    pub page: &'static str,
    /// It is done.
    pub done: bool,
}

/// The steps; none once all are done.
pub fn steps(evidence: StepEvidence) -> Vec<Step> {
    let step = |code, words, detail, page, done| Step {
        code,
        words,
        detail,
        page,
        done,
    };
    let steps = vec![
        step(
            "import",
            "Bring in the people you know",
            "Leads, purchases or reviews from a file; the same file twice changes nothing.",
            "imports",
            evidence.people > 0,
        ),
        step(
            "share",
            "Share the form",
            "Send its address to three customers who like you. Their stories appear under Submissions.",
            "tell",
            evidence.stories > 0,
        ),
        step(
            "record",
            "Record the first act of advocacy",
            "A referral, a review, a reference call: on the person’s page, or from your own systems.",
            "people",
            evidence.acts > 0,
        ),
        step(
            "widget",
            "Put a widget on your site",
            "Approved stories stand there within a minute, and leave as fast when consent is withdrawn.",
            "widgets",
            evidence.widgets > 0,
        ),
    ];
    if steps.iter().all(|step| step.done) {
        Vec::new()
    } else {
        steps
    }
}
