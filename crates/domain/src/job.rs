//! Jobs: what happens after a change or by the clock, and when a failed one is tried again.

use crate::Timestamp;
use crate::enums::coded_enum;

coded_enum! {
    /// The kinds of jobs.
    JobKind {
        /// Copies what is published to where readers get it.
        Publish = "publish";
        /// Hands a mail over to the mail service.
        Mail = "mail";
        /// Derives people again whom the passing of time can move.
        Refresh = "refresh";
        /// Ends asks that nobody answered for long.
        ExpireAsks = "expire_asks";
        /// Derives everybody again after the rules changed.
        Recompute = "recompute";
        /// Forgets sessions and links that no longer work.
        Forget = "forget";
        /// Takes words that were withdrawn long enough ago out of the database.
        ForgetWords = "forget_words";
        /// Notes outside the database what must hold after a restore.
        Journal = "journal";
        /// Withdraws and erases again after a restore.
        Replay = "replay";
    }
}

/// Failures in a row after which a job is given up.
pub const ATTEMPTS_MAX: u32 = 8;

/// When a job that has failed so many times in a row is tried again: after 1, 4, 16, … minutes, at most
/// once in 6 hours between two tries. `None` when it is given up; what happens by the clock never is.
pub fn next_attempt(kind: JobKind, attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let by_the_clock = matches!(
        kind,
        JobKind::Refresh
            | JobKind::ExpireAsks
            | JobKind::Forget
            | JobKind::ForgetWords
            | JobKind::Journal
            | JobKind::Replay
            | JobKind::Publish
    );
    if attempts >= ATTEMPTS_MAX && !by_the_clock {
        return None;
    }
    let minutes = 4_i64.saturating_pow(attempts.saturating_sub(1)).min(360);
    Some(Timestamp::from_millis(now.millis() + minutes * 60_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_the_job_is_given_up() {
        let now = Timestamp::from_millis(0);
        let minutes =
            |kind, attempts| next_attempt(kind, attempts, now).map(|at| at.millis() / 60_000);
        assert_eq!(minutes(JobKind::Mail, 1), Some(1));
        assert_eq!(minutes(JobKind::Mail, 2), Some(4));
        assert_eq!(minutes(JobKind::Mail, 4), Some(64));
        assert_eq!(minutes(JobKind::Mail, 7), Some(360));
        assert_eq!(minutes(JobKind::Mail, 8), None);
        assert_eq!(minutes(JobKind::Refresh, 100), Some(360));
    }
}
