//! This week's changes in sentences, each compared with the week before.

use std::cmp::Ordering;

use crate::words::{count, counted, people};

/// A count of this week and of the week before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// In the last seven days, today included.
    pub now: u64,
    /// In the seven days before.
    pub before: u64,
}

/// What moved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WeekEvidence {
    /// People whose first touchpoint it was.
    pub new_people: Moved,
    /// For the stages from the purchase on: position, name, and how many reached them.
    pub reached: Vec<(u8, String, Moved)>,
    /// Advocates who moved up the ladder of advocacy.
    pub rose: Moved,
    /// Advocates who moved down.
    pub fell: Moved,
    /// Acts of advocacy.
    pub acts: Moved,
    /// Rewards given.
    pub rewards: Moved,
    /// Answers to the recommendation question.
    pub answers: Moved,
    /// Advocates who are overdrawn now.
    pub overdrawn: u64,
    /// Of them since this week.
    pub newly_overdrawn: u64,
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Stable name, such as `reached:5` or `acts`.
    pub code: String,
    /// The sentence, without a full stop: "23 people reached Loyalty".
    pub words: String,
    /// How that compares: "5 more than the week before".
    pub compared: String,
    /// The list behind it, relative to the program's pages.
    pub page: String,
}

/// The changes in the order in which they are told; what neither week knows is left out.
pub fn changes(week: &WeekEvidence) -> Vec<Change> {
    let stages = week
        .reached
        .iter()
        .rev()
        .filter_map(|(position, name, moved)| {
            let page = format!("people?stage={position}&stage_match=reached");
            let words = format!("{} reached {name}", somebody(moved.now));
            change(&format!("reached:{position}"), *moved, words, &page)
        });
    let (new, acts, rewards) = (week.new_people.now, week.acts.now, week.rewards.now);
    let new_people = format!(
        "{} new {} became known",
        none_or(new),
        if new == 1 { "person" } else { "people" }
    );
    let acts = format!(
        "{} of advocacy",
        if acts == 1 {
            "1 act".to_owned()
        } else {
            none_or_counted(acts, "act")
        }
    );
    let given = format!(
        "{} {} given",
        none_or_counted(rewards, "reward"),
        if rewards == 1 { "was" } else { "were" }
    );
    let ladder = |moved: Moved, verb: &str| {
        format!(
            "{} {verb} on the ladder",
            none_or_counted(moved.now, "advocate")
        )
    };
    let answers = format!(
        "{} said whether they would recommend you",
        somebody(week.answers.now)
    );
    let others = [
        change(
            "rose",
            week.rose,
            ladder(week.rose, "rose"),
            "pyramid?moves=rose",
        ),
        change(
            "fell",
            week.fell,
            ladder(week.fell, "fell"),
            "pyramid?moves=fell",
        ),
        change("acts", week.acts, acts, "people"),
        change("rewards", week.rewards, given, "pyramid"),
        change("answers", week.answers, answers, "flywheel"),
        change("new_people", week.new_people, new_people, "people"),
    ];
    stages
        .chain(overdrawn(week.overdrawn, week.newly_overdrawn))
        .chain(others.into_iter().flatten())
        .collect()
}

fn overdrawn(all: u64, new: u64) -> Option<Change> {
    let verb = if all == 1 { "is" } else { "are" };
    let compared = match (new, all) {
        (0, 1) => "for longer than a week".to_owned(),
        (0, _) => "all of them for longer than a week".to_owned(),
        (1, 1) => "since this week".to_owned(),
        _ if new >= all => "all of them since this week".to_owned(),
        _ => format!("{} of them since this week", count(new)),
    };
    (all > 0).then(|| Change {
        code: "overdrawn".to_owned(),
        words: format!("{} {verb} overdrawn", counted(all, "advocate")),
        compared,
        page: "pyramid?facet=carrying".to_owned(),
    })
}

fn change(code: &str, moved: Moved, words: String, page: &str) -> Option<Change> {
    (moved != Moved::default()).then(|| Change {
        code: code.to_owned(),
        words,
        compared: compared(moved),
        page: page.to_owned(),
    })
}

fn somebody(number: u64) -> String {
    if number == 0 {
        "Nobody".to_owned()
    } else {
        people(number)
    }
}

fn none_or(number: u64) -> String {
    if number == 0 {
        "No".to_owned()
    } else {
        count(number)
    }
}

fn none_or_counted(number: u64, unit: &str) -> String {
    if number == 0 {
        format!("No {unit}s")
    } else {
        counted(number, unit)
    }
}

/// `5 more than the week before`, `after 16 the week before`, …
fn compared(moved: Moved) -> String {
    let Moved { now, before } = moved;
    match (now.cmp(&before), now, before) {
        (Ordering::Equal, ..) => "as many as the week before".to_owned(),
        (_, _, 0) => "after none the week before".to_owned(),
        (_, 0, _) => format!("after {} the week before", count(before)),
        (Ordering::Greater, ..) => format!("{} more than the week before", count(now - before)),
        (Ordering::Less, ..) => format!("{} fewer than the week before", count(before - now)),
    }
}
