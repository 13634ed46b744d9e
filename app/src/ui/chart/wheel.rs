//! The canvas on which a flywheel turns: as large as the ring, over the picture, and the only thing
//! that a frame touches.

use laurel_charts::{Scene, Theme, draw_turning};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Room around the ring in CSS px, for the edges of strokes.
const EDGE: f64 = 2.0;

/// Where the ring lies in the plot, in CSS px on whole device px: left, top, and its size.
pub fn ring_box(scene: &Scene) -> Option<(f64, f64, f64)> {
    let wheel = scene.wheel.as_ref()?;
    let ratio = scene.viewport.pixel_ratio;
    let snap = |length: f64| (length * ratio).floor() / ratio;
    let left = snap(wheel.center.x - wheel.outer - EDGE);
    let top = snap(wheel.center.y - wheel.outer - EDGE);
    Some((left, top, snap(2.0 * (wheel.outer + EDGE)) + 1.0 / ratio))
}

/// A canvas that is ready for frames.
pub struct WheelCanvas {
    context: CanvasRenderingContext2d,
    area: DrawingArea<CanvasBackend, Shift>,
    /// The canvas's place in the scene in backend units: left, top, size.
    place: (f64, f64, f64),
}

impl WheelCanvas {
    /// Prepares the canvas for a scene with a wheel.
    pub fn new(canvas: &HtmlCanvasElement, scene: &Scene) -> Option<Self> {
        let (left, top, size) = ring_box(scene)?;
        let ratio = scene.viewport.pixel_ratio;
        let device = (size * ratio).round() as u32;
        canvas.set_width(device);
        canvas.set_height(device);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let subpixels = f64::from(scene.viewport.subpixels);
        let unit = 1.0 / subpixels;
        context
            .set_transform(unit, 0.0, 0.0, unit, -left * ratio, -top * ratio)
            .ok()?;
        context.set_line_join("round");
        let area = CanvasBackend::with_canvas_object(canvas.clone())?.into_drawing_area();
        let units = ratio * subpixels;
        Some(Self {
            context,
            area,
            place: (left * units, top * units, size * units),
        })
    }

    /// Paints the turning parts at this angle and nothing else.
    pub fn paint(&self, scene: &Scene, theme: &Theme, angle: f64) {
        let (left, top, size) = self.place;
        self.context.clear_rect(left, top, size, size);
        // A canvas that is gone shows nothing, which is all there is to say about it.
        _ = draw_turning(&self.area, scene, theme, angle);
    }
}
