//! Points, boxes and polygons in CSS px, and the few questions that hit-testing asks of them.

/// A point in CSS px, from the chart's top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// Short form for a [`Point`].
pub(crate) const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Point {
    /// The point at `angle` (radians, clockwise from three o'clock) and `radius` from here.
    pub(crate) fn polar(self, radius: f64, angle: f64) -> Self {
        at(self.x + radius * angle.cos(), self.y + radius * angle.sin())
    }

    fn distance_to_segment(self, from: Self, to: Self) -> f64 {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = dx * dx + dy * dy;
        let along = if length == 0.0 {
            0.0
        } else {
            (((self.x - from.x) * dx + (self.y - from.y) * dy) / length).clamp(0.0, 1.0)
        };
        (self.x - from.x - along * dx).hypot(self.y - from.y - along * dy)
    }
}

/// An upright box in CSS px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Never negative.
    pub width: f64,
    /// Never negative.
    pub height: f64,
}

impl Rect {
    /// The box between two opposite corners.
    pub fn between(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self {
            x: left,
            y: top,
            width: (right - left).max(0.0),
            height: (bottom - top).max(0.0),
        }
    }

    /// Right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether the point lies inside or on the left or upper edge.
    pub fn contains(&self, point: Point) -> bool {
        point.x >= self.x && point.x < self.right() && point.y >= self.y && point.y < self.bottom()
    }

    /// Whether `inner` lies wholly inside, with half a pixel of tolerance.
    pub fn holds(&self, inner: &Self) -> bool {
        inner.x >= self.x - 0.5
            && inner.y >= self.y - 0.5
            && inner.right() <= self.right() + 0.5
            && inner.bottom() <= self.bottom() + 0.5
    }

    /// Its four corners, clockwise from the upper left.
    pub(crate) fn corners(&self) -> Vec<Point> {
        vec![
            at(self.x, self.y),
            at(self.right(), self.y),
            at(self.right(), self.bottom()),
            at(self.x, self.bottom()),
        ]
    }
}

/// The edges of a closed polygon.
fn edges(polygon: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    polygon
        .iter()
        .copied()
        .zip(polygon.iter().copied().cycle().skip(1))
}

/// The smallest upright box around the points.
pub(crate) fn bounds(points: &[Point]) -> Rect {
    let Some(first) = points.first() else {
        return Rect::default();
    };
    let (mut left, mut top, mut right, mut bottom) = (first.x, first.y, first.x, first.y);
    for point in points {
        left = left.min(point.x);
        right = right.max(point.x);
        top = top.min(point.y);
        bottom = bottom.max(point.y);
    }
    Rect::between(left, top, right, bottom)
}

/// Even-odd rule.
pub(crate) fn inside(polygon: &[Point], point: Point) -> bool {
    edges(polygon)
        .filter(|(a, b)| {
            (a.y > point.y) != (b.y > point.y)
                && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
        })
        .count()
        % 2
        == 1
}

/// Distance from the point to the polygon's border.
pub(crate) fn distance(polygon: &[Point], point: Point) -> f64 {
    edges(polygon)
        .map(|(a, b)| point.distance_to_segment(a, b))
        .fold(f64::INFINITY, f64::min)
}

/// The polygon grown outwards by `by` on every side; corners keep their shape up to twice `by`.
pub(crate) fn grown(polygon: &[Point], by: f64) -> Vec<Point> {
    let area: f64 = edges(polygon).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    let outward = if area >= 0.0 { by } else { -by };
    let count = polygon.len();
    let previous = polygon.iter().cycle().skip(count.saturating_sub(1));
    let next = polygon.iter().cycle().skip(1);
    let normal = |a: Point, b: Point| {
        let length = (b.x - a.x).hypot(b.y - a.y);
        (length > 1e-6).then(|| ((b.y - a.y) / length, (a.x - b.x) / length))
    };
    polygon
        .iter()
        .zip(previous)
        .zip(next)
        .map(|((corner, before), after)| {
            let flat = (0.0, 0.0);
            let one = normal(*before, *corner)
                .or_else(|| normal(*corner, *after))
                .unwrap_or(flat);
            let two = normal(*corner, *after).unwrap_or(one);
            let (x, y) = (one.0 + two.0, one.1 + two.1);
            let square = (x * x + y * y).max(0.5);
            at(
                corner.x + outward * 2.0 * x / square,
                corner.y + outward * 2.0 * y / square,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_knows_its_inside_and_grows_evenly() {
        let square = Rect::between(10.0, 10.0, 20.0, 20.0).corners();
        assert!(inside(&square, at(15.0, 15.0)));
        assert!(!inside(&square, at(25.0, 15.0)));
        assert!((distance(&square, at(25.0, 15.0)) - 5.0).abs() < 1e-9);
        let grown = bounds(&grown(&square, 3.0));
        assert_eq!(grown, Rect::between(7.0, 7.0, 23.0, 23.0));
    }

    #[test]
    fn degenerate_shapes_do_not_yield_nan() {
        let point = vec![at(1.0, 1.0); 4];
        assert!(
            grown(&point, 2.0)
                .iter()
                .all(|p| p.x.is_finite() && p.y.is_finite())
        );
        assert!(!inside(&[], at(0.0, 0.0)));
        assert!(grown(&[], 2.0).is_empty());
    }
}
