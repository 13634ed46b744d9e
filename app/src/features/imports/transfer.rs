//! Sending a file's rows batch by batch: what to do next, what a failure means, and how far it is.
//!
//! The machine knows neither the network nor the clock. The same machine drives the dry run, which
//! only counts, and the import itself.

use laurel_api::imports::{BatchOutcome, Import};
use laurel_imports::Portion;

/// How long to wait before the first, second, … repetition, in milliseconds; the last one stays.
const WAITS: [u32; 5] = [1_000, 2_000, 4_000, 8_000, 15_000];

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Send these rows.
    Send {
        /// The first one's position, from 0.
        first_row: u32,
        /// How many.
        rows: u32,
    },
    /// Wait, then ask again.
    Wait {
        /// How long at most.
        millis: u32,
    },
    /// Nothing: finished, cancelled or refused.
    Rest,
}

/// Where the sending stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Under way.
    Running,
    /// The server could not be reached; it is tried again by itself.
    Waiting {
        /// How often it failed in a row.
        failures: u32,
        /// What was said about it.
        reason: String,
    },
    /// Stopped by the member; can go on.
    Cancelled,
    /// Stopped because the server refused; can be tried again after what it says.
    Refused {
        /// What to do about it.
        reason: String,
    },
    /// Everything was sent.
    Finished,
}

/// Why a batch did not come through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It can be repeated as it is: no connection, server busy or down.
    Passing(String),
    /// It would be refused again, and half of it perhaps not.
    TooLarge(String),
    /// It would be refused again.
    Lasting(String),
}

/// The sending of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    total: u32,
    done: u32,
    outcome: BatchOutcome,
    state: State,
    portion: Portion,
    /// When this stretch of work began, in milliseconds of any clock, and at which row.
    began: (f64, u32),
    /// When the latest answer came.
    latest: f64,
}

impl Transfer {
    /// A transfer of `total` rows that begins at the first one.
    pub fn new(total: u32, now: f64) -> Self {
        Self::continued(total, 0, BatchOutcome::default(), now)
    }

    /// The rest of an import that has begun already.
    pub fn of_import(import: &Import, now: f64) -> Self {
        Self::continued(import.rows_total, import.rows_done, import.outcome, now)
    }

    fn continued(total: u32, done: u32, outcome: BatchOutcome, now: f64) -> Self {
        let done = done.min(total);
        let state = if done == total {
            State::Finished
        } else {
            State::Running
        };
        Self {
            total,
            done,
            outcome,
            state,
            portion: Portion::default(),
            began: (now, done),
            latest: now,
        }
    }

    /// What to do next.
    pub fn step(&self) -> Step {
        match &self.state {
            State::Running => Step::Send {
                first_row: self.done,
                rows: self.next_rows(),
            },
            State::Waiting { failures, .. } => {
                let last = WAITS.len() - 1;
                let position = (failures.saturating_sub(1) as usize).min(last);
                Step::Wait {
                    millis: WAITS.get(position).copied().unwrap_or(15_000),
                }
            }
            State::Cancelled | State::Refused { .. } | State::Finished => Step::Rest,
        }
    }

    /// A batch came through; the next one begins at `done`.
    pub fn batch_sent(&mut self, outcome: BatchOutcome, done: u32, now: f64) {
        let BatchOutcome {
            people_added,
            touchpoints_added,
            testimonials_added,
            rows_unchanged,
            rows_erased,
            rows_changed,
            people_opted_out,
        } = outcome;
        self.outcome.people_added += people_added;
        self.outcome.touchpoints_added += touchpoints_added;
        self.outcome.testimonials_added += testimonials_added;
        self.outcome.rows_unchanged += rows_unchanged;
        self.outcome.rows_erased += rows_erased;
        self.outcome.rows_changed += rows_changed;
        self.outcome.people_opted_out += people_opted_out;
        self.advanced(done, now);
    }

    /// A batch came through, and this is where the whole import stands.
    pub fn import_is_at(&mut self, import: &Import, now: f64) {
        self.outcome = import.outcome;
        self.advanced(import.rows_done, now);
    }

    fn advanced(&mut self, done: u32, now: f64) {
        self.done = done.min(self.total);
        self.latest = now;
        // A cancel that was pressed while the batch was on its way still holds.
        if self.done == self.total {
            self.state = State::Finished;
        } else if matches!(self.state, State::Waiting { .. }) {
            self.state = State::Running;
        }
    }

    /// A batch did not come through.
    pub fn failed(&mut self, failure: Failure) {
        let failures = match &self.state {
            State::Running => 0,
            State::Waiting { failures, .. } => *failures,
            State::Cancelled | State::Refused { .. } | State::Finished => return,
        };
        self.state = match failure {
            Failure::Passing(reason) => State::Waiting {
                failures: failures + 1,
                reason,
            },
            Failure::TooLarge(reason) => {
                if self.portion.halve(self.next_rows() as usize) {
                    State::Running
                } else {
                    State::Refused { reason }
                }
            }
            Failure::Lasting(reason) => State::Refused { reason },
        };
    }

    /// How many rows the next batch has.
    fn next_rows(&self) -> u32 {
        (self.total - self.done).min(self.portion.rows() as u32)
    }

    /// The waiting is over: the same batch is sent again.
    pub fn retry(&self) -> Option<(u32, u32)> {
        match self.state {
            State::Waiting { .. } | State::Running => Some((self.done, self.next_rows())),
            State::Cancelled | State::Refused { .. } | State::Finished => None,
        }
    }

    /// Stops after the batch that is on its way.
    pub fn cancel(&mut self) {
        if self.state != State::Finished {
            self.state = State::Cancelled;
        }
    }

