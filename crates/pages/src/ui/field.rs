//! One question of a form, with its help and its problem next to it.

use laurel_words::Words;
use maud::{Markup, PreEscaped, html};

/// The ids that describe a control, for `aria-describedby`.
pub(crate) fn described_by(name: &str, hint: bool, problem: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, "hint"), (problem, "problem")]
        .into_iter()
        .filter(|(shown, _)| *shown)
        .map(|(_, part)| format!("{name}-{part}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The line under a control that says what is wrong with it.
pub(crate) fn problem_line(name: &str, problem: Option<&str>) -> Markup {
    html! {
        @if let Some(message) = problem {
            p class="problem" id={ (name) "-problem" } { (message) }
        }
    }
}

/// The value of `aria-invalid`.
pub(crate) fn invalid(problem: Option<&str>) -> Option<&'static str> {
    problem.map(|_| "true")
}

/// What a one-line field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// Any text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A short number, such as a code.
    Digits,
}

/// A one-line text field.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TextField<'a> {
    /// Name and id of the control.
    pub(crate) name: &'a str,
    /// The question.
    pub(crate) label: &'a str,
    /// Help, shown before the control; none when empty.
    pub(crate) hint: &'a str,
    /// What it takes.
    pub(crate) kind: Kind,
    /// What browsers may fill in for the person.
    pub(crate) autocomplete: &'a str,
    /// Whether it may stay empty.
    pub(crate) optional: bool,
    /// What was typed so far.
    pub(crate) value: &'a str,
    /// What is wrong with it.
    pub(crate) problem: Option<&'a str>,
}

impl TextField<'_> {
    pub(crate) fn render(&self, words: Words) -> Markup {
        let name = self.name;
        let kind = match self.kind {
            Kind::Text | Kind::Digits => "text",
            Kind::Email => "email",
        };
        let mode = (self.kind == Kind::Digits).then_some("numeric");
        let described = described_by(name, !self.hint.is_empty(), self.problem.is_some());
        html! {
            div class="field" {
                label for=(name) {
                    (self.label)
                    @if self.optional { (optional(words)) }
                }
                @if !self.hint.is_empty() { p class="hint" id={ (name) "-hint" } { (self.hint) } }
                input id=(name) name=(name) type=(kind) value=(self.value)
                    autocomplete=(self.autocomplete) inputmode=[mode] required[!self.optional]
                    aria-describedby=[described] aria-invalid=[invalid(self.problem)] dir="auto";
                (problem_line(name, self.problem))
            }
        }
    }
}

/// Says beside a label that the field may stay empty.
pub(crate) fn optional(words: Words) -> Markup {
    html! { span class="optional" { " " (words.field_optional()) } }
}

/// A text of several lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextArea<'a> {
    /// Name and id of the control.
    pub(crate) name: &'a str,
    /// The question.
    pub(crate) label: &'a str,
    /// Help, shown before the control.
    pub(crate) hint: &'a Markup,
    /// The characters that fit, for the live count.
    pub(crate) max: usize,
    /// What was typed so far.
    pub(crate) value: &'a str,
    /// What is wrong with it.
    pub(crate) problem: Option<&'a str>,
}

impl TextArea<'_> {
    pub(crate) fn render(&self, words: Words) -> Markup {
        let name = self.name;
        let described = described_by(name, true, self.problem.is_some());
        // The script that counts says so in the page's language.
        let (count, over) = (words.field_count("{0}", "{1}"), words.field_over("{0}"));
        html! {
            div class="field" {
                label for=(name) { (self.label) }
                div class="hint" id={ (name) "-hint" } { (self.hint) }
                textarea id=(name) name=(name) rows="9" required
                    aria-describedby=[described] aria-invalid=[invalid(self.problem)]
                    data-max=(self.max) data-count=(count) data-over=(over) dir="auto" {
                    // HTML drops the first line end, which would otherwise be the person's own.
                    (PreEscaped("\n")) (self.value)
                }
                (problem_line(name, self.problem))
            }
        }
    }
}
