//! Painting a scene on the two canvases of a chart.

use laurel_charts::{MarkId, Scene, Theme, draw_overlay, draw_static, draw_turning};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

type Area = DrawingArea<CanvasBackend, Shift>;

/// Paper, figures and texts. On data, size, pixel ratio or theme.
pub(super) fn paint_static(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    theme: &Theme,
) -> Option<Area> {
    prepare(canvas, scene)?;
    let area = CanvasBackend::with_canvas_object(canvas.clone())?.into_drawing_area();
    draw_static(&area, scene, theme).ok()?;
    Some(area)
}

/// The same with the wheel at rest, which otherwise has a canvas of its own.
pub(super) fn paint_all(canvas: &HtmlCanvasElement, scene: &Scene, theme: &Theme) -> Option<()> {
    let area = paint_static(canvas, scene, theme)?;
    draw_turning(&area, scene, theme, 0.0).ok()
}

/// The outlines of what is pointed at and what has the focus. Nothing else is redrawn for them.
pub(super) fn paint_overlay(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    theme: &Theme,
    focus: Option<MarkId>,
    hover: Option<MarkId>,
) -> Option<()> {
    prepare(canvas, scene)?;
    if focus.is_none() && hover.is_none() {
        return Some(());
    }
    let area = CanvasBackend::with_canvas_object(canvas.clone())?.into_drawing_area();
    draw_overlay(&area, scene, theme, focus, hover).ok()
}

/// An empty canvas of the scene's size, whose unit is the scene's backend unit.
fn prepare(canvas: &HtmlCanvasElement, scene: &Scene) -> Option<()> {
    let ratio = scene.viewport.pixel_ratio;
    let (width, height) = (
        (scene.width * ratio).round() as u32,
        (scene.height * ratio).round() as u32,
    );
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    if canvas.width() != width || canvas.height() != height {
        // Setting the size empties the canvas and resets its unit.
        canvas.set_width(width);
        canvas.set_height(height);
    } else {
        context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).ok()?;
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    }
    let unit = 1.0 / f64::from(scene.viewport.subpixels);
    context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0).ok()?;
    // Round joins, so that the acute corners of a ring do not spike.
    context.set_line_join("round");
    Some(())
}
