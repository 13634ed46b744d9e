//! The start page.

use laurel_domain::overview::{Change, Compared, Queue, Step};

use crate::Words;

impl Words {
    /// What moved, in a sentence without a period.
    #[must_use]
    pub fn change(self, change: &Change) -> String {
        match change {
            Change::Reached {
                people: 0, stage, ..
            } => self.change_reached_nobody(stage),
            Change::Reached { people, stage, .. } => self.change_reached(*people, stage),
            Change::Overstretched { advocates } => self.change_overstretched(*advocates),
            Change::Rose { advocates: 0 } => self.change_rose_nobody().to_owned(),
            Change::Rose { advocates } => self.change_rose(*advocates),
            Change::Fell { advocates: 0 } => self.change_fell_nobody().to_owned(),
            Change::Fell { advocates } => self.change_fell(*advocates),
            Change::Acts { acts: 0 } => self.change_acts_none().to_owned(),
            Change::Acts { acts } => self.change_acts(*acts),
            Change::Rewards { rewards: 0 } => self.change_rewards_none().to_owned(),
            Change::Rewards { rewards } => self.change_rewards(*rewards),
            Change::Answers { people: 0 } => self.change_answers_nobody().to_owned(),
            Change::Answers { people } => self.change_answers(*people),
            Change::NewPeople { people: 0 } => self.change_new_people_none().to_owned(),
            Change::NewPeople { people } => self.change_new_people(*people),
        }
    }

    /// How that compares with the week before.
    #[must_use]
    pub fn compared(self, compared: &Compared) -> String {
        match compared {
            Compared::AsMany => self.compared_as_many().to_owned(),
            Compared::AfterNone => self.compared_after_none().to_owned(),
            Compared::After { before } => self.compared_after(*before),
            Compared::More { more } => self.compared_more(*more),
            Compared::Fewer { fewer } => self.compared_fewer(*fewer),
            Compared::OneForLonger => self.compared_one_for_longer().to_owned(),
            Compared::AllForLonger => self.compared_all_for_longer().to_owned(),
            Compared::OneSinceThisWeek => self.compared_one_since_this_week().to_owned(),
            Compared::AllSinceThisWeek => self.compared_all_since_this_week().to_owned(),
            Compared::SomeSinceThisWeek { advocates } => {
                self.compared_some_since_this_week(*advocates)
            }
        }
    }

    /// What waits, in a sentence without a period.
    #[must_use]
    pub fn queue(self, queue: &Queue) -> String {
        match queue {
            Queue::Mails { mails } => self.queue_mails(*mails),
            Queue::Submissions { submissions, .. } => self.queue_submissions(*submissions),
            Queue::Asks { asks } => self.queue_asks(*asks),
            Queue::Plan { checks } => self.queue_plan(*checks),
            Queue::Escalated { people } => self.queue_escalated(*people),
            Queue::Import { file_name, .. } => self.queue_imports(file_name),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn queue_detail(self, queue: &Queue) -> String {
        match queue {
            Queue::Mails { .. } => self.queue_mails_detail().to_owned(),
            Queue::Submissions {
                submissions,
                oldest_days,
            } => self.queue_submissions_detail(*submissions, &self.ago(*oldest_days)),
            Queue::Asks { .. } => self.queue_asks_detail().to_owned(),
            Queue::Plan { .. } => self.queue_plan_detail().to_owned(),
            Queue::Escalated { .. } => self.queue_escalated_detail().to_owned(),
            Queue::Import { done, total, .. } => self.queue_imports_detail(*done, *total),
        }
    }

    /// A first step.
    #[must_use]
    pub fn step(self, step: Step) -> &'static str {
        match step {
            Step::Import => self.step_import(),
            Step::Share => self.step_share(),
            Step::Record => self.step_record(),
            Step::Widget => self.step_widget(),
        }
    }

    /// How, and why.
    #[must_use]
    pub fn step_detail(self, step: Step) -> &'static str {
        match step {
            Step::Import => self.step_import_detail(),
            Step::Share => self.step_share_detail(),
            Step::Record => self.step_record_detail(),
            Step::Widget => self.step_widget_detail(),
        }
    }
}
