//! From the API's flywheel to the chart's, in words that say what was divided by what.

use laurel_api::figures::Flywheel;
use laurel_charts::{
    Drive, FlywheelData, FlywheelPhase, Loss as ChartLoss, Phase, RateFormat, Subject,
};

use laurel_domain::flywheel::Loss;

use crate::ui::change::rate_change_words;
use crate::ui::dates::days_words;
use crate::ui::figures::{percent, rate};
use crate::ui::numbers::count;
use crate::words::t;

/// What turns the wheel: momentum against everything that is lost.
pub fn drive(flywheel: &Flywheel) -> Drive {
    Drive {
        momentum: flywheel.momentum.unwrap_or_default(),
        lost: flywheel
            .friction
            .iter()
            .fold(0_u64, |sum, loss| sum.saturating_add(loss.count)),
        customers: flywheel.customers,
    }
}

/// The chart's flywheel.
pub fn chart_data(flywheel: &Flywheel) -> FlywheelData {
    let phase = |label: &str, value, format, unit: &str, detail| FlywheelPhase {
        label: label.to_owned(),
        value,
        format,
        unit: unit.to_owned(),
        detail,
    };
    FlywheelData {
        attract: phase(
            t().flywheel_attract(),
            flywheel.attract,
            RateFormat::Number,
            t().flywheel_attract_unit(),
            attract_detail(flywheel),
        ),
        engage: phase(
            t().flywheel_engage(),
            flywheel.engage,
            RateFormat::Percent,
            t().flywheel_engage_unit(),
            engage_detail(flywheel),
        ),
        delight: phase(
            t().flywheel_delight(),
            flywheel.delight,
            RateFormat::Number,
            t().flywheel_delight_unit(),
            delight_detail(flywheel),
        ),
        loop_gain: flywheel.loop_gain,
        momentum: flywheel.momentum,
        momentum_unit: t().flywheel_momentum_unit().to_owned(),
        friction: flywheel
            .friction
            .iter()
            .map(|loss| ChartLoss {
                label: loss_name(&loss.code).to_owned(),
                count: loss.count,
                after: lost_after(&loss.code),
            })
            .collect(),
        what_if: false,
    }
}

/// `412 people through 225 acts`.
pub fn attract_detail(flywheel: &Flywheel) -> String {
    t().flywheel_attract_detail(flywheel.people_brought, flywheel.acts)
}

/// `98 customers among 412 people`.
pub fn engage_detail(flywheel: &Flywheel) -> String {
    t().flywheel_engage_detail(flywheel.customers_brought, flywheel.people_brought)
}

/// `225 acts by 1,204 customers`.
pub fn delight_detail(flywheel: &Flywheel) -> String {
    t().flywheel_delight_detail(flywheel.acts, flywheel.customers)
}

/// The phase after which a loss happens: detractors bought and will not act; submissions that nobody
/// answers are acts that bring nobody.
fn lost_after(code: &str) -> Phase {
    if code == "detractors" {
        Phase::Engage
    } else {
        Phase::Delight
    }
}

/// Where a loss is looked after, relative to the program; `None` where there is no such list.
pub fn loss_page(code: &str) -> Option<&'static str> {
    match code {
        "unanswered_submissions" => Some("submissions"),
        "detractors" => Some("people?nps=detractor"),
        "overdue_asks" => Some("asks?state=overdue"),
        _ => None,
    }
}

/// What a loss is called.
pub fn loss_name(code: &str) -> &'static str {
    Loss::parse(code).map_or("", |loss| t().loss(loss))
}

/// What to do about a loss.
pub fn loss_advice(code: &str) -> &'static str {
    match code {
        "unanswered_submissions" => t().flywheel_advice_unanswered_submissions(),
        "overdue_asks" => t().flywheel_advice_overdue_asks(),
        "detractors" => t().flywheel_advice_detractors(),
        _ => "",
    }
}

