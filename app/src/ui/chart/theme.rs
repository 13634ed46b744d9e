//! A chart's colors are those of the page: read from its custom properties, or from the system in a
//! forced-colors mode.

use laurel_charts::{Color, Theme};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::hooks::use_media_change::{media_holds, use_media_change};

const FORCED: &str = "(forced-colors: active)";

/// Paper is white, whatever the screen's colors are.
const PRINT: &str = "print";

/// The theme, followed for as long as the current owner lives.
pub(super) fn use_chart_theme() -> ReadSignal<Theme> {
    let (theme, set_theme) = signal(current());
    for query in [
        "(prefers-color-scheme: dark)",
        FORCED,
        "(prefers-contrast: more)",
        PRINT,
    ] {
        use_media_change(query, move || {
            set_theme.try_set(current());
        });
    }
    theme
}

fn current() -> Theme {
    if media_holds(PRINT) {
        return Theme {
            paper: Color::hex(0x00ff_ffff),
            ..Theme::LIGHT
        };
    }
    if media_holds(FORCED)
        && let Some(theme) = forced()
    {
        return theme;
    }
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let property = |name: &str| {
        style
            .as_ref()
            .and_then(|style| style.get_property_value(name).ok())
            .unwrap_or_default()
    };
    let color = |name: &str, otherwise: Color| Color::parse(&property(name)).unwrap_or(otherwise);
    let base = Theme::LIGHT;
    let family = property("--sans");
    let family = family.trim();
    Theme {
        paper: color("--paper", base.paper),
        ink: color("--ink", base.ink),
        muted: color("--ink-soft", base.muted),
        guide: color("--edge", base.guide),
        hairline: color("--hairline", base.hairline),
        attract: color("--attract", base.attract),
        engage: color("--accent", base.engage),
        delight: color("--delight", base.delight),
        attract_wash: color("--attract-wash", base.attract_wash),
        engage_wash: color("--accent-wash", base.engage_wash),
        delight_wash: color("--delight-wash", base.delight_wash),
        problem: color("--problem", base.problem),
        focus: color("--focus", base.focus),
        font_family: if family.is_empty() {
            base.font_family
        } else {
            family.to_owned().into()
        },
    }
}

/// A canvas turns the names of system colors into their values.
fn forced() -> Option<Theme> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let resolve = |name: &str| {
        context.set_fill_style_str(name);
        context
            .fill_style()
            .as_string()
            .and_then(|value| Color::parse(&value))
    };
    Some(Theme::forced_colors(
        resolve("Canvas")?,
        resolve("CanvasText")?,
        resolve("Highlight")?,
    ))
}
