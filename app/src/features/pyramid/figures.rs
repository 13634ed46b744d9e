//! From the API's pyramid to the chart's, and where its parts lead.

use laurel_api::pyramid::{Given, NeedLevelFigures, Pyramid};
use laurel_charts::{PyramidData, PyramidLevel, Subject};
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::NeedLevel;

use crate::ui::change::change_words;
use crate::ui::figures::{NOT_YET, share};
use crate::ui::numbers::count;
use crate::words::t;

/// The chart's pyramid.
pub fn chart_data(pyramid: &Pyramid) -> PyramidData {
    let levels = pyramid.levels.iter().map(|level| PyramidLevel {
        label: level_name(level.level).to_owned(),
        people: level.everyone,
    });
    PyramidData {
        levels: levels.collect(),
    }
}

/// The number of a level.
pub fn level_of(pyramid: &Pyramid, subject: Subject) -> Option<u8> {
    let Subject::Level(position) = subject else {
        return None;
    };
    Some(pyramid.levels.get(position)?.level)
}

/// How many reached the level in the period, and in the period before.
pub fn change(subject: Subject, now: &Pyramid, before: Option<&Pyramid>) -> Option<String> {
    let Subject::Level(position) = subject else {
        return None;
    };
    let count = |pyramid: &Pyramid| pyramid.levels.get(position).map(|level| level.people);
    let (now, before) = (count(now)?, count(before?)?);
    Some(t().pyramid_changed(now, &change_words(now, before)))
}

/// A share of answers: those whose time still runs are not in it.
pub fn answered_words(given: &Given) -> String {
    let answered = given.answered();
    share(answered, answered + given.unanswered).unwrap_or_else(|| NOT_YET.to_owned())
}

/// The acts that followed, the most frequent first.
pub fn next_words(given: &Given) -> String {
    let acts: Vec<String> = given
        .next
        .iter()
        .filter_map(|next| Some(t().pyramid_act_people(t().act(next.act)?, &count(next.people))))
        .collect();
    if acts.is_empty() {
        t().pyramid_nothing_yet().to_owned()
    } else {
        acts.join(", ")
    }
}

/// How many of a level this moves, and their share; `None` is for whom it is not known.
pub fn mix_figure(level: &NeedLevelFigures, motivation: Option<Motivation>) -> (u64, String) {
    let people = level
        .motivations
        .iter()
        .find(|one| one.motivation == motivation)
        .map_or(0, |one| one.people);
    let share = share(people, level.everyone);
    (people, share.unwrap_or_else(|| NOT_YET.to_owned()))
}

/// A level's name.
pub fn level_name(level: u8) -> &'static str {
    NeedLevel::from_number(level).map_or("", |level| t().need_level(level))
}

/// The name of an advocacy stage.
pub fn stage_name(code: &str) -> &'static str {
    AdvocacyStage::parse(code).map_or("", |stage| t().advocacy_stage(stage))
}

/// What a level means, for the table.
pub fn meaning(level: u8) -> &'static str {
    match level {
        1 => t().pyramid_meaning_1(),
        2 => t().pyramid_meaning_2(),
        3 => t().pyramid_meaning_3(),
        4 => t().pyramid_meaning_4(),
        5 => t().pyramid_meaning_5(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_api::pyramid::{MotivationCount, NextAct};
    use laurel_domain::touchpoint::TouchpointKind;

    fn pyramid(counts: &[u64]) -> Pyramid {
        let levels = counts
            .iter()
            .zip(1..)
            .map(|(people, level)| NeedLevelFigures {
                level,
                people: *people,
                everyone: people * 2,
                ..NeedLevelFigures::default()
            });
        Pyramid {
            levels: levels.collect(),
            ..Pyramid::default()
        }
    }

    #[test]
    fn a_level_is_drawn_with_everybody_who_is_on_it() {
        let pyramid = pyramid(&[5, 3]);
        assert_eq!(level_of(&pyramid, Subject::Level(1)), Some(2));
        assert_eq!(level_of(&pyramid, Subject::Level(7)), None);
        assert_eq!(level_of(&pyramid, Subject::LoopGain), None);
        assert_eq!(chart_data(&pyramid).levels[0].people, 10);
    }

    #[test]
    fn a_change_compares_who_reached_the_same_level() {
        let words = change(Subject::Level(0), &pyramid(&[5]), Some(&pyramid(&[7])));
        assert_eq!(
            words.as_deref(),
            Some("5 people reached it in the period, 2 fewer than in the period before (7)")
        );
    }

    #[test]
    fn what_was_given_is_told_with_what_followed() {
        let mut given = Given {
            reward: Some(TouchpointKind::Swag),
            people: 10,
            waiting: 4,
            unanswered: 3,
            next: vec![NextAct {
                act: TouchpointKind::Review,
                people: 3,
            }],
        };
        assert_eq!(next_words(&given), "Review 3");
        assert_eq!(answered_words(&given), "50%");
        given.next.clear();
        given.unanswered = 0;
        assert_eq!(next_words(&given), "nothing yet");
        assert_eq!(answered_words(&given), NOT_YET);
    }

    #[test]
    fn the_mix_of_motivations_has_shares() {
        let level = NeedLevelFigures {
            everyone: 4,
            motivations: vec![
                MotivationCount {
                    motivation: Some(Motivation::Status),
                    people: 1,
                },
                MotivationCount {
                    motivation: None,
                    people: 3,
                },
            ],
            ..NeedLevelFigures::default()
        };
        let figure = |motivation| mix_figure(&level, motivation).1;
        assert_eq!(figure(Some(Motivation::Status)), "25%");
        assert_eq!(figure(None), "75%");
        assert_eq!(figure(Some(Motivation::Access)), "0%");
    }
}
