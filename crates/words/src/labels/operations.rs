//! Names around jobs and events.

use laurel_domain::event::Subject;
use laurel_domain::job::JobKind;

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
}
