//! The demo's plan: who looks after which check until when, what was noted, what was reviewed.

use laurel_api::endpoint::{InProgram, OfPlanItem};
use laurel_api::endpoints::{AddOwnCheck, GetPlan, ReviewMetric, UpdatePlanItem};
use laurel_api::plan::{OwnCheckRequest, PlanChange, PlanCheck, ReviewRequest};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::plan::{Check, Item, Metric, Phase};
use laurel_domain::{Day, ProgramId};

use super::OWNER;
use crate::client::Client;
use crate::error::Result;

const EDITOR: &str = "tobias@halvlys.example.com";
const MODERATOR: &str = "yuki@halvlys.example.com";

/// What somebody said about a check: owner, days until it is due, note, and whether it is ticked.
type Said = (Check, &'static str, Option<i32>, &'static str, bool);

const SAID: &[Said] = &[
    (
        Check::GoalsStated,
        OWNER,
        None,
        "Sixty stories from people who use a lamp at work, and every tenth order through somebody who has one. By midsummer.",
        true,
    ),
    (
        Check::IndustryKnown,
        EDITOR,
        Some(12),
        "Ask at checkout, one question, not required.",
        false,
    ),
    (
        Check::AdvocatesHeard,
        OWNER,
        Some(-6),
        "Two of three conversations done. They want to see the workshop more than they want another lamp.",
        false,
    ),
    (
        Check::MotivationKnown,
        MODERATOR,
        Some(20),
        "Note it after each call: belonging, access or status.",
        false,
    ),
    (
        Check::RewardsFit,
        OWNER,
        Some(-2),
        "Belonging: the bench evenings. Access: prototypes before they are sold. Status is missing.",
        false,
    ),
    (
        Check::OnboardingAsks,
        EDITOR,
        Some(30),
        "The card in the box asks for a photograph of the lamp where it stands.",
        false,
    ),
];

const OWN: (Phase, &str) = (
    Phase::Activation,
    "The repair bench knows our ten best customers by name",
);

const REVIEW: &str = "Fewer people come from the fairs, but those who come through a friend buy twice as often. We move the fair money into the bench evenings.";

/// Says all of it once: what somebody has changed since stays.
pub(super) fn fill(owner: &Client, program: &ProgramId, today: Day) -> Result<()> {
    let path = InProgram {
        program: program.clone(),
    };
    let plan = owner
        .call_patiently::<GetPlan>(&path, &NoQuery {}, &NoBody {})?
        .plan;
    let checks: Vec<_> = plan.phases.iter().flat_map(|phase| &phase.checks).collect();
    for (check, who, due, note, done) in SAID {
        let item = Item::Known(*check);
        let is_untouched = |found: &&PlanCheck| found.item == item && found.kept.revision == 0;
        if !checks.iter().any(is_untouched) {
            continue;
        }
        let change = PlanChange {
            owner: Some((*who).to_owned()),
            due: due.map(|days| Day(today.0 + days).to_string()),
            note: Some((*note).to_owned()),
            done: done.then_some(true),
            title: None,
        };
        let of_item = OfPlanItem {
            program: program.clone(),
            item,
        };
        owner.call_if_match::<UpdatePlanItem>(&of_item, &change, 0)?;
    }
    let (phase, title) = OWN;
    if checks.iter().all(|check| check.title != title) {
        let title = title.to_owned();
        owner.call::<AddOwnCheck>(&path, &NoQuery {}, &OwnCheckRequest { phase, title })?;
    }
    if plan.reviews.is_empty() {
        let request = ReviewRequest {
            metric: Metric::Funnel,
            note: REVIEW.to_owned(),
        };
        owner.call::<ReviewMetric>(&path, &NoQuery {}, &request)?;
    }
    Ok(())
}
