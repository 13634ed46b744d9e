//! The readiness check in sentences: each item with its figures and with what it takes.

use super::{
    CUSTOMERS, Item, NARROW, REPEAT_CUSTOMERS, SOLVED, Status, Support, UpperFunnel, WINDOW_DAYS,
    answered, enough,
};
use crate::money::group_thousands;
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

/// One item of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What must stand.
    pub item: Item,
    /// Whether it does.
    pub status: Status,
    /// The figures.
    pub evidence: String,
    /// From which figures on it stands.
    pub threshold: String,
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
    let finding = |item, status, evidence, threshold| Finding {
        item,
        status,
        evidence,
        threshold,
    };
    vec![
        finding(
            Item::UpperFunnel,
            if purchase_stage.is_some() {
                upper_funnel.status()
            } else {
                Status::NotKnown
            },
            upper_funnel_words(upper_funnel, *lag_days, purchase_stage.as_deref()),
            format!(
                "Met when the share who buy has not fallen beyond chance against the {WINDOW_DAYS} days before and is known to within {:.0} percentage points.",
                NARROW * 100.0
            ),
        ),
        finding(
            Item::Customers,
            enough(*customers, CUSTOMERS),
            format!("{} so far.", counted(*customers, "customer")),
            format!(
                "Met from {CUSTOMERS} customers on: below that, one advocate more or less decides every figure."
            ),
        ),
        finding(
            Item::RepeatCustomers,
            enough(*repeat_customers, REPEAT_CUSTOMERS),
            format!(
                "{} of {} bought twice or more.",
                group_thousands(*repeat_customers),
                counted(*customers, "customer")
            ),
            format!(
                "Met from {REPEAT_CUSTOMERS} on: who comes back is who can recommend from experience."
            ),
        ),
        finding(
            Item::Nps,
            answered(answers),
            nps_words(answers),
            format!("Met from {FEW_ANSWERS} answers on, whatever they say."),
        ),
        finding(
            Item::Support,
            support.status(),
            support_words(support),
            format!(
                "Met when surely at least {:.0}% of cases end well.",
                SOLVED * 100.0
            ),
        ),
    ]
}

fn counted(number: u64, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {unit}{plural}", group_thousands(number))
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

fn upper_funnel_words(funnel: &UpperFunnel, lag_days: i32, stage: Option<&str>) -> String {
    let Some(stage) = stage else {
        return "No stage of the funnel is entered by a purchase.".to_owned();
    };
    let until = match lag_days {
        0 => String::new(),
        lag => format!(
            ", counted until {lag} days ago so that most of them had the time that buyers take"
        ),
    };
    let Some(conversion) = funnel.conversion() else {
        return format!("Nobody first came in the latest {WINDOW_DAYS} days{until}.");
    };
    let interval = conversion.interval();
    let now = format!(
        "Of {} who first came in {WINDOW_DAYS} days{until}, {} reached {stage} (95% interval {} to {})",
        people(funnel.people),
        percent(conversion.value()),
        percent(interval.low),
        percent(interval.high),
    );
    let Some(change) = funnel.change() else {
        return format!("{now}; nobody came in the {WINDOW_DAYS} days before.");
    };
    let verdict = if change.few {
        "too few people to tell"
    } else if change.could_be_chance {
        "the difference could be chance"
    } else if change.value > 0.0 {
        "more than before"
    } else {
        "fewer than before"
    };
    let before = conversion.value() - change.value;
    format!(
        "{now}; in the {WINDOW_DAYS} days before, {} of {}: {verdict}.",
        percent(before),
        people(funnel.people_before)
    )
}

fn people(number: u64) -> String {
    if number == 1 {
        "1 person".to_owned()
    } else {
        format!("{} people", group_thousands(number))
    }
}

fn nps_words(answers: &Answers) -> String {
    let (Some(score), Some(interval)) = (answers.score(), answers.interval()) else {
        return "Nobody has answered the recommendation question yet.".to_owned();
    };
    let few = if answers.are_few() {
        " Too few to say much."
    } else if interval.high < 0.0 {
        " More would warn others than recommend you: listen to them first."
    } else {
        ""
    };
    format!(
        "{}: NPS {} (95% interval {} to {}).{few}",
        counted(answers.total(), "answer"),
        signed(score),
        signed(interval.low),
        signed(interval.high),
    )
}

/// A score without decimals, with a minus sign that is one.
fn signed(score: f64) -> String {
    let rounded = score.round();
    if rounded < 0.0 {
        format!("−{}", -rounded)
    } else {
        format!("{}", rounded.abs())
    }
}

fn support_words(support: &Support) -> String {
    let Some(share) = support.solved() else {
        return "No support case has been recorded yet.".to_owned();
    };
    let interval = share.interval();
    format!(
        "{} ended well, {} still waiting: {} solved (95% interval {} to {}).",
        counted(support.solved, "case"),
        if support.open == 1 {
            "1 person is".to_owned()
        } else {
            format!("{} people are", group_thousands(support.open))
        },
        percent(share.value()),
        percent(interval.low),
        percent(interval.high),
    )
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
        let words: Vec<&str> = findings
            .iter()
            .map(|finding| finding.evidence.as_str())
            .collect();
        // Wilson by an independent calculation: 600 of 2,000 → 28.03 % to 32.05 %.
        assert_eq!(
            words,
            [
                "Of 2,000 people who first came in 90 days, counted until 30 days ago so that most of them had the time that buyers take, 30.0% reached Purchase (95% interval 28.0% to 32.0%); in the 90 days before, 31.0% of 2,000 people: the difference could be chance.",
                "1,234 customers so far.",
                "29 of 1,234 customers bought twice or more.",
                "100 answers: NPS 30 (95% interval 14 to 44).",
                "100 cases ended well, 1 person is still waiting: 99.0% solved (95% interval 94.6% to 99.8%).",
            ]
        );
    }

    #[test]
    fn without_figures_nothing_is_claimed() {
        let findings = report(&Evidence::default());
        assert!(findings.iter().all(|finding| finding.status != Status::Met));
        let words: Vec<&str> = findings
            .iter()
            .map(|finding| finding.evidence.as_str())
            .collect();
        assert_eq!(
            words,
            [
                "No stage of the funnel is entered by a purchase.",
                "0 customers so far.",
                "0 of 0 customers bought twice or more.",
                "Nobody has answered the recommendation question yet.",
                "No support case has been recorded yet.",
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
        assert!(findings[0].evidence.ends_with("fewer than before."));
        assert!(!findings[0].evidence.contains("ago"));
        assert_eq!(findings[0].status, Status::NotMet);
        assert!(findings[3].evidence.ends_with("Too few to say much."));
        assert!(findings[3].evidence.contains("NPS −100"));
        evidence.answers.detractors = 30;
        assert!(report(&evidence)[3].evidence.contains("listen to them"));
    }
}
