//! Touchpoints: dated facts about a person. Append-only; all derived state comes from them.

use crate::enums::coded_enum;
use crate::money::Money;
use crate::{PersonId, Timestamp, TouchpointId};

coded_enum! {
    /// What happened.
    TouchpointKind {
        /// Became known to the program.
        LeadCreated = "lead_created";
        /// Saw or clicked an advertisement.
        AdClick = "ad_click";
        /// Came through a testimonial widget.
        WidgetClick = "widget_click";
        /// Came through somebody's referral link.
        ReferralVisit = "referral_visit";
        /// Came through content that somebody shared.
        SharedContentVisit = "shared_content_visit";
        /// Visited the website.
        WebsiteVisit = "website_visit";
        /// Opened a mail.
        EmailOpened = "email_opened";
        /// Read or watched something.
        ContentViewed = "content_viewed";
        /// Came to an event.
        EventAttended = "event_attended";
        /// Sent a form.
        FormSubmitted = "form_submitted";
        /// Asked for a demonstration.
        DemoRequested = "demo_requested";
        /// Started a trial.
        TrialStarted = "trial_started";
        /// Asked for a quote.
        QuoteRequested = "quote_requested";
        /// Became a customer, without the purchase itself being known.
        BecameCustomer = "became_customer";
        /// Bought something.
        Purchase = "purchase";
        /// Finished onboarding.
        OnboardingCompleted = "onboarding_completed";
        /// A support case ended well.
        SupportResolved = "support_resolved";
        /// A support case was escalated.
        SupportEscalated = "support_escalated";
        /// Answered "would you recommend us", 0 to 10.
        NpsAnswer = "nps_answer";

        /// Gave a testimonial.
        Testimonial = "testimonial";
        /// Wrote a review elsewhere.
        Review = "review";
        /// Recommended the brand to somebody.
        Referral = "referral";
        /// Shared content.
        SharedContent = "shared_content";
        /// Spoke to a prospect.
        ReferenceCall = "reference_call";
        /// Took part in a case study.
        CaseStudy = "case_study";
        /// Allowed the use of their logo.
        LogoUse = "logo_use";
        /// Spoke in a webinar.
        Webinar = "webinar";
        /// Spoke to media or analysts.
        Interview = "interview";
        /// Gave a talk.
        EventTalk = "event_talk";
        /// Gave product feedback.
        ProductFeedback = "product_feedback";
        /// Helped others in the community.
        CommunityHelp = "community_help";

        /// Got something with the brand on it.
        Swag = "swag";
        /// Got a gift card.
        GiftCard = "gift_card";
        /// Got a discount.
        Discount = "discount";
        /// Was thanked personally.
        Thanks = "thanks";
        /// Was shown to others.
        Spotlight = "spotlight";
        /// Got a badge or title.
        Status = "status";
        /// Got training.
        Training = "training";
        /// Got access before others.
        EarlyAccess = "early_access";
        /// Was invited to something exclusive.
        Invitation = "invitation";
        /// Got a say in the brand's direction.
        BoardSeat = "board_seat";
        /// A member confirmed that this person has influence.
        InfluenceConfirmed = "influence_confirmed";
    }
}

/// What sort of fact a kind is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// A step on the way to buying, or life as a customer.
    Journey,
    /// Something the person did for the brand.
    Act,
    /// Something the brand gave back.
    Reward,
    /// A member's decision about the person.
    Decision,
}

impl TouchpointKind {
    /// What sort of fact this is.
    pub const fn category(self) -> Category {
        match self {
            Self::LeadCreated
            | Self::AdClick
            | Self::WidgetClick
            | Self::ReferralVisit
            | Self::SharedContentVisit
            | Self::WebsiteVisit
            | Self::EmailOpened
            | Self::ContentViewed
            | Self::EventAttended
            | Self::FormSubmitted
            | Self::DemoRequested
            | Self::TrialStarted
            | Self::QuoteRequested
            | Self::BecameCustomer
            | Self::Purchase
            | Self::OnboardingCompleted
            | Self::SupportResolved
            | Self::SupportEscalated
            | Self::NpsAnswer => Category::Journey,
            Self::Testimonial
            | Self::Review
            | Self::Referral
            | Self::SharedContent
            | Self::ReferenceCall
            | Self::CaseStudy
            | Self::LogoUse
            | Self::Webinar
            | Self::Interview
            | Self::EventTalk
            | Self::ProductFeedback
            | Self::CommunityHelp => Category::Act,
            Self::Swag
            | Self::GiftCard
            | Self::Discount
            | Self::Thanks
            | Self::Spotlight
            | Self::Status
            | Self::Training
            | Self::EarlyAccess
            | Self::Invitation
            | Self::BoardSeat => Category::Reward,
            Self::InfluenceConfirmed => Category::Decision,
        }
    }

    /// Whether the person became a customer by this.
    pub const fn makes_customer(self) -> bool {
        matches!(self, Self::BecameCustomer | Self::Purchase)
    }
}

coded_enum! {
    /// Where it happened.
    Channel {
        /// The website.
        Website = "website";
        /// A mail.
        Email = "email";
        /// A telephone or video call.
        Call = "call";
        /// In person.
        InPerson = "in_person";
        /// Social media.
        SocialMedia = "social_media";
        /// The product itself.
        Product = "product";
        /// A community.
        Community = "community";
        /// Came in with a file.
        Import = "import";
        /// Came in over the API.
        Api = "api";
    }
}

/// A dated fact about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touchpoint {
    /// Unique in the program; recording the same id again changes nothing.
    pub id: TouchpointId,
    /// Whom it is about.
    pub person: PersonId,
    /// What happened.
    pub kind: TouchpointKind,
    /// Where.
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// What was paid, for purchases; what it cost, for rewards.
    pub amount: Option<Money>,
    /// How many pieces, for purchases.
    pub quantity: Option<u32>,
    /// 0 to 10, for answers to the recommendation question.
    pub score: Option<u8>,
    /// A line for people, such as a product's name.
    pub note: Option<String>,
}
