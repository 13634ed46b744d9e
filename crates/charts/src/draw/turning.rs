//! The parts of a flywheel that turn: chevrons that travel along the ring from phase to phase.
//! The phases themselves stay where they are, so that what one points at does not run away.

use std::f64::consts::TAU;

use plotters_backend::DrawingBackend;

use crate::draw::pen::{Pen, Stroke};
use crate::geometry::{Point, at};
use crate::scene::Wheel;
use crate::theme::Theme;

/// Chevrons on the whole ring.
const CHEVRONS: u32 = 21;

/// How far a chevron leans forward, as a part of the ring's thickness.
pub(crate) const LEAN: f64 = 0.26;

pub(super) fn paint<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    wheel: &Wheel,
    theme: &Theme,
    angle: f64,
) -> Stroke<B> {
    let turned = if angle.is_finite() { angle } else { 0.0 };
    for index in 0..CHEVRONS {
        let place = turned + TAU * (f64::from(index) + 0.5) / f64::from(CHEVRONS);
        let size = wheel
            .arcs
            .iter()
            .map(|arc| size_at(*arc, place))
            .fold(0.0, f64::max);
        if size > 0.3 {
            let width = 0.8 + size;
            pen.line(&chevron(wheel, place, size), theme.paper, width)?;
        }
    }
    Ok(())
}

/// 1 in the middle of an arc, shrinking to 0 towards its ends, 0 outside.
fn size_at((start, end): (f64, f64), place: f64) -> f64 {
    let along = (place - start).rem_euclid(TAU);
    let length = end - start;
    let from_end = along.min(length - along);
    ((from_end - 0.10) / 0.16).clamp(0.0, 1.0)
}

fn chevron(wheel: &Wheel, place: f64, size: f64) -> [Point; 3] {
    let Wheel {
        center,
        inner,
        outer,
        ..
    } = wheel;
    let middle = f64::midpoint(*inner, *outer);
    let half = (outer - inner) * 0.16 * size;
    let lean = half * 1.1 / middle;
    let on = |radius: f64, angle: f64| -> Point {
        let point = center.polar(radius, angle);
        at(point.x, point.y)
    };
    [
        on(middle - half, place),
        on(middle, place + lean),
        on(middle + half, place),
    ]
}
