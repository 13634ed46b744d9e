//! The readiness check: each item with its figures and with what it takes.

use super::{
    CUSTOMERS, Item, NARROW, REPEAT_CUSTOMERS, SOLVED, Status, Support, UpperFunnel, WINDOW_DAYS,
    answered, enough,
};
use crate::enums::coded_enum;
use crate::fact::facts;
use crate::nps::{Answers, FEW_ANSWERS};

/// Everything that is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The two windows.
    pub upper_funnel: UpperFunnel,
    /// How many days ago the later window ended.
    pub lag_days: i32,
    /// What the program calls the stage of the first purchase; `None` when no stage is one.
    pub purchase_stage: Option<String>,
    /// People who bought.
    pub customers: u64,
    /// People who bought twice or more.
    pub repeat_customers: u64,
    /// Answers to the recommendation question, the latest of each person.
    pub answers: Answers,
    /// Support cases.
    pub support: Support,
}

coded_enum! {
    /// How the later window compares with the one before.
    Against {
        /// Nobody came in the window before.
        NobodyBefore = "nobody_before";
        /// One of the windows has too few people.
        TooFew = "too_few";
        /// The difference could be chance.
        Chance = "chance";
        /// A larger share buys.
        More = "more";
        /// A smaller share buys.
        Fewer = "fewer";
    }
}

coded_enum! {
    /// What is to be said about a score.
    Remark {
        /// Too few answers.
        TooFew = "too_few";
        /// Surely more detractors than promoters.
        Negative = "negative";
        /// Nothing in particular.
        Nothing = "nothing";
    }
}

facts! {
    /// What was found about an item.
    Found {
        /// No stage of the funnel is entered by a purchase.
        NoPurchaseStage = "no_purchase_stage";
        /// Nobody first came in the later window, which ended so many days ago.
        NobodyCame { days: u64, lag_days: u64 } = "nobody_came";
        /// The later window, which ended so many days ago, and the one before; shares with their 95 %
        /// interval.
        UpperFunnel {
            people: u64, days: u64, lag_days: u64, stage: String, share: f64, low: f64, high: f64,
            people_before: u64, share_before: Option<f64>, against: Against
        } = "upper_funnel";
        /// People who bought.
        Customers { customers: u64 } = "customers";
        /// How many of them came back.
        RepeatCustomers { repeat_customers: u64, customers: u64 } = "repeat_customers";
        /// Nobody has answered the recommendation question.
        NobodyAnswered = "nobody_answered";
        /// The score from −100 to 100 with its 95 % interval.
        Nps { answers: u64, score: f64, low: f64, high: f64, remark: Remark } = "nps";
        /// No support case was recorded.
        NoSupportCase = "no_support_case";
        /// Cases that ended well, people who still wait, and the share solved with its 95 % interval.
        Support { solved: u64, open: u64, share: f64, low: f64, high: f64 } = "support";
    }
}

facts! {
    /// From which figures on an item is met.
    Threshold {
        /// The share who buy has not fallen beyond chance, and is known to within so many percentage points.
        UpperFunnel { days: u64, points: u64 } = "upper_funnel";
        /// So many customers.
        Customers { customers: u64 } = "customers";
        /// So many customers who came back.
        RepeatCustomers { customers: u64 } = "repeat_customers";
        /// So many answers, whatever they say.
        Nps { answers: u64 } = "nps";
        /// Surely at least this share of cases ends well.
        Support { share: f64 } = "support";
    }
}

/// One item of the check.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What must stand.
    pub item: Item,
    /// Whether it does.
    pub status: Status,
    /// The figures.
    pub found: Found,
    /// From which figures on it stands.
    pub threshold: Threshold,
}

/// All items, in the order in which they are worth fixing.
pub fn report(evidence: &Evidence) -> Vec<Finding> {
    let Evidence {
        upper_funnel,
        lag_days,
        purchase_stage,
        customers,
        repeat_customers,
        answers,
        support,
    } = evidence;
    let finding = |item, status, found, threshold| Finding {
        item,
        status,
        found,
        threshold,
    };
    let stable = if purchase_stage.is_some() {
        upper_funnel.status()
    } else {
        Status::NotKnown
    };
    vec![
        finding(
            Item::UpperFunnel,
            stable,
            windows(upper_funnel, days(*lag_days), purchase_stage.as_deref()),
            Threshold::UpperFunnel {
                days: days(WINDOW_DAYS),
                points: (NARROW * 100.0).round() as u64,
            },
        ),
        finding(
            Item::Customers,
            enough(*customers, CUSTOMERS),
            Found::Customers {
                customers: *customers,
            },
            Threshold::Customers {
                customers: CUSTOMERS,
            },
        ),
        finding(
            Item::RepeatCustomers,
            enough(*repeat_customers, REPEAT_CUSTOMERS),
            Found::RepeatCustomers {
                repeat_customers: *repeat_customers,
                customers: *customers,
            },
            Threshold::RepeatCustomers {
                customers: REPEAT_CUSTOMERS,
            },
        ),
        finding(
            Item::Nps,
            answered(answers),
            score(answers),
            Threshold::Nps {
                answers: FEW_ANSWERS,
            },
        ),
        finding(
            Item::Support,
            support.status(),
            cases(support),
            Threshold::Support { share: SOLVED },
        ),
    ]
}

fn days(number: i32) -> u64 {
    u64::from(number.unsigned_abs())
}

