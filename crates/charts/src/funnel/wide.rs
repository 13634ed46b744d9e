//! The funnel with names on the left and figures on the right, as in a table that it illustrates.

use crate::figures;
use crate::funnel::Beside;
use crate::funnel::marks;
use crate::funnel::parts::{Halves, band, cylinder, flow, flow_room, legend, step_text, trapezoid};
use crate::funnel::row::Row;
use crate::geometry::Rect;
use crate::measure::{NAME, NOTE};
use crate::scene::{Align, Tone};
use crate::sheet::{PAD, Sheet, set};

/// Height of the cylinder's rim.
const LIP: f64 = 9.0;
const HEAD: f64 = 24.0;
const FOOT: f64 = 40.0;
const GUTTER: f64 = 28.0;

/// Where the columns stand.
struct Columns {
    names: f64,
    left: f64,
    right: f64,
    counts: f64,
    shares: f64,
}

fn columns(sheet: &Sheet<'_>, rows: &[Row]) -> Columns {
    let width = sheet.viewport.width;
    let names = sheet
        .widest(rows.iter().map(|row| row.label.as_str()), NAME)
        .min(width * 0.22);
    let words = sheet.language();
    let sides = || rows.iter().filter_map(|row| row.beside.as_ref());
    let counts: Vec<String> = rows
        .iter()
        .map(|row| row.people)
        .chain(sides().map(|side| side.people))
        .map(|people| figures::count(words, people))
        .collect();
    let lost: Vec<String> = rows.iter().map(|row| row.lost(words)).collect();
    let shares = rows
        .iter()
        .map(|row| row.overall.as_str())
        .chain(sides().map(|side| side.overall.as_str()));
    let shares = sheet.widest(shares, NOTE);
    let count = sheet
        .widest(counts.iter().map(String::as_str), NAME)
        .max(sheet.widest(lost.iter().map(String::as_str), NOTE))
        .max(sheet.width_of(words.chart_head_people(), NOTE));
    let share_column = width - PAD;
    let count_column =
        share_column - shares.max(sheet.width_of(words.chart_head_all(), NOTE)) - 18.0;
    let left = PAD + names + GUTTER;
    let right = (count_column - count - GUTTER).max(left + 40.0);
    Columns {
        names,
        left,
        right,
        counts: count_column,
        shares: share_column,
    }
}

/// Heights of a band and of the flow between two.
fn heights(wish: f64, stages: usize) -> (f64, f64) {
    let stages = stages.max(1) as f64;
    let room = wish - HEAD - LIP - LIP - FOOT;
    // A band is three fifths of a flow.
    let unit = room / (8.0 * stages - 5.0);
    let (band, gap) = (unit * 3.0, unit * 5.0);
    (
        band.clamp(24.0, 36.0).round(),
        gap.clamp(40.0, 60.0).round(),
    )
}

/// Draws the funnel and returns the height it took.
pub(super) fn draw(sheet: &mut Sheet<'_>, rows: &[Row], beside: Option<&Beside>) -> f64 {
    if rows.is_empty() {
        return HEAD;
    }
    let words = sheet.language();
    let place = columns(sheet, rows);
    let (tall, gap) = heights(sheet.viewport.height, rows.len());
    let (axis, room) = (
        f64::midpoint(place.left, place.right),
        place.right - place.left,
    );
    let top = HEAD + LIP + 2.0;
    let bottom = top + rows.len() as f64 * (tall + gap) - gap;
    let width = sheet.viewport.width;

    let quiet = |align| set(NOTE, align, Tone::Muted);
    sheet.text(
        words.chart_head_people(),
        place.counts,
        HEAD / 2.0,
        quiet(Align::Right),
        120.0,
    );
    sheet.text(
        words.chart_head_all(),
        place.shares,
        HEAD / 2.0,
        quiet(Align::Right),
        120.0,
    );
    cylinder(sheet, (place.left, place.right), (top, bottom), LIP);

    let mut y = top;
    if let Some(beside) = beside {
        legend(sheet, beside, (place.left, place.right), HEAD / 2.0);
    }
    let mut above: Option<(f64, Halves)> = None;
    for (index, row) in rows.iter().enumerate() {
        let wide = row.band(room);
        if let Some(above) = above {
            let shape = trapezoid(axis, above, (y, wide));
            let widths = flow_room(above.1, wide, gap);
            flow(sheet, row, axis, &shape);
            let pace = row.pace(words);
            let rest = if pace.is_empty() {
                words.chart_go_on().to_owned()
            } else {
                words.chart_go_on_pace(&pace)
            };
            step_text(
                sheet,
                row,
                &rest,
                (axis, above.0 + gap / 2.0),
                widths,
                place.right,
            );
            let lost = row.lost(words);
            sheet.text(
                &lost,
                place.counts,
                y - gap / 2.0,
                quiet(Align::Right),
                200.0,
            );
            let target = Rect::between(0.0, above.0, width, y);
            marks::step(sheet, index - 1, row, shape, target);
        }
        let middle = y + tall / 2.0;
        let name = set(NAME, Align::Left, Tone::Ink);
        let name = sheet.text(&row.label, PAD, middle, name, place.names);
        // With two funnels the other one's figures stand under the first one's.
        let lift = if row.beside.is_some() { 8.0 } else { 0.0 };
        if let Some(side) = &row.beside {
            let y = middle + lift;
            let people = figures::count(words, side.people);
            sheet.text(&people, place.counts, y, quiet(Align::Right), 200.0);
            sheet.text(&side.overall, place.shares, y, quiet(Align::Right), 120.0);
        }
        let count = set(NAME, Align::Right, Tone::Ink);
        let count = sheet.text(
            &figures::count(words, row.people),
            place.counts,
            middle - lift,
            count,
            200.0,
        );
        sheet.text(
            &row.overall,
            place.shares,
            middle - lift,
            quiet(Align::Right),
            120.0,
        );
        sheet.rule(
            name.right() + 10.0,
            axis - wide.left - 8.0,
            middle,
            Tone::Hairline,
        );
        sheet.rule(
            axis + wide.right + 8.0,
            count.x - 10.0,
            middle,
            Tone::Hairline,
        );
        let shape = trapezoid(axis, (y, wide), (y + tall, wide));
        band(sheet, row, axis, &shape);
        marks::stage(
            sheet,
            index,
            row,
            shape,
            Rect::between(0.0, y, width, y + tall),
        );
        above = Some((y + tall, wide));
        y += tall + gap;
    }
    bottom + LIP + 14.0
}
