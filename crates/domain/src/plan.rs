//! The plan of a programme: the customer advocacy framework as a board of checks.
//!
//! Source: Captivate Collective's framework. **Exploration**: know who the customers are and what they
//! need. **Motivation**: give back what moves them (belonging, access, status) before asking.
//! **Activation**: an ask at every stage after the sale (Diane Gordon, "Nurturing advocacy throughout
//! the customer journey"), and an answer to everybody who says something. **Iteration**: measure, learn,
//! change. Most checks are answered by live figures ([`judge()`]); the others only people can judge.

mod evidence;
mod item;
mod judge;
#[cfg(test)]
mod tests;

use crate::enums::coded_enum;

pub use evidence::{Evidence, LevelEvidence, Reviews, StageEvidence, Waiting};
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
        Exploration = "exploration", "Exploration";
        /// What moves them, and what they get.
        Motivation = "motivation", "Motivation";
        /// Asks and answers.
        Activation = "activation", "Activation";
        /// Measuring and changing.
        Iteration = "iteration", "Iteration";
    }
}

impl Phase {
    /// What the phase is for, in a sentence.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Exploration => {
                "Know who your customers are and what they need, before asking for anything."
            }
            Self::Motivation => {
                "Give what moves them: belonging, access or status. An exchange that suits both lasts."
            }
            Self::Activation => {
                "Ask at every stage after the sale, and answer everybody who speaks up."
            }
            Self::Iteration => "Look at what works and what does not, and change something.",
        }
    }
}

coded_enum! {
    /// A metric that is reviewed every month.
    Metric {
        /// The funnel.
        Funnel = "funnel", "Funnel";
        /// The flywheel.
        Flywheel = "flywheel", "Flywheel";
        /// The pyramid.
        Pyramid = "pyramid", "Pyramid";
    }
}

coded_enum! {
    /// A check that every programme has, by phase.
    #[cfg_attr(feature = "schema", schemars(rename = "PlanCheckCode"))]
    Check {
        /// Judged.
        GoalsStated = "goals_stated", "The programme’s goals are written down";
        /// [`KNOWN_SHARE`] of the customers.
        IndustryKnown = "industry_known", "We know our customers’ industries";
        /// [`KNOWN_SHARE`] of the customers.
        CompanySizeKnown = "company_size_known", "We know the size of their companies";
        /// [`KNOWN_SHARE`] of all people.
        SourceKnown = "source_known", "We know how people found us";
        /// Enough answers, and some of them lately.
        NpsMeasured = "nps_measured", "We ask whether people would recommend us";
        /// Judged.
        AdvocatesHeard = "advocates_heard", "We have talked with our best customers about their needs";
        /// [`MOTIVATION_SHARE`] of the advocates.
        MotivationKnown = "motivation_known", "We know what moves our advocates";
        /// Lately, at each level on which somebody stands.
        RewardsGiven = "rewards_given", "Every need level got something back lately";
        /// At most [`OVERDRAWN_SHARE`] of the advocates.
        NobodyOverdrawn = "nobody_overdrawn", "Nobody gives much more than they get";
        /// Judged.
        RewardsFit = "rewards_fit", "There is a reward for belonging, for access and for status";
        /// Lately, at each stage from the purchase on.
        AskPerStage = "ask_per_stage", "There is an ask at every stage after the sale";
        /// Median age of what waits at most [`ANSWER_DAYS`].
        AnsweredInTime = "answered_in_time", "Submissions are answered within a week";
        /// Published, and on a widget.
        StoriesShown = "stories_shown", "Stories stand where buyers look";
        /// None is left.
        EscalationsSettled = "escalations_settled", "No support case is left escalated";
        /// Judged.
        OnboardingAsks = "onboarding_asks", "Onboarding ends with a first, small ask";
        /// This month.
        FunnelReviewed = "funnel_reviewed", "The funnel was reviewed this month";
        /// This month.
        FlywheelReviewed = "flywheel_reviewed", "The flywheel was reviewed this month";
        /// This month.
        PyramidReviewed = "pyramid_reviewed", "The pyramid was reviewed this month";
        /// Judged.
        ChangeMade = "change_made", "We changed something because of what we saw";
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

    /// The page on which it is fixed, relative to the program's, and the words of the link.
    pub const fn remedy(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::IndustryKnown | Self::CompanySizeKnown | Self::SourceKnown => {
                Some(("imports", "Fill it in with an import"))
            }
            Self::NpsMeasured => Some(("imports", "Import answers")),
            Self::MotivationKnown => Some(("pyramid", "See the motivations by level")),
            Self::RewardsGiven => Some(("pyramid", "See who waits on which level")),
            Self::NobodyOverdrawn => Some(("pyramid?facet=carrying", "See who carries the load")),
            Self::AskPerStage => Some(("people", "Choose whom to ask")),
            Self::AnsweredInTime => Some(("submissions", "Open the queue")),
            Self::StoriesShown => Some(("widgets", "Put a widget on your site")),
            Self::EscalationsSettled => Some(("flywheel", "See the friction")),
            Self::FunnelReviewed => Some(("funnel", "Open the funnel")),
            Self::FlywheelReviewed => Some(("flywheel", "Open the flywheel")),
            Self::PyramidReviewed => Some(("pyramid", "Open the pyramid")),
            Self::GoalsStated
            | Self::AdvocatesHeard
            | Self::RewardsFit
            | Self::OnboardingAsks
            | Self::ChangeMade => None,
        }
    }

    /// What judging it means, for checks that only people can judge.
    pub const fn advice(self) -> Option<&'static str> {
        match self {
            Self::GoalsStated => {
                Some("Say in the notes what the programme is to reach by when, in figures.")
            }
            Self::AdvocatesHeard => {
                Some("Three conversations teach more than any figure. Note what you heard.")
            }
            Self::RewardsFit => Some(
                "A community to belong to, early access or a direct line, a title or a stage: one of each.",
            ),
            Self::OnboardingAsks => Some(
                "The first good moment to ask is when onboarding went well: for a rating, not for a case study.",
            ),
            Self::ChangeMade => Some("Note what you changed, and which figure should move."),
            _ => None,
        }
    }
}
