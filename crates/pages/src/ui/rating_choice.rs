//! Choosing a star rating, or none, without JavaScript.

use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::ui::field::{described_by, problem_line};

/// Six radio buttons: one to five stars, and no rating.
#[component]
pub fn RatingChoice(
    /// What was chosen so far: `""` or `"1"` to `"5"`.
    value: String,
    /// What is wrong with it.
    problem: Option<String>,
) -> impl IntoView {
    let described = described_by("rating", false, problem.is_some());
    let options: Vec<_> = ["1", "2", "3", "4", "5", ""]
        .into_iter()
        .map(|stars| {
            let checked = value == stars;
            let (class, words) = match stars {
                "" => ("option none", view! { "No rating" }.into_markup()),
                one => {
                    let unit = if one == "1" { " star" } else { " stars" };
                    let words = view! {
                        <span class="star" aria-hidden="true">"★"</span>
                        {one}
                        <span class="visually-hidden">{unit}</span>
                    };
                    ("option", words.into_markup())
                }
            };
            // The first control takes the field's id, so that the error summary leads to it.
            let id = (stars == "1").then_some("rating");
            view! {
                <label class=class>
                    <input type="radio" name="rating" id=id value=stars checked=checked />
                    {words}
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field rating" aria-describedby=described>
            <legend>"Your rating"<span class="optional">" (optional)"</span></legend>
            <div class="options">{options}</div>
            {problem_line("rating", problem)}
        </fieldset>
    }
    .into_markup()
}
