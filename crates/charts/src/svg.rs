//! A scene as an SVG document: for export, print and snapshots.

use plotters::drawing::IntoDrawingArea;
use plotters_backend::text_anchor::Pos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle, FontTransform,
};
use plotters_svg::SVGBackend;

use crate::draw::{Drawn, draw_overlay, draw_static, draw_turning};
use crate::mark::MarkId;
use crate::scene::Scene;
use crate::theme::Theme;

/// Units per CSS px in the document: tenths, so that curves are smooth at every size.
const TENTHS: u32 = 10;

/// Draws all layers of the scene (a wheel at rest, and the ring around `focus`) and returns the
/// document.
pub fn to_svg(scene: &Scene, theme: &Theme, focus: Option<MarkId>) -> String {
    let viewport = crate::viewport::Viewport {
        pixel_ratio: 1.0,
        subpixels: TENTHS,
        ..scene.viewport
    };
    let scene = Scene {
        viewport,
        ..scene.clone()
    };
    let size = scene.backend_size();
    let mut document = String::new();
    // Writing to a string cannot fail.
    let _: Drawn<SvgText<'_>> = {
        let area = SvgText(SVGBackend::with_string(&mut document, size)).into_drawing_area();
        draw_static(&area, &scene, theme)
            .and_then(|()| draw_turning(&area, &scene, theme, 0.0))
            .and_then(|()| draw_overlay(&area, &scene, theme, focus, None))
            .and_then(|()| area.present())
    };
    let drawn = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
    let shown = format!("width=\"{}\" height=\"{}\"", scene.width, scene.height);
    document.replacen(&drawn, &shown, 1)
}

/// plotters-svg sets text 1/1.24 of the size that a canvas sets, and its middle a little higher:
/// this undoes both.
struct SvgText<'a>(SVGBackend<'a>);

type Outcome = Result<(), DrawingErrorKind<std::io::Error>>;

impl DrawingBackend for SvgText<'_> {
    type ErrorType = std::io::Error;

    fn get_size(&self) -> (u32, u32) {
        self.0.get_size()
    }

    fn ensure_prepared(&mut self) -> Outcome {
        self.0.ensure_prepared()
    }

    fn present(&mut self) -> Outcome {
        self.0.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        self.0.draw_pixel(point, color)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        lower_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        self.0.draw_rect(upper_left, lower_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.0.draw_path(path, style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.0.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Outcome {
        let down = (style.size() * 0.05).round() as i32;
        self.0.draw_text(text, &Larger(style), (at.0, at.1 + down))
    }
}

struct Larger<'a, S>(&'a S);

impl<S: BackendTextStyle> BackendTextStyle for Larger<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.0.color()
    }

    fn size(&self) -> f64 {
        self.0.size() * 1.24
    }

    fn transform(&self) -> FontTransform {
        self.0.transform()
    }

    fn style(&self) -> FontStyle {
        self.0.style()
    }

    fn anchor(&self) -> Pos {
        self.0.anchor()
    }

    fn family(&self) -> FontFamily<'_> {
        self.0.family()
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        self.0.layout_box(text)
    }

    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        pos: BackendCoord,
        draw: D,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.0.draw(text, pos, draw)
    }
}
