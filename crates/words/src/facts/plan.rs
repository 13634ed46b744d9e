//! The plan.

use laurel_domain::plan::{Check, Found, Measure, Phase};

use super::sentences;
use crate::Words;

impl Words {
    /// What a phase is for.
    #[must_use]
    pub fn plan_purpose(self, phase: Phase) -> &'static str {
        match phase {
            Phase::Exploration => self.plan_purpose_exploration(),
            Phase::Motivation => self.plan_purpose_motivation(),
            Phase::Activation => self.plan_purpose_activation(),
            Phase::Iteration => self.plan_purpose_iteration(),
        }
    }

    /// What judging a check means; `None` for checks that figures answer.
    #[must_use]
    pub fn plan_advice(self, check: Check) -> Option<&'static str> {
        Some(match check {
            Check::GoalsStated => self.plan_advice_goals_stated(),
            Check::AdvocatesHeard => self.plan_advice_advocates_heard(),
            Check::RewardsFit => self.plan_advice_rewards_fit(),
            Check::OnboardingAsks => self.plan_advice_onboarding_asks(),
            Check::ChangeMade => self.plan_advice_change_made(),
            Check::IndustryKnown
            | Check::CompanySizeKnown
            | Check::SourceKnown
            | Check::NpsMeasured
            | Check::MotivationKnown
            | Check::RewardsGiven
            | Check::NobodyOverdrawn
            | Check::AskPerStage
            | Check::AnsweredInTime
            | Check::StoriesShown
            | Check::EscalationsSettled
            | Check::FunnelReviewed
            | Check::FlywheelReviewed
            | Check::PyramidReviewed => return None,
        })
    }

    /// The figure that decides.
    #[must_use]
    pub fn plan_measure(self, measure: &Measure) -> String {
        match measure {
            Measure::Share { percent } => self.plan_measure_share(*percent),
            Measure::Nps { score } => self.plan_measure_nps(&self.score(*score)),
            Measure::Levels { rewarded, levels } => self.plan_measure_levels(*rewarded, *levels),
            Measure::Overstretched { advocates } => self.plan_measure_overstretched(*advocates),
            Measure::Stages { asked, stages } => self.plan_measure_stages(*asked, *stages),
            Measure::NothingWaits => self.plan_measure_nothing_waits().to_owned(),
            Measure::Waiting { days } => self.plan_measure_waiting(*days),
            Measure::Stories { stories } => self.plan_measure_stories(*stories),
            Measure::Escalated { cases } => self.plan_measure_escalated(*cases),
            Measure::NeverReviewed => self.plan_measure_never_reviewed().to_owned(),
            Measure::Reviewed { days_ago } => self.ago(*days_ago),
        }
    }

    /// What it is computed from.
    #[must_use]
    pub fn plan_found(self, found: &Found) -> String {
        match found {
            Found::NoPeople => self.plan_found_no_people().to_owned(),
            Found::NoCustomers => self.plan_found_no_customers().to_owned(),
            Found::NoAdvocates => self.plan_found_no_advocates().to_owned(),
            Found::IndustryKnown {
                known,
                customers,
                enough_percent,
            } => self.plan_found_industry_known(*known, *customers, *enough_percent),
            Found::CompanySizeKnown {
                known,
                customers,
                enough_percent,
            } => self.plan_found_company_size_known(*known, *customers, *enough_percent),
            Found::SourceKnown {
                known,
                people,
                enough_percent,
            } => self.plan_found_source_known(*known, *people, *enough_percent),
            Found::MotivationKnown {
                known,
                advocates,
                enough_percent,
            } => self.plan_found_motivation_known(*known, *advocates, *enough_percent),
            Found::NobodyAnswered => self.plan_found_nobody_answered().to_owned(),
            Found::Nps {
                people,
                recent,
                days,
                fewer_than,
            } => {
                let answered = if *recent > 0 {
                    self.plan_found_nps(*people, *recent, *days)
                } else {
                    self.plan_found_nps_not_lately(*people, *days)
                };
                let few = fewer_than.map(|answers| self.plan_found_nps_few(answers));
                sentences([Some(answered), few])
            }
            Found::NobodyInPyramid => self.plan_found_nobody_in_pyramid().to_owned(),
            Found::Rewards {
                rewards,
                days,
                without,
            } => {
                let levels: Vec<_> = without
                    .iter()
                    .map(|level| self.need_level(*level))
                    .collect();
                let without = (!levels.is_empty())
                    .then(|| self.plan_found_rewards_without(&self.and(&levels)));
                sentences([Some(self.plan_found_rewards(*rewards, *days)), without])
            }
            Found::Overstretched {
                overstretched,
                advocates,
                normal_percent,
            } => self.plan_found_overstretched(*overstretched, *advocates, *normal_percent),
            Found::NoPurchaseStage => self.plan_found_no_purchase_stage().to_owned(),
            Found::Asks {
                asks,
                days,
                stories,
                without,
            } => {
                let asked = if *stories > 0 {
                    self.plan_found_asks_and_stories(*asks, *days, *stories)
                } else {
                    self.plan_found_asks(*asks, *days)
                };
                let without =
                    (!without.is_empty()).then(|| self.plan_found_asks_without(&self.and(without)));
                sentences([Some(asked), without])
            }
            Found::NothingWaits => self.plan_found_nothing_waits().to_owned(),
            Found::Waiting {
                submissions,
                median_days,
                oldest_days,
            } => self.plan_found_waiting(*submissions, *median_days, &self.ago(*oldest_days)),
            Found::Shown { stories, widgets } => self.plan_found_shown(*stories, *widgets),
            Found::Escalated { people: 0 } => self.plan_found_escalated_nobody().to_owned(),
            Found::Escalated { people } => self.plan_found_escalated(*people),
            Found::NeverReviewed => self.plan_found_never_reviewed().to_owned(),
            Found::Reviewed { days_ago } => self.plan_found_reviewed(&self.ago(*days_ago)),
        }
    }
}