fn windows(funnel: &UpperFunnel, lag_days: u64, stage: Option<&str>) -> Found {
    let days = days(WINDOW_DAYS);
    let Some(stage) = stage else {
        return Found::NoPurchaseStage;
    };
    let Some(conversion) = funnel.conversion() else {
        return Found::NobodyCame { days, lag_days };
    };
    let interval = conversion.interval();
    let change = funnel.change();
    let against = match &change {
        None => Against::NobodyBefore,
        Some(change) if change.few => Against::TooFew,
        Some(change) if change.could_be_chance => Against::Chance,
        Some(change) if change.value > 0.0 => Against::More,
        Some(_) => Against::Fewer,
    };
    Found::UpperFunnel {
        people: funnel.people,
        days,
        lag_days,
        stage: stage.to_owned(),
        share: conversion.value(),
        low: interval.low,
        high: interval.high,
        people_before: funnel.people_before,
        share_before: change.map(|change| conversion.value() - change.value),
        against,
    }
}

fn score(answers: &Answers) -> Found {
    let (Some(score), Some(interval)) = (answers.score(), answers.interval()) else {
        return Found::NobodyAnswered;
    };
    let remark = if answers.are_few() {
        Remark::TooFew
    } else if interval.high < 0.0 {
        Remark::Negative
    } else {
        Remark::Nothing
    };
    Found::Nps {
        answers: answers.total(),
        score,
        low: interval.low,
        high: interval.high,
        remark,
    }
}

fn cases(support: &Support) -> Found {
    let Some(share) = support.solved() else {
        return Found::NoSupportCase;
    };
    let interval = share.interval();
    Found::Support {
        solved: support.solved,
        open: support.open,
        share: share.value(),
        low: interval.low,
        high: interval.high,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence() -> Evidence {
        Evidence {
            upper_funnel: UpperFunnel {
                people: 2_000,
                bought: 600,
                people_before: 2_000,
                bought_before: 620,
            },
            lag_days: 30,
            purchase_stage: Some("Purchase".to_owned()),
            customers: 1_234,
            repeat_customers: 29,
            answers: Answers {
                promoters: 50,
                passives: 30,
                detractors: 20,
            },
            support: Support {
                solved: 100,
                open: 1,
            },
        }
    }

    #[test]
    fn every_item_has_its_figures_and_its_threshold() {
        let findings = report(&evidence());
        let items: Vec<Item> = findings.iter().map(|finding| finding.item).collect();
        assert_eq!(items, Item::ALL);
        let status: Vec<Status> = findings.iter().map(|finding| finding.status).collect();
        let all_but_repeat_customers = [
            Status::Met,
            Status::Met,
            Status::NotMet,
            Status::Met,
            Status::Met,
        ];
        assert_eq!(status, all_but_repeat_customers);
        let found: Vec<Found> = findings.into_iter().map(|finding| finding.found).collect();
        let Found::UpperFunnel {
            share,
            low,
            high,
            share_before,
            against,
            lag_days,
            ..
        } = &found[0]
        else {
            panic!("{found:?}");
        };
        // Wilson by an independent calculation: 600 of 2,000 → 28.03 % to 32.05 %.
        let per_mille = |share: f64| (share * 1000.0).round() as i64;
        assert_eq!(
            [*share, *low, *high, share_before.unwrap()].map(per_mille),
            [300, 280, 320, 310]
        );
        assert_eq!((*against, *lag_days), (Against::Chance, 30));
        let Found::Nps {
            answers: 100,
            score,
            low,
            high,
            remark: Remark::Nothing,
        } = &found[3]
        else {
            panic!("{found:?}");
        };
        assert_eq!(
            [*score, *low, *high].map(|figure| figure.round() as i64),
            [30, 14, 44]
        );
        let Found::Support {
            solved: 100,
            open: 1,
            share,
            low,
            high,
        } = &found[4]
        else {
            panic!("{found:?}");
        };
        assert_eq!([*share, *low, *high].map(per_mille), [990, 946, 998]);
    }

    #[test]
    fn without_figures_nothing_is_claimed() {
        let findings = report(&Evidence::default());
        assert!(findings.iter().all(|finding| finding.status != Status::Met));
        let found: Vec<Found> = findings.into_iter().map(|finding| finding.found).collect();
        assert_eq!(
            found,
            [
                Found::NoPurchaseStage,
                Found::Customers { customers: 0 },
                Found::RepeatCustomers {
                    repeat_customers: 0,
                    customers: 0
                },
                Found::NobodyAnswered,
                Found::NoSupportCase,
            ]
        );
    }

    #[test]
    fn few_answers_and_a_fall_are_named() {
        let mut evidence = evidence();
        evidence.answers = Answers {
            detractors: 29,
            ..Answers::default()
        };
        evidence.upper_funnel.bought = 300;
        evidence.lag_days = 0;
        let findings = report(&evidence);
        assert!(matches!(
            findings[0].found,
            Found::UpperFunnel {
                against: Against::Fewer,
                lag_days: 0,
                ..
            }
        ));
        assert_eq!(findings[0].status, Status::NotMet);
        let remark = |evidence: &Evidence| match report(evidence)[3].found {
            Found::Nps { score, remark, .. } => Some((score, remark)),
            _ => None,
        };
        assert_eq!(remark(&evidence), Some((-100.0, Remark::TooFew)));
        evidence.answers.detractors = 30;
        assert_eq!(remark(&evidence), Some((-100.0, Remark::Negative)));
    }
}
