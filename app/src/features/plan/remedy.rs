//! Where a check is fixed: a page of the program, and the words of the link.

use laurel_api::plan::PlanCheck;
use laurel_domain::plan::{Check, Item};

use crate::words::t;

/// Page and words; `None` for a check that people judge.
pub(super) fn of(check: &PlanCheck) -> Option<(&'static str, &'static str)> {
    let Item::Known(check) = check.item else {
        return None;
    };
    Some(match check {
        Check::IndustryKnown | Check::CompanySizeKnown | Check::SourceKnown => {
            ("imports", t().plan_fix_import())
        }
        Check::NpsMeasured => ("imports", t().plan_fix_answers()),
        Check::MotivationKnown => ("pyramid", t().plan_fix_motivations()),
        Check::RewardsGiven => ("pyramid", t().plan_fix_levels()),
        Check::NobodyOverdrawn => ("pyramid?facet=carrying", t().plan_fix_overstretched()),
        Check::AskPerStage => ("people", t().plan_fix_ask()),
        Check::AnsweredInTime => ("submissions", t().plan_fix_queue()),
        Check::StoriesShown => ("widgets", t().plan_fix_widget()),
        Check::EscalationsSettled => ("flywheel", t().plan_fix_friction()),
        Check::FunnelReviewed => ("funnel", t().plan_fix_funnel()),
        Check::FlywheelReviewed => ("flywheel", t().plan_fix_flywheel()),
        Check::PyramidReviewed => ("pyramid", t().plan_fix_pyramid()),
        Check::GoalsStated
        | Check::AdvocatesHeard
        | Check::RewardsFit
        | Check::OnboardingAsks
        | Check::ChangeMade => return None,
    })
}
