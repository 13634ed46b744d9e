//! One figure from each picture, and the program's counters, in words.

use std::collections::BTreeMap;

use laurel_api::figures::{Flywheel, Funnel, Pyramid};
use laurel_charts::figures::{NOT_YET, rate, share};
use laurel_domain::money::Currency;

use crate::features::flywheel::figures::loop_gain_words;
use crate::features::funnel::figures::cylinder_words;
use crate::ui::numbers::{amount, count, people};

/// A figure with its name and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// What it is.
    pub name: String,
    /// The figure.
    pub value: String,
    /// What it means.
    pub words: String,
}

fn or_dash(value: Option<String>) -> String {
    value.unwrap_or_else(|| NOT_YET.to_owned())
}

/// The funnel's cylinder index.
pub fn funnel_glance(funnel: &Funnel) -> Glance {
    Glance {
        name: "cylinder index".to_owned(),
        value: or_dash(funnel.cylinder_index.and_then(rate)),
        words: cylinder_words(funnel.cylinder_index),
    }
}

/// The flywheel's loop gain.
pub fn flywheel_glance(flywheel: &Flywheel) -> Glance {
    Glance {
        name: "loop gain".to_owned(),
        value: or_dash(flywheel.loop_gain.and_then(rate)),
        words: loop_gain_words(flywheel),
    }
}

/// How many advocates are above the lowest need level.
pub fn pyramid_glance(pyramid: &Pyramid) -> Glance {
    let all: u64 = pyramid.levels.iter().map(|level| level.people).sum();
    let above: u64 = pyramid
        .levels
        .iter()
        .skip(1)
        .map(|level| level.people)
        .sum();
    let words = match share(above, all) {
        None => "People enter the pyramid with their first act of advocacy.".to_owned(),
        Some(share) => format!(
            "{} ({share}) answered a reward with another act and moved up.",
            people(above)
        ),
    };
    Glance {
        name: "advocates in the pyramid".to_owned(),
        value: count(all),
        words,
    }
}

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
        ("people", "people", Some("people")),
        ("customers", "customers", None),
        ("purchases", "purchases", None),
        ("acts", "acts of advocacy", None),
        (
            "testimonials:approved",
            "approved testimonials",
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
            name: "paid".to_owned(),
            value: amount(*minor, currency),
            page: None,
        })
    });
    counted.chain(revenue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_api::figures::NeedLevelFigures;

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

    #[test]
    fn the_pyramid_says_who_moved_up() {
        let levels = [30_u64, 8, 2]
            .into_iter()
            .zip(1..)
            .map(|(people, level)| NeedLevelFigures {
                level,
                name: String::new(),
                people,
                ..NeedLevelFigures::default()
            });
        let glance = pyramid_glance(&Pyramid {
            levels: levels.collect(),
            ..Pyramid::default()
        });
        assert_eq!(glance.value, "40");
        assert!(glance.words.starts_with("10 people (25%)"));
        let nobody = pyramid_glance(&Pyramid::default());
        assert!(nobody.words.contains("first act"));
    }
}
