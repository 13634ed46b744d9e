//! What reaches a backend: sizes, strokes and texts at every pixel ratio, and how little an overlay
//! costs.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use laurel_charts::{
    EstimatedWidths, MarkId, Scene, Theme, Viewport, draw_overlay, draw_static, draw_turning,
    flywheel, funnel,
};
use plotters::drawing::IntoDrawingArea;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use crate::samples;

/// What was drawn, in backend units.
#[derive(Clone, Debug, PartialEq)]
enum Call {
    Rect(BackendCoord, BackendCoord),
    Fill(Vec<BackendCoord>),
    Path(Vec<BackendCoord>, u32),
    Text(String, f64, BackendCoord),
}

/// A backend that only takes notes.
#[derive(Clone)]
struct Notes {
    size: (u32, u32),
    calls: Rc<RefCell<Vec<Call>>>,
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

impl Notes {
    fn of(scene: &Scene) -> Self {
        Self {
            size: scene.backend_size(),
            calls: Rc::default(),
        }
    }

    fn note(&self, call: Call) {
        self.calls.borrow_mut().push(call);
    }

    fn taken(&self) -> Vec<Call> {
        self.calls.borrow_mut().drain(..).collect()
    }
}

impl DrawingBackend for Notes {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, _color: BackendColor) -> Outcome {
        self.note(Call::Rect(point, point));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        lower_right: BackendCoord,
        _style: &S,
        _fill: bool,
    ) -> Outcome {
        self.note(Call::Rect(upper_left, lower_right));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.note(Call::Path(path.into_iter().collect(), style.stroke_width()));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _style: &S,
    ) -> Outcome {
        self.note(Call::Fill(path.into_iter().collect()));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        place: BackendCoord,
    ) -> Outcome {
        self.note(Call::Text(text.to_owned(), style.size(), place));
        Ok(())
    }
}

fn funnel_at(ratio: f64, subpixels: u32) -> Scene {
    let viewport = Viewport::new(343.0, 600.0, ratio).with_subpixels(subpixels);
    funnel::layout(&samples::ordinary_funnel(), &viewport, &EstimatedWidths)
}

fn wheel_at(ratio: f64, subpixels: u32) -> Scene {
    let viewport = Viewport::new(960.0, 460.0, ratio).with_subpixels(subpixels);
    flywheel::layout(&samples::ordinary_flywheel(), &viewport, &EstimatedWidths)
}

#[test]
fn everything_scales_with_the_pixel_ratio() {
    for (ratio, subpixels) in [(0.5, 1), (1.0, 1), (1.5, 8), (2.0, 1), (3.0, 4)] {
        for scene in [funnel_at(ratio, subpixels), wheel_at(ratio, subpixels)] {
            let notes = Notes::of(&scene);
            let area = notes.clone().into_drawing_area();
            draw_static(&area, &scene, &Theme::LIGHT).unwrap();
            draw_turning(&area, &scene, &Theme::LIGHT, 0.3).unwrap();
            let calls = notes.taken();
            let (width, height) = (scene.backend_size().0 as i32, scene.backend_size().1 as i32);
            assert_eq!(
                calls[0],
                Call::Rect((0, 0), (width, height)),
                "paper covers the backend"
            );
            let device = subpixels as i32;
            for call in &calls {
                match call {
                    Call::Rect(from, to) => {
                        assert!(
                            to.0 - from.0 >= device && to.1 - from.1 >= device,
                            "{call:?}"
                        );
                        assert!([from.0, from.1, to.0, to.1].iter().all(|v| v % device == 0));
                    }
                    Call::Path(_, width) => assert!(*width >= subpixels, "{call:?}"),
                    Call::Fill(points) => assert!(points.len() > 2),
                    Call::Text(_, size, (x, y)) => {
                        assert!(*size >= 13.0 * ratio * f64::from(subpixels) - 1e-9);
                        assert!((0..=width).contains(x) && (0..=height).contains(y));
                    }
                }
            }
            let texts = calls
                .iter()
                .filter(|call| matches!(call, Call::Text(..)))
                .count();
            assert_eq!(texts, scene.texts.len());
        }
    }
}

#[test]
fn hover_and_focus_cost_three_lines() {
    let scene = wheel_at(2.0, 1);
    let notes = Notes::of(&scene);
    let area = notes.clone().into_drawing_area();
    draw_overlay(
        &area,
        &scene,
        &Theme::DARK,
        Some(MarkId(0)),
        Some(MarkId(1)),
    )
    .unwrap();
    assert_eq!(notes.taken().len(), 3);
    draw_overlay(&area, &scene, &Theme::DARK, None, None).unwrap();
    draw_overlay(&area, &scene, &Theme::DARK, Some(MarkId(99)), None).unwrap();
    assert_eq!(notes.taken(), []);
}

#[test]
fn turning_moves_chevrons_and_nothing_else() {
    let scene = wheel_at(1.0, 8);
    let notes = Notes::of(&scene);
    let area = notes.clone().into_drawing_area();
    let at = |angle| {
        draw_turning(&area, &scene, &Theme::LIGHT, angle).unwrap();
        notes.taken()
    };
    let (rest, moved) = (at(0.0), at(0.01));
    assert!(!rest.is_empty() && rest != moved);
    assert!(
        moved
            .iter()
            .all(|call| matches!(call, Call::Path(points, _) if points.len() == 3))
    );
    assert_eq!(rest, at(f64::NAN));

    let still = funnel_at(1.0, 1);
    draw_turning(
        &Notes::of(&still).into_drawing_area(),
        &still,
        &Theme::LIGHT,
        1.0,
    )
    .unwrap();
}

#[test]
fn a_part_of_a_larger_area_can_be_drawn_on() {
    let scene = funnel_at(1.0, 1);
    let notes = Notes {
        size: (800, 900),
        calls: Rc::default(),
    };
    let whole = notes.clone().into_drawing_area();
    let part = whole.shrink((100, 40), (343, 700));
    draw_static(&part, &scene, &Theme::LIGHT).unwrap();
    let (width, height) = (scene.backend_size().0 as i32, scene.backend_size().1 as i32);
    assert_eq!(
        notes.taken()[0],
        Call::Rect((100, 40), (100 + width, 40 + height))
    );
}
