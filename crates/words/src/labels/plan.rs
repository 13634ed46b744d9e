//! Names in the plan.

use laurel_domain::plan::Check;
use laurel_domain::plan::Metric;
use laurel_domain::plan::Phase;
use laurel_domain::plan::Verdict;

use crate::Words;

impl Words {
    /// A phase of the framework.
    #[must_use]
    pub fn plan_phase(self, which: Phase) -> &'static str {
        match which {
            Phase::Exploration => self.plan_phase_exploration(),
            Phase::Motivation => self.plan_phase_motivation(),
            Phase::Activation => self.plan_phase_activation(),
            Phase::Iteration => self.plan_phase_iteration(),
        }
    }

    /// A metric that is reviewed every month.
    #[must_use]
    pub fn plan_metric(self, which: Metric) -> &'static str {
        match which {
            Metric::Funnel => self.plan_metric_funnel(),
            Metric::Flywheel => self.plan_metric_flywheel(),
            Metric::Pyramid => self.plan_metric_pyramid(),
        }
    }

    /// A check that every program has.
    #[must_use]
    pub fn plan_check(self, which: Check) -> &'static str {
        match which {
            Check::GoalsStated => self.plan_check_goals_stated(),
            Check::IndustryKnown => self.plan_check_industry_known(),
            Check::CompanySizeKnown => self.plan_check_company_size_known(),
            Check::SourceKnown => self.plan_check_source_known(),
            Check::NpsMeasured => self.plan_check_nps_measured(),
            Check::AdvocatesHeard => self.plan_check_advocates_heard(),
            Check::MotivationKnown => self.plan_check_motivation_known(),
            Check::RewardsGiven => self.plan_check_rewards_given(),
            Check::NobodyOverdrawn => self.plan_check_nobody_overdrawn(),
            Check::RewardsFit => self.plan_check_rewards_fit(),
            Check::AskPerStage => self.plan_check_ask_per_stage(),
            Check::AnsweredInTime => self.plan_check_answered_in_time(),
            Check::StoriesShown => self.plan_check_stories_shown(),
            Check::EscalationsSettled => self.plan_check_escalations_settled(),
            Check::OnboardingAsks => self.plan_check_onboarding_asks(),
            Check::FunnelReviewed => self.plan_check_funnel_reviewed(),
            Check::FlywheelReviewed => self.plan_check_flywheel_reviewed(),
            Check::PyramidReviewed => self.plan_check_pyramid_reviewed(),
            Check::ChangeMade => self.plan_check_change_made(),
        }
    }

    /// Whether a check holds.
    #[must_use]
    pub fn plan_verdict(self, which: Verdict) -> &'static str {
        match which {
            Verdict::Met => self.plan_verdict_met(),
            Verdict::NotMet => self.plan_verdict_not_met(),
            Verdict::NotKnown => self.plan_verdict_not_known(),
        }
    }
}
