//! What to do next for the people at a stage of the funnel.

use laurel_domain::funnel::next_step::{Move, Reason};
use laurel_domain::touchpoint::TouchpointKind as Kind;

use crate::Words;

impl Words {
    /// An imperative: `Ask for product feedback`.
    #[must_use]
    pub fn next_step(self, step: &Move) -> &'static str {
        match step {
            Move::Ask { act } => self.next_ask(*act),
            Move::Invite { kind } => self.next_invitation(*kind),
            Move::NextPurchase => self.next_step_next_purchase(),
            Move::GiveBack => self.next_step_give_back(),
            Move::StayInContact => self.next_step_stay_in_contact(),
        }
    }

    /// An act as a request.
    fn next_ask(self, act: Kind) -> &'static str {
        match act {
            Kind::Testimonial => self.next_step_ask_testimonial(),
            Kind::Review => self.next_step_ask_review(),
            Kind::Referral => self.next_step_ask_referral(),
            Kind::SharedContent => self.next_step_ask_shared_content(),
            Kind::ReferenceCall => self.next_step_ask_reference_call(),
            Kind::CaseStudy => self.next_step_ask_case_study(),
            Kind::LogoUse => self.next_step_ask_logo_use(),
            Kind::Webinar => self.next_step_ask_webinar(),
            Kind::Interview => self.next_step_ask_interview(),
            Kind::EventTalk => self.next_step_ask_event_talk(),
            Kind::CommunityHelp => self.next_step_ask_community_help(),
            _ => self.next_step_ask_product_feedback(),
        }
    }

    fn next_invitation(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Purchase | Kind::BecameCustomer => self.next_step_first_purchase(),
            Kind::TrialStarted => self.next_step_trial(),
            Kind::QuoteRequested => self.next_step_quote(),
            Kind::DemoRequested => self.next_step_demo(),
            Kind::NpsAnswer => self.next_step_nps(),
            Kind::OnboardingCompleted => self.next_step_onboarding(),
            Kind::SupportResolved => self.next_step_support_solved(),
            Kind::EventAttended => self.next_step_event(),
            Kind::FormSubmitted => self.next_step_form(),
            Kind::ContentViewed => self.next_step_content(),
            Kind::EmailOpened => self.next_step_mail(),
            Kind::WebsiteVisit => self.next_step_website(),
            Kind::WidgetClick => self.next_step_widget(),
            Kind::SharedContentVisit => self.next_step_shared_content(),
            Kind::ReferralVisit => self.next_step_referral(),
            Kind::AdClick => self.next_step_advertisement(),
            Kind::SupportEscalated => self.next_step_support_escalated(),
            _ => self.next_step_stay_in_contact(),
        }
    }

    /// Why just that.
    #[must_use]
    pub fn next_step_reason(self, reason: &Reason) -> String {
        match reason {
            Reason::LastStage { stage } => self.next_step_last_stage(stage),
            Reason::LeastAct {
                stage,
                next,
                points,
            } => self.next_step_least_act(stage, next, *points),
            Reason::NotBoughtYet { stage, next } => self.next_step_not_bought_yet(stage, next),
            Reason::AlreadyCustomers { stage, next } => {
                self.next_step_already_customers(stage, next)
            }
            Reason::NothingLeads => self.next_step_nothing_leads().to_owned(),
        }
    }
}
