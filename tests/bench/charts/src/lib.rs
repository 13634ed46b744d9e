//! Funnel and flywheel as the app draws them, without the app: layout, painting and hit-testing are
//! the app's own files. Only for `cargo xtask bench charts`.

use laurel_charts::{
    FlywheelData, FlywheelPhase, Font, FunnelData, FunnelStage, Loss, MarkId, MeasureText, Phase,
    RateFormat, Scene, Theme, Viewport, flywheel, funnel,
};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

#[path = "../../../../app/src/ui/chart/layer.rs"]
#[expect(dead_code, reason = "saving a picture is not measured")]
mod layer;
#[path = "../../../../app/src/ui/chart/wheel.rs"]
#[expect(unreachable_pub, reason = "public in the app")]
mod wheel;

/// Canvas units per device px, as in the app.
const SUBPIXELS: u32 = 8;

/// A funnel on two canvases.
#[wasm_bindgen]
pub struct Chart {
    overlay: HtmlCanvasElement,
    scene: Scene,
    hover: Option<MarkId>,
}

/// A flywheel: its picture, and the canvas on which it turns.
#[wasm_bindgen]
pub struct Wheel {
    scene: Scene,
    canvas: wheel::WheelCanvas,
    place: (f64, f64, f64),
}

struct Measure(CanvasRenderingContext2d);

impl MeasureText for Measure {
    fn width(&self, text: &str, font: Font) -> f64 {
        self.0.set_font(&font.css(&Theme::LIGHT.font_family));
        self.0
            .measure_text(text)
            .map_or(0.0, |measured| measured.width())
    }
}

fn measure(canvas: &HtmlCanvasElement) -> Option<Measure> {
    let context = canvas.get_context("2d").ok()??;
    Some(Measure(context.dyn_into().ok()?))
}

#[wasm_bindgen]
impl Chart {
    /// Lays out and draws a funnel of these counts.
    pub fn funnel(
        picture: HtmlCanvasElement,
        overlay: HtmlCanvasElement,
        names: Vec<String>,
        counts: Vec<f64>,
        width: f64,
        ratio: f64,
    ) -> Option<Self> {
        let stages = names
            .into_iter()
            .zip(counts)
            .map(|(label, people)| FunnelStage {
                label,
                people: people as u64,
                median_days: Some(9.0),
                phase: Phase::Attract,
            });
        let data = FunnelData {
            stages: stages.collect(),
            cylinder_index: Some(0.5),
            beside: None,
        };
        let height = funnel::preferred_height(data.stages.len(), width);
        let viewport = Viewport::new(width, height, ratio).with_subpixels(SUBPIXELS);
        let scene = funnel::layout(&data, &viewport, &measure(&overlay)?);
        layer::paint_static(&picture, &scene, &Theme::LIGHT)?;
        Some(Self {
            overlay,
            scene,
            hover: None,
        })
    }

    /// What the pointer at this place means: redraws the overlay when that changes, and answers the
    /// tooltip's words.
    pub fn hover(&mut self, x: f64, y: f64) -> Option<String> {
        let hit = self.scene.hit(x, y);
        if hit != self.hover {
            self.hover = hit;
            layer::paint_overlay(&self.overlay, &self.scene, &Theme::LIGHT, None, hit)?;
        }
        Some(self.scene.mark(hit?)?.spoken())
    }
}

#[wasm_bindgen]
impl Wheel {
    /// Lays out and draws a flywheel; what turns has a canvas of its own, as in the app.
    pub fn turning(
        picture: HtmlCanvasElement,
        canvas: HtmlCanvasElement,
        width: f64,
        ratio: f64,
    ) -> Option<Self> {
        let phase = |label: &str| FlywheelPhase {
            label: label.to_owned(),
            value: Some(0.5),
            format: RateFormat::Number,
            unit: "per customer".to_owned(),
            detail: "352 people through 692 acts".to_owned(),
        };
        let data = FlywheelData {
            attract: phase("Attract"),
            engage: phase("Engage"),
            delight: phase("Delight"),
            loop_gain: Some(0.34),
            momentum: Some(1.26),
            momentum_unit: "customers a day".to_owned(),
            friction: vec![Loss {
                label: "Detractors".to_owned(),
                count: 74,
                after: Phase::Engage,
            }],
            what_if: false,
        };
        let height = flywheel::preferred_height(1, width);
        let viewport = Viewport::new(width, height, ratio).with_subpixels(SUBPIXELS);
        let scene = flywheel::layout(&data, &viewport, &measure(&picture)?);
        layer::paint_static(&picture, &scene, &Theme::LIGHT)?;
        Some(Self {
            canvas: wheel::WheelCanvas::new(&canvas, &scene)?,
            place: wheel::ring_box(&scene)?,
            scene,
        })
    }

    /// Where the second canvas lies over the first, in CSS px: left, top, size.
    pub fn place(&self) -> Vec<f64> {
        let (left, top, size) = self.place;
        vec![left, top, size]
    }

    /// Draws a frame of what turns, at this angle in radians.
    pub fn frame(&self, angle: f64) {
        self.canvas.paint(&self.scene, &Theme::LIGHT, angle);
    }
}
