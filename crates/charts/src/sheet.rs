//! The sheet that a layout writes on: it measures and fits texts, collects figures and marks, and
//! becomes a [`Scene`].

use crate::geometry::{Point, Rect, at};
use crate::mark::{Mark, MarkId, Subject};
use crate::measure::{Font, MeasureText, fit};
use crate::scene::{Align, Figure, PlacedText, Reading, Scene, Tone, Wheel};
use crate::viewport::Viewport;

/// Room on all sides for focus rings and line ends.
pub(crate) const PAD: f64 = 6.0;

/// A scene in the making.
pub(crate) struct Sheet<'a> {
    measure: &'a dyn MeasureText,
    pub(crate) viewport: Viewport,
    figures: Vec<Figure>,
    texts: Vec<PlacedText>,
    marks: Vec<Mark>,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) font: Font,
    pub(crate) align: Align,
    pub(crate) tone: Tone,
}

/// Short form for a [`Setting`].
pub(crate) const fn set(font: Font, align: Align, tone: Tone) -> Setting {
    Setting { font, align, tone }
}

/// What a mark says.
pub(crate) struct Words {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) share: String,
    pub(crate) detail: String,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(viewport: &Viewport, measure: &'a dyn MeasureText) -> Self {
        let (figures, texts, marks) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            measure,
            viewport: viewport.sane(),
            figures,
            texts,
            marks,
        }
    }

    /// The language of what is written.
    pub(crate) const fn language(&self) -> laurel_words::Words {
        self.viewport.words
    }

    pub(crate) fn measure(&self) -> &'a dyn MeasureText {
        self.measure
    }

    /// Width of a text; 0 when the measure answers nonsense.
    pub(crate) fn width_of(&self, text: &str, font: Font) -> f64 {
        Some(self.measure.width(text, font))
            .filter(|width| width.is_finite())
            .unwrap_or(0.0)
    }

    /// Width of the widest.
    pub(crate) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t str>, font: Font) -> f64 {
        texts
            .into_iter()
            .map(|text| self.width_of(text, font))
            .fold(0.0, f64::max)
    }

    /// The font, made smaller until the text fits: figures are never cut.
    pub(crate) fn font_for(&self, text: &str, font: Font, room: f64) -> Font {
        let width = self.width_of(text, font);
        if width <= room {
            font
        } else {
            Font {
                size: (font.size * room / width).floor(),
                ..font
            }
        }
    }

    pub(crate) fn fill(&mut self, points: Vec<Point>, tone: Tone) {
        self.figures.push(Figure::Fill { points, tone });
    }

    pub(crate) fn line(&mut self, points: Vec<Point>, tone: Tone, width: f64) {
        self.figures.push(Figure::Line {
            points,
            tone,
            width,
        });
    }

    /// An outline around a polygon.
    pub(crate) fn outline(&mut self, mut points: Vec<Point>, tone: Tone, width: f64) {
        let ends: Vec<Point> = points.iter().copied().take(2).collect();
        points.extend(ends);
        self.line(points, tone, width);
    }

    /// A level hairline.
    pub(crate) fn rule(&mut self, from: f64, to: f64, y: f64, tone: Tone) {
        if to > from {
            self.line(vec![at(from, y), at(to, y)], tone, 1.0);
        }
    }

    /// Writes one line, cut to `room`, and returns its box.
    pub(crate) fn text(&mut self, text: &str, x: f64, y: f64, how: Setting, room: f64) -> Rect {
        let text = fit(self.measure, text, how.font, room);
        let width = self.width_of(&text, how.font);
        let Setting { font, align, tone } = how;
        let placed = PlacedText {
            text,
            x,
            y,
            width,
            font,
            align,
            tone,
        };
        let bounds = placed.bounds();
        if !placed.text.is_empty() {
            self.texts.push(placed);
        }
        bounds
    }

    /// Adds the next mark in the order of walking.
    pub(crate) fn mark(
        &mut self,
        subject: Subject,
        words: Words,
        (shape, anchor, tone): (Vec<Point>, Point, Tone),
        targets: Vec<Rect>,
    ) {
        let Words {
            name,
            value,
            share,
            detail,
        } = words;
        self.marks.push(Mark {
            id: MarkId(self.marks.len()),
            subject,
            name,
            value_text: value,
            share_text: share,
            detail,
            shape,
            targets,
            anchor,
            tone,
        });
    }

    pub(crate) fn finish(self, height: f64, reading: Reading, wheel: Option<Wheel>) -> Scene {
        let Self {
            viewport,
            figures,
            texts,
            marks,
            ..
        } = self;
        Scene {
            viewport,
            width: viewport.width,
            height: height.ceil(),
            figures,
            texts,
            marks,
            reading,
            wheel,
        }
    }
}
