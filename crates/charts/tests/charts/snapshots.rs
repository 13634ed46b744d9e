//! What the charts look like: SVG snapshots on a phone and on a desk, light and dark, and with
//! nobody, one person, a million people and very long names.

use laurel_charts::{
    Color, EstimatedWidths, FlywheelData, FunnelData, MarkId, PyramidData, Scene, Theme, Viewport,
    flywheel, funnel, pyramid, to_svg,
};

use crate::samples;

const WIDTHS: [f64; 2] = [343.0, 960.0];

fn check(name: &str, scene: &Scene, theme: &Theme, focus: Option<MarkId>) {
    let svg = to_svg(scene, theme, focus);
    insta::assert_binary_snapshot!(&format!("{name}.svg"), svg.into_bytes());
}

fn check_funnel(name: &str, data: &FunnelData, width: f64, theme: &Theme, focus: Option<MarkId>) {
    let height = funnel::preferred_height(data.stages.len(), width);
    let viewport = Viewport::new(width, height, 1.0);
    let scene = funnel::layout(data, &viewport, &EstimatedWidths);
    check(&format!("funnel_{name}_{width}"), &scene, theme, focus);
}

fn check_flywheel(
    name: &str,
    data: &FlywheelData,
    width: f64,
    theme: &Theme,
    focus: Option<MarkId>,
) {
    let height = flywheel::preferred_height(data.friction.len(), width);
    let viewport = Viewport::new(width, height, 1.0);
    let scene = flywheel::layout(data, &viewport, &EstimatedWidths);
    check(&format!("flywheel_{name}_{width}"), &scene, theme, focus);
}

fn check_pyramid(name: &str, data: &PyramidData, width: f64, theme: &Theme, focus: Option<MarkId>) {
    let height = pyramid::preferred_height(data.levels.len(), width);
    let viewport = Viewport::new(width, height, 1.0);
    let scene = pyramid::layout(data, &viewport, &EstimatedWidths);
    check(&format!("pyramid_{name}_{width}"), &scene, theme, focus);
}

#[test]
fn ordinary_programme() {
    for width in WIDTHS {
        for (name, theme) in [("light", Theme::LIGHT), ("dark", Theme::DARK)] {
            check_funnel(name, &samples::ordinary_funnel(), width, &theme, None);
            check_flywheel(name, &samples::ordinary_flywheel(), width, &theme, None);
            check_pyramid(name, &samples::ordinary_pyramid(), width, &theme, None);
        }
    }
}

#[test]
fn two_funnels_side_by_side() {
    for width in WIDTHS {
        for (name, theme) in [("beside_light", Theme::LIGHT), ("beside_dark", Theme::DARK)] {
            check_funnel(name, &samples::compared_funnel(), width, &theme, None);
        }
    }
}

#[test]
fn nobody_yet() {
    for width in WIDTHS {
        check_funnel(
            "nobody",
            &samples::funnel([0; 7]),
            width,
            &Theme::LIGHT,
            None,
        );
        check_flywheel(
            "nobody",
            &samples::unmeasured_flywheel(),
            width,
            &Theme::LIGHT,
            None,
        );
        check_pyramid(
            "nobody",
            &samples::pyramid([0; 5]),
            width,
            &Theme::LIGHT,
            None,
        );
    }
}

#[test]
fn one_person() {
    let rates = [Some(1.0), Some(1.0), Some(1.0)];
    let wheel = samples::flywheel(rates, Some(1.0), [0, 1, 0, 0]);
    check_funnel(
        "one",
        &samples::funnel([1, 1, 1, 1, 1, 1, 0]),
        343.0,
        &Theme::LIGHT,
        None,
    );
    check_flywheel("one", &wheel, 343.0, &Theme::LIGHT, None);
    check_pyramid(
        "one",
        &samples::pyramid([1, 0, 0, 0, 0]),
        343.0,
        &Theme::LIGHT,
        None,
    );
}

#[test]
fn a_million_people_and_very_long_names() {
    for width in WIDTHS {
        check_funnel("long", &samples::long_funnel(), width, &Theme::LIGHT, None);
        check_flywheel(
            "long",
            &samples::long_flywheel(),
            width,
            &Theme::LIGHT,
            None,
        );
        check_pyramid("long", &samples::long_pyramid(), width, &Theme::LIGHT, None);
    }
}

#[test]
fn the_keyboards_focus_shows() {
    check_funnel(
        "focus",
        &samples::ordinary_funnel(),
        960.0,
        &Theme::LIGHT,
        Some(MarkId(5)),
    );
    check_flywheel(
        "focus",
        &samples::ordinary_flywheel(),
        960.0,
        &Theme::DARK,
        Some(MarkId(1)),
    );
    check_pyramid(
        "focus",
        &samples::ordinary_pyramid(),
        343.0,
        &Theme::DARK,
        Some(MarkId(2)),
    );
}

#[test]
fn forced_colors_need_no_hue() {
    let [black, white, cyan] = [0, 0x00ff_ffff, 0x0000_ffff].map(Color::hex);
    let theme = Theme::forced_colors(black, white, cyan);
    let focus = Some(MarkId(2));
    check_funnel("forced", &samples::ordinary_funnel(), 343.0, &theme, focus);
    check_flywheel(
        "forced",
        &samples::ordinary_flywheel(),
        343.0,
        &theme,
        focus,
    );
    check_pyramid("forced", &samples::ordinary_pyramid(), 343.0, &theme, focus);
}
