//! What a person adds to the pyramid of today and to the movements on the ladder.

use super::Deltas;
use crate::enums::coded_enum;
use crate::motivation::Motivation;
use crate::person::PersonState;

coded_enum! {
    /// What people of a need level are told apart by.
    Facet {
        /// What is missing for the next level: code of [`crate::need_level::Progress`].
        Progress = "progress";
        /// What moves them: code of the motivation, empty for not known.
        Motivation = "motivation";
        /// Got a thing last and wants more than things; the value is empty.
        Mismatch = "mismatch";
        /// Carries too much; the value is empty. Need level 0 too.
        Carries = "carries";
        /// What was last given and what followed: `<reward>:<reply>`, empty for nothing yet.
        Given = "given";
        /// The advocacy stage, by its code. Need level 0 too.
        Stage = "stage";
    }
}

/// What changes in a row of the ladder's movements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LadderDelta {
    /// Movements up into the stage.
    pub rose: i64,
    /// Movements down out of the stage.
    pub fell: i64,
}

/// Adds a person's rows.
pub(super) fn add(rows: &mut Deltas, state: &PersonState, motivation: Option<Motivation>) {
    let level = state
        .need_level
        .map_or(0, crate::need_level::NeedLevel::number);
    let mut count = |facet: Facet, value: String| {
        rows.facets.insert((level, facet, value), 1);
    };
    if let Some(stage) = state.advocacy_stage {
        count(Facet::Stage, stage.code().to_owned());
    }
    if state.carries_too_much() {
        count(Facet::Carries, String::new());
    }
    if let Some(progress) = state.need_progress {
        count(Facet::Progress, progress.code().to_owned());
        let moved_by = motivation.map_or("", Motivation::code);
        count(Facet::Motivation, moved_by.to_owned());
        let given = state.last_reward.map_or_else(String::new, |last| {
            format!("{}:{}", last.kind.code(), last.reply.code())
        });
        count(Facet::Given, given);
        if state
            .last_reward
            .is_some_and(|last| last.is_mismatch(motivation))
        {
            count(Facet::Mismatch, String::new());
        }
    }
    for step in &state.moves {
        let Some(stage) = step.stage() else { continue };
        let delta = rows.ladder.entry((step.at.day(), stage)).or_default();
        if step.rose() {
            delta.rose += 1;
        } else {
            delta.fell += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{advocates, day, life, state};
    use crate::touchpoint::TouchpointKind as Kind;
    use proptest::prelude::*;

    fn rows(state: &PersonState, motivation: Option<Motivation>) -> Deltas {
        let mut rows = Deltas::default();
        add(&mut rows, state, motivation);
        rows
    }

    #[test]
    fn a_person_counts_once_a_facet() {
        let facts = [
            (0, Kind::Review),
            (1, Kind::Swag),
            (2, Kind::Referral),
            (3, Kind::EventTalk),
        ];
        let rows = rows(&state(&life(&facts), day(3)), Some(Motivation::Access));
        let found: Vec<String> = rows
            .facets
            .keys()
            .map(|(level, facet, value)| format!("{level} {facet} {value}"))
            .collect();
        assert_eq!(
            found,
            [
                "2 progress needs_reward",
                "2 motivation access",
                "2 carries ",
                "2 given swag:referral",
                "2 stage early_stage_advocate",
            ]
        );
        let ladder: Vec<_> = rows.ladder.into_iter().collect();
        assert_eq!(ladder.len(), 1);
        assert_eq!(ladder[0].1, LadderDelta { rose: 1, fell: 0 });
        assert_eq!(ladder[0].0.0, day(2).day());
    }

    proptest! {
        /// The movements lead from the ground to the stage that is held.
        #[test]
        fn the_movements_add_up_to_the_stage(life in advocates(30)) {
            let state = state(&life, day(1_500));
            let mut here = None;
            for step in &state.moves {
                prop_assert_eq!(step.from, here);
                prop_assert!(step.from != step.to);
                here = step.to;
            }
            prop_assert_eq!(here, state.advocacy_stage);
            let times: Vec<_> = state.moves.iter().map(|step| step.at).collect();
            prop_assert!(times.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!(times.last().copied(), state.moves.last().map(|_| state.advocacy_stage_at.unwrap_or(times[times.len() - 1])));
        }
    }
}
