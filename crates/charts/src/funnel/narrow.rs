//! The funnel on a phone: each stage's name and figures stand above its band.

use crate::figures;
use crate::funnel::Beside;
use crate::funnel::marks;
use crate::funnel::parts::{band, cylinder, flow, flow_room, legend, step_text, trapezoid};
use crate::funnel::row::Row;
use crate::geometry::Rect;
use crate::measure::{NAME, NOTE};
use crate::scene::{Align, Tone};
use crate::sheet::{PAD, Sheet, set};

const LIP: f64 = 5.0;
const LABEL: f64 = 26.0;
const INSET: f64 = 10.0;
/// Height of the line that says which half is which.
const LEGEND: f64 = 24.0;

/// Draws the funnel and returns the height it took.
pub(super) fn draw(sheet: &mut Sheet<'_>, rows: &[Row], beside: Option<&Beside>) -> f64 {
    let width = sheet.viewport.width;
    if rows.is_empty() {
        return LABEL;
    }
    let stages = rows.len() as f64;
    let spare = (sheet.viewport.height - 64.0) / stages;
    let tall = (spare - LABEL - 26.0).clamp(18.0, 28.0).round();
    let taper = (spare - LABEL - tall).clamp(26.0, 34.0).round();
    let (left, right) = (PAD, width - PAD);
    let (axis, room) = (width / 2.0, right - left);
    let overall: Vec<String> = rows.iter().map(Row::overall_figure).collect();
    let shares = sheet.widest(overall.iter().map(String::as_str), NOTE);
    let top = match beside {
        Some(beside) => {
            legend(sheet, beside, (left, right), LEGEND / 2.0);
            LEGEND + LABEL + LIP
        }
        None => LABEL + LIP,
    };
    let bottom = top + stages * (tall + taper + LABEL) - taper - LABEL;
    cylinder(sheet, (left, right), (top, bottom), LIP);

    let mut y = top;
    let mut above = None;
    for (index, row) in rows.iter().enumerate() {
        let wide = row.band(room);
        let label = if index == 0 {
            y - LIP - LABEL / 2.0
        } else {
            y - LABEL / 2.0
        };
        if let Some((band_end, wider)) = above {
            let shape = trapezoid(axis, (band_end, wider), (band_end + taper, wide));
            flow(sheet, row, axis, &shape);
            let widths = flow_room(wider, wide, taper);
            let go_on = sheet.language().chart_go_on();
            step_text(
                sheet,
                row,
                go_on,
                (axis, band_end + taper / 2.0),
                widths,
                right,
            );
            let target = Rect::between(0.0, band_end, width, band_end + taper);
            marks::step(sheet, index - 1, row, shape, target);
        }
        let inset = if index == 0 { 0.0 } else { INSET };
        let share = set(NOTE, Align::Right, Tone::Muted);
        let written = row.overall_figure();
        let written = sheet.text(&written, right - inset, label, share, room / 2.0);
        let count = set(NAME, Align::Right, Tone::Ink);
        let end = right - inset - shares - 12.0;
        // With two funnels there is room for the shares alone.
        let count = if row.beside.is_some() {
            written
        } else {
            let people = figures::count(sheet.language(), row.people);
            sheet.text(&people, end, label, count, 140.0)
        };
        let name = set(NAME, Align::Left, Tone::Ink);
        let start = left + inset;
        sheet.text(&row.label, start, label, name, count.x - start - 12.0);
        let shape = trapezoid(axis, (y, wide), (y + tall, wide));
        band(sheet, row, axis, &shape);
        let target = Rect::between(0.0, label - LABEL / 2.0, width, y + tall);
        marks::stage(sheet, index, row, shape, target);
        above = Some((y + tall, wide));
        y += tall + taper + LABEL;
    }
    bottom + LIP + 12.0
}
