//! Markup of the public pages inside the app: previews show exactly what the public will see.

use laurel_pages::Markup;
use leptos::prelude::*;

/// The markup, in an element that leaves no trace in the layout. It escaped every text when it was made.
pub fn rendered(markup: Markup) -> impl IntoView {
    view! { <div class="rendered" inner_html=markup.into_string()></div> }
}
