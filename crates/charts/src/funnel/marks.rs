//! The funnel's marks: a stage for each band, a step for each flow, in reading order.

use crate::figures;
use crate::funnel::row::Row;
use crate::geometry::{Point, Rect, bounds};
use crate::mark::Subject;
use crate::scene::Tone;
use crate::sheet::{Sheet, Words};

fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

fn middle(shape: &[Point]) -> Point {
    let area = bounds(shape);
    Point {
        x: area.x + area.width / 2.0,
        y: area.y + area.height / 2.0,
    }
}

/// The mark for a stage.
pub(super) fn stage(
    sheet: &mut Sheet<'_>,
    index: usize,
    row: &Row,
    shape: Vec<Point>,
    target: Rect,
) {
    let language = sheet.language();
    let step = match &row.before {
        Some((name, people)) if *people > 0 && index > 1 => {
            language.chart_share_of(&row.step, name)
        }
        _ => String::new(),
    };
    let beside = row.beside.as_ref().map_or_else(String::new, |side| {
        let people = figures::people(language, side.people);
        if index == 0 {
            language.chart_side_people(&side.label, &people)
        } else {
            language.chart_side_people_share(&side.label, &people, &side.overall)
        }
    });
    let detail = joined(&[step, beside]);
    let share = match (index, row.overall.as_str()) {
        (0, _) => String::new(),
        (_, figures::NOT_YET) => language.chart_share_unknown().to_owned(),
        (_, overall) => language.chart_share_of(overall, &row.first),
    };
    let (name, value) = (row.label.clone(), figures::people(language, row.people));
    let anchor = middle(&shape);
    let words = Words {
        name,
        value,
        share,
        detail,
    };
    let tone = Tone::Phase(row.phase);
    sheet.mark(
        Subject::Stage(index),
        words,
        (shape, anchor, tone),
        vec![target],
    );
}

/// The mark for the way to a stage from the one before, which has the index `from`.
pub(super) fn step(sheet: &mut Sheet<'_>, from: usize, row: &Row, shape: Vec<Point>, target: Rect) {
    let Some((before, people)) = &row.before else {
        return;
    };
    let language = sheet.language();
    let value = if row.measurable() {
        language.chart_share_go_on(&row.step)
    } else {
        language.chart_not_measured().to_owned()
    };
    let share = match people.checked_sub(row.people) {
        None | Some(0) => String::new(),
        Some(lost) => language.chart_did_not(&figures::people(language, lost)),
    };
    let beside = row.beside.as_ref().map_or_else(String::new, |side| {
        language.chart_side_go_on(&side.label, &side.step)
    });
    let words = Words {
        name: language.chart_step(before, &row.label),
        value,
        share,
        detail: joined(&[row.pace(language), beside]),
    };
    let anchor = middle(&shape);
    let tone = Tone::Phase(row.phase);
    sheet.mark(
        Subject::Step(from),
        words,
        (shape, anchor, tone),
        vec![target],
    );
}
