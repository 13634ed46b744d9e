//! Funnel, flywheel and pyramid.
//!
//! Each chart is made in three steps that know nothing of each other's platform:
//!
//! 1. [`funnel::layout`], [`flywheel::layout`] and [`pyramid::layout`] turn plain figures into a
//!    [`Scene`] in CSS px, pure and without a font: text widths come from a [`MeasureText`].
//! 2. [`Scene::hit`] and [`Scene::next`] say which mark a pointer or an arrow key means. Hover,
//!    focus and click use the same functions.
//! 3. [`draw_static`], [`draw_turning`] and [`draw_overlay`] paint a scene on any plotters backend:
//!    a canvas in the browser, SVG natively ([`to_svg`]).
//!
//! ```
//! use laurel_charts::{EstimatedWidths, PyramidData, PyramidLevel, Theme, Viewport, pyramid, to_svg};
//!
//! let level = |label: &str, people| PyramidLevel { label: label.to_owned(), people };
//! let data = PyramidData { levels: vec![level("Physical rewards", 312), level("Recognition", 141)] };
//! let scene = pyramid::layout(&data, &Viewport::new(343.0, 0.0, 2.0), &EstimatedWidths);
//! assert_eq!(scene.marks[0].spoken(), "Physical rewards: 312 people, 68.9% of everyone on the pyramid, level 1 of 2");
//! let document = to_svg(&scene, &Theme::LIGHT, None);
//! assert!(document.starts_with("<svg width=\"343\""));
//! ```
//!
//! This crate computes no statistics besides the shares that its labels print, reads no clock and
//! depends on no other crate of Laurel.

mod draw;
pub mod figures;
pub mod flywheel;
pub mod funnel;
mod geometry;
mod hit;
mod mark;
mod measure;
pub mod pyramid;
mod scene;
mod sheet;
pub mod small;
pub mod spin;
mod svg;
mod theme;
mod titled;
mod viewport;

pub use draw::{Drawn, draw_overlay, draw_static, draw_turning};
pub use flywheel::{FlywheelData, FlywheelPhase, Loss, RateFormat};
pub use funnel::{Beside, FunnelData, FunnelStage};
pub use geometry::{Point, Rect};
pub use hit::{Direction, TARGET};
pub use mark::{Mark, MarkId, Subject};
pub use measure::{EstimatedWidths, Font, MeasureText, Weight};
pub use pyramid::{PyramidData, PyramidLevel};
pub use scene::{Align, Figure, Phase, PlacedText, Reading, Scene, Tone, Wheel};
pub use spin::{Drive, Spin};
pub use svg::to_svg;
pub use theme::{Color, Theme};
pub use titled::{Heading, titled};
pub use viewport::Viewport;
