//! What waits for somebody, the most urgent first.

use crate::fact::facts;
use crate::plan::{ANSWER_DAYS, Waiting};

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

facts! {
    /// Something that waits.
    Queue {
        /// Mails that could not be sent.
        Mails { mails: u64 } = "mails";
        /// Submissions that wait for a decision, and the age of the oldest.
        Submissions { submissions: u64, oldest_days: u64 } = "submissions";
        /// Overdue asks.
        Asks { asks: u64 } = "asks";
        /// Overdue checks of the plan.
        Plan { checks: u64 } = "plan";
        /// People with an escalated support case.
        Escalated { people: u64 } = "escalated";
        /// An import that stopped.
        Import { file_name: String, done: u64, total: u64 } = "imports";
    }
}

impl Queue {
    /// Whether it has waited too long, or something is broken.
    pub fn is_late(&self) -> bool {
        match self {
            Self::Mails { .. } | Self::Asks { .. } | Self::Plan { .. } => true,
            Self::Submissions { oldest_days, .. } => {
                *oldest_days > u64::from(ANSWER_DAYS.unsigned_abs())
            }
            Self::Escalated { .. } | Self::Import { .. } => false,
        }
    }
}

/// The queues that are not empty.
pub fn queues(evidence: &QueueEvidence) -> Vec<Queue> {
    let QueueEvidence {
        waiting,
        asks_overdue: asks,
        mails_failed: mails,
        imports,
        plan_overdue: checks,
        escalated: people,
    } = evidence.clone();
    let some = |number: u64, queue: Queue| (number > 0).then_some(queue);
    let submissions = Queue::Submissions {
        submissions: waiting.count,
        oldest_days: u64::try_from(waiting.oldest_days).unwrap_or(0),
    };
    let counted = [
        some(mails, Queue::Mails { mails }),
        some(waiting.count, submissions),
        some(asks, Queue::Asks { asks }),
        some(checks, Queue::Plan { checks }),
        some(people, Queue::Escalated { people }),
    ];
    let imports = imports.into_iter().map(|import| Queue::Import {
        file_name: import.file_name,
        done: import.done,
        total: import.total,
    });
    counted.into_iter().flatten().chain(imports).collect()
}
