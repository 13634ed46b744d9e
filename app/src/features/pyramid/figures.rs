//! From the API's pyramid to the chart's, and where its parts lead.

use laurel_api::figures::Pyramid;
use laurel_charts::{PyramidData, PyramidLevel, Subject};

use crate::ui::change::change_words;

/// The chart's pyramid.
pub fn chart_data(pyramid: &Pyramid) -> PyramidData {
    let levels = pyramid.levels.iter().map(|level| PyramidLevel {
        label: level.name.clone(),
        people: level.people,
    });
    PyramidData {
        levels: levels.collect(),
    }
}

/// The people on a level.
pub fn people_page(pyramid: &Pyramid, subject: Subject) -> Option<String> {
    let Subject::Level(position) = subject else {
        return None;
    };
    Some(format!(
        "people?need_level={}",
        pyramid.levels.get(position)?.level
    ))
}

/// What changed since the period before.
pub fn change(subject: Subject, now: &Pyramid, before: Option<&Pyramid>) -> Option<String> {
    let Subject::Level(position) = subject else {
        return None;
    };
    let count = |pyramid: &Pyramid| pyramid.levels.get(position).map(|level| level.people);
    Some(change_words(count(now)?, count(before?)?))
}

/// What a level means, for the table.
pub const fn meaning(level: u8) -> &'static str {
    match level {
        1 => "Things: swag, gift cards, discounts",
        2 => "Being thanked and seen",
        3 => "Being able to do more",
        4 => "Being treated as somebody special",
        5 => "Having a say; a member confirms it",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_api::figures::NeedLevelFigures;

    fn pyramid(counts: &[u64]) -> Pyramid {
        let levels = counts
            .iter()
            .zip(1..)
            .map(|(people, level)| NeedLevelFigures {
                level,
                name: format!("Level {level}"),
                people: *people,
                share: None,
            });
        Pyramid {
            levels: levels.collect(),
            advocacy_stages: Vec::new(),
        }
    }

    #[test]
    fn a_level_leads_to_its_people() {
        let pyramid = pyramid(&[5, 3]);
        assert_eq!(
            people_page(&pyramid, Subject::Level(1)).as_deref(),
            Some("people?need_level=2")
        );
        assert_eq!(people_page(&pyramid, Subject::Level(7)), None);
        assert_eq!(people_page(&pyramid, Subject::LoopGain), None);
        assert_eq!(chart_data(&pyramid).levels.len(), 2);
    }

    #[test]
    fn a_change_compares_the_same_level() {
        let words = change(Subject::Level(0), &pyramid(&[5]), Some(&pyramid(&[7])));
        assert_eq!(
            words.as_deref(),
            Some("2 fewer than in the period before (7)")
        );
    }
}
