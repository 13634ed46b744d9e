//! What the figures say about a computed check, in a figure and a sentence.

use super::{
    ANSWER_DAYS, Check, Evidence, KNOWN_SHARE, MOTIVATION_SHARE, OVERDRAWN_SHARE, RECENT_DAYS,
    STORIES_SHOWN,
};
use crate::Day;
use crate::enums::coded_enum;
use crate::need_level::NeedLevel;
use crate::nps::FEW_ANSWERS;
use crate::words::{and, count, counted, days, people};

coded_enum! {
    /// Whether a check holds.
    Verdict {
        /// It holds.
        Met = "met", "Met";
        /// It does not.
        NotMet = "not_met", "Not met";
        /// There is nothing yet to tell it from.
        NotKnown = "not_known", "Not known";
    }
}

/// An answer with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether the check holds.
    pub verdict: Verdict,
    /// The figure that decides, such as `64%`; absent when not known.
    pub figure: Option<String>,
    /// What it is computed from, in a sentence or two.
    pub evidence: String,
}

impl Finding {
    fn new(holds: bool, figure: String, evidence: String) -> Self {
        Self {
            verdict: if holds { Verdict::Met } else { Verdict::NotMet },
            figure: Some(figure),
            evidence,
        }
    }

    fn not_known(evidence: &str) -> Self {
        Self {
            verdict: Verdict::NotKnown,
            figure: None,
            evidence: evidence.to_owned(),
        }
    }
}

