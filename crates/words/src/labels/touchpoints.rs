//! Names of what happens to people.

use laurel_domain::touchpoint::Channel;
use laurel_domain::touchpoint::TouchpointKind;

use crate::Words;

impl Words {
    /// What happened.
    #[must_use]
    pub fn touchpoint_kind(self, kind: TouchpointKind) -> &'static str {
        match kind {
            TouchpointKind::LeadCreated => self.touchpoint_kind_lead_created(),
            TouchpointKind::AdClick => self.touchpoint_kind_ad_click(),
            TouchpointKind::WidgetClick => self.touchpoint_kind_widget_click(),
            TouchpointKind::ReferralVisit => self.touchpoint_kind_referral_visit(),
            TouchpointKind::SharedContentVisit => self.touchpoint_kind_shared_content_visit(),
            TouchpointKind::WebsiteVisit => self.touchpoint_kind_website_visit(),
            TouchpointKind::EmailOpened => self.touchpoint_kind_email_opened(),
            TouchpointKind::ContentViewed => self.touchpoint_kind_content_viewed(),
            TouchpointKind::EventAttended => self.touchpoint_kind_event_attended(),
            TouchpointKind::FormSubmitted => self.touchpoint_kind_form_submitted(),
            TouchpointKind::DemoRequested => self.touchpoint_kind_demo_requested(),
            TouchpointKind::TrialStarted => self.touchpoint_kind_trial_started(),
            TouchpointKind::QuoteRequested => self.touchpoint_kind_quote_requested(),
            TouchpointKind::BecameCustomer => self.touchpoint_kind_became_customer(),
            TouchpointKind::Purchase => self.touchpoint_kind_purchase(),
            TouchpointKind::OnboardingCompleted => self.touchpoint_kind_onboarding_completed(),
            TouchpointKind::SupportResolved => self.touchpoint_kind_support_resolved(),
            TouchpointKind::SupportEscalated => self.touchpoint_kind_support_escalated(),
            TouchpointKind::NpsAnswer => self.touchpoint_kind_nps_answer(),
            TouchpointKind::Testimonial => self.touchpoint_kind_testimonial(),
            TouchpointKind::Review => self.touchpoint_kind_review(),
            TouchpointKind::Referral => self.touchpoint_kind_referral(),
            TouchpointKind::SharedContent => self.touchpoint_kind_shared_content(),
            TouchpointKind::ReferenceCall => self.touchpoint_kind_reference_call(),
            TouchpointKind::CaseStudy => self.touchpoint_kind_case_study(),
            TouchpointKind::LogoUse => self.touchpoint_kind_logo_use(),
            TouchpointKind::Webinar => self.touchpoint_kind_webinar(),
            TouchpointKind::Interview => self.touchpoint_kind_interview(),
            TouchpointKind::EventTalk => self.touchpoint_kind_event_talk(),
            TouchpointKind::ProductFeedback => self.touchpoint_kind_product_feedback(),
            TouchpointKind::CommunityHelp => self.touchpoint_kind_community_help(),
            TouchpointKind::Swag => self.touchpoint_kind_swag(),
            TouchpointKind::GiftCard => self.touchpoint_kind_gift_card(),
            TouchpointKind::Discount => self.touchpoint_kind_discount(),
            TouchpointKind::Thanks => self.touchpoint_kind_thanks(),
            TouchpointKind::Spotlight => self.touchpoint_kind_spotlight(),
            TouchpointKind::Status => self.touchpoint_kind_status(),
            TouchpointKind::Training => self.touchpoint_kind_training(),
            TouchpointKind::EarlyAccess => self.touchpoint_kind_early_access(),
            TouchpointKind::Invitation => self.touchpoint_kind_invitation(),
            TouchpointKind::BoardSeat => self.touchpoint_kind_board_seat(),
            TouchpointKind::InfluenceConfirmed => self.touchpoint_kind_influence_confirmed(),
        }
    }

    /// Where it happened.
    #[must_use]
    pub fn channel(self, which: Channel) -> &'static str {
        match which {
            Channel::Website => self.channel_website(),
            Channel::Email => self.channel_email(),
            Channel::Call => self.channel_call(),
            Channel::InPerson => self.channel_in_person(),
            Channel::SocialMedia => self.channel_social_media(),
            Channel::Product => self.channel_product(),
            Channel::Community => self.channel_community(),
            Channel::Import => self.channel_import(),
            Channel::Api => self.channel_api(),
        }
    }
}
