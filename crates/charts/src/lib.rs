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
mod svg;
mod theme;
mod viewport;

pub use draw::{Drawn, draw_overlay, draw_static, draw_turning};
pub use flywheel::{FlywheelData, FlywheelPhase, Loss, RateFormat};
pub use funnel::{FunnelData, FunnelStage};
pub use geometry::{Point, Rect};
pub use hit::{Direction, TARGET};
pub use mark::{Mark, MarkId, Subject};
pub use measure::{EstimatedWidths, Font, MeasureText, Weight};
pub use pyramid::{PyramidData, PyramidLevel};
pub use scene::{Align, Figure, Phase, PlacedText, Reading, Scene, Tone, Wheel};
pub use svg::to_svg;
pub use theme::{Color, Theme};
pub use viewport::Viewport;
