//! The defaults, as DESIGN states them; the points are a starting point for each program.

use std::collections::BTreeMap;

use super::{Entry, Kinds, ProgramSettings, StageRule, Thresholds};
use crate::touchpoint::TouchpointKind as Kind;

/// Two hours of a customer's time may be given before anything comes back: as much as the largest single act takes,
/// so that no single act keeps a person from being asked again.
const OVERDRAFT: u32 = 20_000;

/// Default points. An act is worth the time that it takes a customer, 10,000 points an hour (100 USD): minutes
/// for sharing, a quarter of an hour for a review, half an hour for a story, an hour for a reference call, two for
/// a talk. A reward is worth what it is worth to the person, at 100 points a US dollar.
pub(super) const fn points(kind: Kind) -> u32 {
    match kind {
        Kind::SharedContent | Kind::Thanks => 500,
        Kind::ProductFeedback | Kind::CommunityHelp => 1_500,
        Kind::Review | Kind::Swag | Kind::GiftCard | Kind::Discount => 2_500,
        Kind::Testimonial
        | Kind::Referral
        | Kind::LogoUse
        | Kind::Spotlight
        | Kind::Status
        | Kind::EarlyAccess => 5_000,
        Kind::Training | Kind::ReferenceCall => 10_000,
        Kind::Webinar | Kind::Interview => 15_000,
        Kind::Invitation | Kind::EventTalk | Kind::CaseStudy => OVERDRAFT,
        Kind::BoardSeat => 30_000,
        Kind::LeadCreated
        | Kind::AdClick
        | Kind::WidgetClick
        | Kind::ReferralVisit
        | Kind::SharedContentVisit
        | Kind::WebsiteVisit
        | Kind::EmailOpened
        | Kind::ContentViewed
        | Kind::EventAttended
        | Kind::FormSubmitted
        | Kind::DemoRequested
        | Kind::TrialStarted
        | Kind::QuoteRequested
        | Kind::BecameCustomer
        | Kind::Purchase
        | Kind::OnboardingCompleted
        | Kind::SupportResolved
        | Kind::SupportEscalated
        | Kind::NpsAnswer
        | Kind::InfluenceConfirmed => 0,
    }
}

fn stage(name: &str, kinds: Kinds, at_least: u32) -> StageRule {
    StageRule {
        name: name.to_owned(),
        entered_by: vec![Entry { kinds, at_least }],
    }
}

fn stages() -> Vec<StageRule> {
    let interest = [
        Kind::WidgetClick,
        Kind::ReferralVisit,
        Kind::SharedContentVisit,
        Kind::WebsiteVisit,
        Kind::EmailOpened,
        Kind::ContentViewed,
        Kind::EventAttended,
    ];
    let consideration = [Kind::FormSubmitted, Kind::DemoRequested];
    let intent = [Kind::TrialStarted, Kind::QuoteRequested];
    let purchase = [Kind::BecameCustomer, Kind::Purchase];
    vec![
        stage("Awareness", Kinds::Any, 1),
        stage("Interest", Kinds::OneOf(interest.to_vec()), 1),
        stage("Consideration", Kinds::OneOf(consideration.to_vec()), 1),
        stage("Intent", Kinds::OneOf(intent.to_vec()), 1),
        stage("Purchase", Kinds::OneOf(purchase.to_vec()), 1),
        stage("Loyalty", Kinds::OneOf(vec![Kind::Purchase]), 2),
        stage("Advocacy", Kinds::Acts, 1),
    ]
}

impl Default for ProgramSettings {
    fn default() -> Self {
        Self {
            stages: stages(),
            thresholds: Thresholds::default(),
            values: BTreeMap::new(),
            half_life_days: 180,
            overdraft_points: OVERDRAFT,
            high_effort_acts: vec![
                Kind::ReferenceCall,
                Kind::CaseStudy,
                Kind::Webinar,
                Kind::Interview,
                Kind::EventTalk,
            ],
            high_effort_per_quarter: 2,
            answer_within_days: 90,
            follow_days: 365,
        }
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            engaged_experiences: 2,
            engaged_kinds: 2,
            engaged_days: 60,
            promoter_score: 9,
            early_acts: 2,
            early_days: 180,
            transitioning_days: 180,
            full_acts: 8,
            full_kinds: 4,
            full_days: 365,
            downgrade_every_days: 30,
        }
    }
}
