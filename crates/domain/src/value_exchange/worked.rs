//! What a program's values mean, worked out for one testimonial and its thank-you.

use super::Ledger;
use crate::Timestamp;
use crate::settings::ProgramSettings;
use crate::time::DAY_MILLIS;
use crate::touchpoint::TouchpointKind;

/// How often the same act is given in the example, in days.
const EVERY_DAYS: i32 = 30;
/// Where the example ends: by then decay takes as much as a month adds.
const MOST_ACTS: u32 = 120;

/// What becomes of somebody who gives a testimonial a month and gets a thank-you for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worked {
    /// The first one keeps the person from being asked for this many days; `None`: until something is given back.
    Blocks {
        /// Days until decay ends it.
        days: Option<u64>,
    },
    /// The person is asked on, until this many are given, over so many days; then thanks come first.
    Askable {
        /// Testimonials.
        acts: u64,
        /// From the first to the last of them.
        days: u64,
    },
    /// One a month never keeps the person from being asked.
    Always,
}

impl Worked {
    /// Works it out.
    pub fn of(settings: &ProgramSettings) -> Self {
        let start = Timestamp::from_millis(0);
        let mut ledger = Ledger {
            as_of: start,
            ..Ledger::default()
        };
        for number in 0..MOST_ACTS {
            let days = number as i32 * EVERY_DAYS;
            let at = start.plus_days(days);
            ledger.enter(TouchpointKind::Testimonial, at, settings);
            ledger.enter(TouchpointKind::Thanks, at, settings);
            if ledger.is_overdrawn(settings) {
                if number > 0 {
                    return Self::Askable {
                        acts: u64::from(number) + 1,
                        days: days.unsigned_abs().into(),
                    };
                }
                let end = ledger.overdraft_ends_at(settings);
                let days = end.map(|end| end.since(start).div_euclid(DAY_MILLIS).unsigned_abs());
                return Self::Blocks { days };
            }
        }
        Self::Always
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worked(overdraft_points: u32) -> Worked {
        Worked::of(&ProgramSettings {
            overdraft_points,
            ..ProgramSettings::default()
        })
    }

    /// 4,500 points a month, each month's worth 2^(-30/180) = 0.8909 of the month before: after six of them
    /// 4,500 * (1 - 0.8909^6) / (1 - 0.8909) = 20,624, after five 18,098.
    #[test]
    fn under_the_defaults_the_sixth_in_a_row_is_thanked_first() {
        let default = Worked::of(&ProgramSettings::default());
        assert_eq!(default, Worked::Askable { acts: 6, days: 150 });
    }

    #[test]
    fn a_small_allowance_blocks_at_once_and_a_large_one_never() {
        // log2(4,500 / 500) half-lives of 180 days.
        assert_eq!(worked(500), Worked::Blocks { days: Some(570) });
        assert_eq!(worked(0), Worked::Blocks { days: None });
        assert_eq!(worked(1_000_000), Worked::Always);
    }
}