/// Where a part of the chart leads, relative to the program. Customers and advocates have a list;
/// `stages` is how many stages the funnel has and `purchase` which of them is the purchase.
pub fn page_of(flywheel: &Flywheel, subject: Subject, stages: &[String]) -> Option<String> {
    match subject {
        Subject::Phase(Phase::Delight) => {
            let last = stages.len().checked_sub(1)?;
            Some(format!("people?stage={last}&stage_match=reached"))
        }
        Subject::Phase(Phase::Engage) => {
            let purchase = stages
                .iter()
                .position(|name| name.eq_ignore_ascii_case("purchase"))?;
            Some(format!("people?stage={purchase}&stage_match=reached"))
        }
        Subject::Loss(position) => {
            loss_page(&flywheel.friction.get(position)?.code).map(str::to_owned)
        }
        _ => None,
    }
}

/// What changed since the period before.
pub fn change(subject: Subject, now: &Flywheel, before: Option<&Flywheel>) -> Option<String> {
    let before = before?;
    let compare = |read: fn(&Flywheel) -> Option<f64>, write| {
        let words = rate_change_words(read(now), read(before), write)?;
        Some(if now.so_far {
            t().flywheel_so_far_change(&words)
        } else {
            words
        })
    };
    match subject {
        Subject::Phase(Phase::Attract) => compare(|flywheel| flywheel.attract, rate),
        Subject::Phase(Phase::Engage) => compare(|flywheel| flywheel.engage, percent),
        Subject::Phase(Phase::Delight) => compare(|flywheel| flywheel.delight, rate),
        Subject::LoopGain => compare(|flywheel| flywheel.loop_gain, rate),
        _ => None,
    }
}

/// What the loop gain means.
pub fn loop_gain_words(flywheel: &Flywheel) -> String {
    if let (None, Some(missing)) = (flywheel.loop_gain, &flywheel.loop_gain_missing) {
        return missing.message.clone();
    }
    match flywheel.loop_gain {
        None => t().flywheel_gain_unknown().to_owned(),
        Some(gain) if gain >= 1.0 => t().flywheel_gain_sustains().to_owned(),
        Some(gain) => t().flywheel_gain(&count((gain * 100.0).round() as u64)),
    }
}

/// How those who were brought buy, beside everybody else: the difference with its interval.
pub fn engage_comparison(flywheel: &Flywheel) -> Option<String> {
    let others = percent(flywheel.engage_others?)?;
    let words = t().flywheel_others(
        &others,
        &count(flywheel.customers_others),
        &count(flywheel.people_others),
    );
    let Some(difference) = flywheel.engage_difference else {
        return Some(words);
    };
    let points = t().decimal((difference.value * 100.0).abs(), 1);
    let (low, high) = (signed(difference.low), signed(difference.high));
    let more = match (difference.value < 0.0, difference.could_be_chance) {
        (false, false) => t().flywheel_others_more(&points, &low, &high),
        (false, true) => t().flywheel_others_more_chance(&points, &low, &high),
        (true, false) => t().flywheel_others_fewer(&points, &low, &high),
        (true, true) => t().flywheel_others_fewer_chance(&points, &low, &high),
    };
    Some([words, more].join(" "))
}

/// Percentage points with their sign: `+4.0`, `−2.1`.
fn signed(share: f64) -> String {
    let sign = if share < 0.0 { "−" } else { "+" };
    format!("{sign}{}", t().decimal((share * 100.0).abs(), 1))
}

/// `0.06 to 0.10 with 95% confidence`.
pub fn interval_words(flywheel: &Flywheel) -> Option<String> {
    let interval = flywheel.loop_gain_interval?;
    Some(t().flywheel_interval(&rate(interval.low)?, &rate(interval.high)?))
}

