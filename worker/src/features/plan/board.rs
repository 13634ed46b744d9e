//! The board: each check judged, with what people added to it.

use laurel_api::Sentence;
use laurel_api::overview::PlanSummary;
use laurel_api::plan::{Plan, PlanCheck, PlanPhase};
use laurel_domain::plan::{Check, Finding, Item, Phase, Verdict, judge};
use laurel_words::Words;

use super::evidence::Live;
use super::rows::StoredItem;

/// The whole board.
pub(super) fn board(live: &Live, words: Words) -> Plan {
    let phases = Phase::ALL.iter().map(|phase| PlanPhase {
        phase: *phase,
        purpose: words.plan_purpose(*phase).to_owned(),
        checks: checks(live, *phase, words),
    });
    let mut reviews = live.reviews.clone();
    reviews.sort_by_key(|review| std::cmp::Reverse(review.at));
    Plan {
        phases: phases.collect(),
        members: live.members.clone(),
        reviews,
    }
}

/// How the plan stands, for the overview.
pub(crate) fn summary(live: &Live, words: Words) -> PlanSummary {
    let mut summary = PlanSummary::default();
    for check in Phase::ALL
        .iter()
        .flat_map(|phase| checks(live, *phase, words))
    {
        summary.checks += 1;
        summary.met += u32::from(check.verdict == Verdict::Met);
        summary.overdue += u32::from(check.overdue);
    }
    summary
}

fn checks(live: &Live, phase: Phase, words: Words) -> Vec<PlanCheck> {
    let known = Check::ALL.iter().filter(|check| check.phase() == phase);
    let known = known.map(|check| known_check(live, *check, words));
    let own = live.items.iter().filter_map(|stored| {
        let (of, title) = stored.own.as_ref()?;
        (*of == phase).then(|| own_check(live, stored, title))
    });
    known.chain(own).collect()
}

fn known_check(live: &Live, check: Check, words: Words) -> PlanCheck {
    let item = Item::Known(check);
    let stored = live.items.iter().find(|stored| stored.item == item);
    let stored = stored
        .cloned()
        .unwrap_or_else(|| StoredItem::untouched(item));
    let finding = judge(check, &live.evidence);
    let overdue = stored
        .added
        .is_overdue(finding.as_ref(), live.evidence.today);
    let ticked = verdict(&stored);
    let (verdict, figure, evidence) = match finding {
        Some(Finding {
            verdict,
            measure,
            found,
        }) => {
            let figure = measure.map(|it| Sentence::new(&it, words.plan_measure(&it)));
            let evidence = Sentence::new(&found, words.plan_found(&found));
            (verdict, figure, Some(evidence))
        }
        None => (ticked, None, None),
    };
    PlanCheck {
        item,
        title: words.plan_check(check).to_owned(),
        computed: check.is_computed(),
        own: false,
        verdict,
        figure,
        evidence,
        advice: words.plan_advice(check).map(str::to_owned),
        metric: check.metric(),
        overdue,
        kept: stored.kept(),
    }
}

fn own_check(live: &Live, stored: &StoredItem, title: &str) -> PlanCheck {
    PlanCheck {
        item: stored.item,
        title: title.to_owned(),
        computed: false,
        own: true,
        verdict: verdict(stored),
        figure: None,
        evidence: None,
        advice: None,
        metric: None,
        overdue: stored.added.is_overdue(None, live.evidence.today),
        kept: stored.kept(),
    }
}

fn verdict(stored: &StoredItem) -> Verdict {
    if stored.added.done.is_some() {
        Verdict::Met
    } else {
        Verdict::NotMet
    }
}
