//! Names around testimonials.

use laurel_domain::moderation::Event;
use laurel_domain::testimonial::ConsentSource;
use laurel_domain::testimonial::Purpose;
use laurel_domain::testimonial::RejectReason;
use laurel_domain::testimonial::Relationship;
use laurel_domain::testimonial::TestimonialState;

use crate::Words;

impl Words {
    /// The state of a testimonial.
    #[must_use]
    pub fn testimonial_state(self, which: TestimonialState) -> &'static str {
        match which {
            TestimonialState::Pending => self.testimonial_state_pending(),
            TestimonialState::Suspected => self.testimonial_state_suspected(),
            TestimonialState::Approved => self.testimonial_state_approved(),
            TestimonialState::Rejected => self.testimonial_state_rejected(),
            TestimonialState::Withdrawn => self.testimonial_state_withdrawn(),
        }
    }

    /// Why a testimonial was rejected, as members read it.
    #[must_use]
    pub fn reject_reason(self, which: RejectReason) -> &'static str {
        match which {
            RejectReason::Spam => self.reject_reason_spam(),
            RejectReason::OffTopic => self.reject_reason_off_topic(),
            RejectReason::Abusive => self.reject_reason_abusive(),
            RejectReason::PersonalData => self.reject_reason_personal_data(),
            RejectReason::Unlawful => self.reject_reason_unlawful(),
            RejectReason::Duplicate => self.reject_reason_duplicate(),
            RejectReason::NoExperience => self.reject_reason_no_experience(),
            RejectReason::Unreadable => self.reject_reason_unreadable(),
        }
    }

    /// An author’s relationship to the company.
    #[must_use]
    pub fn relationship(self, which: Relationship) -> &'static str {
        match which {
            Relationship::Customer => self.relationship_customer(),
            Relationship::Employee => self.relationship_employee(),
            Relationship::Partner => self.relationship_partner(),
            Relationship::Investor => self.relationship_investor(),
        }
    }

    /// What an author consents to.
    #[must_use]
    pub fn purpose(self, which: Purpose) -> &'static str {
        match which {
            Purpose::Website => self.purpose_website(),
            Purpose::SocialMedia => self.purpose_social_media(),
            Purpose::SalesMaterial => self.purpose_sales_material(),
        }
    }

    /// How a change of consent came about.
    #[must_use]
    pub fn consent_source(self, which: ConsentSource) -> &'static str {
        match which {
            ConsentSource::Form => self.consent_source_form(),
            ConsentSource::Receipt => self.consent_source_receipt(),
            ConsentSource::Member => self.consent_source_member(),
        }
    }

    /// What happened to a testimonial.
    #[must_use]
    pub fn moderation_event(self, which: Event) -> &'static str {
        match which {
            Event::Submitted => self.moderation_event_submitted(),
            Event::Imported => self.moderation_event_imported(),
            Event::Approved => self.moderation_event_approved(),
            Event::Rejected => self.moderation_event_rejected(),
            Event::Reopened => self.moderation_event_reopened(),
            Event::Person => self.moderation_event_person(),
            Event::Proven => self.moderation_event_proven(),
            Event::Excerpt => self.moderation_event_excerpt(),
            Event::Tags => self.moderation_event_tags(),
            Event::Undone => self.moderation_event_undone(),
            Event::Edited => self.moderation_event_edited(),
            Event::Withdrawn => self.moderation_event_withdrawn(),
            Event::Consent => self.moderation_event_consent(),
            Event::Licence => self.moderation_event_licence(),
            Event::Erased => self.moderation_event_erased(),
            Event::Forgotten => self.moderation_event_forgotten(),
        }
    }
}
