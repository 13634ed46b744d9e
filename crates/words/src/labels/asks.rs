//! Names around asks.

use laurel_domain::ask::AskState;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::Block;

use crate::Words;

impl Words {
    /// The act that is asked for, as a thing; `None` for what nobody can be asked for.
    #[must_use]
    pub fn act(self, kind: TouchpointKind) -> Option<&'static str> {
        Some(match kind {
            TouchpointKind::Testimonial => self.act_testimonial(),
            TouchpointKind::Review => self.act_review(),
            TouchpointKind::Referral => self.act_referral(),
            TouchpointKind::SharedContent => self.act_shared_content(),
            TouchpointKind::ReferenceCall => self.act_reference_call(),
            TouchpointKind::CaseStudy => self.act_case_study(),
            TouchpointKind::LogoUse => self.act_logo_use(),
            TouchpointKind::Webinar => self.act_webinar(),
            TouchpointKind::Interview => self.act_interview(),
            TouchpointKind::EventTalk => self.act_event_talk(),
            TouchpointKind::ProductFeedback => self.act_product_feedback(),
            TouchpointKind::CommunityHelp => self.act_community_help(),
            _ => return None,
        })
    }

    /// The state of an ask.
    #[must_use]
    pub fn ask_state(self, which: AskState) -> &'static str {
        match which {
            AskState::Open => self.ask_state_open(),
            AskState::Done => self.ask_state_done(),
            AskState::Declined => self.ask_state_declined(),
            AskState::Withdrawn => self.ask_state_withdrawn(),
            AskState::Expired => self.ask_state_expired(),
        }
    }

    /// Why a person is not asked now.
    #[must_use]
    pub fn ask_block(self, which: Block) -> &'static str {
        match which {
            Block::OptedOut => self.ask_block_opted_out(),
            Block::Escalated => self.ask_block_escalated(),
            Block::OpenAsk => self.ask_block_open_ask(),
            Block::HighEffort => self.ask_block_high_effort(),
            Block::Overdrawn => self.ask_block_overdrawn(),
        }
    }
}
