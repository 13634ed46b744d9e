//! Names in figures.

use laurel_domain::flywheel::Loss;
use laurel_domain::readiness::Item;
use laurel_domain::readiness::Status;

use crate::Words;

impl Words {
    /// What takes force out of the flywheel.
    #[must_use]
    pub fn loss(self, which: Loss) -> &'static str {
        match which {
            Loss::UnansweredSubmissions => self.loss_unanswered_submissions(),
            Loss::Detractors => self.loss_detractors(),
            Loss::OverdueAsks => self.loss_overdue_asks(),
            Loss::ExpiredReferrals => self.loss_expired_referrals(),
        }
    }

    /// Whether a precondition is met.
    #[must_use]
    pub fn readiness_status(self, which: Status) -> &'static str {
        match which {
            Status::Met => self.readiness_status_met(),
            Status::NotMet => self.readiness_status_not_met(),
            Status::NotKnown => self.readiness_status_not_known(),
        }
    }

    /// A precondition of an advocacy program.
    #[must_use]
    pub fn readiness_item(self, which: Item) -> &'static str {
        match which {
            Item::UpperFunnel => self.readiness_item_upper_funnel(),
            Item::Customers => self.readiness_item_customers(),
            Item::RepeatCustomers => self.readiness_item_repeat_customers(),
            Item::Nps => self.readiness_item_nps(),
            Item::Support => self.readiness_item_support(),
        }
    }
}
