//! Views of different types as one type.
//!
//! In the Worker a view is rendered on the spot and goes on as text: nothing of a page changes after
//! that, and `AnyView` would bring along for each view what building, hydrating and streaming it need,
//! which was a third of the Worker. In the app, where previews follow signals, it stays a view.

use leptos::prelude::*;

/// A view of any type.
#[cfg(feature = "ssr")]
pub(crate) type Markup = leptos::tachys::html::InertElement;

/// A view of any type.
#[cfg(not(feature = "ssr"))]
pub(crate) type Markup = AnyView;

/// Makes a view one of any type.
pub(crate) trait IntoMarkup {
    /// This view, as one of any type.
    fn into_markup(self) -> Markup;
}

#[cfg(feature = "ssr")]
impl<V: RenderHtml> IntoMarkup for V {
    fn into_markup(self) -> Markup {
        Markup::new(self.to_html())
    }
}

#[cfg(not(feature = "ssr"))]
impl<V: IntoAny> IntoMarkup for V {
    fn into_markup(self) -> Markup {
        self.into_any()
    }
}
