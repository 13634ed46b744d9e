//! Names and rates at the arcs, and the marks for the phases and the loop gain.

use crate::figures;
use crate::flywheel::ring::{Ring, circle};
use crate::flywheel::{FlywheelData, FlywheelPhase};
use crate::geometry::Rect;
use crate::mark::Subject;
use crate::measure::{FIGURE, Font, NAME, NOTE, clean, wrap};
use crate::scene::{Align, Phase, Tone};
use crate::sheet::{PAD, Sheet, Words, set};

/// Radius of the ring on a narrow page.
pub(super) fn narrow_radius(width: f64) -> f64 {
    (width * 0.34).clamp(96.0, 140.0)
}

/// A phase's block of text: name, rate, unit.
struct Block {
    x: f64,
    top: f64,
    align: Align,
    room: f64,
    /// Lines for the unit.
    lines: usize,
    /// Whether it runs towards the wheel.
    inward: bool,
}

impl Block {
    /// Room for a line of this font at this height, clear of the ring.
    fn room_at(&self, ring: &Ring, y: f64, font: Font) -> f64 {
        let below = (y - ring.center.y - font.size * 0.5).max(0.0);
        if !self.inward || below >= ring.outer {
            return self.room;
        }
        let half = (ring.outer * ring.outer - below * below).sqrt();
        ((self.x - ring.center.x).abs() - half - 8.0).clamp(0.0, self.room)
    }

    /// Writes the block and returns the box it takes.
    fn write(&self, sheet: &mut Sheet<'_>, phase: &FlywheelPhase, ring: &Ring) -> Rect {
        let how = |font, tone| set(font, self.align, tone);
        let (x, y) = (self.x, self.top + 10.0);
        let room = self.room_at(ring, y, NAME);
        let one = sheet.text(&clean(&phase.label), x, y, how(NAME, Tone::Ink), room);
        let figure = phase.value_text(sheet.language());
        let text = figure.as_deref().unwrap_or(figures::NOT_YET);
        let y = self.top + 33.0;
        let room = self.room_at(ring, y, FIGURE);
        let font = sheet.font_for(text, FIGURE, room);
        let two = sheet.text(text, x, y, how(font, Tone::Ink), room);
        let unit = match figure {
            Some(_) => clean(&phase.unit),
            None => sheet.language().chart_not_measured().to_owned(),
        };
        let mut area = union(one, two);
        let mut y = self.top + 56.0;
        let room = self.room_at(ring, y, NOTE);
        for line in wrap(sheet.measure(), &unit, NOTE, room, self.lines) {
            let room = self.room_at(ring, y, NOTE);
            let three = sheet.text(&line, x, y, how(NOTE, Tone::Muted), room);
            area = union(area, three);
            y += NOTE.line();
        }
        area
    }
}

fn union(one: Rect, two: Rect) -> Rect {
    Rect::between(
        one.x.min(two.x),
        one.y.min(two.y),
        one.right().max(two.right()),
        one.bottom().max(two.bottom()),
    )
}

/// Labels around a wheel that has room on both sides.
pub(super) fn beside(sheet: &mut Sheet<'_>, data: &FlywheelData, ring: &Ring, room: f64) {
    let (center, outer) = (ring.center, ring.outer);
    let side = center.x - outer * 0.94 - 14.0;
    let low = center.y + outer * 0.5 - 8.0;
    let blocks = [
        Block {
            x: center.x,
            top: center.y - outer - 76.0,
            align: Align::Center,
            room: 320.0,
            lines: 1,
            inward: false,
        },
        Block {
            x: center.x + outer * 0.94 + 14.0,
            top: low,
            align: Align::Left,
            room: room - center.x - outer * 0.94 - 14.0,
            lines: 2,
            inward: false,
        },
        Block {
            x: side,
            top: low,
            align: Align::Right,
            room: side - PAD,
            lines: 2,
            inward: false,
        },
    ];
    marks(sheet, data, ring, &blocks);
}

/// Labels over and under a wheel that takes the width; returns their lower edge.
pub(super) fn under(sheet: &mut Sheet<'_>, data: &FlywheelData, ring: &Ring) -> f64 {
    let (center, outer) = (ring.center, ring.outer);
    let width = sheet.viewport.width;
    let low = center.y + outer * 0.86;
    let room = width / 2.0 - PAD - 26.0;
    let blocks = [
        Block {
            x: center.x,
            top: center.y - outer - 78.0,
            align: Align::Center,
            room: width - 2.0 * PAD,
            lines: 1,
            inward: false,
        },
        Block {
            x: width - PAD,
            top: low,
            align: Align::Right,
            room,
            lines: 2,
            inward: true,
        },
        Block {
            x: PAD,
            top: low,
            align: Align::Left,
            room,
            lines: 2,
            inward: true,
        },
    ];
    marks(sheet, data, ring, &blocks).max(center.y + outer + 50.0)
}

/// The marks of the phases and of the hub; returns the labels' lower edge.
fn marks(sheet: &mut Sheet<'_>, data: &FlywheelData, ring: &Ring, blocks: &[Block; 3]) -> f64 {
    let language = sheet.language();
    let mut lowest = 0.0_f64;
    for ((phase, input), block) in data.phases().into_iter().zip(blocks) {
        let area = block.write(sheet, input, ring);
        lowest = lowest.max(area.bottom());
        let value = input.value_text(language).map_or_else(
            || language.chart_not_measured().to_owned(),
            |figure| language.chart_figure_unit(&figure, &clean(&input.unit)),
        );
        let words = Words {
            name: clean(&input.label),
            value,
            share: String::new(),
            detail: clean(&input.detail),
        };
        let shape = (
            ring.arc_shape(phase),
            ring.anchor(phase),
            Tone::Phase(phase),
        );
        sheet.mark(Subject::Phase(phase), words, shape, vec![area]);
    }
    let gain = data
        .loop_gain
        .and_then(|gain| figures::rate(language, gain));
    let detail = match data.loop_gain.filter(|gain| gain.is_finite()) {
        Some(gain) if gain >= 1.0 => language.chart_sustains(),
        Some(_) => language.chart_sustains_from(),
        None => "",
    };
    let words = Words {
        name: if data.what_if {
            language.chart_loop_gain_what_if()
        } else {
            language.chart_loop_gain()
        }
        .to_owned(),
        value: gain.map_or_else(
            || language.chart_not_measured().to_owned(),
            |gain| language.chart_new_customers(&gain),
        ),
        share: String::new(),
        detail: detail.to_owned(),
    };
    let hub = circle(ring.center, ring.hub_radius() + 3.0);
    sheet.mark(
        Subject::LoopGain,
        words,
        (hub, ring.center, Tone::Phase(Phase::Engage)),
        Vec::new(),
    );
    lowest
}
