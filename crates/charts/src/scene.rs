//! What a layout makes and everything else reads: a list of figures and texts to draw, and the
//! marks that a person can point at, walk to with the keyboard and hear.

use crate::geometry::{Point, Rect};
use crate::mark::{Mark, MarkId, Subject};
use crate::measure::Font;
use crate::viewport::Viewport;

/// The flywheel's phases; funnel stages and pyramid levels take their color from them too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Making contact: people come.
    Attract,
    /// Building the relationship: people buy.
    Engage,
    /// Solidifying it: customers act for the brand.
    Delight,
}

/// A role that the theme gives a color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Background.
    Paper,
    /// Text, outlines.
    Ink,
    /// Secondary text.
    Muted,
    /// Lines that carry meaning, such as the ideal cylinder: at least 3:1 on paper.
    Guide,
    /// Decoration.
    Hairline,
    /// Full color of a mark: at least 3:1 on paper.
    Phase(Phase),
    /// Pale ground of the same hue; never the only sign of anything.
    Wash(Phase),
    /// Losses: at least 3:1 on paper.
    Problem,
}

/// Something drawn that is not text.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A filled polygon.
    Fill {
        /// Corners in order; closes itself.
        points: Vec<Point>,
        /// Color.
        tone: Tone,
    },
    /// An open line; repeat the first point to close it.
    Line {
        /// Points in order.
        points: Vec<Point>,
        /// Color.
        tone: Tone,
        /// In CSS px; drawn at least one device px wide.
        width: f64,
    },
}

/// Where a text's `x` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// At its left end.
    Left,
    /// In its middle.
    Center,
    /// At its right end.
    Right,
}

/// A line of text that fits where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedText {
    /// With an ellipsis where it had to be cut.
    pub text: String,
    /// See `align`.
    pub x: f64,
    /// The line's vertical middle.
    pub y: f64,
    /// Measured, in CSS px.
    pub width: f64,
    /// Size and weight.
    pub font: Font,
    /// What `x` means.
    pub align: Align,
    /// Color.
    pub tone: Tone,
}

impl PlacedText {
    /// The box that the text takes.
    pub fn bounds(&self) -> Rect {
        let left = match self.align {
            Align::Left => self.x,
            Align::Center => self.x - self.width / 2.0,
            Align::Right => self.x - self.width,
        };
        let half = self.font.size * 0.6;
        Rect::between(left, self.y - half, left + self.width, self.y + half)
    }
}

/// Which way the order of marks runs on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The next mark is below, to the right, or clockwise.
    Down,
    /// The next mark is above.
    Up,
}

/// The ring of a flywheel, for the parts that turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Wheel {
    /// Its middle.
    pub center: Point,
    /// Inner radius of the ring.
    pub inner: f64,
    /// Outer radius of the ring.
    pub outer: f64,
    /// Start and end of each phase's arc, radians clockwise from three o'clock.
    pub arcs: Vec<(f64, f64)>,
}

/// A laid out chart in CSS px.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// As given to the layout, made sane.
    pub viewport: Viewport,
    /// Give the canvas this width in CSS px.
    pub width: f64,
    /// Give the canvas this height in CSS px.
    pub height: f64,
    /// Back to front.
    pub figures: Vec<Figure>,
    /// Over the figures.
    pub texts: Vec<PlacedText>,
    /// In the order of walking; `marks[i].id == MarkId(i)`.
    pub marks: Vec<Mark>,
    /// Which way that order runs.
    pub reading: Reading,
    /// Only flywheels have one.
    pub wheel: Option<Wheel>,
}

impl Scene {
    /// The mark with this id.
    pub fn mark(&self, id: MarkId) -> Option<&Mark> {
        self.marks.get(id.0)
    }

    /// The mark that stands for this.
    pub fn mark_of(&self, subject: Subject) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.subject == subject)
    }

    /// Width and height of the canvas in device px.
    pub fn device_size(&self) -> (u32, u32) {
        let ratio = self.viewport.pixel_ratio;
        let device = |length: f64| ((length * ratio).round() as u32).max(1);
        (device(self.width), device(self.height))
    }

    /// [`Scene::device_size`] in backend units: [`Viewport::subpixels`] for each device px.
    pub fn backend_size(&self) -> (u32, u32) {
        let (width, height) = self.device_size();
        (
            width * self.viewport.subpixels,
            height * self.viewport.subpixels,
        )
    }
}