/// What the figures say; `None` for a check that only people can judge.
pub fn judge(check: Check, evidence: &Evidence) -> Option<Finding> {
    let Evidence {
        people: everybody,
        customers,
        advocates,
        ..
    } = *evidence;
    Some(match check {
        Check::IndustryKnown => known(
            (evidence.customers_industry, customers),
            ("The industry", "customers"),
            KNOWN_SHARE,
        ),
        Check::CompanySizeKnown => known(
            (evidence.customers_company_size, customers),
            ("The company’s size", "customers"),
            KNOWN_SHARE,
        ),
        Check::SourceKnown => known(
            (evidence.people_source, everybody),
            ("The first source", "people"),
            KNOWN_SHARE,
        ),
        Check::MotivationKnown => known(
            (evidence.advocates_motivation, advocates),
            ("a motivation", "advocates"),
            MOTIVATION_SHARE,
        ),
        Check::NpsMeasured => nps(evidence),
        Check::RewardsGiven => rewards(evidence),
        Check::NobodyOverdrawn => overdrawn(evidence),
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

/// Whole percents, rounded down, so that 100% means all of them.
fn percent(part: u64, whole: u64) -> String {
    format!("{}%", u128::from(part) * 100 / u128::from(whole.max(1)))
}

fn known((part, whole): (u64, u64), (what, whom): (&str, &str), share: f64) -> Finding {
    if whole == 0 {
        return Finding::not_known(&format!("There are no {whom} yet."));
    }
    let wanted = share * 100.0;
    let evidence = format!(
        "{what} is known of {} of {} {whom}. Enough is {wanted:.0}%.",
        count(part),
        count(whole)
    );
    let holds = part as f64 >= share * whole as f64;
    Finding::new(holds, percent(part, whole), evidence)
}

fn nps(evidence: &Evidence) -> Finding {
    let total = evidence.nps.total();
    let Some(score) = evidence.nps.score() else {
        return Finding::not_known("Nobody has been asked whether they would recommend you.");
    };
    let enough = !evidence.nps.are_few();
    let lately = evidence.nps_recent > 0;
    let answers = if lately {
        format!(
            "{} answered, {} in the last {RECENT_DAYS} days.",
            people(total),
            counted(evidence.nps_recent, "answer")
        )
    } else {
        format!(
            "{} answered, but nobody in the last {RECENT_DAYS} days.",
            people(total)
        )
    };
    let few = (!enough).then(|| format!("Fewer than {FEW_ANSWERS} say little."));
    let words = sentences([Some(answers), few]);
    let figure = format!("NPS {}", format!("{score:.0}").replace('-', "−"));
    Finding::new(enough && lately, figure, words)
}

fn rewards(evidence: &Evidence) -> Finding {
    let levels = NeedLevel::ALL.iter().zip(&evidence.levels);
    let inhabited: Vec<_> = levels.filter(|(_, level)| level.people > 0).collect();
    if inhabited.is_empty() {
        return Finding::not_known("People enter the pyramid with their first act of advocacy.");
    }
    let missing: Vec<&str> = inhabited
        .iter()
        .filter(|(_, level)| level.rewards == 0)
        .map(|(level, _)| level.label())
        .collect();
    let given: u64 = evidence.levels.iter().map(|level| level.rewards).sum();
    let lately = format!(
        "{} in the last {RECENT_DAYS} days.",
        counted(given, "reward")
    );
    let nothing = (!missing.is_empty()).then(|| format!("Nothing for {}.", and(&missing)));
    let words = sentences([Some(lately), nothing]);
    let figure = format!(
        "{} of {}",
        inhabited.len() - missing.len(),
        counted(inhabited.len() as u64, "level")
    );
    Finding::new(missing.is_empty(), figure, words)
}

fn overdrawn(evidence: &Evidence) -> Finding {
    let (part, whole) = (evidence.overdrawn, evidence.advocates);
    if whole == 0 {
        return Finding::not_known("There are no advocates yet.");
    }
    let words = format!(
        "{} of {} {} given more than they got, by more than you allow. Up to {:.0}% is normal.",
        count(part),
        counted(whole, "advocate"),
        if part == 1 { "has" } else { "have" },
        OVERDRAWN_SHARE * 100.0
    );
    let holds = part as f64 <= OVERDRAWN_SHARE * whole as f64;
    Finding::new(holds, counted(part, "overdrawn advocate"), words)
}

fn asks(evidence: &Evidence) -> Finding {
    if evidence.stages.is_empty() {
        return Finding::not_known("No stage of the funnel is entered by a purchase.");
    }
    let form = evidence.stories_recent > 0;
    let covered = |stage: &&super::StageEvidence| stage.asks > 0 || (form && stage.form_leads_here);
    let missing: Vec<&str> = evidence
        .stages
        .iter()
        .filter(|stage| !covered(stage))
        .map(|stage| stage.name.as_str())
        .collect();
    let made: u64 = evidence.stages.iter().map(|stage| stage.asks).sum();
    let lately = format!("{} in the last {RECENT_DAYS} days", counted(made, "ask"));
    let lately = if form {
        let told = stories(evidence.stories_recent);
        format!("{lately}, and {told} through the form.")
    } else {
        format!("{lately}.")
    };
    let nobody = (!missing.is_empty()).then(|| format!("Nobody was asked at {}.", and(&missing)));
    let words = sentences([Some(lately), nobody]);
    let all = evidence.stages.len();
    let figure = format!(
        "{} of {}",
        all - missing.len(),
        counted(all as u64, "stage")
    );
    Finding::new(missing.is_empty(), figure, words)
}

fn sentences<const N: usize>(given: [Option<String>; N]) -> String {
    let given: Vec<String> = given.into_iter().flatten().collect();
    given.join(" ")
}

fn stories(number: u64) -> String {
    format!(
        "{} {}",
        count(number),
        if number == 1 { "story" } else { "stories" }
    )
}

fn answered(evidence: &Evidence) -> Finding {
    let waiting = evidence.waiting;
    if waiting.count == 0 {
        let words = "Nothing waits: everybody who wrote has an answer.".to_owned();
        return Finding::new(true, "none waits".to_owned(), words);
    }
    let words = format!(
        "{} {}, half of them for {} or longer; the oldest came {}.",
        counted(waiting.count, "submission"),
        if waiting.count == 1 { "waits" } else { "wait" },
        days(waiting.median_days),
        crate::words::ago(waiting.oldest_days)
    );
    let holds = waiting.median_days <= ANSWER_DAYS;
    Finding::new(holds, days(waiting.median_days), words)
}

fn shown(evidence: &Evidence) -> Finding {
    let words = format!(
        "{} published, {} made. Three published stories and one widget are a beginning.",
        stories(evidence.published),
        counted(evidence.widgets, "widget")
    );
    let holds = evidence.published >= STORIES_SHOWN && evidence.widgets > 0;
    Finding::new(holds, stories(evidence.published), words)
}

fn escalations(evidence: &Evidence) -> Finding {
    if evidence.customers == 0 {
        return Finding::not_known("There are no customers yet.");
    }
    let open = evidence.escalated;
    let words = match open {
        0 => "No customer has an escalated support case.".to_owned(),
        1 => "One person has an escalated support case, and is not asked for anything.".to_owned(),
        _ => format!(
            "{} have an escalated support case, and are not asked for anything.",
            people(open)
        ),
    };
    Finding::new(open == 0, count(open) + " open", words)
}

fn reviewed(last: Option<Day>, today: Day) -> Finding {
    let Some(last) = last else {
        let words = "Nobody has said yet what it tells.".to_owned();
        return Finding::new(false, "never".to_owned(), words);
    };
    let month = |day: Day| {
        let (year, month, _) = day.calendar();
        (year, month)
    };
    let age = today.0.saturating_sub(last.0);
    let words = format!("Last reviewed {}.", crate::words::ago(age));
    Finding::new(month(last) >= month(today), crate::words::ago(age), words)
}
