//! The handles on the picture: who is dragged wider came from the stage before.

use laurel_api::funnel::Funnel;
use laurel_charts::{Rect, Scene, Subject};
use leptos::prelude::*;

use super::WhatIfState;
use crate::hooks::erased::memo;
use crate::ui::chart::Over;
use crate::ui::chart::handle::Handle;

impl WhatIfState {
    /// Handles at the right edges of the bands: who is dragged wider came from the stage before.
    /// None while two funnels stand side by side that were both measured.
    pub fn handles(self) -> Over {
        Box::new(move |plot| {
            let stages = memo(move || self.measured.with(|funnel| funnel.stages.len()));
            let each = move || {
                (1..stages.get())
                    .map(|stage| self.handle(stage, plot.scene))
                    .collect_view()
            };
            view! { {each} }.into_any()
        })
    }

    fn handle(self, stage: usize, scene: Memo<Option<Scene>>) -> AnyView {
        // The conversion where the drag began, and how many CSS px make it one more.
        let from = StoredValue::new((0.0, 1.0));
        let area = memo(move || {
            let two_measured =
                self.measured.with(|funnel| funnel.comparison.is_some()) && !self.is_on.get();
            scene
                .with(|scene| right_edge(scene.as_ref()?, stage))
                .filter(|_| !two_measured)
        });
        let position = stage as u8;
        let grabbed = move |()| {
            let measured = |funnel: &Funnel| funnel.stages.get(stage)?.step_conversion;
            let conversion = untrack(|| self.conversion(position))
                .or_else(|| self.measured.with_untracked(measured));
            let all = scene.with_untracked(|scene| half_before(scene.as_ref()?, stage));
            from.set_value((conversion.unwrap_or_default(), all.unwrap_or(WAY)));
        };
        let moved = move |way: f64| {
            let (conversion, all) = from.get_value();
            self.set_conversion(position, Some((conversion + way / all).clamp(0.0, 1.0)));
        };
        Handle {
            class: "edge",
            area,
            grabbed: Callback::new(grabbed),
            moved: Callback::new(moved),
            released: Callback::new(move |()| self.write_url()),
        }
        .view()
    }
}

/// The shortest way from nobody to everybody, in CSS px, so that a small stage can be aimed at.
const WAY: f64 = 80.0;

/// Where a stage's band ends on the right, wide enough for a finger.
fn right_edge(scene: &Scene, stage: usize) -> Option<Rect> {
    const REACH: f64 = 12.0;
    let band = scene.mark_of(Subject::Stage(stage))?.bounds();
    Some(Rect::between(
        band.right() - REACH,
        band.y,
        band.right() + REACH,
        band.bottom(),
    ))
}

/// How far the band before reaches from the axis to the right: where everybody goes on.
fn half_before(scene: &Scene, stage: usize) -> Option<f64> {
    let band = |stage: usize| Some(scene.mark_of(Subject::Stage(stage))?.bounds());
    // The first stage is as wide on both sides, whatever is chosen.
    let first = band(0)?;
    let axis = first.x + first.width / 2.0;
    Some((band(stage.checked_sub(1)?)?.right() - axis).max(WAY))
}
