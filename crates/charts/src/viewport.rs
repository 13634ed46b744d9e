//! The room that a chart gets, and how finely it is drawn.

use laurel_words::{Language, Words};

/// The room a chart gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// In CSS px.
    pub width: f64,
    /// In CSS px: a wish. [`crate::Scene::height`] says what the chart takes.
    pub height: f64,
    /// Device px per CSS px (`devicePixelRatio`).
    pub pixel_ratio: f64,
    /// Backend units per device px, 1 or more. plotters' coordinates are whole numbers; with 8 here
    /// and the canvas context scaled by 1/8, curves and turning parts are smooth.
    pub subpixels: u32,
    /// The language of what is written.
    pub words: Words,
}

impl Viewport {
    /// A viewport whose backend units are device px.
    pub const fn new(width: f64, height: f64, pixel_ratio: f64) -> Self {
        Self {
            width,
            height,
            pixel_ratio,
            subpixels: 1,
            words: Words::of(Language::En),
        }
    }

    /// The same room, drawn with `subpixels` backend units per device px.
    #[must_use]
    pub const fn with_subpixels(self, subpixels: u32) -> Self {
        Self { subpixels, ..self }
    }

    /// The same room for readers of a language.
    #[must_use]
    pub const fn with_words(self, words: Words) -> Self {
        Self { words, ..self }
    }

    /// The same room with every value in a range that layouts can work with.
    pub(crate) fn sane(&self) -> Self {
        let within = |value: f64, low: f64, high: f64, otherwise: f64| {
            if value.is_finite() {
                value.clamp(low, high)
            } else {
                otherwise
            }
        };
        Self {
            width: within(self.width, 240.0, 4_000.0, 640.0),
            height: within(self.height, 0.0, 4_000.0, 0.0),
            pixel_ratio: within(self.pixel_ratio, 0.25, 8.0, 1.0),
            subpixels: self.subpixels.clamp(1, 64),
            words: self.words,
        }
    }
}
