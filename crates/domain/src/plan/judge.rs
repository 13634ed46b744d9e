//! What the figures say about a computed check.

use super::found::{Found, Measure};
use super::{
    ANSWER_DAYS, Check, Evidence, KNOWN_SHARE, MOTIVATION_SHARE, OVERDRAWN_SHARE, RECENT_DAYS,
    STORIES_SHOWN,
};
use crate::Day;
use crate::enums::coded_enum;
use crate::need_level::NeedLevel;
use crate::nps::FEW_ANSWERS;

coded_enum! {
    /// Whether a check holds.
    Verdict {
        /// It holds.
        Met = "met";
        /// It does not.
        NotMet = "not_met";
        /// There is nothing yet to tell it from.
        NotKnown = "not_known";
    }
}

/// An answer with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Whether the check holds.
    pub verdict: Verdict,
    /// The figure that decides; absent when not known.
    pub measure: Option<Measure>,
    /// What it is computed from.
    pub found: Found,
}

impl Finding {
    fn new(holds: bool, measure: Measure, found: Found) -> Self {
        Self {
            verdict: if holds { Verdict::Met } else { Verdict::NotMet },
            measure: Some(measure),
            found,
        }
    }

    fn not_known(found: Found) -> Self {
        Self {
            verdict: Verdict::NotKnown,
            measure: None,
            found,
        }
    }
}

/// What the figures say; `None` for a check that only people can judge.
pub fn judge(check: Check, evidence: &Evidence) -> Option<Finding> {
    Some(match check {
        Check::IndustryKnown => industry(evidence),
        Check::CompanySizeKnown => company_size(evidence),
        Check::SourceKnown => source(evidence),
        Check::MotivationKnown => motivation(evidence),
        Check::NpsMeasured => nps(evidence),
        Check::RewardsGiven => rewards(evidence),
        Check::NobodyOverdrawn => overstretched(evidence),
        Check::AskPerStage => asks(evidence),
        Check::AnsweredInTime => answered(evidence),
        Check::StoriesShown => shown(evidence),
        Check::EscalationsSettled => escalations(evidence),
        Check::FunnelReviewed => reviewed(evidence.reviews.funnel, evidence.today),
        Check::FlywheelReviewed => reviewed(evidence.reviews.flywheel, evidence.today),
        Check::PyramidReviewed => reviewed(evidence.reviews.pyramid, evidence.today),
        Check::GoalsStated
        | Check::AdvocatesHeard
        | Check::RewardsFit
        | Check::OnboardingAsks
        | Check::ChangeMade => return None,
    })
}

/// Whole percents, rounded down, so that 100 means all of them.
fn percent(part: u64, whole: u64) -> u64 {
    let percent = u128::from(part) * 100 / u128::from(whole.max(1));
    u64::try_from(percent).unwrap_or(u64::MAX)
}

/// A threshold in whole percents.
fn whole_percent(share: f64) -> u64 {
    (share * 100.0).round() as u64
}

fn days(number: i32) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// Whether it is known of enough of them; `nobody` when there are none.
fn known(part: u64, whole: u64, share: f64, found: Found, nobody: Found) -> Finding {
    if whole == 0 {
        return Finding::not_known(nobody);
    }
    let holds = part as f64 >= share * whole as f64;
    let percent = percent(part, whole);
    Finding::new(holds, Measure::Share { percent }, found)
}

fn industry(evidence: &Evidence) -> Finding {
    let (known_of, customers) = (evidence.customers_industry, evidence.customers);
    let found = Found::IndustryKnown {
        known: known_of,
        customers,
        enough_percent: whole_percent(KNOWN_SHARE),
    };
    known(known_of, customers, KNOWN_SHARE, found, Found::NoCustomers)
}

fn company_size(evidence: &Evidence) -> Finding {
    let (known_of, customers) = (evidence.customers_company_size, evidence.customers);
    let found = Found::CompanySizeKnown {
        known: known_of,
        customers,
        enough_percent: whole_percent(KNOWN_SHARE),
    };
    known(known_of, customers, KNOWN_SHARE, found, Found::NoCustomers)
}

fn source(evidence: &Evidence) -> Finding {
    let (known_of, people) = (evidence.people_source, evidence.people);
    let found = Found::SourceKnown {
        known: known_of,
        people,
        enough_percent: whole_percent(KNOWN_SHARE),
    };
    known(known_of, people, KNOWN_SHARE, found, Found::NoPeople)
}

fn motivation(evidence: &Evidence) -> Finding {
    let (known_of, advocates) = (evidence.advocates_motivation, evidence.advocates);
    let found = Found::MotivationKnown {
        known: known_of,
        advocates,
        enough_percent: whole_percent(MOTIVATION_SHARE),
    };
    let nobody = Found::NoAdvocates;
    known(known_of, advocates, MOTIVATION_SHARE, found, nobody)
}

