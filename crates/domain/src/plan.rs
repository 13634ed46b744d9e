//! The plan of a program: the customer advocacy framework as a board of checks.
//!
//! Source: Captivate Collective's framework. **Exploration**: know who the customers are and what they
//! need. **Motivation**: give back what moves them (belonging, access, status) before asking.
//! **Activation**: an ask at every stage after the sale (Diane Gordon, "Nurturing advocacy throughout
//! the customer journey"), and an answer to everybody who says something. **Iteration**: measure, learn,
//! change. Most checks are answered by live figures ([`judge()`]); the others only people can judge.

mod evidence;
mod found;
mod item;
mod judge;
#[cfg(test)]
mod tests;

use crate::enums::coded_enum;

pub use evidence::{Evidence, LevelEvidence, Reviews, StageEvidence, Waiting};
pub use found::{Found, Measure};
pub use item::{InvalidItem, Item, NOTE_MAX, OWN_MAX, OwnCheck, PlanItem, TITLE_MAX};
pub use judge::{Finding, Verdict, judge};

/// At least this share of the customers' industries and company sizes is known, and of the ways in
/// which people came.
pub const KNOWN_SHARE: f64 = 0.8;
/// At least this share of the advocates has a motivation recorded.
pub const MOTIVATION_SHARE: f64 = 0.5;
/// At most this share of the advocates is overdrawn.
pub const OVERDRAWN_SHARE: f64 = 0.1;
/// "Lately": rewards, asks and answers count for so many days.
pub const RECENT_DAYS: i32 = 90;
/// Within so many days a submission is answered.
pub const ANSWER_DAYS: i32 = 7;
/// So many published stories are worth showing.
pub const STORIES_SHOWN: u64 = 3;

coded_enum! {
    /// A phase of the framework.
    Phase {
        /// Who the customers are and what they need.
        Exploration = "exploration";
        /// What moves them, and what they get.
        Motivation = "motivation";
        /// Asks and answers.
        Activation = "activation";
        /// Measuring and changing.
        Iteration = "iteration";
    }
}

coded_enum! {
    /// A metric that is reviewed every month.
    Metric {
        /// The funnel.
        Funnel = "funnel";
        /// The flywheel.
        Flywheel = "flywheel";
        /// The pyramid.
        Pyramid = "pyramid";
    }
}

coded_enum! {
    /// A check that every program has, by phase.
    #[cfg_attr(feature = "schema", schemars(rename = "PlanCheckCode"))]
    Check {
        /// Judged.
        GoalsStated = "goals_stated";
        /// [`KNOWN_SHARE`] of the customers.
        IndustryKnown = "industry_known";
        /// [`KNOWN_SHARE`] of the customers.
        CompanySizeKnown = "company_size_known";
        /// [`KNOWN_SHARE`] of all people.
        SourceKnown = "source_known";
        /// Enough answers, and some of them lately.
        NpsMeasured = "nps_measured";
        /// Judged.
        AdvocatesHeard = "advocates_heard";
        /// [`MOTIVATION_SHARE`] of the advocates.
        MotivationKnown = "motivation_known";
        /// Lately, at each level on which somebody stands.
        RewardsGiven = "rewards_given";
        /// At most [`OVERDRAWN_SHARE`] of the advocates.
        NobodyOverdrawn = "nobody_overdrawn";
        /// Judged.
        RewardsFit = "rewards_fit";
        /// Lately, at each stage from the purchase on.
        AskPerStage = "ask_per_stage";
        /// Median age of what waits at most [`ANSWER_DAYS`].
        AnsweredInTime = "answered_in_time";
        /// Published, and on a widget.
        StoriesShown = "stories_shown";
        /// None is left.
        EscalationsSettled = "escalations_settled";
        /// Judged.
        OnboardingAsks = "onboarding_asks";
        /// This month.
        FunnelReviewed = "funnel_reviewed";
        /// This month.
        FlywheelReviewed = "flywheel_reviewed";
        /// This month.
        PyramidReviewed = "pyramid_reviewed";
        /// Judged.
        ChangeMade = "change_made";
    }
}

impl Check {
    /// Where it stands on the board.
    pub const fn phase(self) -> Phase {
        match self {
            Self::GoalsStated
            | Self::IndustryKnown
            | Self::CompanySizeKnown
            | Self::SourceKnown
            | Self::NpsMeasured
            | Self::AdvocatesHeard => Phase::Exploration,
            Self::MotivationKnown
            | Self::RewardsGiven
            | Self::NobodyOverdrawn
            | Self::RewardsFit => Phase::Motivation,
            Self::AskPerStage
            | Self::AnsweredInTime
            | Self::StoriesShown
            | Self::EscalationsSettled
            | Self::OnboardingAsks => Phase::Activation,
            Self::FunnelReviewed
            | Self::FlywheelReviewed
            | Self::PyramidReviewed
            | Self::ChangeMade => Phase::Iteration,
        }
    }

    /// Whether figures answer it; the others are ticked by people.
    pub const fn is_computed(self) -> bool {
        !matches!(
            self,
            Self::GoalsStated
                | Self::AdvocatesHeard
                | Self::RewardsFit
                | Self::OnboardingAsks
                | Self::ChangeMade
        )
    }

    /// The metric whose review it asks for.
    pub const fn metric(self) -> Option<Metric> {
        match self {
            Self::FunnelReviewed => Some(Metric::Funnel),
            Self::FlywheelReviewed => Some(Metric::Flywheel),
            Self::PyramidReviewed => Some(Metric::Pyramid),
            _ => None,
        }
    }
}
