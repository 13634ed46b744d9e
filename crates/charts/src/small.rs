//! The three pictures small, for the start page: shapes only, without texts or marks. What they show
//! stands in words beside them. Their unit is the px of a box of [`WIDTH`] × [`HEIGHT`].

use std::f64::consts::{FRAC_PI_2, TAU};

use crate::geometry::{Point, at};
use crate::scene::{Figure, Phase, Tone};

/// Width of the box.
pub const WIDTH: f64 = 300.0;
/// Height of the box.
pub const HEIGHT: f64 = 150.0;

const PHASES: [Phase; 3] = [Phase::Attract, Phase::Engage, Phase::Delight];

fn fill(points: Vec<Point>, tone: Tone) -> Figure {
    Figure::Fill { points, tone }
}

fn outline(mut points: Vec<Point>, tone: Tone) -> Figure {
    points.extend(points.first().copied());
    Figure::Line {
        points,
        tone,
        width: 1.0,
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        (part as f64 / whole as f64).clamp(0.0, 1.0)
    }
}

/// A funnel on its side: the stages from left to right, each as high as its part of the first, inside
/// the ideal cylinder. `purchase` is the position of the stage that turns people into customers.
pub fn funnel(people: &[u64], purchase: Option<usize>) -> Vec<Figure> {
    let (left, right, top, bottom) = (1.0, WIDTH - 1.0, 5.0, HEIGHT - 5.0);
    let cylinder = vec![
        at(left, top),
        at(right, top),
        at(right, bottom),
        at(left, bottom),
    ];
    let mut figures = vec![outline(cylinder, Tone::Guide)];
    let first = people.first().copied().unwrap_or(0);
    let step = (right - left) / people.len().max(1) as f64;
    let (middle, tallest) = (f64::midpoint(top, bottom), (bottom - top) / 2.0);
    for (position, count) in people.iter().enumerate() {
        let next = people.get(position + 1).unwrap_or(count);
        // A stage with somebody in it is never thinner than a line.
        let half =
            |count: u64| (share(count, first) * tallest).max(if count > 0 { 0.75 } else { 0.0 });
        let (here, there) = (half(*count), half(*next));
        if here <= 0.0 {
            continue;
        }
        let x = left + step * position as f64;
        // Level for the most part, then down to the next.
        let (turn, end) = (x + step * 0.55, x + step - 2.0);
        let phase = match purchase {
            Some(purchase) if position == purchase => Phase::Engage,
            Some(purchase) if position > purchase => Phase::Delight,
            _ => Phase::Attract,
        };
        let points = vec![
            at(x, middle - here),
            at(turn, middle - here),
            at(end, middle - there),
            at(end, middle + there),
            at(turn, middle + here),
            at(x, middle + here),
        ];
        figures.push(fill(points, Tone::Phase(phase)));
    }
    figures
}

/// A flywheel: an arc for Attract, Engage and Delight, pale while its rate cannot be measured; inside
/// it how much of a turn the loop gain is.
pub fn flywheel(measured: [bool; 3], loop_gain: Option<f64>) -> Vec<Figure> {
    let center = at(WIDTH / 2.0, HEIGHT / 2.0);
    let (outer, inner) = (HEIGHT / 2.0 - 3.0, HEIGHT / 2.0 - 23.0);
    let arc = |radius: f64, from: f64, to: f64| {
        (0..=36).map(move |step| center.polar(radius, from + (to - from) * f64::from(step) / 36.0))
    };
    let mut figures = Vec::new();
    for (position, (phase, measured)) in PHASES.into_iter().zip(measured).enumerate() {
        let middle = position as f64 * TAU / 3.0 - FRAC_PI_2;
        let (from, to) = (middle - TAU / 6.0 + 0.06, middle + TAU / 6.0 - 0.16);
        let band = f64::midpoint(outer, inner);
        let mut points: Vec<Point> = arc(outer, from, to).collect();
        points.push(center.polar(band, to + 0.14));
        points.extend(arc(inner, to, from));
        points.push(center.polar(band, from + 0.14));
        if measured {
            figures.push(fill(points, Tone::Phase(phase)));
        } else {
            figures.push(fill(points.clone(), Tone::Wash(phase)));
            figures.push(outline(points, Tone::Phase(phase)));
        }
    }
    let hub: Vec<Point> = arc(inner - 12.0, 0.0, TAU).collect();
    figures.push(outline(hub, Tone::Guide));
    if let Some(gain) = loop_gain.filter(|gain| gain.is_finite() && *gain > 0.0) {
        let end = gain.min(1.0) * TAU - FRAC_PI_2;
        figures.push(Figure::Line {
            points: arc(inner - 12.0, -FRAC_PI_2, end).collect(),
            tone: Tone::Phase(Phase::Engage),
            width: 4.0,
        });
    }
    figures
}

