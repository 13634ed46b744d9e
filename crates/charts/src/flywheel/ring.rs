//! The ring: three arcs that point into each other, the hub with the loop gain, the brakes.

use std::f64::consts::{FRAC_PI_2, TAU};

use crate::draw::LEAN;
use crate::figures;
use crate::flywheel::{FlywheelData, Loss};
use crate::geometry::{Point, at};
use crate::measure::{HERO, NOTE, STRONG_NOTE};
use crate::scene::{Align, Phase, Tone, Wheel};
use crate::sheet::{PAD, Sheet, set};

/// Angle between the end of an arc and the start of the next.
const GAP: f64 = 0.075;
/// Longest and shortest brake, in CSS px.
const BRAKE: (f64, f64) = (26.0, 8.0);

/// Where the ring stands.
pub(super) struct Ring {
    pub(super) center: Point,
    pub(super) inner: f64,
    pub(super) outer: f64,
}

/// The angle in the middle of a phase: Attract on top, then clockwise.
pub(super) fn middle_of(phase: Phase) -> f64 {
    let turn = match phase {
        Phase::Attract => 0.0,
        Phase::Engage => 1.0,
        Phase::Delight => 2.0,
    };
    turn * TAU / 3.0 - FRAC_PI_2
}

/// `steps` points from `from` to `to`, both included.
fn arc(center: Point, radius: f64, (from, to): (f64, f64), steps: u32) -> Vec<Point> {
    (0..=steps)
        .map(|step| {
            center.polar(
                radius,
                from + (to - from) * f64::from(step) / f64::from(steps),
            )
        })
        .collect()
}

/// The largest loss.
pub(super) fn most_lost(data: &FlywheelData) -> u64 {
    data.friction
        .iter()
        .map(|loss| loss.count)
        .max()
        .unwrap_or(0)
}

fn brake_length(loss: &Loss, most: u64) -> f64 {
    let part = if most == 0 {
        0.0
    } else {
        loss.count as f64 / most as f64
    };
    BRAKE.1 + (BRAKE.0 - BRAKE.1) * part.clamp(0.0, 1.0)
}

/// A closed circle.
pub(super) fn circle(center: Point, radius: f64) -> Vec<Point> {
    let mut points = arc(center, radius, (0.0, TAU), 72);
    points.pop();
    points
}

impl Ring {
    /// Draws arcs, hub and loop gain; a phase that is not measurable yet stays pale.
    pub(super) fn draw(
        sheet: &mut Sheet<'_>,
        data: &FlywheelData,
        center: Point,
        outer: f64,
    ) -> Self {
        let ring = Self {
            center,
            inner: (outer * 0.71).round(),
            outer,
        };
        for (phase, input) in data.phases() {
            let shape = ring.arc_shape(phase);
            if input.value_text(sheet.language()).is_some() {
                sheet.fill(shape, Tone::Phase(phase));
            } else {
                sheet.fill(shape.clone(), Tone::Wash(phase));
                sheet.outline(shape, Tone::Phase(phase), 1.0);
            }
        }
        ring.hub(sheet, data);
        ring.sums(sheet, data);
        ring
    }

    pub(super) fn wheel(&self) -> Wheel {
        let phases = [Phase::Attract, Phase::Engage, Phase::Delight];
        let arcs = phases.iter().map(|phase| Self::span(*phase)).collect();
        Wheel {
            center: self.center,
            inner: self.inner,
            outer: self.outer,
            arcs,
        }
    }

    fn span(phase: Phase) -> (f64, f64) {
        let half = TAU / 6.0 - GAP / 2.0;
        (middle_of(phase) - half, middle_of(phase) + half)
    }

    fn middle_radius(&self) -> f64 {
        f64::midpoint(self.inner, self.outer)
    }

    /// An arc with a notch at its start and a tip at its end, so that it points into the next.
    pub(super) fn arc_shape(&self, phase: Phase) -> Vec<Point> {
        let (start, end) = Self::span(phase);
        let lean = (self.outer - self.inner) * LEAN / self.middle_radius();
        let (start, end) = (start - lean / 2.0, end - lean / 2.0);
        let mut points = arc(self.center, self.outer, (start, end), 40);
        points.push(self.center.polar(self.middle_radius(), end + lean));
        points.extend(arc(self.center, self.inner, (end, start), 40));
        points.push(self.center.polar(self.middle_radius(), start + lean));
        points
    }

    /// The middle of an arc's band.
    pub(super) fn anchor(&self, phase: Phase) -> Point {
        self.center.polar(self.middle_radius(), middle_of(phase))
    }

