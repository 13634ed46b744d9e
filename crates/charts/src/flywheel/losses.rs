//! Momentum and friction: a list with a row for each loss, and its brake on the rim.

use crate::figures;
use crate::flywheel::ring::{Ring, most_lost};
use crate::flywheel::{FlywheelData, Loss};
use crate::geometry::{Rect, at};
use crate::mark::Subject;
use crate::measure::{NAME, NOTE, STRONG_NOTE, clean};
use crate::scene::{Align, Tone};
use crate::sheet::{Sheet, Words, set};

const ROW: f64 = 46.0;
const HEAD: f64 = 78.0;

/// Height of the list.
pub(super) fn height(losses: usize) -> f64 {
    HEAD + losses.max(1) as f64 * ROW
}

/// Draws the list between `left` and `right` from `top` on; returns its lower edge.
pub(super) fn draw(
    sheet: &mut Sheet<'_>,
    data: &FlywheelData,
    ring: &Ring,
    (left, right, top): (f64, f64, f64),
) -> f64 {
    let strong = set(STRONG_NOTE, Align::Left, Tone::Ink);
    let quiet = set(NOTE, Align::Right, Tone::Muted);
    let language = sheet.language();
    let (momentum, friction) = (language.chart_momentum(), language.chart_friction());
    let name = sheet.text(momentum, left, top + 14.0, strong, right - left);
    let pace = data
        .momentum
        .and_then(|momentum| figures::rate(language, momentum))
        .map_or_else(
            || language.chart_not_measured().to_owned(),
            |figure| language.chart_figure_unit(&figure, &clean(&data.momentum_unit)),
        );
    sheet.text(&pace, right, top + 14.0, quiet, right - name.right() - 12.0);
    sheet.rule(left, right, top + 32.0, Tone::Hairline);

    let name = sheet.text(friction, left, top + 56.0, strong, right - left);
    let note = if data.friction.is_empty() {
        language.chart_no_losses()
    } else {
        language.chart_losses()
    };
    sheet.text(note, right, top + 56.0, quiet, right - name.right() - 12.0);
    sheet.rule(left, right, top + HEAD - 4.0, Tone::Guide);

    let most = most_lost(data);
    let counts: Vec<String> = data
        .friction
        .iter()
        .map(|loss| figures::count(language, loss.count))
        .collect();
    let column = sheet.widest(counts.iter().map(String::as_str), NAME);
    let mut y = top + HEAD;
    for (index, (loss, count)) in data.friction.iter().zip(&counts).enumerate() {
        let same = |other: &&Loss| other.after == loss.after;
        let among = data.friction.iter().filter(same).count();
        let place = data.friction.iter().take(index).filter(same).count();
        let shape = ring.brake(loss, most, place, among);
        let tone = if loss.count == 0 {
            Tone::Guide
        } else {
            Tone::Problem
        };
        sheet.fill(shape.clone(), tone);

        let label = clean(&loss.label);
        let room = right - column - 16.0 - left;
        sheet.text(
            &label,
            left,
            y + 14.0,
            set(NOTE, Align::Left, Tone::Ink),
            room,
        );
        let between = clean(&data.between(loss.after, language));
        sheet.text(
            &between,
            left,
            y + 31.0,
            set(NOTE, Align::Left, Tone::Muted),
            room,
        );
        sheet.text(
            count,
            right,
            y + ROW / 2.0,
            set(NAME, Align::Right, tone_of_count(loss)),
            column,
        );
        sheet.rule(left, right, y + ROW - 1.0, Tone::Hairline);

        let (near, far) = (shape.first().copied(), shape.get(2).copied());
        let anchor = near.zip(far).map_or(at(left, y), |(near, far)| {
            at(f64::midpoint(near.x, far.x), f64::midpoint(near.y, far.y))
        });
        let words = Words {
            name: label,
            value: count.clone(),
            share: String::new(),
            detail: between,
        };
        let row = Rect::between(left, y, right, y + ROW);
        sheet.mark(
            Subject::Loss(index),
            words,
            (shape, anchor, tone),
            vec![row],
        );
        y += ROW;
    }
    y
}

fn tone_of_count(loss: &Loss) -> Tone {
    if loss.count == 0 {
        Tone::Muted
    } else {
        Tone::Problem
    }
}