/// A pyramid of levels, given from the base to the top, with a bar beside each level for the people on
/// it: the longest for the fullest level.
pub fn pyramid(people: &[u64]) -> Vec<Figure> {
    let (top, gap, base) = (4.0, 3.0, 168.0);
    let level = (HEIGHT - 2.0 * top) / people.len().max(1) as f64;
    let axis = base / 2.0 + 1.0;
    let (bar_left, bar_room) = (base + 22.0, WIDTH - base - 24.0);
    let most = people.iter().copied().max().unwrap_or(0);
    let mut figures = Vec::new();
    for (index, count) in people.iter().enumerate() {
        let upper = top + level * (people.len() - 1 - index) as f64;
        let lower = upper + level - gap;
        let half = |y: f64| base / 2.0 * (y - top) / (HEIGHT - 2.0 * top);
        let shape = vec![
            at(axis - half(upper), upper),
            at(axis + half(upper), upper),
            at(axis + half(lower), lower),
            at(axis - half(lower), lower),
        ];
        figures.push(fill(shape.clone(), Tone::Wash(Phase::Delight)));
        figures.push(outline(shape, Tone::Phase(Phase::Delight)));
        if *count > 0 {
            let long = (share(*count, most) * bar_room).max(1.5);
            let (y, half) = (f64::midpoint(upper, lower), 4.0);
            let bar = vec![
                at(bar_left, y - half),
                at(bar_left + long, y - half),
                at(bar_left + long, y + half),
                at(bar_left, y + half),
            ];
            figures.push(fill(bar, Tone::Phase(Phase::Delight)));
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fills(figures: &[Figure]) -> Vec<(Tone, Vec<Point>)> {
        let filled = figures.iter().filter_map(|figure| match figure {
            Figure::Fill { points, tone } => Some((*tone, points.clone())),
            Figure::Line { .. } => None,
        });
        filled.collect()
    }

    fn height(points: &[Point]) -> f64 {
        points.iter().map(|point| point.y).fold(f64::MIN, f64::max)
            - points.iter().map(|point| point.y).fold(f64::MAX, f64::min)
    }

    #[test]
    fn a_stage_is_as_high_as_its_part_of_the_first() {
        let stages = fills(&funnel(&[100, 50, 10, 0], Some(1)));
        let heights: Vec<f64> = stages.iter().map(|(_, points)| height(points)).collect();
        assert_eq!(heights.len(), 3, "an empty stage draws nothing");
        assert!(
            (heights[0] - 140.0).abs() < 1e-9 && (heights[1] - 70.0).abs() < 1e-9,
            "{heights:?}"
        );
        let tones: Vec<Tone> = stages.into_iter().map(|(tone, _)| tone).collect();
        assert_eq!(tones, PHASES.map(Tone::Phase));
    }

    #[test]
    fn one_in_a_million_is_still_a_line() {
        let stages = fills(&funnel(&[1_000_000, 1], None));
        assert!(height(&stages[1].1) >= 1.5);
    }

    #[test]
    fn what_cannot_be_measured_is_pale_and_outlined() {
        let figures = flywheel([true, false, true], None);
        let tones: Vec<Tone> = fills(&figures).into_iter().map(|(tone, _)| tone).collect();
        assert_eq!(tones[1], Tone::Wash(Phase::Engage));
        assert_eq!(figures.len(), 5);
        assert_eq!(flywheel([true; 3], Some(f64::NAN)).len(), 4);
    }

    #[test]
    fn nobody_at_all_draws_the_frames_alone() {
        assert_eq!(funnel(&[], None).len(), 1);
        assert_eq!(fills(&funnel(&[0, 0], None)), []);
        assert_eq!(pyramid(&[0; 5]).len(), 10);
        assert_eq!(pyramid(&[]), []);
    }

    proptest! {
        #[test]
        fn everything_stays_in_its_box(
            people in prop::collection::vec(any::<u64>(), 0..12), purchase in prop::option::of(0_usize..12),
            gain in prop::option::of(any::<f64>()), measured in any::<[bool; 3]>(),
        ) {
            let pictures = [funnel(&people, purchase), flywheel(measured, gain), pyramid(&people)];
            for figure in pictures.iter().flatten() {
                let (Figure::Fill { points, .. } | Figure::Line { points, .. }) = figure;
                for point in points {
                    prop_assert!((0.0..=WIDTH).contains(&point.x), "{}", point.x);
                    prop_assert!((0.0..=HEIGHT).contains(&point.y), "{}", point.y);
                }
            }
        }
    }
}
