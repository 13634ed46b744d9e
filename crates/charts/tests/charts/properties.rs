//! What holds for every chart, whatever the figures, names and sizes.

use laurel_charts::{
    Beside, Direction, EstimatedWidths, Figure, FlywheelData, FlywheelPhase, FunnelData,
    FunnelStage, Loss, MarkId, Phase, PyramidData, PyramidLevel, RateFormat, Rect, Scene, Subject,
    TARGET, Theme, Viewport, flywheel, funnel, pyramid, to_svg,
};
use proptest::prelude::*;

fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![
        4 => 0_u64..20,
        4 => 0_u64..2_000_000,
        1 => Just(u64::MAX),
        1 => any::<u64>(),
    ]
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-z ]{0,18}", "\\PC{0,60}"]
}

fn phases() -> impl Strategy<Value = Phase> {
    prop_oneof![
        Just(Phase::Attract),
        Just(Phase::Engage),
        Just(Phase::Delight)
    ]
}

fn rates() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        Just(None),
        (0.0..3.0).prop_map(Some),
        any::<f64>().prop_map(Some),
    ]
}

fn funnels() -> impl Strategy<Value = FunnelData> {
    let stage =
        (names(), counts(), rates(), phases()).prop_map(|(label, people, median_days, phase)| {
            FunnelStage {
                label,
                people,
                median_days,
                phase,
            }
        });
    let other = (
        names(),
        names(),
        prop::collection::vec(any::<f64>(), 0..12),
        rates(),
    );
    let beside = other.prop_map(|(label, other_label, people, cylinder_index)| Beside {
        label,
        other_label,
        people,
        cylinder_index,
    });
    let stages = prop::collection::vec(stage, 0..11);
    (stages, rates(), prop::option::of(beside)).prop_map(|(stages, cylinder_index, beside)| {
        FunnelData {
            stages,
            cylinder_index,
            beside,
        }
    })
}

fn wheel_phases() -> impl Strategy<Value = FlywheelPhase> {
    (names(), rates(), any::<bool>(), names()).prop_map(|(label, value, percent, unit)| {
        let format = if percent {
            RateFormat::Percent
        } else {
            RateFormat::Number
        };
        FlywheelPhase {
            label,
            value,
            format,
            unit,
            detail: String::new(),
        }
    })
}

fn flywheels() -> impl Strategy<Value = FlywheelData> {
    let loss = (names(), counts(), phases()).prop_map(|(label, count, after)| Loss {
        label,
        count,
        after,
    });
    let rest = (rates(), rates(), names(), prop::collection::vec(loss, 0..9));
    (wheel_phases(), wheel_phases(), wheel_phases(), rest).prop_map(
        |(attract, engage, delight, (loop_gain, momentum, momentum_unit, friction))| FlywheelData {
            what_if: false,
            attract,
            engage,
            delight,
            loop_gain,
            momentum,
            momentum_unit,
            friction,
        },
    )
}

fn pyramids() -> impl Strategy<Value = PyramidData> {
    let level = (names(), counts()).prop_map(|(label, people)| PyramidLevel { label, people });
    prop::collection::vec(level, 0..9).prop_map(|levels| PyramidData { levels })
}

fn viewports() -> impl Strategy<Value = Viewport> {
    let ratio = prop_oneof![Just(1.0), Just(1.5), Just(2.0), Just(3.0)];
    (280.0..1600.0, 0.0..1200.0, ratio)
        .prop_map(|(width, height, ratio)| Viewport::new(f64::floor(width), height, ratio))
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    let wide = one.right().min(other.right()) - one.x.max(other.x);
    let tall = one.bottom().min(other.bottom()) - one.y.max(other.y);
    wide > 0.5 && tall > 0.5
}

