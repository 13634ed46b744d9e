//! The list behind each sentence, relative to the program's pages.

use laurel_api::Sentence;
use laurel_domain::overview::Step;

/// Behind what moved.
pub(super) fn change(what: &Sentence) -> String {
    let page = match what.code.as_str() {
        "reached" => {
            let position = what.count("position").unwrap_or_default();
            return format!("people?stage={position}&stage_match=reached");
        }
        "overstretched" => "pyramid?facet=carrying",
        "rose" => "pyramid?moves=rose",
        "fell" => "pyramid?moves=fell",
        "rewards" => "pyramid",
        "answers" => "flywheel",
        _ => "people",
    };
    page.to_owned()
}

/// Where what waits is done.
pub(super) fn queue(what: &Sentence) -> &'static str {
    match what.code.as_str() {
        "submissions" => "submissions",
        "imports" => "imports",
        "asks" => "asks?state=overdue",
        "plan" => "plan?show=overdue",
        "escalated" => "flywheel",
        _ => "settings",
    }
}

/// Where a first step is done; `None` for the public form.
pub(super) const fn step(step: Step) -> Option<&'static str> {
    match step {
        Step::Import => Some("imports"),
        Step::Share => None,
        Step::Record => Some("people"),
        Step::Widget => Some("widgets"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::overview::{Change, Queue};

    #[test]
    fn every_sentence_leads_to_its_list() {
        let reached = Change::Reached {
            position: 5,
            stage: "Loyalty".to_owned(),
            people: 23,
        };
        let link = |change: &Change| super::change(&Sentence::new(change, ""));
        assert_eq!(link(&reached), "people?stage=5&stage_match=reached");
        assert_eq!(link(&Change::Rose { advocates: 1 }), "pyramid?moves=rose");
        assert_eq!(link(&Change::NewPeople { people: 1 }), "people");
        let link = |waits: &Queue| queue(&Sentence::new(waits, ""));
        assert_eq!(link(&Queue::Asks { asks: 1 }), "asks?state=overdue");
        assert_eq!(link(&Queue::Mails { mails: 1 }), "settings");
        assert_eq!(step(Step::Share), None);
    }
}
