//! What waits for somebody, the most urgent first.

use crate::plan::{ANSWER_DAYS, Waiting};
use crate::words::{ago, count, counted, people};

/// What may wait.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueEvidence {
    /// Submissions.
    pub waiting: Waiting,
    /// Asks whose day has passed without an answer.
    pub asks_overdue: u64,
    /// Mails that could not be sent so far.
    pub mails_failed: u64,
    /// Imports that stopped before their end, the latest first.
    pub imports: Vec<UnfinishedImport>,
    /// Checks of the plan whose day has passed.
    pub plan_overdue: u64,
    /// People with an escalated support case.
    pub escalated: u64,
}

/// An import that stopped before its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedImport {
    /// The file.
    pub file_name: String,
    /// Rows taken in.
    pub done: u64,
    /// Rows of the file.
    pub total: u64,
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Stable name.
    pub code: &'static str,
    /// What, in a sentence without a full stop.
    pub words: String,
    /// What else matters.
    pub detail: String,
    /// Where it is done, relative to the program's pages.
    pub page: &'static str,
    /// It has waited too long, or something is broken.
    pub late: bool,
}

/// The queues that are not empty.
pub fn queues(evidence: &QueueEvidence) -> Vec<Queue> {
    let QueueEvidence {
        waiting,
        asks_overdue,
        mails_failed,
        imports,
        plan_overdue,
        escalated,
    } = evidence;
    let submissions = (waiting.count > 0).then(|| Queue {
        code: "submissions",
        words: format!(
            "{} for a decision",
            counted_verb(waiting.count, "submission", "waits", "wait")
        ),
        detail: format!(
            "{} came {}.",
            if waiting.count == 1 {
                "It"
            } else {
                "The oldest"
            },
            ago(waiting.oldest_days)
        ),
        page: "submissions",
        late: waiting.oldest_days > ANSWER_DAYS,
    });
    let imports = imports.iter().map(|import| Queue {
        code: "imports",
        words: format!("The import of {} stopped", import.file_name),
        detail: format!(
            "At row {} of {}. It goes on where it stopped.",
            count(import.done),
            count(import.total)
        ),
        page: "imports",
        late: false,
    });
    let some = |number: u64, queue: Queue| (number > 0).then_some(queue);
    let counted_queues = [
        some(
            *asks_overdue,
            Queue {
                code: "asks",
                words: counted_verb(*asks_overdue, "ask", "is overdue", "are overdue"),
                detail: "Ask once more, or close it: an open ask blocks the next one.".to_owned(),
                page: "asks?state=overdue",
                late: true,
            },
        ),
        some(
            *plan_overdue,
            Queue {
                code: "plan",
                words: counted_verb(
                    *plan_overdue,
                    "check",
                    "of the plan is overdue",
                    "of the plan are overdue",
                ),
                detail: "Do it, or choose another day.".to_owned(),
                page: "plan?show=overdue",
                late: true,
            },
        ),
        some(
            *escalated,
            Queue {
                code: "escalated",
                words: format!(
                    "{} {} an escalated support case",
                    people(*escalated),
                    if *escalated == 1 { "has" } else { "have" }
                ),
                detail: "Look after them before asking them for anything.".to_owned(),
                page: "flywheel",
                late: false,
            },
        ),
    ];
    let mails = some(
        *mails_failed,
        Queue {
            code: "mails",
            words: format!("{} could not be sent", counted(*mails_failed, "mail")),
            detail: "Laurel tries again by itself. Look at the mail service if this stays."
                .to_owned(),
            page: "settings",
            late: true,
        },
    );
    mails
        .into_iter()
        .chain(submissions)
        .chain(counted_queues.into_iter().flatten())
        .chain(imports)
        .collect()
}

fn counted_verb(number: u64, unit: &str, one: &str, many: &str) -> String {
    let verb = if number == 1 { one } else { many };
    format!("{} {verb}", counted(number, unit))
}
