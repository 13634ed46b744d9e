//! The pyramid of advocate needs: its levels are equally high, as the idea has it, so a bar beside
//! each level shows how many people are really there.

mod labels;

use crate::figures;
use crate::geometry::{Point, Rect, at, bounds};
use crate::mark::Subject;
use crate::measure::{MeasureText, NAME, NOTE, STRONG_NOTE, clean};
use crate::scene::{Align, Phase, Reading, Scene, Tone};
use crate::sheet::{PAD, Sheet, Words, set};
use crate::viewport::Viewport;

use self::labels::{Labels, Row};

/// From this width on, the levels' figures stand beside the pyramid instead of under it.
const WIDE: f64 = 600.0;
/// Paper between two levels.
const GAP: f64 = 4.0;
/// Height of a row under the pyramid.
const ROW: f64 = 46.0;

/// A pyramid to lay out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PyramidData {
    /// From the base to the top.
    pub levels: Vec<PyramidLevel>,
}

/// A level of the pyramid.
#[derive(Clone, Debug, PartialEq)]
pub struct PyramidLevel {
    /// The level's name.
    pub label: String,
    /// People whose current level this is.
    pub people: u64,
}

/// Height in CSS px at which a pyramid of so many levels looks its best.
pub fn preferred_height(levels: usize, width: f64) -> f64 {
    let levels = levels.max(1) as f64;
    if width >= WIDE {
        levels * 68.0 + 2.0 * PAD
    } else {
        width * 0.58 + levels * ROW + 40.0
    }
}

/// Lays the pyramid out. Marks run from the base to the top.
pub fn layout(data: &PyramidData, viewport: &Viewport, measure: &dyn MeasureText) -> Scene {
    let mut sheet = Sheet::new(viewport, measure);
    let levels = data.levels.len().max(1) as f64;
    let width = sheet.viewport.width;
    let height = if width >= WIDE {
        let level = (sheet.viewport.height / levels).clamp(52.0, 76.0).floor();
        let base = (width * 0.42).min(level * levels * 1.25);
        let pyramid = Pyramid {
            axis: PAD + base / 2.0,
            base,
            top: PAD,
            level,
            levels,
        };
        rows(&mut sheet, data, &pyramid, None);
        PAD + level * levels + PAD
    } else {
        let base = (width - 2.0 * PAD).min(400.0);
        let level = (base * 0.56 / levels).max(24.0);
        let pyramid = Pyramid {
            axis: width / 2.0,
            base,
            top: PAD,
            level,
            levels,
        };
        let list = PAD + level * levels + 20.0;
        rows(&mut sheet, data, &pyramid, Some(list));
        list + levels * ROW + PAD
    };
    sheet.finish(height, Reading::Up, None)
}

/// Where the pyramid stands.
struct Pyramid {
    axis: f64,
    base: f64,
    top: f64,
    level: f64,
    levels: f64,
}

impl Pyramid {
    /// Width at a height.
    fn width_at(&self, y: f64) -> f64 {
        self.base * (y - self.top) / (self.level * self.levels)
    }

    /// Upper edge of the level with this index, 0 at the base.
    fn upper(&self, index: usize) -> f64 {
        self.top + self.level * (self.levels - 1.0 - index as f64)
    }

    fn shape(&self, index: usize) -> Vec<Point> {
        let top = self.upper(index);
        let bottom = top + self.level - GAP;
        let (short, long) = (self.width_at(top) / 2.0, self.width_at(bottom) / 2.0);
        let foot = [at(self.axis + long, bottom), at(self.axis - long, bottom)];
        if short < 0.5 {
            return std::iter::once(at(self.axis, top)).chain(foot).collect();
        }
        [at(self.axis - short, top), at(self.axis + short, top)]
            .into_iter()
            .chain(foot)
            .collect()
    }
}

/// Draws the levels and their rows: beside the pyramid, or in a list from `list` on.
fn rows(sheet: &mut Sheet<'_>, data: &PyramidData, pyramid: &Pyramid, list: Option<f64>) {
    let language = sheet.language();
    let width = sheet.viewport.width;
    let most = data
        .levels
        .iter()
        .map(|level| level.people)
        .max()
        .unwrap_or(0);
    let total = data
        .levels
        .iter()
        .fold(0_u64, |sum, level| sum.saturating_add(level.people));
    let counts: Vec<String> = data
        .levels
        .iter()
        .map(|level| figures::count(language, level.people))
        .collect();
    let count_column = sheet.widest(counts.iter().map(String::as_str), NAME);
    let share_column = sheet
        .width_of(&language.percent(1.0, 0), NOTE)
        .max(sheet.width_of(&format!(">{}", language.percent(0.999, 1)), NOTE));
    for (index, (level, count)) in data.levels.iter().zip(&counts).enumerate() {
        let shape = pyramid.shape(index);
        sheet.fill(shape.clone(), Tone::Wash(Phase::Delight));
        sheet.outline(shape.clone(), Tone::Phase(Phase::Delight), 1.5);
        let area = bounds(&shape);
        let from_top = data.levels.len() - 1 - index;
        let low = if from_top == 0 { 0.64 } else { 0.5 };
        let middle = at(pyramid.axis, area.y + area.height * low);
        let number = set(STRONG_NOTE, Align::Center, Tone::Ink);
        sheet.text(&(index + 1).to_string(), middle.x, middle.y, number, 40.0);

        let row = list.map_or_else(
            || Row {
                left: pyramid.axis + pyramid.base / 2.0 + 28.0,
                top: area.y,
                bottom: area.y + pyramid.level,
                right: width - PAD,
            },
            |list| {
                let top = list + from_top as f64 * ROW;
                Row {
                    left: PAD,
                    top,
                    bottom: top + ROW,
                    right: width - PAD,
                }
            },
        );
        let share = figures::share(language, level.people, total);
        let labels = Labels {
            index,
            level,
            count,
            share: share.as_deref(),
            most,
        };
        labels.write(sheet, &row, (count_column, share_column), list.is_some());
        if index > 0 {
            let edge = if list.is_some() {
                row.left
            } else {
                pyramid.axis + pyramid.width_at(row.bottom) / 2.0 + 10.0
            };
            let last = if list.is_some() {
                row.bottom
            } else {
                row.bottom - GAP / 2.0
            };
            sheet.rule(edge, row.right, last, Tone::Hairline);
        }
        let row_area = Rect::between(
            if list.is_some() { 0.0 } else { row.left },
            row.top,
            width,
            row.bottom,
        );
        let words = Words {
            name: clean(&level.label),
            value: figures::people(language, level.people),
            share: share.map_or_else(String::new, |share| language.chart_of_everyone(&share)),
            detail: language.chart_level(&(index + 1).to_string(), &data.levels.len().to_string()),
        };
        let shape = (shape, middle, Tone::Phase(Phase::Delight));
        sheet.mark(Subject::Level(index), words, shape, vec![row_area]);
    }
}
