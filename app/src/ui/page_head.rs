//! The top of a page.

use leptos::html::H1;
use leptos::prelude::*;

use crate::hooks::use_route_focus::use_route_focus;
use crate::session::CurrentProgram;

/// A page's heading, its sentence and its actions. Takes the focus when the page is shown.
#[component]
pub fn PageHead(
    /// The heading; also the window's title.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence under it.
    #[prop(optional, into)]
    lede: Option<Signal<String>>,
    /// Buttons at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    let context = use_context::<CurrentProgram>().map(|program| program.program_name().to_owned());
    use_route_focus(heading, title, context);
    view! {
        <header class="page-head">
            <div class="stack tight">
                <h1 node_ref=heading tabindex="-1">
                    {title}
                </h1>
                {lede.map(|lede| view! { <p class="lede">{lede}</p> })}
            </div>
            {children.map(|children| view! { <div class="buttons">{children()}</div> })}
        </header>
    }
}