    /// The circle inside which the loop gain stands.
    pub(super) fn hub_radius(&self) -> f64 {
        self.inner - 12.0
    }

    /// The loop gain, and around it how much of a full turn it is.
    fn hub(&self, sheet: &mut Sheet<'_>, data: &FlywheelData) {
        let (center, radius) = (self.center, self.hub_radius());
        sheet.outline(circle(center, radius), Tone::Guide, 1.0);
        let gain = data
            .loop_gain
            .filter(|gain| gain.is_finite() && *gain > 0.0)
            .unwrap_or(0.0);
        if gain > 0.0 {
            let end = gain.min(1.0) * TAU - FRAC_PI_2;
            let start = -FRAC_PI_2;
            sheet.line(
                arc(center, radius, (start, end), 72),
                Tone::Phase(Phase::Engage),
                4.0,
            );
        }
        let room = radius * 1.62;
        let how = |font, tone| set(font, Align::Center, tone);
        let words = sheet.language();
        let figure = data.loop_gain.and_then(|gain| figures::rate(words, gain));
        let (x, y) = (center.x, center.y);
        sheet.text(
            if data.what_if {
                words.chart_what_if()
            } else {
                words.chart_loop_gain()
            },
            x,
            y - 34.0,
            how(NOTE, Tone::Muted),
            room * 0.86,
        );
        let hero = figure.as_deref().unwrap_or(figures::NOT_YET);
        let hero_font = sheet.font_for(hero, HERO, room);
        sheet.text(hero, x, y - 3.0, how(hero_font, Tone::Ink), room);
        let (first, second) = match figure {
            Some(_) => (words.chart_hub_first(), words.chart_hub_second()),
            None => (words.chart_hub_not_yet(), words.chart_hub_measurable()),
        };
        if radius < 64.0 {
            sheet.text(second, x, y + 27.0, how(NOTE, Tone::Muted), room * 0.9);
        } else {
            sheet.text(first, x, y + 28.0, how(NOTE, Tone::Muted), room * 0.95);
            sheet.text(second, x, y + 44.0, how(NOTE, Tone::Muted), room * 0.8);
        }
    }

    /// The sum of the losses after each phase, beyond their brakes, where there is room for it.
    fn sums(&self, sheet: &mut Sheet<'_>, data: &FlywheelData) {
        let most = most_lost(data);
        for (after, _) in data.phases() {
            let losses = || data.friction.iter().filter(|loss| loss.after == after);
            let sum = losses().fold(0_u64, |sum, loss| sum.saturating_add(loss.count));
            let longest = losses()
                .map(|loss| brake_length(loss, most))
                .fold(0.0, f64::max);
            let angle = middle_of(after) + TAU / 6.0;
            let place = self.center.polar(self.outer + longest + 14.0, angle);
            let (align, room) = match after {
                Phase::Attract => (Align::Left, sheet.viewport.width - PAD - place.x),
                Phase::Engage => (Align::Center, 60.0),
                Phase::Delight => (Align::Right, place.x - PAD),
            };
            let text = figures::count(sheet.language(), sum);
            if sum > 0 && sheet.width_of(&text, STRONG_NOTE) <= room {
                let y = if after == Phase::Engage {
                    place.y + 4.0
                } else {
                    place.y - 2.0
                };
                sheet.text(
                    &text,
                    place.x,
                    y,
                    set(STRONG_NOTE, align, Tone::Problem),
                    room,
                );
            }
        }
    }

    /// The shape of a loss's brake: a short stroke on the rim, the longer the more is lost, in
    /// its place among `among` others after the same phase.
    pub(super) fn brake(&self, loss: &Loss, most: u64, place: usize, among: usize) -> Vec<Point> {
        let length = brake_length(loss, most);
        let spread = (11.0 / self.outer).min(0.7 / among.max(1) as f64);
        let middle = middle_of(loss.after) + TAU / 6.0;
        let angle = middle + spread * (place as f64 - (among.saturating_sub(1)) as f64 / 2.0);
        let (along, half) = (self.center.polar(1.0, angle), 2.0);
        let (dx, dy) = (along.x - self.center.x, along.y - self.center.y);
        let near = self.center.polar(self.outer + 6.0, angle);
        let far = self.center.polar(self.outer + 6.0 + length, angle);
        let beside = |point: Point, side: f64| at(point.x - dy * side, point.y + dx * side);
        vec![
            beside(near, -half),
            beside(far, -half),
            beside(far, half),
            beside(near, half),
        ]
    }
}
