//! The pieces that the wide and the narrow funnel are made of.

use crate::funnel::Beside;
use crate::funnel::row::Row;
use crate::geometry::{Point, at};
use crate::measure::{NOTE, STRONG_NOTE, clean};
use crate::scene::{Align, Tone};
use crate::sheet::{Sheet, set};

/// How far something reaches to both sides of the axis.
#[derive(Clone, Copy)]
pub(super) struct Halves {
    pub(super) left: f64,
    pub(super) right: f64,
}

/// The four corners between two widths around the axis.
pub(super) fn trapezoid(
    axis: f64,
    (top, upper): (f64, Halves),
    (bottom, lower): (f64, Halves),
) -> Vec<Point> {
    vec![
        at(axis - upper.left, top),
        at(axis + upper.right, top),
        at(axis + lower.right, bottom),
        at(axis - lower.left, bottom),
    ]
}

/// The left and the right half of such corners, with the axis between them.
fn split(axis: f64, corners: &[Point; 4]) -> ([Point; 4], [Point; 4]) {
    let [upper_left, upper_right, lower_right, lower_left] = *corners;
    let (top, bottom) = (at(axis, upper_left.y), at(axis, lower_left.y));
    (
        [upper_left, top, bottom, lower_left],
        [top, upper_right, lower_right, bottom],
    )
}

/// Where beside a flow there is room for text: the narrowest place between its sides, and how far its
/// right side reaches.
pub(super) fn flow_room(upper: Halves, lower: Halves, height: f64) -> (f64, f64) {
    let narrow = |halves: Halves| 2.0 * halves.left.min(halves.right);
    let (least, _) = flow_widths(narrow(upper), narrow(lower), height);
    let (_, most) = flow_widths(2.0 * upper.right, 2.0 * lower.right, height);
    (least, most)
}

/// What the two halves are, over the cylinder: a filled and a hollow key with their words.
pub(super) fn legend(sheet: &mut Sheet<'_>, beside: &Beside, (left, right): (f64, f64), y: f64) {
    const KEY: f64 = 9.0;
    let axis = f64::midpoint(left, right);
    let room = (right - left) / 2.0 - KEY - 16.0;
    let key = |x: f64| {
        let (top, bottom) = (y - KEY / 2.0, y + KEY / 2.0);
        vec![
            at(x, top),
            at(x + KEY, top),
            at(x + KEY, bottom),
            at(x, bottom),
        ]
    };
    let words = sheet.text(
        &clean(&beside.label),
        axis - 10.0,
        y,
        set(NOTE, Align::Right, Tone::Ink),
        room,
    );
    sheet.fill(key(words.x - KEY - 6.0), Tone::Guide);
    sheet.outline(key(axis + 10.0), Tone::Guide, 1.5);
    sheet.text(
        &clean(&beside.other_label),
        axis + 10.0 + KEY + 6.0,
        y,
        set(NOTE, Align::Left, Tone::Ink),
        room,
    );
}

/// The narrowest and the widest place of a flow beside a line of text in its middle.
fn flow_widths(upper: f64, lower: f64, height: f64) -> (f64, f64) {
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
    if let Some(side) = &row.beside
        && around_axis(sheet, (&row.step, &side.step), (axis, y), least)
    {
        return;
    }
    // Two conversions need the room that the words would take.
    let (rest, go_on) = match &row.beside {
        Some(_) => ("", ""),
        None => (rest, sheet.language().chart_go_on()),
    };
    let conversion = row.step_figure();
    let figure = sheet.width_of(&conversion, STRONG_NOTE) + 5.0;
    let whole = figure + sheet.width_of(rest, NOTE);
    let beside = axis + most / 2.0 + 12.0;
    let (x, rest) = if whole + 10.0 <= least {
        (axis - whole / 2.0, rest)
    } else if beside + whole <= right - 8.0 {
        (beside, rest)
    } else {
        (
            axis - f64::midpoint(figure, sheet.width_of(go_on, NOTE)),
            go_on,
        )
    };
    let strong = set(STRONG_NOTE, Align::Left, Tone::Ink);
    let end = sheet.text(&conversion, x, y, strong, right - x).right();
    let quiet = set(NOTE, Align::Left, Tone::Muted);
    sheet.text(rest, end + 5.0, y, quiet, right - end - 5.0);
}

/// Two conversions, each on its side of the axis; whether there was room.
fn around_axis(
    sheet: &mut Sheet<'_>,
    (left, right): (&str, &str),
    (axis, y): (f64, f64),
    least: f64,
) -> bool {
    const AWAY: f64 = 8.0;
    let widest = sheet.widest([left, right], STRONG_NOTE);
    let fits = 2.0 * (widest + AWAY) + 10.0 <= least;
    if fits {
        let how = |align| set(STRONG_NOTE, align, Tone::Ink);
        sheet.text(left, axis - AWAY, y, how(Align::Right), widest);
        sheet.text(right, axis + AWAY, y, how(Align::Left), widest);
    }
    fits
}

/// A stage's band: filled, or hollow when nobody is there; the right half of two is always hollow.
pub(super) fn band(sheet: &mut Sheet<'_>, row: &Row, axis: f64, shape: &[Point]) {
    let filled = |sheet: &mut Sheet<'_>, shape: Vec<Point>| {
        if row.people == 0 {
            sheet.fill(shape.clone(), Tone::Paper);
            sheet.outline(shape, Tone::Guide, 1.0);
        } else {
            sheet.fill(shape, Tone::Phase(row.phase));
        }
    };
    let (Some(side), Ok(corners)) = (&row.beside, <&[Point; 4]>::try_from(shape)) else {
        return filled(sheet, shape.to_vec());
    };
    let (left, right) = split(axis, corners);
    filled(sheet, left.to_vec());
    let tone = if side.people == 0 {
        Tone::Guide
    } else {
        Tone::Phase(row.phase)
    };
    sheet.fill(right.to_vec(), Tone::Paper);
    sheet.outline(right.to_vec(), tone, 1.5);
}

/// The flow between two bands: pale, with its two sides drawn; nothing where nobody could flow.
pub(super) fn flow(sheet: &mut Sheet<'_>, row: &Row, axis: f64, shape: &[Point]) {
    let [upper_left, upper_right, lower_right, lower_left] = shape else {
        return;
    };
    if !row.measurable() {
        return;
    }
    match (&row.beside, <&[Point; 4]>::try_from(shape)) {
        (Some(_), Ok(corners)) => {
            let (left, _) = split(axis, corners);
            sheet.fill(left.to_vec(), Tone::Wash(row.phase));
            let [_, top, bottom, _] = left;
            sheet.line(vec![top, bottom], Tone::Hairline, 1.0);
        }
        _ => sheet.fill(shape.to_vec(), Tone::Wash(row.phase)),
    }
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
