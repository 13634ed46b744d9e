//! The program's counters, in words.

use std::collections::BTreeMap;

use laurel_domain::money::Currency;

use crate::ui::numbers::{amount, count};
use crate::words::t;

/// A counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// What is counted.
    pub name: String,
    /// How many.
    pub value: String,
    /// Where they are listed, relative to the program.
    pub page: Option<&'static str>,
}

/// The counters in the order in which they are shown; those that count nothing are left out.
pub fn totals(counters: &BTreeMap<String, i64>) -> Vec<Total> {
    let named = [
        ("people", t().overview_people(), Some("people")),
        ("customers", t().overview_customers(), None),
        ("purchases", t().overview_purchases(), None),
        ("acts", t().overview_acts(), None),
        (
            "testimonials:approved",
            t().overview_approved(),
            Some("submissions?state=approved"),
        ),
    ];
    let counted = named.into_iter().filter_map(|(counter, name, page)| {
        let number = u64::try_from(*counters.get(counter)?)
            .ok()
            .filter(|number| *number > 0)?;
        Some(Total {
            name: name.to_owned(),
            value: count(number),
            page,
        })
    });
    let revenue = counters.iter().filter_map(|(name, minor)| {
        let currency = Currency::parse(name.strip_prefix("revenue:")?).ok()?;
        (*minor != 0).then(|| Total {
            name: t().overview_paid().to_owned(),
            value: amount(*minor, currency),
            page: None,
        })
    });
    counted.chain(revenue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_named_and_empty_ones_left_out() {
        let counters = [
            ("people", 9_240),
            ("acts", 0),
            ("revenue:USD", 250_031_563),
            ("unheard", 3),
        ];
        let counters = counters
            .map(|(name, value)| (name.to_owned(), value))
            .into();
        let shown: Vec<(String, String)> = totals(&counters)
            .into_iter()
            .map(|total| (total.value, total.name))
            .collect();
        assert_eq!(
            shown,
            [("9,240", "people"), ("2,500,315.63 USD", "paid")]
                .map(|(value, name)| (value.to_owned(), name.to_owned()))
        );
    }
}
