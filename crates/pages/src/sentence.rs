//! Sentences with elements in them. The message stays whole: an argument that is an element is filled in
//! with a slot, which the element then takes.

use maud::{Markup, Render, html};

/// Stand for the first and the second element. Noncharacters of Unicode, which no text contains.
pub(crate) const SLOTS: [&str; 2] = ["\u{fdd0}", "\u{fdd1}"];

/// The sentence, escaped, with the elements in their slots.
pub(crate) fn with(sentence: &str, elements: [&Markup; 2]) -> Markup {
    let [first, second] = elements;
    let mut out = String::new();
    for part in sentence.split_inclusive(['\u{fdd0}', '\u{fdd1}']) {
        let (text, element) = if let Some(text) = part.strip_suffix(SLOTS[0]) {
            (text, Some(first))
        } else if let Some(text) = part.strip_suffix(SLOTS[1]) {
            (text, Some(second))
        } else {
            (part, None)
        };
        text.render_to(&mut out);
        if let Some(element) = element {
            element.render_to(&mut out);
        }
    }
    maud::PreEscaped(out)
}

/// The sentence with one element.
pub(crate) fn with_one(sentence: &str, element: &Markup) -> Markup {
    with(sentence, [element, &html! {}])
}

/// A name that may run in the other direction.
pub(crate) fn name(text: &str) -> Markup {
    html! { bdi { (text) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_take_their_slots_and_text_is_escaped() {
        let sentence = format!("{} & {}.", SLOTS[1], SLOTS[0]);
        let html = with(&sentence, [&name("<a>"), &name("b")]);
        assert_eq!(
            html.into_string(),
            "<bdi>b</bdi> &amp; <bdi>&lt;a&gt;</bdi>."
        );
    }
}
