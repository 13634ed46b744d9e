//! What people do for the brand, and how often compared with the rest.

use laurel_domain::touchpoint::Channel::{
    self, Call, Community, Email, InPerson, SocialMedia, Website,
};
use laurel_domain::touchpoint::TouchpointKind as Kind;

/// An act, with its channel and what the timeline says.
type Act = (Kind, Channel, &'static str);

const fn act(weight: i64, kind: Kind, channel: Channel, note: &'static str) -> (i64, Act) {
    (weight, (kind, channel, note))
}

/// What most people do.
pub(super) const EASY: &[(i64, Act)] = &[
    act(30, Kind::Review, Website, "Review in a shop"),
    act(28, Kind::Referral, Email, "Recommended us to a friend"),
    act(
        22,
        Kind::SharedContent,
        SocialMedia,
        "Shared the lamp guide",
    ),
    act(
        12,
        Kind::ProductFeedback,
        Email,
        "Answered a long questionnaire",
    ),
    act(
        8,
        Kind::CommunityHelp,
        Community,
        "Helped others with a repair",
    ),
];

/// What champions do.
pub(super) const DEMANDING: &[(i64, Act)] = &[
    act(18, Kind::Review, Website, "Review in a shop"),
    act(22, Kind::Referral, Email, "Recommended us to a colleague"),
    act(
        15,
        Kind::SharedContent,
        SocialMedia,
        "Shared a picture of the desk",
    ),
    act(12, Kind::ProductFeedback, Call, "Tried a prototype"),
    act(12, Kind::CommunityHelp, Community, "Wrote a repair guide"),
    act(
        6,
        Kind::ReferenceCall,
        Call,
        "Spoke to a school that hesitates",
    ),
    act(5, Kind::LogoUse, Email, "Logo for the reference page"),
    act(3, Kind::Webinar, Website, "Evening about light at work"),
    act(2, Kind::CaseStudy, InPerson, "A year with forty lamps"),
    act(2, Kind::Interview, Call, "Spoke to a trade magazine"),
    act(3, Kind::EventTalk, InPerson, "Talk at the light days"),
];
