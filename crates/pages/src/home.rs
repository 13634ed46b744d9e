//! `/`: what Laurel is, and sign-in for members.

use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::document::Document;
use crate::form_problem::{FieldProblem, message_for};
use crate::ui::error_summary::ErrorSummary;
use crate::ui::field::TextField;

/// The values of the home page.
#[derive(Debug, Clone, Default)]
pub struct HomePage {
    /// The address typed so far.
    pub email: String,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

/// The home page as a document.
pub fn home_page(page: HomePage) -> String {
    let document = Document {
        title: "Laurel: customer advocacy, kept well".to_owned(),
        description:
            "Open-source customer advocacy: one record per person, from the first visit to \
                      the advocate, and their words where buyers look."
                .to_owned(),
        listed: true,
        ..Document::default()
    };
    document.render(|| {
        view! {
            <div class="opening">
                <h1>"Happy customers, well looked after"</h1>
                <p class="lede">
                    "Laurel keeps one record per person, from the first visit to the day they speak
                    for you. It shows where people stand, reminds you to give before you ask, and
                    puts their words where buyers look."
                </p>
            </div>
            <p class="measure">
                "Nothing appears in public that its author did not agree to, and everything can be
                taken back at any time. Words are never edited. Opinions are never a reason to hide
                them."
            </p>
            <section class="section stack" aria-labelledby="sign-in">
                <h2 id="sign-in">"Sign in"</h2>
                <SignInForm email=page.email problems=page.problems />
            </section>
        }
    })
}

/// Asks for an address and sends a link to it.
#[component]
pub fn SignInForm(
    /// The address typed so far.
    email: String,
    /// What is wrong with it.
    problems: Vec<FieldProblem>,
) -> impl IntoView {
    let problem = message_for(&problems, "email");
    view! {
        <form class="form" method="post" action="/sign-in" novalidate>
            <ErrorSummary problems />
            <TextField
                name="email"
                label="Your e-mail address at work"
                hint="We send you a link. It works once, for ten minutes, in this browser."
                kind="email"
                autocomplete="email"
                value=email
                problem
            />
            <div class="actions">
                <button class="button" type="submit">"Send me a sign-in link"</button>
            </div>
        </form>
    }
    .into_markup()
}
