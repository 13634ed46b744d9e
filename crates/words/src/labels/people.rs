//! Names of what a person is and wants.

use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::NeedLevel;
use laurel_domain::need_level::Progress;
use laurel_domain::nps::Group;
use laurel_domain::segment::Dimension;

use crate::Words;

impl Words {
    /// What moves a person to speak for the brand.
    #[must_use]
    pub fn motivation(self, which: Motivation) -> &'static str {
        match which {
            Motivation::Belonging => self.motivation_belonging(),
            Motivation::Access => self.motivation_access(),
            Motivation::Status => self.motivation_status(),
        }
    }

    /// A stage on the ladder of advocacy.
    #[must_use]
    pub fn advocacy_stage(self, which: AdvocacyStage) -> &'static str {
        match which {
            AdvocacyStage::Engaged => self.advocacy_stage_engaged_customer(),
            AdvocacyStage::Enthusiast => self.advocacy_stage_enthusiast(),
            AdvocacyStage::EarlyStage => self.advocacy_stage_early_stage_advocate(),
            AdvocacyStage::Transitioning => self.advocacy_stage_transitioning_advocate(),
            AdvocacyStage::FullBlown => self.advocacy_stage_full_blown_advocate(),
        }
    }

    /// A level of the pyramid.
    #[must_use]
    pub fn need_level(self, which: NeedLevel) -> &'static str {
        match which {
            NeedLevel::PhysicalRewards => self.need_level_physical_rewards(),
            NeedLevel::Recognition => self.need_level_recognition(),
            NeedLevel::Empowerment => self.need_level_empowerment(),
            NeedLevel::VipExperience => self.need_level_vip_experience(),
            NeedLevel::Influence => self.need_level_influence(),
        }
    }

    /// What is missing for the next need level.
    #[must_use]
    pub fn need_progress(self, which: Progress) -> &'static str {
        match which {
            Progress::NeedsReward => self.need_progress_needs_reward(),
            Progress::AwaitsAct => self.need_progress_awaits_act(),
            Progress::Unanswered => self.need_progress_unanswered(),
            Progress::NeedsConfirmation => self.need_progress_needs_confirmation(),
            Progress::AtTop => self.need_progress_at_top(),
        }
    }

    /// What an answer to the recommendation question makes of a person.
    #[must_use]
    pub fn nps_group(self, which: Group) -> &'static str {
        match which {
            Group::Promoter => self.nps_group_promoter(),
            Group::Passive => self.nps_group_passive(),
            Group::Detractor => self.nps_group_detractor(),
        }
    }

    /// By what people are divided.
    #[must_use]
    pub fn dimension(self, which: Dimension) -> &'static str {
        match which {
            Dimension::Source => self.dimension_source(),
            Dimension::Country => self.dimension_country(),
            Dimension::Industry => self.dimension_industry(),
            Dimension::CompanySize => self.dimension_company_size(),
            Dimension::Product => self.dimension_product(),
            Dimension::Tag => self.dimension_tag(),
        }
    }
}
