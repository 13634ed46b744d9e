//! The flywheel's figures as rows of a file.

use laurel_api::figures::Flywheel;

use crate::ui::numbers::{plain, row};

/// One row a figure, named as in the API; losses follow as `friction`. Empty where there is none. What
/// was chosen, or follows from it, is a `what_if`, so that nobody takes it for measured.
pub fn rows(flywheel: &Flywheel, is_what_if: bool) -> Vec<Vec<String>> {
    let kind = |name: &str| match name {
        "delight" | "attract" | "engage" | "loop_gain" | "momentum" if is_what_if => "what_if",
        _ => "figure",
    };
    let counts = [
        ("customers", flywheel.customers),
        ("acts", flywheel.acts),
        ("people_brought", flywheel.people_brought),
        ("customers_brought", flywheel.customers_brought),
    ];
    let rates = [
        ("delight", flywheel.delight),
        ("attract", flywheel.attract),
        ("engage", flywheel.engage),
        ("engage_others", flywheel.engage_others),
        ("loop_gain", flywheel.loop_gain),
        (
            "loop_gain_low",
            flywheel.loop_gain_interval.map(|interval| interval.low),
        ),
        (
            "loop_gain_high",
            flywheel.loop_gain_interval.map(|interval| interval.high),
        ),
        ("cycle_days", flywheel.cycle_days),
        (
            "cycle_lower_quartile_days",
            flywheel.cycle_lower_quartile_days,
        ),
        (
            "cycle_upper_quartile_days",
            flywheel.cycle_upper_quartile_days,
        ),
        ("momentum", flywheel.momentum),
    ];
    let counts = counts.map(|(name, value)| row(["figure", name, &value.to_string()]));
    let rates = rates.map(|(name, value)| row([kind(name), name, &plain(value)]));
    let losses = flywheel
        .friction
        .iter()
        .map(|loss| row(["friction", &loss.label, &loss.count.to_string()]));
    std::iter::once(row(["kind", "name", "value"]))
        .chain(counts)
        .chain(rates)
        .chain(losses)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::flywheel;
    use super::*;

    #[test]
    fn what_is_what_if_is_not_taken_for_measured() {
        let named = |is_what_if| -> Vec<String> {
            rows(&flywheel(), is_what_if)
                .into_iter()
                .filter(|row| row[0] == "what_if")
                .map(|row| row[1].clone())
                .collect()
        };
        assert_eq!(named(false), [] as [String; 0]);
        assert_eq!(
            named(true),
            ["delight", "attract", "engage", "loop_gain", "momentum"]
        );
    }
}