/// What holds for all three charts.
fn check(scene: &Scene) -> Result<(), TestCaseError> {
    let page = Rect::between(0.0, 0.0, scene.width, scene.height);
    prop_assert!(scene.height.is_finite() && scene.height >= 1.0);
    for (index, mark) in scene.marks.iter().enumerate() {
        prop_assert_eq!(mark.id, MarkId(index));
        for point in &mark.shape {
            prop_assert!(page.holds(&Rect::between(point.x, point.y, point.x, point.y)));
        }
        prop_assert_eq!(scene.hit(mark.anchor.x, mark.anchor.y), Some(mark.id));
        let large = |area: &Rect| area.width >= TARGET && area.height >= TARGET;
        let xs = || mark.shape.iter().map(|point| point.x);
        let ys = || mark.shape.iter().map(|point| point.y);
        let own = Rect::between(
            xs().fold(f64::MAX, f64::min),
            ys().fold(f64::MAX, f64::min),
            xs().fold(f64::MIN, f64::max),
            ys().fold(f64::MIN, f64::max),
        );
        prop_assert!(
            large(&own) || mark.targets.iter().any(large),
            "small {:?}",
            mark.subject
        );
        for other in scene.marks.iter().skip(index + 1) {
            for (one, two) in mark.targets.iter().zip(&other.targets) {
                prop_assert!(!overlap(one, two), "{:?} {:?}", mark.subject, other.subject);
            }
        }
    }
    for (index, text) in scene.texts.iter().enumerate() {
        let bounds = text.bounds();
        prop_assert!(page.holds(&bounds), "{text:?} outside {page:?}");
        for other in scene.texts.iter().skip(index + 1) {
            let tight = |area: Rect| {
                let cut = area.height * 0.2;
                Rect {
                    y: area.y + cut,
                    height: area.height - 2.0 * cut,
                    ..area
                }
            };
            let (one, two) = (tight(bounds), tight(other.bounds()));
            prop_assert!(!overlap(&one, &two), "{text:?} over {other:?}");
        }
    }
    for figure in &scene.figures {
        let (Figure::Fill { points, .. } | Figure::Line { points, .. }) = figure;
        for point in points {
            prop_assert!(page.holds(&Rect::between(point.x, point.y, point.x, point.y)));
        }
    }
    let focus = scene.marks.last().map(|mark| mark.id);
    prop_assert!(to_svg(scene, &Theme::LIGHT, focus).ends_with("</svg>\n"));
    check_walk(scene)
}

/// No text stands on the ring.
fn check_ring_is_clear(scene: &Scene) -> Result<(), TestCaseError> {
    let mut bare = scene.clone();
    for mark in &mut bare.marks {
        mark.targets.clear();
    }
    for text in &scene.texts {
        let area = text.bounds();
        let inset = area.height * 0.2;
        for x in [area.x, area.x + area.width / 2.0, area.right()] {
            for y in [area.y + inset, area.bottom() - inset] {
                let mark = bare.hit(x, y).and_then(|id| bare.mark(id));
                let ring = mark.is_some_and(|mark| matches!(mark.subject, Subject::Phase(_)));
                prop_assert!(!ring, "{text:?} on the ring");
            }
        }
    }
    Ok(())
}

/// Each mark is reached once, forwards and backwards.
fn check_walk(scene: &Scene) -> Result<(), TestCaseError> {
    for direction in [Direction::Left, Direction::Right] {
        let mut seen = Vec::new();
        let mut current = scene.next(None, direction);
        while let Some(id) = current {
            seen.push(id);
            current = scene.next(current, direction).filter(|next| *next != id);
        }
        prop_assert_eq!(seen.len(), scene.marks.len());
        prop_assert_eq!(seen.first().copied(), scene.next(None, direction));
        let end = if direction == Direction::Right {
            Direction::Last
        } else {
            Direction::First
        };
        prop_assert_eq!(seen.last().copied(), scene.next(None, end));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn funnels_hold(data in funnels(), viewport in viewports()) {
        let scene = funnel::layout(&data, &viewport, &EstimatedWidths);
        prop_assert_eq!(scene.marks.len(), (data.stages.len() * 2).saturating_sub(1));
        check(&scene)?;
    }

    #[test]
    fn flywheels_hold(data in flywheels(), viewport in viewports()) {
        let scene = flywheel::layout(&data, &viewport, &EstimatedWidths);
        prop_assert_eq!(scene.marks.len(), 4 + data.friction.len());
        check(&scene)?;
        check_ring_is_clear(&scene)?;
    }

    #[test]
    fn pyramids_hold(data in pyramids(), viewport in viewports()) {
        let scene = pyramid::layout(&data, &viewport, &EstimatedWidths);
        prop_assert_eq!(scene.marks.len(), data.levels.len());
        check(&scene)?;
    }

    #[test]
    fn any_viewport_is_survived(width in any::<f64>(), height in any::<f64>(), ratio in any::<f64>()) {
        let data = PyramidData { levels: vec![PyramidLevel { label: "One".to_owned(), people: 1 }] };
        let viewport = Viewport::new(width, height, ratio).with_subpixels(0);
        let scene = pyramid::layout(&data, &viewport, &EstimatedWidths);
        let (wide, tall) = scene.backend_size();
        prop_assert!(wide > 0 && tall > 0);
        check(&scene)?;
    }
}
