//! What to do next for the people who stand at a stage: what leads to the next stage by the
//! program's own rules, and why just that.
//!
//! The rule, from the stage that follows:
//! 1. None follows: these are advocates. Something is given back before anything is asked.
//! 2. An act of advocacy leads to it: ask for the act that asks the least, by the program's points;
//!    acts of high effort only when there is no other. This is the only ask for advocacy.
//! 3. A purchase leads to it: make the first or the next purchase easy.
//! 4. Something else does: invite to the first of it that a brand can invite to, in a fixed order from
//!    the clearest sign of interest to the faintest.
//!
//! Which single person can be asked is decided person by person (see [`crate::value_exchange`]).

use crate::settings::{ProgramSettings, StageRule};
use crate::touchpoint::{Category, TouchpointKind as Kind};

/// What sort of step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Ask for this act of advocacy.
    Ask(Kind),
    /// Lead to this touchpoint; nothing is asked of the person.
    Invite(Kind),
    /// Reward and thank.
    GiveBack,
}

/// The next step for the people at a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What sort of step.
    pub step: Move,
    /// An imperative: `Ask for product feedback`.
    pub words: String,
    /// Why just that, in one or two sentences.
    pub reason: String,
}

/// The next step for people whose furthest stage has this position; `None` when there is no such stage.
pub fn next_step(settings: &ProgramSettings, stage: usize) -> Option<NextStep> {
    let here = settings.stages.get(stage)?;
    let Some(next) = settings.stages.get(stage + 1) else {
        return Some(NextStep {
            step: Move::GiveBack,
            words: "Give something back".to_owned(),
            reason: format!(
                "{} is the last stage. Who carries the load stays when thanked and rewarded; a new request comes after that.",
                here.name
            ),
        });
    };
    let least = least_act(settings, next);
    if let Some(act) = least {
        return Some(NextStep {
            step: Move::Ask(act),
            words: ask_words(act).to_owned(),
            reason: format!(
                "One more act of advocacy leads from {} to {}, and this one asks the least of them ({} points).",
                here.name,
                next.name,
                settings.points(act)
            ),
        });
    }
    let kind = INVITATIONS
        .iter()
        .map(|(kind, _)| *kind)
        .find(|kind| enters(next, *kind))?;
    let purchase = settings.purchase_stage();
    let before = if purchase.is_none_or(|purchase| stage < purchase) {
        "They have not bought yet, so no act of advocacy is asked of them."
    } else {
        "They are customers; the relationship grows before anything is asked."
    };
    let words = if kind.makes_customer() && purchase.is_some_and(|purchase| stage >= purchase) {
        "Win the next purchase"
    } else {
        invite_words(kind)
    };
    Some(NextStep {
        step: Move::Invite(kind),
        words: words.to_owned(),
        reason: format!("This leads from {} to {}. {before}", here.name, next.name),
    })
}

fn enters(stage: &StageRule, kind: Kind) -> bool {
    stage
        .entered_by
        .iter()
        .any(|entry| entry.kinds.contains(kind))
}

/// The act into a stage that costs a person least; `None` when no act leads there, or everything does.
fn least_act(settings: &ProgramSettings, stage: &StageRule) -> Option<Kind> {
    if enters(stage, Kind::LeadCreated) {
        return None;
    }
    let acts = Kind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.category() == Category::Act && enters(stage, *kind));
    acts.min_by_key(|act| {
        (
            settings.high_effort_acts.contains(act),
            settings.points(*act),
        )
    })
}

