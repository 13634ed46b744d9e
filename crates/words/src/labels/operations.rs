//! Names around jobs and events.

use laurel_domain::event::Subject;
use laurel_domain::job::JobKind;
use laurel_domain::moderation::Event;

use crate::Words;

impl Words {
    /// What a job does.
    #[must_use]
    pub fn job_kind(self, which: JobKind) -> &'static str {
        match which {
            JobKind::Publish => self.job_kind_publish(),
            JobKind::Mail => self.job_kind_mail(),
            JobKind::Refresh => self.job_kind_refresh(),
            JobKind::ExpireAsks => self.job_kind_expire_asks(),
            JobKind::Recompute => self.job_kind_recompute(),
            JobKind::Forget => self.job_kind_forget(),
            JobKind::ForgetWords => self.job_kind_forget_words(),
            JobKind::Journal => self.job_kind_journal(),
            JobKind::Replay => self.job_kind_replay(),
        }
    }

    /// The kind of thing that an event is about.
    #[must_use]
    pub fn event_subject(self, which: Subject) -> &'static str {
        match which {
            Subject::Testimonial => self.event_subject_testimonial(),
            Subject::Widget => self.event_subject_widget(),
            Subject::Member => self.event_subject_member(),
            Subject::Token => self.event_subject_token(),
            Subject::Import => self.event_subject_import(),
            Subject::Program => self.event_subject_program(),
            Subject::View => self.event_subject_view(),
            Subject::Plan => self.event_subject_plan(),
            Subject::Person => self.event_subject_person(),
            Subject::Touchpoint => self.event_subject_touchpoint(),
            Subject::Ask => self.event_subject_ask(),
            Subject::Job => self.event_subject_job(),
        }
    }

    /// What was done to a thing, by its code in the event log; `None` for a code of a later version.
    pub fn event_action(self, subject: Subject, code: &str) -> Option<&'static str> {
        if subject == Subject::Testimonial {
            return Event::parse(code)
                .ok()
                .map(|event| self.moderation_event(event));
        }
        Some(match code {
            "added" => self.event_action_added(),
            "cancelled" => self.event_action_cancelled(),
            "changed" => self.event_action_changed(),
            "corrected" => self.event_action_corrected(),
            "created" => self.event_action_created(),
            "declined" => self.event_action_declined(),
            "deleted" => self.event_action_deleted(),
            "done" => self.event_action_done(),
            "edited" => self.event_action_edited(),
            "expired" => self.event_action_expired(),
            "motivation" => self.event_action_motivation(),
            "person_erased" => self.event_action_person_erased(),
            "open" => self.event_action_open(),
            "opened" => self.event_action_opened(),
            "recorded" => self.event_action_recorded(),
            "removed" => self.event_action_removed(),
            "resumed" => self.event_action_resumed(),
            "retried" => self.event_action_retried(),
            "revoked" => self.event_action_revoked(),
            "rules changed" => self.event_action_rules_changed(),
            "started" => self.event_action_started(),
            "tagged" => self.event_action_tagged(),
            "withdrawn" => self.event_action_withdrawn(),
            _ => return None,
        })
    }
}