fn nps(evidence: &Evidence) -> Finding {
    let Some(score) = evidence.nps.score() else {
        return Finding::not_known(Found::NobodyAnswered);
    };
    let enough = !evidence.nps.are_few();
    let found = Found::Nps {
        people: evidence.nps.total(),
        recent: evidence.nps_recent,
        days: days(RECENT_DAYS),
        fewer_than: (!enough).then_some(FEW_ANSWERS),
    };
    let lately = evidence.nps_recent > 0;
    Finding::new(enough && lately, Measure::Nps { score }, found)
}

fn rewards(evidence: &Evidence) -> Finding {
    let levels = NeedLevel::ALL.iter().zip(&evidence.levels);
    let inhabited: Vec<_> = levels.filter(|(_, level)| level.people > 0).collect();
    if inhabited.is_empty() {
        return Finding::not_known(Found::NobodyInPyramid);
    }
    let without: Vec<NeedLevel> = inhabited
        .iter()
        .filter(|(_, level)| level.rewards == 0)
        .map(|(level, _)| **level)
        .collect();
    let measure = Measure::Levels {
        rewarded: (inhabited.len() - without.len()) as u64,
        levels: inhabited.len() as u64,
    };
    let holds = without.is_empty();
    let found = Found::Rewards {
        rewards: evidence.levels.iter().map(|level| level.rewards).sum(),
        days: days(RECENT_DAYS),
        without,
    };
    Finding::new(holds, measure, found)
}

fn overstretched(evidence: &Evidence) -> Finding {
    let (part, whole) = (evidence.overdrawn, evidence.advocates);
    if whole == 0 {
        return Finding::not_known(Found::NoAdvocates);
    }
    let found = Found::Overstretched {
        overstretched: part,
        advocates: whole,
        normal_percent: whole_percent(OVERDRAWN_SHARE),
    };
    let holds = part as f64 <= OVERDRAWN_SHARE * whole as f64;
    Finding::new(holds, Measure::Overstretched { advocates: part }, found)
}

fn asks(evidence: &Evidence) -> Finding {
    if evidence.stages.is_empty() {
        return Finding::not_known(Found::NoPurchaseStage);
    }
    let form = evidence.stories_recent > 0;
    let covered = |stage: &&super::StageEvidence| stage.asks > 0 || (form && stage.form_leads_here);
    let without: Vec<String> = evidence
        .stages
        .iter()
        .filter(|stage| !covered(stage))
        .map(|stage| stage.name.clone())
        .collect();
    let measure = Measure::Stages {
        asked: (evidence.stages.len() - without.len()) as u64,
        stages: evidence.stages.len() as u64,
    };
    let holds = without.is_empty();
    let found = Found::Asks {
        asks: evidence.stages.iter().map(|stage| stage.asks).sum(),
        days: days(RECENT_DAYS),
        stories: evidence.stories_recent,
        without,
    };
    Finding::new(holds, measure, found)
}

fn answered(evidence: &Evidence) -> Finding {
    let waiting = evidence.waiting;
    if waiting.count == 0 {
        return Finding::new(true, Measure::NothingWaits, Found::NothingWaits);
    }
    let median_days = days(waiting.median_days);
    let found = Found::Waiting {
        submissions: waiting.count,
        median_days,
        oldest_days: days(waiting.oldest_days),
    };
    let holds = waiting.median_days <= ANSWER_DAYS;
    Finding::new(holds, Measure::Waiting { days: median_days }, found)
}

fn shown(evidence: &Evidence) -> Finding {
    let (stories, widgets) = (evidence.published, evidence.widgets);
    let holds = stories >= STORIES_SHOWN && widgets > 0;
    let found = Found::Shown { stories, widgets };
    Finding::new(holds, Measure::Stories { stories }, found)
}

fn escalations(evidence: &Evidence) -> Finding {
    if evidence.customers == 0 {
        return Finding::not_known(Found::NoCustomers);
    }
    let people = evidence.escalated;
    let measure = Measure::Escalated { cases: people };
    Finding::new(people == 0, measure, Found::Escalated { people })
}

fn reviewed(last: Option<Day>, today: Day) -> Finding {
    let Some(last) = last else {
        return Finding::new(false, Measure::NeverReviewed, Found::NeverReviewed);
    };
    let month = |day: Day| {
        let (year, month, _) = day.calendar();
        (year, month)
    };
    let days_ago = days(today.0.saturating_sub(last.0));
    let holds = month(last) >= month(today);
    Finding::new(
        holds,
        Measure::Reviewed { days_ago },
        Found::Reviewed { days_ago },
    )
}
