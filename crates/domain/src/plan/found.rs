//! What the figures say about a computed check: the figure that decides, and what it is computed from.

use crate::fact::facts;
use crate::need_level::NeedLevel;

facts! {
    /// The figure that decides.
    Measure {
        /// Whole percents, rounded down, so that 100 means all of them.
        Share { percent: u64 } = "share";
        /// From −100 to 100.
        Nps { score: f64 } = "nps";
        /// Need levels that got something, of those on which somebody stands.
        Levels { rewarded: u64, levels: u64 } = "levels";
        /// Advocates who gave much more than they got.
        Overstretched { advocates: u64 } = "overstretched";
        /// Stages at which somebody was asked, of those from the purchase on.
        Stages { asked: u64, stages: u64 } = "stages";
        /// Nothing waits.
        NothingWaits = "nothing_waits";
        /// Median age of what waits.
        Waiting { days: u64 } = "waiting";
        /// Published stories.
        Stories { stories: u64 } = "stories";
        /// Escalated support cases.
        Escalated { cases: u64 } = "escalated";
        /// Never reviewed.
        NeverReviewed = "never_reviewed";
        /// Reviewed so many days ago.
        Reviewed { days_ago: u64 } = "reviewed";
    }
}

facts! {
    /// What it is computed from.
    Found {
        /// Nobody is known.
        NoPeople = "no_people";
        /// Nobody has bought.
        NoCustomers = "no_customers";
        /// Nobody has done an act.
        NoAdvocates = "no_advocates";
        /// Of how many customers the industry is known; from how many percent on that is enough.
        IndustryKnown { known: u64, customers: u64, enough_percent: u64 } = "industry_known";
        /// Of how many customers the size of the company is known.
        CompanySizeKnown { known: u64, customers: u64, enough_percent: u64 } = "company_size_known";
        /// Of how many people it is known how they came.
        SourceKnown { known: u64, people: u64, enough_percent: u64 } = "source_known";
        /// Of how many advocates it is known what moves them.
        MotivationKnown { known: u64, advocates: u64, enough_percent: u64 } = "motivation_known";
        /// Nobody answered the recommendation question.
        NobodyAnswered = "nobody_answered";
        /// Who answered, and how many in the last days; the least number of answers where there are fewer.
        Nps { people: u64, recent: u64, days: u64, fewer_than: Option<u64> } = "nps";
        /// Nobody is in the pyramid.
        NobodyInPyramid = "nobody_in_pyramid";
        /// Rewards in the last days, and the need levels that got none.
        Rewards { rewards: u64, days: u64, without: Vec<NeedLevel> } = "rewards";
        /// Advocates who gave more than the program allows, and up to which share that is normal.
        Overstretched { overstretched: u64, advocates: u64, normal_percent: u64 } = "overstretched";
        /// No stage is entered by a purchase.
        NoPurchaseStage = "no_purchase_stage";
        /// Asks and stories of the last days, and the stages at which nobody was asked.
        Asks { asks: u64, days: u64, stories: u64, without: Vec<String> } = "asks";
        /// Nothing waits for a decision.
        NothingWaits = "nothing_waits";
        /// What waits for a decision.
        Waiting { submissions: u64, median_days: u64, oldest_days: u64 } = "waiting";
        /// What is shown.
        Shown { stories: u64, widgets: u64 } = "shown";
        /// People whose support case is escalated.
        Escalated { people: u64 } = "escalated";
        /// Nobody has said what the metric tells.
        NeverReviewed = "never_reviewed";
        /// Reviewed so many days ago.
        Reviewed { days_ago: u64 } = "reviewed";
    }
}
