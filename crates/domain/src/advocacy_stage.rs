//! The ladder inside Loyalty and Advocacy, from an engaged customer to a full-blown advocate.
//!
//! Source: MarketingProfs, "The 5 stages of customer advocacy". The numbers are the program's
//! [`Thresholds`](crate::settings::Thresholds); the words below use their defaults.
//!
//! - **Engaged**: a customer for ≥ 60 days with ≥ 2 good experiences of ≥ 2 kinds. Kinds: a purchase,
//!   onboarding completed, a support case solved, an answer of 9 or 10 to the recommendation question.
//! - **Enthusiast**: engaged, received more than given, and did an act or last answered 9 or 10.
//! - **Early-stage**: ≥ 2 acts in the last 180 days.
//! - **Transitioning**: was early-stage for the first time ≥ 180 days ago, received more than given at some
//!   time since, and gave more than received again: rewards come before the next ask. How much more does
//!   not matter, and because both sides decay alike, only a reward ends it.
//! - **Full-blown**: ≥ 8 acts of ≥ 4 kinds, ≥ 365 days from the first to the latest, not overdrawn.
//!
//! The stage is the highest whose condition holds. Up is immediate. Down happens at most once a
//! month: a stage that was reached is kept for 30 days (the Orbit model moves levels in the same way).
//!
//! Conditions also change by time alone (a window passes, points decay). The whole life is therefore
//! replayed as if it had been watched all the time: at each touchpoint, and between them at each
//! instant at which a condition can change. So the result depends on the history alone, not on how
//! often or in which order facts were recorded.

use crate::enums::coded_enum;

mod climb;
#[cfg(test)]
mod tests;

pub(crate) use climb::Climb;

/// A movement on the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Move {
    /// When.
    #[serde(with = "crate::time::stored::millis")]
    pub at: crate::Timestamp,
    /// The stage that was left; `None` for the ground before the first.
    pub from: Option<AdvocacyStage>,
    /// The stage that was reached; `None` for the ground.
    pub to: Option<AdvocacyStage>,
}

impl Move {
    /// Up, or else down.
    pub fn rose(&self) -> bool {
        self.to > self.from
    }

    /// The stage that the movement is counted for: up into it, or down out of it.
    pub fn stage(&self) -> Option<AdvocacyStage> {
        if self.rose() { self.to } else { self.from }
    }
}

coded_enum! {
    /// A stage of advocacy.
    AdvocacyStage {
        /// Several good experiences over some time.
        Engaged = "engaged_customer";
        /// Got more than was given, and says so.
        Enthusiast = "enthusiast";
        /// Speaks up repeatedly.
        EarlyStage = "early_stage_advocate";
        /// Carries the load and must be rewarded.
        Transitioning = "transitioning_advocate";
        /// Speaks for the brand in many ways, for a long time.
        FullBlown = "full_blown_advocate";
    }
}
