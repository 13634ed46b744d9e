//! The three pictures small: drawn once as SVG, each a link to its page, with its figure in words.

use laurel_api::overview::{Bar, Overview};
use laurel_charts::small::{self, HEIGHT, WIDTH};
use laurel_charts::{Figure, Phase, Point, Tone};
use leptos::prelude::*;

use crate::ui::figures::{NOT_YET, percent, rate, share};
use crate::ui::numbers::count;
use crate::words::t;

/// A figure with its name and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Glance {
    title: &'static str,
    page: String,
    value: String,
    words: String,
}

/// What stands under the funnel.
fn funnel_glance(overview: &Overview) -> Glance {
    let (first, last) = (overview.funnel.first(), overview.funnel.last());
    let words = match (first, last) {
        (Some(first), Some(last)) if first.people > 0 => {
            t().overview_funnel_year(first.people, last.people, &last.name)
        }
        _ => t().overview_funnel_nobody().to_owned(),
    };
    Glance {
        title: t().overview_funnel(),
        page: format!("funnel?from={}", overview.pictures_from),
        value: overview
            .cylinder_index
            .and_then(percent)
            .unwrap_or_else(|| NOT_YET.to_owned()),
        words,
    }
}

/// What stands under the flywheel.
fn flywheel_glance(overview: &Overview) -> Glance {
    let wheel = &overview.flywheel;
    let gain = wheel.loop_gain;
    let words = match (gain, &wheel.loop_gain_missing) {
        (None, Some(missing)) => missing.message.as_str(),
        (None, None) => t().overview_flywheel_not_yet(),
        (Some(gain), _) if gain >= 1.0 => t().overview_flywheel_sustains(),
        (Some(_), _) => t().overview_flywheel_gain(),
    };
    Glance {
        title: t().overview_flywheel(),
        page: format!("flywheel?from={}", overview.pictures_from),
        value: gain.and_then(rate).unwrap_or_else(|| NOT_YET.to_owned()),
        words: words.to_owned(),
    }
}

/// What stands under the pyramid.
fn pyramid_glance(levels: &[Bar]) -> Glance {
    let all = levels
        .iter()
        .fold(0_u64, |sum, level| sum.saturating_add(level.people));
    let lowest = levels.first().map_or(0, |level| level.people);
    let above = all.saturating_sub(lowest);
    let words = match share(above, all) {
        None => t().overview_pyramid_nobody().to_owned(),
        Some(share) => t().overview_pyramid_above(all, &share),
    };
    Glance {
        title: t().overview_pyramid(),
        page: "pyramid".to_owned(),
        value: count(all),
        words,
    }
}

/// The three pictures beside one another.
pub(super) fn pictures(overview: &Overview, href: &dyn Fn(&str) -> String) -> AnyView {
    let counts = |bars: &[Bar]| bars.iter().map(|bar| bar.people).collect::<Vec<_>>();
    let wheel = &overview.flywheel;
    let measured = [wheel.attract, wheel.engage, wheel.delight].map(|rate| rate.is_some());
    let drawn = [
        (
            funnel_glance(overview),
            small::funnel(
                &counts(&overview.funnel),
                overview.purchase_stage.map(usize::from),
            ),
        ),
        (
            flywheel_glance(overview),
            small::flywheel(measured, wheel.loop_gain),
        ),
        (
            pyramid_glance(&overview.pyramid),
            small::pyramid(&counts(&overview.pyramid)),
        ),
    ];
    let drawn = drawn
        .into_iter()
        .map(|(glance, figures)| picture(glance, figures, href))
        .collect_view();
    view! { <div class="pictures">{drawn}</div> }.into_any()
}

fn picture(glance: Glance, figures: Vec<Figure>, href: &dyn Fn(&str) -> String) -> AnyView {
    let Glance {
        title,
        page,
        value,
        words,
    } = glance;
    let shapes = figures.into_iter().map(shape).collect_view();
    view! {
        <a class="picture" href=href(&page)>
            <h3>{title}</h3>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true" focusable="false">
                {shapes}
            </svg>
            <p>
                <span class="value">{value}</span>
                " "
                {words}
            </p>
        </a>
    }
    .into_any()
}

fn shape(figure: Figure) -> AnyView {
    match figure {
        Figure::Fill { points, tone } => {
            view! { <polygon class=format!("fill {}", tone_class(tone)) points=corners(&points) /> }
                .into_any()
        }
        Figure::Line {
            points,
            tone,
            width,
        } => view! {
            <polyline
                class=format!("line {}", tone_class(tone))
                points=corners(&points)
                stroke-width=width.to_string()
            />
        }
        .into_any(),
    }
}

/// `1.5,2 3,4`: to a tenth of a px.
fn corners(points: &[Point]) -> String {
    let mut text = String::new();
    for point in points {
        let tenths = |value: f64| (value * 10.0).round() / 10.0;
        text.push_str(&tenths(point.x).to_string());
        text.push(',');
        text.push_str(&tenths(point.y).to_string());
        text.push(' ');
    }
    text
}

const fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Phase(Phase::Attract) => "attract",
        Tone::Phase(Phase::Engage) => "engage",
        Tone::Phase(Phase::Delight) => "delight",
        Tone::Wash(Phase::Attract) => "attract-wash",
        Tone::Wash(Phase::Engage) => "engage-wash",
        Tone::Wash(Phase::Delight) => "delight-wash",
        _ => "guide",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(counts: &[u64]) -> Vec<Bar> {
        let bar = |people: &u64| Bar {
            name: "Level".to_owned(),
            people: *people,
        };
        counts.iter().map(bar).collect()
    }

    #[test]
    fn the_pyramid_says_who_moved_up() {
        let glance = pyramid_glance(&bars(&[30, 8, 2]));
        assert_eq!(glance.value, "40");
        assert!(glance.words.contains("25% of them"), "{}", glance.words);
        assert!(pyramid_glance(&bars(&[0; 5])).words.contains("first act"));
        let full = pyramid_glance(&bars(&[u64::MAX, u64::MAX]));
        assert!(full.words.contains("above"), "{}", full.words);
    }

    #[test]
    fn corners_are_short() {
        let points = [Point { x: 1.04, y: 2.0 }, Point { x: 3.26, y: 4.0 }];
        assert_eq!(corners(&points), "1,2 3.3,4 ");
    }
}
