//! Differences and shares in words.

use laurel_api::funnel::Difference;

use crate::ui::figures::{NOT_YET, percent};
use crate::words::t;

/// `+5.2`, `−0.3`: a difference of shares in percentage points.
pub fn points(value: f64) -> String {
    let rounded = (value * 1_000.0).round() / 10.0;
    let sign = match rounded {
        rounded if rounded > 0.0 => "+",
        rounded if rounded < 0.0 => "−",
        _ => "",
    };
    format!("{sign}{}", t().decimal(rounded.abs(), 1))
}

/// `+1.0 to +9.3`.
pub fn interval(difference: &Difference) -> String {
    t().funnel_range(&points(difference.low), &points(difference.high))
}

/// What to make of a difference: nothing to add when it is clear and of many people.
pub fn verdict(difference: &Difference) -> &'static str {
    match (difference.could_be_chance, difference.few) {
        (true, true) => t().funnel_could_be_chance_few(),
        (true, false) => t().funnel_could_be_chance(),
        (false, true) => t().funnel_few(),
        (false, false) => "",
    }
}

/// The same for people who have not had the time that most take.
pub fn early_verdict(difference: &Difference) -> &'static str {
    match (difference.could_be_chance, difference.few) {
        (true, true) => t().funnel_early_could_be_chance_few(),
        (true, false) => t().funnel_early_could_be_chance(),
        (false, true) => t().funnel_early_few(),
        (false, false) => t().funnel_early(),
    }
}

/// A share, or a dash.
pub fn share(value: Option<f64>) -> String {
    value
        .and_then(percent)
        .unwrap_or_else(|| NOT_YET.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_their_sign_and_their_verdict() {
        let mut difference = Difference {
            value: 0.0519,
            low: -0.0004,
            high: 0.0933,
            could_be_chance: true,
            few: false,
        };
        assert_eq!(points(difference.value), "+5.2");
        assert_eq!(interval(&difference), "0.0 to +9.3");
        assert_eq!(verdict(&difference), "could be chance");
        difference.few = true;
        assert_eq!(verdict(&difference), "could be chance: few people");
        difference.could_be_chance = false;
        assert_eq!(verdict(&difference), "few people");
        assert_eq!(points(-0.25), "−25.0");
        assert_eq!(share(None), "–");
    }
}
