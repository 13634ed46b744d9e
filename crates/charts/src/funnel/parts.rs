//! The pieces that the wide and the narrow funnel are made of.

use crate::funnel::row::Row;
use crate::geometry::{Point, at};
use crate::measure::{NOTE, STRONG_NOTE};
use crate::scene::{Align, Tone};
use crate::sheet::{Sheet, set};

/// What follows the conversion of a step.
pub(super) const GO_ON: &str = "go on";

/// The four corners between two centred widths.
pub(super) fn trapezoid(
    axis: f64,
    (top, upper): (f64, f64),
    (bottom, lower): (f64, f64),
) -> Vec<Point> {
    vec![
        at(axis - upper / 2.0, top),
        at(axis + upper / 2.0, top),
        at(axis + lower / 2.0, bottom),
        at(axis - lower / 2.0, bottom),
    ]
}

/// The narrowest and the widest place of a flow beside a line of text in its middle.
pub(super) fn flow_widths(upper: f64, lower: f64, height: f64) -> (f64, f64) {
    let (middle, slope) = (f64::midpoint(upper, lower), (upper - lower).abs() / height);
    let half_line = 6.0;
    (middle - slope * half_line, middle + slope * half_line)
}

/// The conversion of a step: inside the flow where it fits, else to its right, else shortened.
pub(super) fn step_text(
    sheet: &mut Sheet<'_>,
    row: &Row,
    rest: &str,
    (axis, y): (f64, f64),
    (least, most): (f64, f64),
    right: f64,
) {
    if !row.measurable() {
        return;
    }
    let figure = sheet.width_of(&row.step, STRONG_NOTE) + 5.0;
    let whole = figure + sheet.width_of(rest, NOTE);
    let beside = axis + most / 2.0 + 12.0;
    let (x, rest) = if whole + 10.0 <= least {
        (axis - whole / 2.0, rest)
    } else if beside + whole <= right - 8.0 {
        (beside, rest)
    } else {
        (
            axis - f64::midpoint(figure, sheet.width_of(GO_ON, NOTE)),
            GO_ON,
        )
    };
    let strong = set(STRONG_NOTE, Align::Left, Tone::Ink);
    let end = sheet.text(&row.step, x, y, strong, right - x).right();
    let quiet = set(NOTE, Align::Left, Tone::Muted);
    sheet.text(rest, end + 5.0, y, quiet, right - end - 5.0);
}

/// A stage's band: filled, or hollow when nobody is there.
pub(super) fn band(sheet: &mut Sheet<'_>, row: &Row, shape: &[Point]) {
    if row.people == 0 {
        sheet.fill(shape.to_vec(), Tone::Paper);
        sheet.outline(shape.to_vec(), Tone::Guide, 1.0);
    } else {
        sheet.fill(shape.to_vec(), Tone::Phase(row.phase));
    }
}

/// The flow between two bands: pale, with its two sides drawn; nothing where nobody could flow.
pub(super) fn flow(sheet: &mut Sheet<'_>, row: &Row, shape: &[Point]) {
    let [upper_left, upper_right, lower_right, lower_left] = shape else {
        return;
    };
    if !row.measurable() {
        return;
    }
    sheet.fill(shape.to_vec(), Tone::Wash(row.phase));
    let tone = if row.people == 0 {
        Tone::Guide
    } else {
        Tone::Phase(row.phase)
    };
    sheet.line(vec![*upper_left, *lower_left], tone, 1.0);
    sheet.line(vec![*upper_right, *lower_right], tone, 1.0);
}

/// The ideal cylinder around the bands: two sides, the rim on top, the front of the foot.
pub(super) fn cylinder(
    sheet: &mut Sheet<'_>,
    (left, right): (f64, f64),
    (top, bottom): (f64, f64),
    lip: f64,
) {
    let (middle, half) = (f64::midpoint(left, right), (right - left) / 2.0);
    let arc = |y: f64, from: u32, to: u32| -> Vec<Point> {
        (from..=to)
            .map(|step| {
                let angle = std::f64::consts::TAU * f64::from(step) / 48.0;
                at(middle + half * angle.cos(), y + lip * angle.sin())
            })
            .collect()
    };
    sheet.line(vec![at(left, top), at(left, bottom)], Tone::Guide, 1.0);
    sheet.line(vec![at(right, top), at(right, bottom)], Tone::Guide, 1.0);
    sheet.line(arc(top, 24, 48), Tone::Guide, 1.0);
    sheet.line(arc(bottom, 0, 24), Tone::Guide, 1.0);
}
