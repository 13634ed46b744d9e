//! The largest numbers that come in, and the largest that sums reach. The one place for both.
//!
//! Everything in between is exact: a JavaScript number, and so D1, holds integers up to 2^53 − 1, and the largest
//! amount fits into that nine thousand times.

use crate::Timestamp;
use crate::mistake::Mistake;

/// The largest integer that everybody who reads JSON holds exactly: 2^53 − 1.
pub const EXACT_MAX: i64 = (1 << 53) - 1;
/// The largest amount of one payment, in minor units: ten thousand million of the currency.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000;
/// The largest number of times or pieces of one touchpoint.
pub const QUANTITY_MAX: u32 = 1_000_000_000;
/// 1900-01-01: nothing that is recorded happened before.
pub const EARLIEST: Timestamp = Timestamp::from_millis(-2_208_988_800_000);
/// The largest number of days among a program's rules: ten years.
pub const RULE_DAYS_MAX: u16 = 3_650;
/// The most that one act or reward is worth, in points.
pub const POINTS_MAX: u32 = 1_000_000;
/// The most points that a person may have given ahead.
pub const OVERDRAFT_MAX: u32 = 10_000_000;

/// Checks the amount of one payment.
///
/// # Errors
/// When it is below zero or beyond [`AMOUNT_MAX`].
pub fn check_amount(minor: i64) -> Result<(), Mistake> {
    match minor {
        i64::MIN..0 => Err(Mistake::NegativeAmount),
        0..=AMOUNT_MAX => Ok(()),
        _ => Err(Mistake::NumberOutside {
            least: 0,
            most: AMOUNT_MAX.unsigned_abs(),
        }),
    }
}

/// Checks a number of times or pieces.
///
/// # Errors
/// When it is beyond [`QUANTITY_MAX`].
pub fn check_quantity(quantity: u32) -> Result<(), Mistake> {
    if quantity <= QUANTITY_MAX {
        Ok(())
    } else {
        Err(Mistake::NumberOutside {
            least: 0,
            most: QUANTITY_MAX.into(),
        })
    }
}

/// Checks when something happened: from 1900 to a day ahead, for clocks that go fast.
///
/// # Errors
/// When it lies before or after that.
pub fn check_time(at: Timestamp, now: Timestamp) -> Result<(), Mistake> {
    if at >= EARLIEST && at <= now.plus_days(1) {
        Ok(())
    } else {
        Err(Mistake::TimeOutside)
    }
}

/// The number itself, or the nearest that is exact for everybody: for what is summed or stored already.
pub const fn exact(number: i64) -> i64 {
    if number > EXACT_MAX {
        EXACT_MAX
    } else if number < -EXACT_MAX {
        -EXACT_MAX
    } else {
        number
    }
}

/// The sum, as far as it is exact for everybody.
pub const fn add(sum: i64, more: i64) -> i64 {
    exact(sum.saturating_add(more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_in_has_bounds() {
        assert_eq!(check_amount(-1), Err(Mistake::NegativeAmount));
        assert_eq!(check_amount(AMOUNT_MAX), Ok(()));
        for minor in [AMOUNT_MAX + 1, EXACT_MAX + 2, i64::MAX] {
            let most = 1_000_000_000_000;
            let outside = Mistake::NumberOutside { least: 0, most };
            assert_eq!(check_amount(minor), Err(outside));
        }
        assert!(check_quantity(u32::MAX).is_err() && check_quantity(QUANTITY_MAX).is_ok());
        let now = Timestamp::from_millis(1_700_000_000_000);
        for (at, found) in [
            (EARLIEST, Ok(())),
            (
                Timestamp::from_millis(EARLIEST.millis() - 1),
                Err(Mistake::TimeOutside),
            ),
            (now.plus_days(1), Ok(())),
            (now.plus_days(2), Err(Mistake::TimeOutside)),
            (Timestamp::from_millis(i64::MAX), Err(Mistake::TimeOutside)),
            (Timestamp::from_millis(i64::MIN), Err(Mistake::TimeOutside)),
        ] {
            assert_eq!(check_time(at, now), found, "{at:?}");
        }
    }

    #[test]
    fn sums_end_at_the_largest_exact_number() {
        assert_eq!(add(1, 2), 3);
        assert_eq!(add(EXACT_MAX, 1), EXACT_MAX);
        assert_eq!(add(i64::MAX, i64::MAX), EXACT_MAX);
        assert_eq!(add(i64::MIN, -1), -EXACT_MAX);
        assert_eq!(EXACT_MAX, 9_007_199_254_740_991);
    }
}
