//! Small labels. The words carry the meaning; the tone only repeats it.

use leptos::prelude::*;

/// The color of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Laurel green.
    Accent,
    /// River blue.
    Attract,
    /// Wreath gold.
    Delight,
    /// Rust.
    Problem,
    /// Outline only.
    Hollow,
}

impl Tone {
    /// The class of a label in this tone.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tag",
            Self::Accent => "tag accent",
            Self::Attract => "tag attract",
            Self::Delight => "tag delight",
            Self::Problem => "tag problem",
            Self::Hollow => "tag hollow",
        }
    }
}

/// A small label.
#[component]
pub fn Tag(
    /// Its words.
    #[prop(into)]
    words: String,
    /// Its color.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! {
        <span class=tone.class() dir="auto">
            {words}
        </span>
    }
}
