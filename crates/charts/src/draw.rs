//! Drawing a [`Scene`] on any plotters backend, in three layers, so that each is redrawn only when
//! it has to be: [`draw_static`] on data, size, pixel ratio or theme, [`draw_turning`] on an
//! animation frame, [`draw_overlay`] on hover and focus.
//!
//! Nothing here measures text: every position comes from the layout, so no backend is asked for a
//! font. A backend that leaves text to plotters (the bitmap ones) would show none.

mod element;
mod overlay;
mod pen;
mod turning;

pub(crate) use turning::LEAN;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters_backend::DrawingBackend;

use crate::draw::element::Layer;
use crate::draw::pen::Pen;
use crate::geometry::Rect;
use crate::mark::MarkId;
use crate::scene::{Figure, Scene};
use crate::theme::Theme;

/// What drawing on an area returns.
pub type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Paints paper, figures and texts. The area's upper left corner is the scene's; give the backend
/// [`Scene::backend_size`].
pub fn draw_static<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    scene: &Scene,
    theme: &Theme,
) -> Drawn<B> {
    area.draw(&Layer::new(scene, theme, |pen: &mut Pen<'_, B>| {
        pen.rect(
            Rect::between(0.0, 0.0, scene.width, scene.height),
            theme.paper,
        )?;
        for figure in &scene.figures {
            match figure {
                Figure::Fill { points, tone } => pen.fill(points, theme.color(*tone))?,
                Figure::Line {
                    points,
                    tone,
                    width,
                } => {
                    pen.line(points, theme.color(*tone), *width)?;
                }
            }
        }
        scene.texts.iter().try_for_each(|text| pen.text(text))
    }))
}

/// Paints the parts of a flywheel that turn, at `angle` radians clockwise, over the static layer or
/// on a transparent layer of its own. Nothing for a scene without a wheel.
pub fn draw_turning<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    scene: &Scene,
    theme: &Theme,
    angle: f64,
) -> Drawn<B> {
    let Some(wheel) = &scene.wheel else {
        return Ok(());
    };
    area.draw(&Layer::new(scene, theme, |pen: &mut Pen<'_, B>| {
        turning::paint(pen, wheel, theme, angle)
    }))
}

/// Paints the outline of the mark under the pointer and the ring around the mark with the
/// keyboard's focus on a transparent layer that the caller has cleared.
pub fn draw_overlay<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    scene: &Scene,
    theme: &Theme,
    focus: Option<MarkId>,
    hover: Option<MarkId>,
) -> Drawn<B> {
    area.draw(&Layer::new(scene, theme, |pen: &mut Pen<'_, B>| {
        if let Some(mark) = hover.and_then(|id| scene.mark(id)) {
            overlay::hover(pen, mark, theme)?;
        }
        match focus.and_then(|id| scene.mark(id)) {
            Some(mark) => overlay::focus(pen, mark, theme),
            None => Ok(()),
        }
    }))
}
