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

use crate::fact::facts;
use crate::settings::{ProgramSettings, StageRule};
use crate::touchpoint::{Category, TouchpointKind as Kind};

facts! {
    /// What to do.
    Move {
        /// Ask for this act of advocacy.
        Ask { act: Kind } = "ask";
        /// Lead to this touchpoint; nothing is asked of the person.
        Invite { kind: Kind } = "invite";
        /// Lead customers to the next purchase.
        NextPurchase = "next_purchase";
        /// Reward and thank.
        GiveBack = "give_back";
        /// Nothing that a brand can do leads on.
        StayInContact = "stay_in_contact";
    }
}

facts! {
    /// Why just that.
    Reason {
        /// This is the last stage.
        LastStage { stage: String } = "last_stage";
        /// One more act leads on, and this one has the fewest points.
        LeastAct { stage: String, next: String, points: u64 } = "least_act";
        /// It leads on, and they have not bought yet.
        NotBoughtYet { stage: String, next: String } = "not_bought_yet";
        /// It leads on, and they are customers.
        AlreadyCustomers { stage: String, next: String } = "already_customers";
        /// Nothing that a brand can do leads to the next stage.
        NothingLeads = "nothing_leads";
    }
}

/// The next step for the people at a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct NextStep {
    /// What to do.
    pub step: Move,
    /// Why just that.
    pub reason: Reason,
}

/// The next step for people whose furthest stage has this position; `None` when there is no such stage.
pub fn next_step(settings: &ProgramSettings, position: usize) -> Option<NextStep> {
    let here = settings.stages.get(position)?;
    let stage = here.name.clone();
    let Some(following) = settings.stages.get(position + 1) else {
        return Some(NextStep {
            step: Move::GiveBack,
            reason: Reason::LastStage { stage },
        });
    };
    let next = following.name.clone();
    if let Some(act) = least_act(settings, following) {
        return Some(NextStep {
            step: Move::Ask { act },
            reason: Reason::LeastAct {
                stage,
                next,
                points: u64::from(settings.points(act)),
            },
        });
    }
    let invitation = INVITATIONS.iter().find(|kind| enters(following, **kind));
    let Some(kind) = invitation.copied() else {
        return Some(NextStep {
            step: Move::StayInContact,
            reason: Reason::NothingLeads,
        });
    };
    let purchase = settings.purchase_stage();
    let have_bought = purchase.is_some_and(|purchase| position >= purchase);
    let step = if kind.makes_customer() && have_bought {
        Move::NextPurchase
    } else {
        Move::Invite { kind }
    };
    let reason = if have_bought {
        Reason::AlreadyCustomers { stage, next }
    } else {
        Reason::NotBoughtYet { stage, next }
    };
    Some(NextStep { step, reason })
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
const INVITATIONS: [Kind; 19] = [
    Kind::Purchase,
    Kind::BecameCustomer,
    Kind::TrialStarted,
    Kind::QuoteRequested,
    Kind::DemoRequested,
    Kind::NpsAnswer,
    Kind::OnboardingCompleted,
    Kind::SupportResolved,
    Kind::EventAttended,
    Kind::FormSubmitted,
    Kind::ContentViewed,
    Kind::EmailOpened,
    Kind::WebsiteVisit,
    Kind::WidgetClick,
    Kind::SharedContentVisit,
    Kind::ReferralVisit,
    Kind::AdClick,
    Kind::SupportEscalated,
    Kind::LeadCreated,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Entry, Kinds};

    #[test]
    fn the_default_stages_have_their_steps() {
        let settings = ProgramSettings::default();
        let steps: Vec<Move> = (0..7)
            .filter_map(|stage| next_step(&settings, stage))
            .map(|step| step.step)
            .collect();
        let invite = |kind| Move::Invite { kind };
        assert_eq!(
            steps,
            [
                invite(Kind::EventAttended),
                invite(Kind::DemoRequested),
                invite(Kind::TrialStarted),
                invite(Kind::Purchase),
                Move::NextPurchase,
                Move::Ask {
                    act: Kind::SharedContent
                },
                Move::GiveBack,
            ]
        );
        assert_eq!(next_step(&settings, 7), None);
    }

    #[test]
    fn only_customers_are_asked_for_advocacy() {
        let settings = ProgramSettings::default();
        for stage in 0..4 {
            let step = next_step(&settings, stage).expect("a stage");
            assert!(matches!(step.step, Move::Invite { .. }), "{step:?}");
            assert!(
                matches!(step.reason, Reason::NotBoughtYet { .. }),
                "{step:?}"
            );
        }
    }

    #[test]
    fn the_least_act_is_the_programs_own() {
        let mut settings = ProgramSettings::default();
        settings.values.insert(Kind::Review, 100);
        let step = next_step(&settings, 5).expect("a stage");
        assert_eq!(step.step, Move::Ask { act: Kind::Review });
        assert!(matches!(step.reason, Reason::LeastAct { points: 100, .. }));

        // A hard act is asked for only where nothing else leads on.
        let last = settings.stages.last_mut().expect("a stage");
        last.entered_by = vec![Entry {
            kinds: Kinds::OneOf(vec![Kind::CaseStudy, Kind::LogoUse]),
            at_least: 1,
        }];
        settings.values.insert(Kind::CaseStudy, 1);
        let step = next_step(&settings, 5).expect("a stage");
        assert_eq!(step.step, Move::Ask { act: Kind::LogoUse });
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
            let step = next_step(&settings, 5).expect("a stage").step;
            assert_eq!(step != Move::StayInContact, possible, "{kind}");
        }
    }
}
