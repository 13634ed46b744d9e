//! Which mark is under the pointer, and which comes next on an arrow key. Hover, focus and click
//! all ask here.

use crate::geometry::{at, bounds, distance, inside};
use crate::mark::MarkId;
use crate::scene::{Reading, Scene};

/// Smallest target in CSS px (WCAG 2.2, 2.5.8).
pub const TARGET: f64 = 24.0;

/// A step through the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    First,
    /// End.
    Last,
}

impl Direction {
    /// From a keyboard event's `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }
}

impl Scene {
    /// The mark at this place: inside its shape, else inside its label or row, else the nearest
    /// thin mark whose 24 px target reaches here.
    pub fn hit(&self, x: f64, y: f64) -> Option<MarkId> {
        let point = at(x, y);
        let reach = |shape: &[_]| {
            let size = bounds(shape);
            (TARGET - size.width.min(size.height)).max(0.0) / 2.0
        };
        let within_reach = || {
            self.marks
                .iter()
                .map(|mark| (mark, distance(&mark.shape, point)))
                .filter(|(mark, away)| *away <= reach(&mark.shape))
                .min_by(|(_, one), (_, other)| one.total_cmp(other))
                .map(|(mark, _)| mark)
        };
        self.marks
            .iter()
            .find(|mark| inside(&mark.shape, point))
            .or_else(|| {
                self.marks
                    .iter()
                    .find(|mark| mark.targets.iter().any(|area| area.contains(point)))
            })
            .or_else(within_reach)
            .map(|mark| mark.id)
    }

    /// Where an arrow key, Home or End leads. Without a current mark it is the first (or the last).
    /// Stops at both ends. `None` only for a chart without marks.
    pub fn next(&self, current: Option<MarkId>, direction: Direction) -> Option<MarkId> {
        let last = self.marks.len().checked_sub(1)?;
        let forwards = match direction {
            Direction::First => return Some(MarkId(0)),
            Direction::Last => return Some(MarkId(last)),
            Direction::Right => true,
            Direction::Left => false,
            Direction::Down => self.reading == Reading::Down,
            Direction::Up => self.reading == Reading::Up,
        };
        Some(MarkId(match current {
            None if forwards => 0,
            None => last,
            Some(MarkId(index)) if forwards => index.saturating_add(1).min(last),
            Some(MarkId(index)) => index.saturating_sub(1).min(last),
        }))
    }
}
