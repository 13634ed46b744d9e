//! Which checks are shown: the URL says it.

use laurel_api::plan::PlanCheck;
use laurel_domain::plan::Verdict;

use crate::hooks::use_url_query::UrlQuery;
use crate::words::t;

/// Which checks are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// All of them.
    #[default]
    All,
    /// Those that do not hold.
    Open,
    /// Those whose day has passed.
    Overdue,
    /// Those that the signed-in member looks after.
    Mine,
}

impl Shown {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::All, Self::Open, Self::Overdue, Self::Mine];

    const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Mine => "mine",
        }
    }

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => t().plan_all(),
            Self::Open => t().plan_open(),
            Self::Overdue => t().plan_overdue(),
            Self::Mine => t().plan_mine(),
        }
    }

    /// What a phase says when none of its checks is shown.
    pub fn nothing(self) -> &'static str {
        match self {
            Self::All => t().plan_nothing(),
            Self::Open => t().plan_nothing_open(),
            Self::Overdue => t().plan_nothing_overdue(),
            Self::Mine => t().plan_nothing_mine(),
        }
    }

    /// What the query says; what cannot be read is everything.
    pub fn read(query: &UrlQuery) -> Self {
        let code = query.get("show").unwrap_or_default();
        let known = Self::ALL.into_iter().find(|shown| shown.code() == code);
        known.unwrap_or_default()
    }

    /// The query for it.
    #[must_use]
    pub fn write(self, query: UrlQuery) -> UrlQuery {
        let code = (self != Self::All).then(|| self.code().to_owned());
        query.with("show", code)
    }

    /// Whether a check is shown to the member with this address.
    pub fn holds(self, check: &PlanCheck, mine: &str) -> bool {
        match self {
            Self::All => true,
            Self::Open => check.verdict != Verdict::Met,
            Self::Overdue => check.overdue,
            Self::Mine => check.kept.owner.as_deref() == Some(mine),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_what_is_shown() {
        for shown in Shown::ALL {
            assert_eq!(Shown::read(&shown.write(UrlQuery::default())), shown);
        }
        assert_eq!(Shown::read(&UrlQuery::parse("show=nonsense")), Shown::All);
        assert_eq!(Shown::All.write(UrlQuery::default()).suffix(), "");
    }
}