/// `half of them: 40 days to 160 days`.
pub fn quartile_words(flywheel: &Flywheel) -> Option<String> {
    let (lower, upper) = (
        days_words(flywheel.cycle_lower_quartile_days?),
        days_words(flywheel.cycle_upper_quartile_days?),
    );
    Some(if lower == upper {
        t().flywheel_quartiles_same().to_owned()
    } else {
        t().flywheel_quartiles(&lower, &upper)
    })
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use laurel_api::Sentence;
    use laurel_api::figures::{Difference, Interval};
    use laurel_domain::flywheel::Missing;

    /// A flywheel as programs have it.
    pub fn flywheel() -> Flywheel {
        Flywheel {
            customers: 1_204,
            acts: 225,
            people_brought: 412,
            customers_brought: 98,
            delight: Some(225.0 / 1_204.0),
            attract: Some(412.0 / 225.0),
            engage: Some(98.0 / 412.0),
            engage_others: Some(0.385),
            people_others: 1_000,
            customers_others: 385,
            engage_difference: Some(Difference {
                value: 98.0 / 412.0 - 0.385,
                low: -0.196,
                high: -0.095,
                could_be_chance: false,
            }),
            loop_gain: Some(98.0 / 1_204.0),
            loop_gain_missing: None,
            loop_gain_interval: Some(Interval {
                low: 0.062,
                high: 0.104,
            }),
            cycle_days: Some(90.0),
            cycle_lower_quartile_days: Some(40.0),
            cycle_upper_quartile_days: Some(160.0),
            momentum: None,
            so_far: true,
            friction: ["unanswered_submissions", "detractors"]
                .map(|code| laurel_api::figures::Loss {
                    code: code.into(),
                    label: code.into(),
                    count: 3,
                })
                .into(),
        }
    }

    #[test]
    fn every_rate_says_what_was_divided() {
        let data = chart_data(&flywheel());
        assert_eq!(data.attract.detail, "412 people through 225 acts");
        assert_eq!(data.engage.detail, "98 customers among 412 people");
        assert_eq!(data.delight.detail, "225 acts by 1,204 customers");
        let after: Vec<Phase> = data.friction.iter().map(|loss| loss.after).collect();
        assert_eq!(after, [Phase::Delight, Phase::Engage]);
    }

    #[test]
    fn the_loop_gain_is_explained() {
        assert!(loop_gain_words(&flywheel()).starts_with("Every 100 customers bring 8 more"));
        let strong = Flywheel {
            loop_gain: Some(1.0),
            ..flywheel()
        };
        assert!(loop_gain_words(&strong).contains("keeps itself going"));
        let missing = Missing::Acts { people: 4 };
        let without_acts = Flywheel {
            loop_gain: None,
            loop_gain_missing: Some(Sentence::new(&missing, t().gain_missing(&missing))),
            ..flywheel()
        };
        assert!(loop_gain_words(&without_acts).contains("acts are missing"));
        assert_eq!(
            engage_comparison(&flywheel()).as_deref(),
            Some(
                "Everybody else: 38.5% (385 of 1,000). 14.7 points fewer, 95% interval −19.6 to −9.5."
            )
        );
        assert_eq!(
            interval_words(&flywheel()).as_deref(),
            Some("0.06 to 0.10 with 95% confidence")
        );
        assert_eq!(
            quartile_words(&flywheel()).as_deref(),
            Some("half of them: 40 days to 160 days")
        );
        assert_eq!(drive(&flywheel()).lost, 6);
    }

    #[test]
    fn parts_lead_where_there_is_a_list() {
        let stages: Vec<String> = ["Lead", "Purchase", "Advocacy"].map(String::from).into();
        let page = |subject| page_of(&flywheel(), subject, &stages);
        assert_eq!(
            page(Subject::Phase(Phase::Delight)).as_deref(),
            Some("people?stage=2&stage_match=reached")
        );
        assert_eq!(
            page(Subject::Phase(Phase::Engage)).as_deref(),
            Some("people?stage=1&stage_match=reached")
        );
        assert_eq!(page(Subject::Loss(0)).as_deref(), Some("submissions"));
        assert_eq!(
            page(Subject::Loss(1)).as_deref(),
            Some("people?nps=detractor")
        );
        assert_eq!(page(Subject::Phase(Phase::Attract)), None);
    }

    #[test]
    fn a_change_compares_rates() {
        let before = Flywheel {
            engage: Some(0.5),
            ..flywheel()
        };
        let words = |subject| change(subject, &flywheel(), Some(&before));
        assert_eq!(
            words(Subject::Phase(Phase::Engage)).as_deref(),
            Some("so far down from 50.0% in the period before")
        );
        assert_eq!(
            words(Subject::LoopGain).as_deref(),
            Some("so far as in the period before")
        );
        assert_eq!(words(Subject::Loss(0)), None);
    }
}
