//! What leaves the page with a chart: picture, drawing, figures, address, paper.
//!
//! Pictures are made anew from the scene on light paper, whatever the page looks like, with title,
//! period and filters in them: they are looked at without the page around.

use laurel_charts::{Heading, MeasureText, Scene, Theme, Viewport, titled, to_svg};
use laurel_domain::segment::Dimension;
use laurel_imports::{csv_text, is_formula};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlCanvasElement};

use super::layer::paint_all;
use super::measure::CanvasMeasure;
use super::{Layout, SUBPIXELS};
use crate::hooks::use_url_query::{UrlQuery, use_url_query};
use crate::session::use_program;
use crate::ui::dates::{day_words, now};
use crate::ui::period::Period;
use crate::ui::save_file::{save_blob, save_text};
use crate::ui::toast::{Toasts, use_toasts};
use crate::words::t;

/// Device px per CSS px of an exported picture.
const SHARPNESS: f64 = 2.0;

/// The widest and narrowest exported picture in CSS px: a phone's chart is made wider.
const WIDTHS: (f64, f64) = (640.0, 1_200.0);

/// Query parameters that the sentence already says, or that change nothing in the picture.
const SILENT: [&str; 8] = [
    "from", "to", "segment", "cursor", "stage", "step", "pace", "measure",
];

/// What is exported with a chart.
pub struct Export {
    /// The chart's name: `Funnel`.
    pub chart: &'static str,
    /// What it counts and when, as the page's first sentence says.
    pub lede: Signal<String>,
    /// The figures, header first; numbers unrounded and without grouping.
    pub figures: Box<dyn Fn() -> Vec<Vec<String>>>,
}

