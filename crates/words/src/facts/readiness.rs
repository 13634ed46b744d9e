//! The readiness check.

use laurel_domain::readiness::report::{Against, Found, Remark, Threshold};

use super::sentences;
use crate::Words;

impl Words {
    /// What was found about an item.
    #[must_use]
    pub fn readiness_found(self, found: &Found) -> String {
        match found {
            Found::NoPurchaseStage => self.readiness_found_no_purchase_stage().to_owned(),
            Found::NobodyCame { days, lag_days: 0 } => self.readiness_found_nobody_came(*days),
            Found::NobodyCame { days, lag_days } => {
                self.readiness_found_nobody_came_lagging(*days, *lag_days)
            }
            Found::UpperFunnel { .. } => {
                sentences([self.later_window(found), self.window_before(found)])
            }
            Found::Customers { customers } => self.readiness_found_customers(*customers),
            Found::RepeatCustomers {
                repeat_customers,
                customers,
            } => self.readiness_found_repeat_customers(*repeat_customers, *customers),
            Found::NobodyAnswered => self.readiness_found_nobody_answered().to_owned(),
            Found::Nps {
                answers,
                score,
                low,
                high,
                remark,
            } => {
                let [score, low, high] = [*score, *low, *high].map(|number| self.score(number));
                let remark = match remark {
                    Remark::TooFew => Some(self.readiness_found_nps_too_few()),
                    Remark::Negative => Some(self.readiness_found_nps_negative()),
                    Remark::Nothing => None,
                };
                sentences([
                    Some(self.readiness_found_nps(*answers, &score, &low, &high)),
                    remark.map(str::to_owned),
                ])
            }
            Found::NoSupportCase => self.readiness_found_no_support_case().to_owned(),
            Found::Support {
                solved,
                open,
                share,
                low,
                high,
            } => {
                let [share, low, high] = [*share, *low, *high].map(|share| self.percent(share, 1));
                self.readiness_found_support(*solved, *open, &share, &low, &high)
            }
        }
    }

    fn later_window(self, found: &Found) -> Option<String> {
        let Found::UpperFunnel {
            people,
            days,
            lag_days,
            stage,
            share,
            low,
            high,
            ..
        } = found
        else {
            return None;
        };
        let [share, low, high] = [*share, *low, *high].map(|share| self.percent(share, 1));
        Some(if *lag_days == 0 {
            self.readiness_found_reached(*people, *days, &share, stage, &low, &high)
        } else {
            self.readiness_found_reached_lagging(
                *people, *days, *lag_days, &share, stage, &low, &high,
            )
        })
    }

    fn window_before(self, found: &Found) -> Option<String> {
        let Found::UpperFunnel {
            days,
            people_before: people,
            share_before,
            against,
            ..
        } = found
        else {
            return None;
        };
        let share = self.percent(share_before.unwrap_or_default(), 1);
        Some(match against {
            Against::NobodyBefore => self.readiness_found_nobody_before(*days),
            Against::TooFew => self.readiness_found_too_few(*days, &share, *people),
            Against::Chance => self.readiness_found_chance(*days, &share, *people),
            Against::More => self.readiness_found_more(*days, &share, *people),
            Against::Fewer => self.readiness_found_fewer(*days, &share, *people),
        })
    }

    /// From which figures on an item is met.
    #[must_use]
    pub fn readiness_threshold(self, threshold: &Threshold) -> String {
        match threshold {
            Threshold::UpperFunnel { days, points } => {
                self.readiness_threshold_upper_funnel(*days, *points)
            }
            Threshold::Customers { customers } => self.readiness_threshold_customers(*customers),
            Threshold::RepeatCustomers { customers } => {
                self.readiness_threshold_repeat_customers(*customers)
            }
            Threshold::Nps { answers } => self.readiness_threshold_nps(*answers),
            Threshold::Support { share } => {
                self.readiness_threshold_support(&self.percent(*share, 0))
            }
        }
    }
}
