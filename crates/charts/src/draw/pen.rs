//! From CSS px to a backend's whole units: scaling, rounding, crisp hairlines, text as it stands.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle,
};

use crate::geometry::{Point, Rect};
use crate::measure::Weight;
use crate::scene::{Align, PlacedText, Scene};
use crate::theme::{Color, Theme};

/// What a stroke of the pen returns.
pub(super) type Stroke<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Draws in CSS px on a backend.
pub(super) struct Pen<'a, B> {
    backend: &'a mut B,
    origin: BackendCoord,
    /// Device px per CSS px.
    ratio: f64,
    /// Backend units per device px.
    device: f64,
    theme: &'a Theme,
}

impl<'a, B: DrawingBackend> Pen<'a, B> {
    pub(super) fn new(
        backend: &'a mut B,
        origin: BackendCoord,
        scene: &Scene,
        theme: &'a Theme,
    ) -> Self {
        let viewport = &scene.viewport;
        let (ratio, device) = (viewport.pixel_ratio, f64::from(viewport.subpixels));
        Self {
            backend,
            origin,
            ratio,
            device,
            theme,
        }
    }

    fn place(&self, point: Point) -> BackendCoord {
        let unit = self.ratio * self.device;
        let whole = |value: f64| (value * unit).round() as i32;
        (
            self.origin.0 + whole(point.x),
            self.origin.1 + whole(point.y),
        )
    }

    /// Fills a box, its edges on whole device px.
    pub(super) fn rect(&mut self, area: Rect, color: Color) -> Stroke<B> {
        let snap = |value: f64| ((value * self.ratio).round() * self.device) as i32;
        let (x, y) = self.origin;
        let upper_left = (x + snap(area.x), y + snap(area.y));
        let lower_right = (x + snap(area.right()), y + snap(area.bottom()));
        self.backend
            .draw_rect(upper_left, lower_right, &opaque(color), true)
    }

    /// Fills a polygon.
    pub(super) fn fill(&mut self, points: &[Point], color: Color) -> Stroke<B> {
        let points: Vec<BackendCoord> = points.iter().map(|point| self.place(*point)).collect();
        self.backend.fill_polygon(points, &opaque(color))
    }

    /// Draws a line `width` CSS px wide, at least one device px. Level and plumb lines become
    /// boxes on whole device px, so that they are crisp on every backend.
    pub(super) fn line(&mut self, points: &[Point], color: Color, width: f64) -> Stroke<B> {
        if let [from, to] = points
            && ((from.x - to.x).abs() < 1e-6 || (from.y - to.y).abs() < 1e-6)
        {
            return self.straight(*from, *to, color, width);
        }
        let stroke = Line {
            color,
            width: (width * self.ratio).max(1.0) * self.device,
        };
        let points: Vec<BackendCoord> = points.iter().map(|point| self.place(*point)).collect();
        self.backend.draw_path(points, &stroke)
    }

    fn straight(&mut self, from: Point, to: Point, color: Color, width: f64) -> Stroke<B> {
        let thickness = (width * self.ratio).round().max(1.0) / self.ratio;
        let device_px = 1.0 / self.ratio;
        let edge = |middle: f64| ((middle - thickness / 2.0) / device_px).round() * device_px;
        let area = if (from.y - to.y).abs() < 1e-6 {
            let top = edge(from.y);
            Rect::between(from.x.min(to.x), top, from.x.max(to.x), top + thickness)
        } else {
            let left = edge(from.x);
            Rect::between(left, from.y.min(to.y), left + thickness, from.y.max(to.y))
        };
        self.rect(area, color)
    }

    /// Writes a text where its layout put it.
    pub(super) fn text(&mut self, text: &PlacedText) -> Stroke<B> {
        let style = TextStyle {
            color: self.theme.color(text.tone),
            size: text.font.size * self.ratio * self.device,
            style: match text.font.weight {
                Weight::Regular => FontStyle::Normal,
                Weight::Bold => FontStyle::Bold,
            },
            h_pos: match text.align {
                Align::Left => HPos::Left,
                Align::Center => HPos::Center,
                Align::Right => HPos::Right,
            },
            family: &self.theme.font_family,
        };
        let place = self.place(Point {
            x: text.x,
            y: text.y,
        });
        self.backend.draw_text(&text.text, &style, place)
    }
}

const fn opaque(color: Color) -> BackendColor {
    BackendColor {
        alpha: 1.0,
        rgb: (color.red, color.green, color.blue),
    }
}

struct Line {
    color: Color,
    width: f64,
}

impl BackendStyle for Line {
    fn color(&self) -> BackendColor {
        opaque(self.color)
    }

    fn stroke_width(&self) -> u32 {
        self.width.round() as u32
    }
}

/// A text style that no backend needs to measure.
struct TextStyle<'a> {
    color: Color,
    size: f64,
    style: FontStyle,
    h_pos: HPos,
    family: &'a str,
}

impl BackendTextStyle for TextStyle<'_> {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        opaque(self.color)
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn style(&self) -> FontStyle {
        self.style
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.h_pos, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.family)
    }

    fn layout_box(&self, _text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _pos: BackendCoord,
        _draw: D,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}
