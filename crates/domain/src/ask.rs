//! Asks: a request to one person for one act of advocacy.
//!
//! Whether somebody may be asked is decided in [`crate::value_exchange`]. An ask ends when the act is
//! recorded (done), when the person says no (declined), when the team takes it back (withdrawn), or
//! [`EXPIRES_AFTER_DAYS`] after its due day (expired), so that a forgotten ask does not block for ever.

use crate::enums::coded_enum;
use crate::{Day, Timestamp};

coded_enum! {
    /// Where an ask stands.
    AskState {
        /// Waits for an answer.
        Open = "open";
        /// The person did it.
        Done = "done";
        /// The person said no.
        Declined = "declined";
        /// The team took it back.
        Withdrawn = "withdrawn";
        /// Nobody answered for long.
        Expired = "expired";
    }
}

/// In how many days an answer is expected when nobody says otherwise.
pub const DUE_IN_DAYS: i32 = 14;

/// The longest time that an ask may wait for its due day.
pub const DUE_AT_MOST_DAYS: i32 = 365;

/// How many days after its due day an open ask expires.
pub const EXPIRES_AFTER_DAYS: i32 = 30;

/// Whether an open ask is overdue: its due day (UTC) has passed.
pub fn is_overdue(due: Day, now: Timestamp) -> bool {
    due < now.day()
}

/// Open asks that were due before this day expire now.
pub fn expires_due_before(now: Timestamp) -> Day {
    Day(now.day().0.saturating_sub(EXPIRES_AFTER_DAYS))
}

/// Whether a due day may be chosen: from today on, for a year at most.
pub fn is_possible_due(due: Day, now: Timestamp) -> bool {
    (0..=DUE_AT_MOST_DAYS).contains(&due.0.saturating_sub(now.day().0))
}

/// Whether an act at `act_at` answers an ask of the same kind: on the day of the ask (UTC) or later.
/// Acts are often entered with their day alone, so the time of day does not decide.
pub fn answers(act_at: Timestamp, asked_at: Timestamp) -> bool {
    act_at.day() >= asked_at.day()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::day;

    #[test]
    fn an_ask_is_overdue_the_day_after_and_expires_a_month_later() {
        let due = day(14).day();
        assert!(!is_overdue(due, day(14)) && is_overdue(due, day(15)));
        assert!(due >= expires_due_before(day(14 + EXPIRES_AFTER_DAYS)));
        assert!(due < expires_due_before(day(15 + EXPIRES_AFTER_DAYS)));
    }

    #[test]
    fn a_due_day_lies_ahead() {
        let now = day(10);
        let possible = |number| is_possible_due(day(number).day(), now);
        assert!(possible(10) && possible(375));
        assert!(!possible(9) && !possible(376));
    }

    #[test]
    fn the_day_of_the_act_decides() {
        let asked = Timestamp::from_millis(day(3).millis() + 50_000_000);
        assert!(answers(day(3), asked) && answers(day(4), asked));
        assert!(!answers(Timestamp::from_millis(day(3).millis() - 1), asked));
    }
}
