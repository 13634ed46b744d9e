//! A chart on two canvases: one with the picture, redrawn on data, size, pixel ratio and theme, and
//! one over it with the outlines of what is pointed at and what has the focus. What moves lies on a
//! canvas of its own ([`wheel`]).
//!
//! The same figures stand in a table beside the chart; the marks are links for keyboard and screen
//! readers (see [`marks`]).

pub mod dragging;
pub mod export;
pub mod handle;
mod layer;
pub mod marks;
mod measure;
mod theme;
pub mod tooltip;
pub mod wheel;

use laurel_charts::{MarkId, MeasureText, Scene, Subject, Theme, Viewport};
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::hooks::erased::{effect, memo};
use crate::hooks::use_element_width::use_element_width;
use crate::hooks::use_pixel_ratio::use_pixel_ratio;
use crate::words::t;
use measure::CanvasMeasure;

/// Canvas units per device px, so that curves are smooth although plotters counts in whole units.
const SUBPIXELS: u32 = 8;

/// The longest side of a canvas in device px; browsers refuse much larger ones.
const LONGEST: f64 = 8_192.0;

/// What makes a scene for a width; it may read signals.
pub type Layout = Box<dyn Fn(&Viewport, &dyn MeasureText) -> Scene>;

/// The plot as something that lies over it sees it.
#[derive(Clone, Copy)]
pub struct Plot {
    /// What is drawn, once the plot has a width.
    pub scene: Memo<Option<Scene>>,
    /// In which colors.
    pub theme: ReadSignal<Theme>,
    /// The element that holds everything.
    pub element: NodeRef<html::Div>,
}

/// Builds what lies over the picture and under the marks.
pub type Over = Box<dyn FnOnce(Plot) -> AnyView>;

/// A chart.
#[component]
pub fn ChartCanvas(
    /// What it shows, as the name of its list of marks.
    label: &'static str,
    /// Lays it out; the viewport's height is 0 and up to this function.
    layout: Layout,
    /// Where a mark leads.
    #[prop(into)]
    link: Callback<Subject, Option<String>>,
    /// What changed since the period before, for tooltip and screen readers.
    #[prop(into)]
    change: Callback<Subject, Option<String>>,
    /// The links lead to this page again: it does not scroll.
    #[prop(optional)]
    stays: bool,
    /// What its export says; without it nothing is offered.
    #[prop(optional, into)]
    export: Option<export::Export>,
    /// What lies over the picture.
    #[prop(optional)]
    over: Option<Over>,
) -> impl IntoView {
    let plot = NodeRef::<html::Div>::new();
    let picture = NodeRef::<html::Canvas>::new();
    let overlay = NodeRef::<html::Canvas>::new();
    let width = use_element_width(plot);
    let ratio = use_pixel_ratio();
    let theme = theme::use_chart_theme();
    let focus = RwSignal::new(None::<MarkId>);
    let hover = RwSignal::new(None::<MarkId>);

    let layout = StoredValue::new_local(layout);
    let measure = StoredValue::new_local(None::<CanvasMeasure>);
    let scene = memo(move || {
        let width = width.get();
        if width <= 0.0 {
            return None;
        }
        let ratio = ratio.get().min(LONGEST / width);
        let viewport = Viewport::new(width, 0.0, ratio)
            .with_subpixels(SUBPIXELS)
            .with_words(t());
        theme.with(|theme| {
            measure.update_value(|measure| {
                if !measure
                    .as_ref()
                    .is_some_and(|measure| measure.is_for(&theme.font_family))
                {
                    *measure = CanvasMeasure::new(&theme.font_family);
                }
            });
        });
        measure.with_value(|measure| {
            let measure = measure.as_ref()?;
            Some(layout.with_value(|layout| layout(&viewport, measure)))
        })
    });

    effect(move || {
        if let Some(canvas) = picture.get() {
            scene.with(|scene| {
                theme.with(|theme| layer::paint_static(&canvas, scene.as_ref()?, theme).map(drop))
            });
        }
    });
    effect(move || {
        let (focus, hover) = (focus.get(), hover.get());
        if let Some(canvas) = overlay.get() {
            scene.with(|scene| {
                theme.with(|theme| {
                    layer::paint_overlay(&canvas, scene.as_ref()?, theme, focus, hover)
                })
            });
        }
    });

    let hit = move |event: &web_sys::MouseEvent| {
        let bounds = plot.get_untracked()?.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - bounds.left();
        let y = f64::from(event.client_y()) - bounds.top();
        scene.with_untracked(|scene| scene.as_ref()?.hit(x, y))
    };
    let point = move |mark: Option<MarkId>| {
        if hover.get_untracked() != mark {
            hover.set(mark);
        }
    };
    let link_of = move |mark: MarkId| {
        let subject = scene.with(|scene| scene.as_ref()?.mark(mark).map(|mark| mark.subject))?;
        link.run(subject)
    };
    let navigate = use_navigate();
    // A finger cannot hover: its first tap shows, its second on the same mark follows.
    let touched = StoredValue::new(None::<MarkId>);
    let height =
        move || scene.with(|scene| scene.as_ref().map(|scene| format!("{}px", scene.height)));
    view! {
        <div
            class="plot"
            node_ref=plot
            style:min-height=move || height().unwrap_or_default()
            style:cursor=move || {
                if hover.get().and_then(link_of).is_some() { "pointer" } else { "default" }
            }
            on:pointermove=move |event| {
                if event.pointer_type() != "touch" {
                    point(hit(&event));
                }
            }
            on:pointerleave=move |event| {
                if event.pointer_type() != "touch" {
                    point(None);
                }
            }
            on:pointerdown=move |event| {
                let mark = hit(&event);
                let before = hover.get_untracked();
                let known = event.pointer_type() != "touch" || before == mark;
                touched.set_value(mark.filter(|_| known));
                point(mark);
            }
            on:click=move |event| {
                let mark = hit(&event).filter(|mark| touched.get_value() == Some(*mark));
                if let Some(target) = mark.and_then(|mark| untrack(|| link_of(mark))) {
                    navigate(&target, NavigateOptions { resolve: false, scroll: !stays, ..Default::default() });
                }
            }
        >
            <canvas node_ref=picture aria-hidden="true" style:height=move || height().unwrap_or_default()></canvas>
            <canvas
                class="overlay"
                node_ref=overlay
                aria-hidden="true"
                style:height=move || height().unwrap_or_default()
            ></canvas>
            {over.map(|over| over(Plot { scene, theme, element: plot }))}
            <marks::Marks scene label focus link change stays />
            <tooltip::MarkTooltip scene shown=Signal::derive(move || focus.get().or(hover.get())) change />
        </div>
        {export.map(|export| export::toolbar(export, layout, width.into()))}
    }
}
