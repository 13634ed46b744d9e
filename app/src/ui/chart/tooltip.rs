//! What is said about the mark that is pointed at or has the focus. Repeats what its link says, so
//! it is hidden from screen readers.

use laurel_charts::{MarkId, Scene};
use leptos::prelude::*;

/// Name, value, share, detail and change of a mark, beside it and always inside the chart.
#[component]
pub fn MarkTooltip(
    /// The chart.
    scene: Memo<Option<Scene>>,
    /// The mark.
    #[prop(into)]
    shown: Signal<Option<MarkId>>,
    /// What changed since the period before.
    change: Callback<laurel_charts::Subject, Option<String>>,
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
            let below = mark.anchor.y < scene.height / 2.0;
            let (top, up) = if below {
                (mark.anchor.y + 16.0, "0")
            } else {
                (mark.anchor.y - 16.0, "-100%")
            };
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