    /// Goes on after a stop.
    pub fn resume(&mut self, now: f64) {
        if matches!(self.state, State::Cancelled | State::Refused { .. }) {
            self.state = State::Running;
            self.began = (now, self.done);
            self.latest = now;
        }
    }

    /// Where it stands.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Whether rows are being sent or will be by themselves.
    pub const fn is_under_way(&self) -> bool {
        matches!(self.state, State::Running | State::Waiting { .. })
    }

    /// All rows.
    pub const fn total(&self) -> u32 {
        self.total
    }

    /// The rows that came through.
    pub const fn done(&self) -> u32 {
        self.done
    }

    /// What changed so far.
    pub const fn outcome(&self) -> BatchOutcome {
        self.outcome
    }

    /// Rows per second of this stretch of work; `None` before the first answer.
    pub fn rows_per_second(&self) -> Option<f64> {
        let (since, from) = self.began;
        let seconds = (self.latest - since) / 1_000.0;
        let rows = self.done.saturating_sub(from);
        (rows > 0 && seconds > 0.0).then(|| f64::from(rows) / seconds)
    }

    /// Seconds that the rest will take at this speed.
    pub fn seconds_left(&self) -> Option<f64> {
        let rest = f64::from(self.total - self.done);
        self.rows_per_second().map(|speed| rest / speed)
    }

    /// Seconds that this stretch of work took so far.
    pub fn seconds(&self) -> f64 {
        (self.latest - self.began.0) / 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: BatchOutcome = BatchOutcome {
        people_added: 1,
        touchpoints_added: 2,
        testimonials_added: 3,
        rows_unchanged: 4,
        rows_erased: 7,
        rows_changed: 5,
        people_opted_out: 6,
    };

    fn send(first_row: u32, rows: u32) -> Step {
        Step::Send { first_row, rows }
    }

    #[test]
    fn batches_follow_one_another_to_the_last_row() {
        let mut transfer = Transfer::new(1_200, 0.0);
        let mut sent = Vec::new();
        while let Step::Send { first_row, rows } = transfer.step() {
            sent.push((first_row, rows));
            transfer.batch_sent(ONE, first_row + rows, 1_000.0 * f64::from(first_row + rows));
        }
        assert_eq!(sent, [(0, 500), (500, 500), (1_000, 200)]);
        assert_eq!(transfer.state(), &State::Finished);
        assert_eq!(transfer.outcome().rows_unchanged, 12);
        assert_eq!(transfer.outcome().rows_erased, 21);
    }

    #[test]
    fn a_lost_connection_waits_longer_each_time_and_sends_the_same_rows() {
        let mut transfer = Transfer::new(600, 0.0);
        let mut waits = Vec::new();
        for _ in 0..7 {
            transfer.failed(Failure::Passing("no connection".into()));
            let Step::Wait { millis } = transfer.step() else {
                panic!("waits")
            };
            waits.push(millis);
            assert_eq!(transfer.retry(), Some((0, 500)));
        }
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
        transfer.batch_sent(ONE, 500, 10.0);
        assert_eq!(transfer.step(), send(500, 100));
        transfer.failed(Failure::Passing("no connection".into()));
        assert_eq!(transfer.step(), Step::Wait { millis: 1_000 });
    }

    #[test]
    fn a_refusal_stops_and_can_be_tried_again() {
        let mut transfer = Transfer::new(600, 0.0);
        transfer.failed(Failure::Lasting("row 3: bad".into()));
        assert_eq!(transfer.step(), Step::Rest);
        assert_eq!(transfer.retry(), None);
        transfer.resume(5.0);
        assert_eq!(transfer.step(), send(0, 500));
    }

    #[test]
    fn a_batch_that_is_too_large_is_sent_in_halves() {
        let too_large = || Failure::TooLarge("too much".into());
        let mut transfer = Transfer::new(600, 0.0);
        transfer.failed(too_large());
        assert_eq!(transfer.step(), send(0, 250));
        transfer.batch_sent(ONE, 250, 10.0);
        assert_eq!(transfer.step(), send(250, 250), "and stays so");
        for rows in [125, 62, 31, 15, 7, 3, 1] {
            transfer.failed(too_large());
            assert_eq!(transfer.step(), send(250, rows));
        }
        transfer.failed(too_large());
        assert_eq!(transfer.step(), Step::Rest, "one row has no half");
        assert!(matches!(transfer.state(), State::Refused { .. }));
    }

    #[test]
    fn a_cancel_holds_while_a_batch_is_on_its_way() {
        let mut transfer = Transfer::new(1_200, 0.0);
        transfer.cancel();
        transfer.batch_sent(ONE, 500, 10.0);
        assert_eq!(transfer.state(), &State::Cancelled);
        assert_eq!(transfer.done(), 500);
        transfer.failed(Failure::Passing("late".into()));
        assert_eq!(transfer.state(), &State::Cancelled);
        transfer.resume(20.0);
        assert_eq!(transfer.step(), send(500, 500));
    }

    #[test]
    fn nothing_to_send_is_finished_at_once() {
        assert_eq!(Transfer::new(0, 0.0).state(), &State::Finished);
        assert_eq!(Transfer::new(0, 0.0).step(), Step::Rest);
    }

    #[test]
    fn speed_counts_only_this_stretch() {
        let mut transfer = Transfer::continued(10_000, 5_000, ONE, 1_000.0);
        assert_eq!(transfer.rows_per_second(), None);
        transfer.batch_sent(ONE, 6_000, 3_000.0);
        assert_eq!(transfer.rows_per_second(), Some(500.0));
        assert_eq!(transfer.seconds_left(), Some(8.0));
    }
}
