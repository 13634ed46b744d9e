//! A scene with its title, period and filters above it and its origin below: what an exported
//! picture needs, because it is looked at without the page around it.

use crate::geometry::{Point, at};
use crate::measure::{Font, MeasureText, NAME, NOTE, Weight, clean, wrap};
use crate::scene::{Align, Figure, PlacedText, Scene, Tone, Wheel};

/// Paper around the whole, in CSS px.
const MARGIN: f64 = 24.0;

/// Space between title, chart and origin.
const GAP: f64 = 16.0;

/// The title of an exported picture.
const TITLE: Font = Font {
    size: 21.0,
    weight: Weight::Bold,
};

/// What an exported picture says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Which chart of which program.
    pub title: String,
    /// Period and filters, a sentence each.
    pub lines: Vec<String>,
    /// Who made it and when, under the chart.
    pub origin: String,
}

/// The scene on a larger sheet: heading above, origin below, paper around. Nothing of it can be
/// pointed at. Long lines are broken, and cut after the third line.
pub fn titled(scene: &Scene, heading: &Heading, measure: &dyn MeasureText) -> Scene {
    let room = scene.width;
    let mut texts = Vec::new();
    let mut y = MARGIN;
    let mut write = |y: &mut f64, text: &str, font: Font, tone: Tone| {
        for line in wrap(measure, &clean(text), font, room, 3) {
            let width = measure.width(&line, font);
            *y += font.line() / 2.0;
            texts.push(PlacedText {
                text: line,
                x: MARGIN,
                y: *y,
                width: if width.is_finite() { width } else { 0.0 },
                font,
                align: Align::Left,
                tone,
            });
            *y += font.line() / 2.0;
        }
    };
    write(&mut y, &heading.title, TITLE, Tone::Ink);
    for line in &heading.lines {
        y += 2.0;
        write(
            &mut y,
            line,
            Font {
                weight: Weight::Regular,
                ..NAME
            },
            Tone::Muted,
        );
    }
    y += GAP;
    let top = y;
    y += scene.height + GAP;
    write(&mut y, &heading.origin, NOTE, Tone::Muted);
    let move_by = |point: &Point| at(point.x + MARGIN, point.y + top);
    let moved = |points: &[Point]| points.iter().map(move_by).collect();
    texts.extend(scene.texts.iter().map(|text| PlacedText {
        x: text.x + MARGIN,
        y: text.y + top,
        ..text.clone()
    }));
    let (width, height) = (scene.width + 2.0 * MARGIN, (y + MARGIN).ceil());
    Scene {
        viewport: scene.viewport,
        width,
        height,
        figures: scene
            .figures
            .iter()
            .map(|figure| match figure {
                Figure::Fill { points, tone } => Figure::Fill {
                    points: moved(points),
                    tone: *tone,
                },
                Figure::Line {
                    points,
                    tone,
                    width,
                } => Figure::Line {
                    points: moved(points),
                    tone: *tone,
                    width: *width,
                },
            })
            .collect(),
        texts,
        marks: Vec::new(),
        reading: scene.reading,
        wheel: scene.wheel.as_ref().map(|wheel| Wheel {
            center: move_by(&wheel.center),
            ..wheel.clone()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::{EstimatedWidths, PyramidData, PyramidLevel, Theme, Viewport, pyramid, to_svg};

    fn scene(name: &str) -> Scene {
        let data = PyramidData {
            levels: vec![PyramidLevel {
                label: name.to_owned(),
                people: 3,
            }],
        };
        pyramid::layout(&data, &Viewport::new(343.0, 0.0, 1.0), &EstimatedWidths)
    }

    #[test]
    fn everything_stays_on_the_sheet_and_keeps_its_distance() {
        let scene = scene("Recognition");
        let heading = Heading {
            title: "Pyramid · Halvlys".to_owned(),
            lines: vec!["a very long filter ".repeat(30)],
            origin: "Laurel, 22 Nov 2026".to_owned(),
        };
        let sheet = titled(&scene, &heading, &EstimatedWidths);
        let paper = Rect::between(0.0, 0.0, sheet.width, sheet.height);
        for text in &sheet.texts {
            let bounds = text.bounds();
            assert!(
                paper.contains(at(bounds.x, bounds.y))
                    && paper.contains(at(bounds.right(), bounds.bottom())),
                "{text:?}"
            );
        }
        assert_eq!(sheet.figures.len(), scene.figures.len());
        let lines = sheet.texts.len() - scene.texts.len();
        assert_eq!(lines, 1 + 3 + 1, "title, three lines of filter, origin");
        assert!(sheet.marks.is_empty());
    }

    #[test]
    fn strangers_words_are_text_in_the_document() {
        let hostile = "<script>alert(1)</script>&\"'";
        let heading = Heading {
            title: hostile.to_owned(),
            lines: vec![hostile.to_owned()],
            origin: hostile.to_owned(),
        };
        let document = to_svg(
            &titled(&scene(hostile), &heading, &EstimatedWidths),
            &Theme::LIGHT,
            None,
        );
        assert!(!document.contains("<script"), "{document}");
        assert!(document.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;"));
    }
}
