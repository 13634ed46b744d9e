//! Text widths from the canvas itself, each asked once.

use std::cell::RefCell;
use std::collections::HashMap;

use laurel_charts::{Font, MeasureText};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A canvas that is never shown and measures in one font family.
pub(super) struct CanvasMeasure {
    context: CanvasRenderingContext2d,
    family: String,
    known: RefCell<Vec<(Font, HashMap<String, f64>)>>,
}

impl CanvasMeasure {
    /// `None` where there is no canvas.
    pub(super) fn new(family: &str) -> Option<Self> {
        let canvas: HtmlCanvasElement =
            document().create_element("canvas").ok()?.dyn_into().ok()?;
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            context,
            family: family.to_owned(),
            known: RefCell::default(),
        })
    }

    /// Whether it measures in this family.
    pub(super) fn is_for(&self, family: &str) -> bool {
        self.family == family
    }
}

impl MeasureText for CanvasMeasure {
    fn width(&self, text: &str, font: Font) -> f64 {
        let mut known = self.known.borrow_mut();
        let place = known
            .iter()
            .position(|(other, _)| *other == font)
            .unwrap_or_else(|| {
                known.push((font, HashMap::new()));
                known.len() - 1
            });
        let Some((_, widths)) = known.get_mut(place) else {
            return 0.0;
        };
        if let Some(width) = widths.get(text) {
            return *width;
        }
        self.context.set_font(&font.css(&self.family));
        let width = self
            .context
            .measure_text(text)
            .map_or(0.0, |measured| measured.width());
        widths.insert(text.to_owned(), width);
        width
    }
}
