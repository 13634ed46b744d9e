//! Hover and focus: outlines around a mark. Focus is told from hover by its double ring.

use plotters_backend::DrawingBackend;

use crate::draw::pen::{Pen, Stroke};
use crate::geometry::{Point, grown};
use crate::mark::Mark;
use crate::theme::Theme;

fn ring(mark: &Mark, away: f64) -> Vec<Point> {
    let mut points = grown(&mark.shape, away);
    let ends: Vec<Point> = points.iter().copied().take(2).collect();
    points.extend(ends);
    points
}

/// One ink line on the mark's edge.
pub(super) fn hover<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    mark: &Mark,
    theme: &Theme,
) -> Stroke<B> {
    pen.line(&ring(mark, 0.5), theme.ink, 2.0)
}

/// A gap in paper, then a ring in the focus color: visible on every ground.
pub(super) fn focus<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    mark: &Mark,
    theme: &Theme,
) -> Stroke<B> {
    pen.line(&ring(mark, 1.25), theme.paper, 2.5)?;
    pen.line(&ring(mark, 3.75), theme.focus, 2.5)
}