/// The row of actions under a chart.
pub(super) fn toolbar(
    export: Export,
    layout: StoredValue<Layout, LocalStorage>,
    width: Signal<f64>,
) -> AnyView {
    let toasts = use_toasts();
    let program = use_program();
    let (brand, slug) = (program.program_name().to_owned(), program.id().to_string());
    let state = use_url_query();
    let Export {
        chart,
        lede,
        figures,
    } = export;
    let name = move |ending: &str| {
        let query = state.query.get_untracked();
        file_name(&slug, chart, Period::read(&query), ending)
    };
    let name = StoredValue::new(name);
    let sheet = move || {
        let query = state.query.get_untracked();
        let heading = Heading {
            title: format!("{chart} · {brand}"),
            lines: [lede.get_untracked()]
                .into_iter()
                .chain(filter_words(&query))
                .collect(),
            origin: t().export_origin(&day_words(now().day())),
        };
        let measure = CanvasMeasure::new(&Theme::LIGHT.font_family)?;
        let viewport = Viewport::new(
            width.get_untracked().clamp(WIDTHS.0, WIDTHS.1),
            0.0,
            SHARPNESS,
        );
        let viewport = viewport.with_subpixels(SUBPIXELS).with_words(t());
        let scene = layout.try_with_value(|layout| untrack(|| layout(&viewport, &measure)))?;
        Some(titled(&scene, &heading, &measure as &dyn MeasureText))
    };
    let sheet = StoredValue::new_local(sheet);
    let named = move |ending: &str| name.with_value(|name| name(ending));
    let png = move || {
        let scene = sheet.with_value(|sheet| sheet())?;
        save_png(&scene, named("png"), toasts)
    };
    let svg = move || {
        let scene = sheet.with_value(|sheet| sheet())?;
        let document = to_svg(&scene, &Theme::LIGHT, None);
        save_text(&named("svg"), "image/svg+xml", &document).ok()
    };
    let csv = move || {
        let rows = untrack(&figures);
        save_text(&named("csv"), "text/csv", &csv_text(&rows)).ok()?;
        if rows.iter().flatten().any(|cell| is_formula(cell)) {
            toasts.show(t().export_formulas());
        }
        Some(())
    };
    let copy = move || {
        copy_address(toasts);
        Some(())
    };
    let print = || window().print().ok();
    let action = |words: &'static str, about: &'static str, run: Box<dyn Fn() -> Option<()>>| {
        view! {
            <button
                type="button"
                class="button plain small"
                aria-label=about
                on:click=move |_| {
                    if run().is_none() {
                        toasts.problem(t().export_refused());
                    }
                }
            >
                {words}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="chart-actions" role="group" aria-label=t().export_group(chart)>
            <span class="muted small" aria-hidden="true">{t().export_save_as()}</span>
            {action("PNG", t().export_png(), Box::new(png))}
            {action("SVG", t().export_svg(), Box::new(svg))}
            {action("CSV", t().export_csv(), Box::new(csv))}
            {action(t().export_link(), t().export_link_about(), Box::new(copy))}
            {action(t().export_print(), t().export_print_about(), Box::new(print))}
        </div>
    }
    .into_any()
}

/// The filters besides the period, as the address has them: `Source: Fair`.
fn filter_words(query: &UrlQuery) -> Option<String> {
    let words: Vec<String> = query
        .pairs()
        .filter(|(name, _)| !SILENT.contains(name))
        .map(|(name, value)| {
            let value = match value {
                "" if name == "compare_segment" => t().export_everybody_else(),
                "" => t().export_not_known(),
                value => value,
            };
            t().export_filter(name_words(name), value)
        })
        .collect();
    let line = words.join(" · ");
    let first = line.chars().next()?;
    Some(line.replacen(first, &first.to_uppercase().to_string(), 1))
}

/// What a parameter of the address is called.
fn name_words(name: &str) -> &str {
    match name {
        "breakdown" => t().export_breakdown(),
        "values" => t().export_values(),
        "compare_from" => t().export_compare_from(),
        "compare_to" => t().export_compare_to(),
        "compare_segment" => t().export_compare_segment(),
        "what_if" => t().export_what_if(),
        _ => Dimension::parse(name).map_or(name, |dimension| t().dimension(dimension)),
    }
}

/// `demo-funnel-2026-01-01-to-2026-03-31.csv`.
fn file_name(slug: &str, chart: &str, period: Period, ending: &str) -> String {
    let when = match (period.from, period.to) {
        (None, None) => "all-time".to_owned(),
        (Some(from), None) => format!("since-{from}"),
        (None, Some(to)) => format!("until-{to}"),
        (Some(from), Some(to)) => format!("{from}-to-{to}"),
    };
    format!("{slug}-{}-{when}.{ending}", chart.to_lowercase())
}

/// Draws on a canvas that is never shown, and offers it when the browser has encoded it.
fn save_png(scene: &Scene, name: String, toasts: Toasts) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    paint_all(&canvas, scene, &Theme::LIGHT)?;
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        let saved = blob.map(|blob| save_blob(&name, &blob));
        if !matches!(saved, Some(Ok(()))) {
            toasts.problem(t().export_no_picture());
        }
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}

fn copy_address(toasts: Toasts) {
    let address = window().location().href().unwrap_or_default();
    let done = JsFuture::from(window().navigator().clipboard().write_text(&address));
    spawn_local(async move {
        let done: Result<JsValue, JsValue> = done.await;
        match done {
            Ok(_) => toasts.show(t().export_link_copied()),
            Err(_) => {
                toasts.problem(t().export_link_refused());
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::Day;

    #[test]
    fn a_file_says_what_is_in_it() {
        let day = |text| Day::parse(text).ok();
        let name = |from, to| file_name("demo", "Funnel", Period { from, to }, "csv");
        assert_eq!(name(None, None), "demo-funnel-all-time.csv");
        assert_eq!(
            name(day("2026-01-01"), day("2026-03-31")),
            "demo-funnel-2026-01-01-to-2026-03-31.csv"
        );
        assert_eq!(
            name(day("2026-01-01"), None),
            "demo-funnel-since-2026-01-01.csv"
        );
    }

    #[test]
    fn filters_are_printed_unless_the_period_says_them() {
        let words = |query| filter_words(&UrlQuery::parse(query));
        assert_eq!(words("from=2026-01-01&cursor=x"), None);
        assert_eq!(
            words("source=Fair+%26+more&company_size=&from=2026-01-01").as_deref(),
            Some("Source: Fair & more · Company size: not known")
        );
        assert_eq!(
            words("compare_segment=").as_deref(),
            Some("Compared with: everybody else")
        );
    }
}