/// What a brand can invite to, from the clearest sign of interest to the faintest.
const INVITATIONS: [(Kind, &str); 19] = [
    (Kind::Purchase, "Make the first purchase easy"),
    (Kind::BecameCustomer, "Make the first purchase easy"),
    (Kind::TrialStarted, "Offer a trial"),
    (Kind::QuoteRequested, "Offer a quote"),
    (Kind::DemoRequested, "Offer a demonstration"),
    (Kind::NpsAnswer, "Ask the recommendation question"),
    (Kind::OnboardingCompleted, "Help them finish onboarding"),
    (Kind::SupportResolved, "Solve their open support cases"),
    (Kind::EventAttended, "Invite them to an event"),
    (Kind::FormSubmitted, "Send them to a form"),
    (Kind::ContentViewed, "Show what customers like them say"),
    (Kind::EmailOpened, "Write to them"),
    (Kind::WebsiteVisit, "Lead them to the website"),
    (Kind::WidgetClick, "Show testimonials where they read"),
    (
        Kind::SharedContentVisit,
        "Give advocates something to share",
    ),
    (Kind::ReferralVisit, "Give advocates a referral link"),
    (Kind::AdClick, "Reach them by an advertisement"),
    (Kind::SupportEscalated, "Answer their support cases"),
    (Kind::LeadCreated, "Stay in contact"),
];

fn invite_words(kind: Kind) -> &'static str {
    INVITATIONS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("Stay in contact", |(_, words)| words)
}

/// An act as a request.
const fn ask_words(act: Kind) -> &'static str {
    match act {
        Kind::Testimonial => "Ask for a testimonial",
        Kind::Review => "Ask for a review",
        Kind::Referral => "Ask for a referral",
        Kind::SharedContent => "Ask them to share content",
        Kind::ReferenceCall => "Ask for a reference call",
        Kind::CaseStudy => "Ask for a case study",
        Kind::LogoUse => "Ask for the use of their logo",
        Kind::Webinar => "Ask them to speak in a webinar",
        Kind::Interview => "Ask for an interview",
        Kind::EventTalk => "Ask for a talk",
        Kind::CommunityHelp => "Ask for help in the community",
        _ => "Ask for product feedback",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Entry, Kinds};

    #[test]
    fn the_default_stages_have_their_steps() {
        let settings = ProgramSettings::default();
        let steps: Vec<String> = (0..7)
            .filter_map(|stage| next_step(&settings, stage))
            .map(|step| step.words)
            .collect();
        assert_eq!(
            steps,
            [
                "Invite them to an event",
                "Offer a demonstration",
                "Offer a trial",
                "Make the first purchase easy",
                "Win the next purchase",
                "Ask them to share content",
                "Give something back",
            ]
        );
        assert_eq!(next_step(&settings, 7), None);
    }

    #[test]
    fn only_customers_are_asked_for_advocacy() {
        let settings = ProgramSettings::default();
        for stage in 0..4 {
            let step = next_step(&settings, stage).expect("a stage");
            assert!(matches!(step.step, Move::Invite(_)), "{step:?}");
            assert!(step.reason.contains("not bought yet"), "{step:?}");
        }
    }

    #[test]
    fn the_least_act_is_the_programs_own() {
        let mut settings = ProgramSettings::default();
        settings.values.insert(Kind::Review, 100);
        let step = next_step(&settings, 5).expect("a stage");
        assert_eq!(step.step, Move::Ask(Kind::Review));
        assert!(step.reason.contains("100 points"), "{}", step.reason);

        // A hard act is asked for only where nothing else leads on.
        let last = settings.stages.last_mut().expect("a stage");
        last.entered_by = vec![Entry {
            kinds: Kinds::OneOf(vec![Kind::CaseStudy, Kind::LogoUse]),
            at_least: 1,
        }];
        settings.values.insert(Kind::CaseStudy, 1);
        let step = next_step(&settings, 5).expect("a stage");
        assert_eq!(step.step, Move::Ask(Kind::LogoUse));
    }

    #[test]
    fn every_kind_that_can_lead_to_a_stage_has_its_step() {
        let mut settings = ProgramSettings::default();
        for kind in Kind::ALL {
            settings.stages[6].entered_by = vec![Entry {
                kinds: Kinds::OneOf(vec![*kind]),
                at_least: 1,
            }];
            let possible = !matches!(kind.category(), Category::Reward | Category::Decision);
            assert_eq!(next_step(&settings, 5).is_some(), possible, "{kind}");
        }
    }
}
