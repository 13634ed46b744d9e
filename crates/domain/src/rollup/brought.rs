//! What a person adds to the flywheel of the advocate who brought them.

use super::{Contributions, Deltas, FlywheelDelta};
use crate::Timestamp;
use crate::histogram::bucket;
use crate::time::DAY_MILLIS;

/// Who brought whom, when. It changes when either of the two does, so whoever writes one of them
/// takes the difference for each pair concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BroughtFacts {
    /// When the advocate became a customer; others are not in the flywheel.
    pub advocate_first_purchase_at: Option<Timestamp>,
    /// When the person came through the advocate's act.
    pub brought_at: Timestamp,
    /// When the person became a customer.
    pub first_purchase_at: Option<Timestamp>,
    /// For how many days after the first purchase the flywheel follows the advocate.
    pub follow_days: u16,
}

/// Whom somebody brought, counted: the advocate's own counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Brought {
    /// Everybody.
    pub people: i64,
    /// Customers among them, who first bought when they were brought or later.
    pub customers: i64,
    /// Customers among them whom the flywheel counts.
    pub followed: i64,
}

impl Brought {
    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            people: self.people.saturating_add(other.people),
            customers: self.customers.saturating_add(other.customers),
            followed: self.followed.saturating_add(other.followed),
        }
    }

    /// This without the other.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self {
            people: self.people.saturating_sub(other.people),
            customers: self.customers.saturating_sub(other.customers),
            followed: self.followed.saturating_sub(other.followed),
        }
    }
}

/// What a customer who brought so many customers within the follow time adds to the squares on the
/// day of the first purchase. The number is not a sum over pairs, so it changes as a whole.
pub fn squares(first_purchase_at: Option<Timestamp>, followed: i64) -> Contributions {
    let mut rows = Deltas::default();
    if let Some(at) = first_purchase_at.filter(|_| followed != 0) {
        let delta = FlywheelDelta {
            squares: followed.saturating_mul(followed),
            ..FlywheelDelta::default()
        };
        rows.flywheel.insert(at.day(), delta);
    }
    Contributions(rows)
}

impl BroughtFacts {
    /// What this pair adds to the counters of the advocate.
    pub fn brought(&self) -> Brought {
        let followed = self
            .contributions()
            .rows()
            .flywheel
            .values()
            .map(|delta| delta.customers_brought)
            .sum();
        Brought {
            people: 1,
            customers: i64::from(
                self.first_purchase_at
                    .is_some_and(|at| at >= self.brought_at),
            ),
            followed,
        }
    }

    /// What this pair adds, on the day of the advocate's first purchase: the person when brought
    /// within the follow time, and the customer when the first purchase came after that, within it.
    pub fn contributions(&self) -> Contributions {
        let mut rows = Deltas::default();
        let Some(start) = self.advocate_first_purchase_at else {
            return Contributions(rows);
        };
        let follow = i64::from(self.follow_days) * DAY_MILLIS;
        let came = self.brought_at.since(start);
        if !(0..=follow).contains(&came) {
            return Contributions(rows);
        }
        let mut delta = FlywheelDelta {
            people_brought: 1,
            ..FlywheelDelta::default()
        };
        let bought = self.first_purchase_at.map(|at| at.since(start));
        if let Some(elapsed) = bought.filter(|elapsed| (came..=follow).contains(elapsed)) {
            delta.customers_brought = 1;
            if let Some(count) = delta.elapsed.get_mut(bucket(elapsed)) {
                *count = 1;
            }
        }
        rows.flywheel.insert(start.day(), delta);
        Contributions(rows)
    }
}
