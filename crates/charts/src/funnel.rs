//! The funnel: a band per stage, the flow of people from band to band, and behind them the ideal
//! cylinder in which everyone buys and advocates.

mod marks;
mod narrow;
mod parts;
mod row;
mod wide;

use crate::figures;
use crate::measure::{MeasureText, NOTE, STRONG_NOTE};
use crate::scene::{Align, Phase, Reading, Scene, Tone};
use crate::sheet::{PAD, Sheet, set};
use crate::viewport::Viewport;

/// From this width on, names and counts stand beside the bands instead of above them.
const WIDE: f64 = 600.0;

/// A funnel to lay out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FunnelData {
    /// From the first to the last.
    pub stages: Vec<FunnelStage>,
    /// Mean over stages of count ÷ count of the first stage; `None` when nobody is in the funnel.
    pub cylinder_index: Option<f64>,
    /// Another funnel with the same stages: then the first is the left half, filled, and this is the
    /// right half, hollow. Each is as wide as the cylinder at its own first stage.
    pub beside: Option<Beside>,
}

/// The funnel on the right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// What the funnel on the left is: `This period`.
    pub label: String,
    /// What this one is: `The period before`.
    pub other_label: String,
    /// People at each stage; not whole where they are supposed, so that no rounding shows in a share.
    pub people: Vec<f64>,
    /// Its cylinder index.
    pub cylinder_index: Option<f64>,
}

/// A stage of the funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelStage {
    /// The stage's name.
    pub label: String,
    /// People who reached this stage or a later one.
    pub people: u64,
    /// Median days from the stage before, when known.
    pub median_days: Option<f64>,
    /// Gives the color: before, at and after the purchase.
    pub phase: Phase,
}

/// Height in CSS px at which a funnel of so many stages looks its best.
pub fn preferred_height(stages: usize, width: f64) -> f64 {
    let stages = stages.max(1) as f64;
    if width >= WIDE {
        90.0 + stages * 30.0 + (stages - 1.0) * 50.0
    } else {
        64.0 + stages * 76.0
    }
}

/// Lays the funnel out.
pub fn layout(data: &FunnelData, viewport: &Viewport, measure: &dyn MeasureText) -> Scene {
    let mut sheet = Sheet::new(viewport, measure);
    let rows = row::rows(data, sheet.language());
    let height = if sheet.viewport.width >= WIDE {
        wide::draw(&mut sheet, &rows, data.beside.as_ref())
    } else {
        narrow::draw(&mut sheet, &rows, data.beside.as_ref())
    };
    let height = caption(&mut sheet, data, height);
    sheet.finish(height, Reading::Down, None)
}

/// The cylinder index under the funnel; returns the height of the whole.
fn caption(sheet: &mut Sheet<'_>, data: &FunnelData, top: f64) -> f64 {
    if data.stages.is_empty() {
        return top;
    }
    let words = sheet.language();
    let rate = |index: f64| figures::rate(words, index);
    let index = data.cylinder_index.and_then(rate);
    let mut figure = index.unwrap_or_else(|| figures::NOT_YET.to_owned());
    if let Some(beside) = &data.beside {
        let other = beside.cylinder_index.and_then(rate);
        figure = row::pair(
            &figure,
            &other.unwrap_or_else(|| figures::NOT_YET.to_owned()),
        );
    }
    let room = sheet.viewport.width - 2.0 * PAD;
    let y = top + 12.0;
    let strong = set(STRONG_NOTE, Align::Left, Tone::Ink);
    let written = sheet.text(&words.chart_cylinder(&figure), PAD, y, strong, room);
    let rest = words.chart_cylinder_means();
    let quiet = set(NOTE, Align::Left, Tone::Muted);
    let beside = written.right() + 12.0;
    if beside + sheet.width_of(rest, NOTE) <= room + PAD {
        sheet.text(rest, beside, y, quiet, room);
        y + 14.0
    } else {
        sheet.text(rest, PAD, y + NOTE.line(), quiet, room);
        y + NOTE.line() + 14.0
    }
}
