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
    let step = match &row.before {
        Some((name, people)) if *people > 0 && index > 1 => format!("{} of {name}", row.step),
        _ => String::new(),
    };
    let beside = row.beside.as_ref().map_or_else(String::new, |side| {
        let people = figures::people(side.people);
        if index == 0 {
            format!("{}: {people}", side.label)
        } else {
            format!("{}: {people}, {}", side.label, side.overall)
        }
    });
    let detail = joined(&[step, beside]);
    let share = match (index, row.overall.as_str()) {
        (0, _) => String::new(),
        (_, figures::NOT_YET) => format!("share {}", figures::NOT_YET_WORDS),
        (_, overall) => format!("{overall} of {}", row.first),
    };
    let (name, value) = (row.label.clone(), figures::people(row.people));
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
    let value = if row.measurable() {
        format!("{} go on", row.step)
    } else {
        figures::NOT_YET_WORDS.to_owned()
    };
    let share = match people.checked_sub(row.people) {
        None | Some(0) => String::new(),
        Some(lost) => format!("{} did not", figures::people(lost)),
    };
    let beside = row.beside.as_ref().map_or_else(String::new, |side| {
        format!("{}: {} go on", side.label, side.step)
    });
    let words = Words {
        name: format!("{before} to {}", row.label),
        value,
        share,
        detail: joined(&[row.pace(), beside]),
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
