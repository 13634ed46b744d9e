//! What is said about the mark that is pointed at or has the focus. Repeats what its link says, so
//! it is hidden from screen readers.

use laurel_charts::{MarkId, Point, Scene, Subject};
use leptos::prelude::*;

/// Distance between a mark and its tooltip, in CSS px.
const AWAY: f64 = 10.0;

/// Name, value, share, detail and change of a mark, beside it and always inside the chart.
#[component]
pub fn MarkTooltip(
    /// The chart.
    scene: Memo<Option<Scene>>,
    /// The mark.
    #[prop(into)]
    shown: Signal<Option<MarkId>>,
    /// What changed since the period before.
    change: Callback<Subject, Option<String>>,
) -> impl IntoView {
    move || {
        let id = shown.get()?;
        scene.with(|scene| {
            let scene = scene.as_ref()?;
            let mark = scene.mark(id)?;
            let lines = [
                mark.value_text.clone(),
                mark.share_text.clone(),
                mark.detail.clone(),
            ]
            .into_iter()
            .filter(|line| !line.is_empty())
            .chain(change.run(mark.subject))
            .map(|line| view! { <div>{line}</div> })
            .collect_view();
            let along = (mark.anchor.x / scene.width.max(1.0) * 100.0).clamp(0.0, 100.0);
            let (top, up) = beside(&mark.shape, scene.height);
            Some(view! {
                <div
                    class="tooltip"
                    aria-hidden="true"
                    style:left=format!("{along}%")
                    style:top=format!("{top}px")
                    style:transform=format!("translate(-{along}%, {up})")
                >
                    <strong dir="auto">{mark.name.clone()}</strong>
                    {lines}
                </div>
            })
        })
    }
}

/// Where the tooltip begins, and how far it moves up by its own height: it never covers its mark. It
/// stands on the side with more room.
fn beside(shape: &[Point], height: f64) -> (f64, &'static str) {
    let top = shape
        .iter()
        .map(|point| point.y)
        .fold(f64::INFINITY, f64::min);
    let bottom = shape.iter().map(|point| point.y).fold(0.0, f64::max);
    if top.is_finite() && top > height - bottom {
        (top - AWAY, "-100%")
    } else {
        (bottom + AWAY, "0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_with_more_room_is_taken() {
        let shape = |top, bottom| [Point { x: 0.0, y: top }, Point { x: 9.0, y: bottom }];
        assert_eq!(beside(&shape(10.0, 30.0), 400.0), (40.0, "0"));
        assert_eq!(beside(&shape(300.0, 330.0), 400.0), (290.0, "-100%"));
        assert_eq!(beside(&[], 400.0), (10.0, "0"));
    }
}
