//! One stage: its name, what enters it, and the buttons that move and remove it.

use laurel_domain::settings::{Entry, Kinds};
use laurel_domain::touchpoint::{Category, TouchpointKind};
use leptos::prelude::*;

use super::draft::{Draft, FEWEST, kinds_left, new_entry};
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::field::{Field, FieldIds, TextField};
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::show::Show;
use crate::words::t;

/// What the rows share.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The stages.
    pub draft: RwSignal<Draft>,
    /// The row that is being dragged.
    pub dragged: RwSignal<Option<u32>>,
    /// What is said to screen readers.
    pub said: RwSignal<String>,
}

impl Editing {
    /// Moves a row and says where it is now.
    pub fn move_to(self, row: u32, position: usize) {
        self.draft.update(|draft| draft.move_to(row, position));
        let words = self.draft.with_untracked(|draft| {
            let place = draft.position(row).unwrap_or_default() + 1;
            let name = draft.stage(row).map_or("", |stage| stage.name.as_str());
            t().stages_is_at(name, &place.to_string(), &draft.count().to_string())
        });
        self.said.set(words);
    }
}

/// One row of the editor.
pub fn row(row: u32, editing: Editing) -> AnyView {
    let Editing { draft, dragged, .. } = editing;
    let position = memo(move || draft.with(|draft| draft.position(row).unwrap_or_default()));
    let last = memo(move || draft.with(|draft| draft.count().saturating_sub(1)));
    let name = RwSignal::new(draft.with_untracked(|draft| {
        let stage = draft.stage(row);
        stage.map(|stage| stage.name.clone()).unwrap_or_default()
    }));
    crate::hooks::erased::effect(move || {
        let name = name.get();
        let differs =
            draft.with_untracked(|draft| draft.stage(row).is_some_and(|stage| stage.name != name));
        if differs {
            draft.update(|draft| draft.change(row, |stage| stage.name = name));
        }
    });
    let problem =
        move |field: String| Signal::derive(move || draft.with(|draft| draft.problem(row, &field)));
    let ways = memo(move || {
        draft.with(|draft| draft.stage(row).map_or(0, |stage| stage.entered_by.len()))
    });
    let shift = move |by: isize| {
        let to = position.get_untracked().saturating_add_signed(by);
        editing.move_to(row, to);
        refocus(row, by);
    };
    let number_words = move || (position.get() + 1).to_string();
    let title = move || t().stages_number(&number_words());

    view! {
        <li
            class="stage-row"
            class:dragged=move || dragged.get() == Some(row)
            on:dragover=move |event| {
                if dragged.with_untracked(Option::is_some) {
                    event.prevent_default();
                }
            }
            on:drop=move |event| {
                event.prevent_default();
                if let Some(dragged) = dragged.get_untracked() {
                    editing.move_to(dragged, position.get_untracked());
                }
            }
        >
            <div class="stage-head">
                <span
                    class="stage-grip"
                    draggable="true"
                    aria-hidden="true"
                    title=t().stages_drag()
                    on:dragstart=move |_| dragged.set(Some(row))
                    on:dragend=move |_| dragged.set(None)
                >
                    "⠿"
                </span>
                <h2>{title}</h2>
                <div class="buttons">
                    <button
                        type="button"
                        id=format!("stage-{row}-up")
                        class="button quiet small"
                        aria-label=move || t().stages_move_up(&number_words())
                        aria-disabled=move || (position.get() == 0).then_some("true")
                        on:click=move |_| {
                            if position.get_untracked() > 0 {
                                shift(-1);
                            }
                        }
                    >
                        "↑"
                    </button>
                    <button
                        type="button"
                        id=format!("stage-{row}-down")
                        class="button quiet small"
                        aria-label=move || t().stages_move_down(&number_words())
                        aria-disabled=move || (position.get() == last.get()).then_some("true")
                        on:click=move |_| {
                            if position.get_untracked() < last.get_untracked() {
                                shift(1);
                            }
                        }
                    >
                        "↓"
                    </button>
                    <Button
                        class="plain small"
                        disabled=Signal::derive(move || last.get() < FEWEST)
                        on_press=move |()| {
                            let name = name.get_untracked();
                            draft.update(|draft| draft.remove(row));
                            editing.said.set(t().stages_removed(&name));
                        }
                    >
                        {t().stages_remove()} " " <span class="visually-hidden">{move || t().stages_remove_which(&number_words())}</span>
                    </Button>
                </div>
            </div>
            <TextField label=t().stages_name() class="short" value=name problem=problem("name".to_owned()) />
            <Show when=move || problem("entered_by".to_owned()).with(Option::is_some)>
                <p class="problem-text small">{problem("entered_by".to_owned())}</p>
            </Show>
            <For each=move || 0..ways.get() key=|way| *way let(number)>
                {way(row, number, editing)}
            </For>
            <div>
                <Button
                    class="plain small"
                    on_press=move |()| draft.update(|draft| {
                        draft.change(row, |stage| stage.entered_by.push(new_entry()));
                    })
                >
                    {t().stages_add_way()}
                </Button>
            </div>
        </li>
    }
    .into_any()
}

/// One way into a stage.
fn way(row: u32, number: usize, editing: Editing) -> AnyView {
    let draft = editing.draft;
    let entry = memo(move || {
        draft.with(|draft| {
            draft
                .stage(row)
                .and_then(|stage| stage.entered_by.get(number).cloned())
        })
    });
    let change = move |change: &dyn Fn(&mut Entry)| {
        draft.update(|draft| {
            draft.change(row, |stage| {
                if let Some(entry) = stage.entered_by.get_mut(number) {
                    change(entry);
                }
            });
        });
    };
    let problem = move |field: &'static str| {
        let path = format!("entered_by.{number}.{field}");
        Signal::derive(move || draft.with(|draft| draft.problem(row, &path)))
    };
    let which = Signal::derive(move || {
        let code = entry.with(|entry| match entry.as_ref().map(|entry| &entry.kinds) {
            Some(Kinds::Any) => "any",
            Some(Kinds::Acts) => "acts",
            _ => "one_of",
        });
        code.to_owned()
    });
    let choose_which = move |code: String| {
        change(&|entry| {
            entry.kinds = match code.as_str() {
                "any" => Kinds::Any,
                "acts" => Kinds::Acts,
                _ => Kinds::OneOf(Vec::new()),
            };
        });
    };
    let chosen = memo(move || {
        entry.with(|entry| match entry.as_ref().map(|entry| &entry.kinds) {
            Some(Kinds::OneOf(kinds)) => Some(kinds.clone()),
            _ => None,
        })
    });
    let left = Signal::derive(move || {
        let chosen = chosen.get().unwrap_or_default();
        let kinds = kinds_left(&chosen)
            .map(|kind| Choice::new(kind.code(), t().touchpoint_kind(kind)).under(group(kind)));
        let mut kinds: Vec<Choice> = kinds.collect();
        kinds.sort_by_key(|choice| choice.group);
        kinds.insert(0, Choice::new("", t().stages_add_touchpoint()));
        kinds
    });
    let add = move |code: String| {
        if let Ok(kind) = TouchpointKind::parse(&code) {
            change(&|entry| {
                if let Kinds::OneOf(kinds) = &mut entry.kinds {
                    kinds.push(kind);
                }
            });
        }
    };
    let take_off = move |kind: TouchpointKind| {
        change(&|entry| {
            if let Kinds::OneOf(kinds) = &mut entry.kinds {
                kinds.retain(|one| *one != kind);
            }
        });
    };
    let several = memo(move || {
        draft.with(|draft| {
            draft
                .stage(row)
                .is_some_and(|stage| stage.entered_by.len() > 1)
        })
    });
    let ids = FieldIds::new();
    let (input, described) = (ids.control.clone(), ids.clone());
    let least_problem = problem("at_least");
    view! {
        <div class="stage-way">
            <SelectField
                label=if number == 0 { t().stages_entered_by() } else { t().stages_or_by() }
                class="beside"
                value=which
                on_choose=choose_which
                choices=Signal::stored(vec![
                    Choice::new("one_of", t().stages_one_of()),
                    Choice::new("acts", t().stages_acts()),
                    Choice::new("any", t().stages_any()),
                ])
            />
            <Field label=t().stages_at_least() ids problem=least_problem class="beside">
                <input
                    id=input
                    type="number"
                    inputmode="numeric"
                    min="1"
                    max="100"
                    prop:value=move || entry.with(|entry| entry.as_ref().map_or(1, |entry| entry.at_least)).to_string()
                    on:change:target=move |event| {
                        let least = event.target().value().trim().parse().unwrap_or(0);
                        change(&|entry| entry.at_least = least);
                    }
                    aria-invalid=move || least_problem.with(Option::is_some).then_some("true")
                    aria-describedby=move || described.described_by(false, least_problem.with(Option::is_some))
                />
            </Field>
            <Show when=move || several.get()>
                <Button
                    class="plain small"
                    on_press=move |()| draft.update(|draft| {
                        draft.change(row, |stage| {
                            if number < stage.entered_by.len() {
                                stage.entered_by.remove(number);
                            }
                        });
                    })
                >
                    {t().stages_remove_way()}
                </Button>
            </Show>
            <Show when=move || chosen.with(Option::is_some)>
                <ul class="tags" aria-label=t().stages_touchpoints()>
                    <For each=move || chosen.get().unwrap_or_default() key=|kind| *kind let(kind)>
                        <li class="chip">
                            <span>{t().touchpoint_kind(kind)}</span>
                            <button
                                type="button"
                                aria-label=t().stages_without(t().touchpoint_kind(kind))
                                on:click=move |_| take_off(kind)
                            >
                                "×"
                            </button>
                        </li>
                    </For>
                </ul>
                <SelectField
                    label=t().stages_touchpoint() class="beside"
                    value=Signal::derive(String::new)
                    on_choose=add
                    choices=left
                    problem=problem("kinds")
                />
            </Show>
        </div>
    }
    .into_any()
}

fn group(kind: TouchpointKind) -> &'static str {
    match kind.category() {
        Category::Journey => t().stages_group_journey(),
        Category::Act => t().stages_group_act(),
        Category::Reward => t().stages_group_reward(),
        Category::Decision => t().stages_group_decision(),
    }
}

/// The button that moved a row keeps the focus, or the other one when the row is at the end.
fn refocus(row: u32, by: isize) {
    let name = if by < 0 { "up" } else { "down" };
    let focus = move || {
        if let Some(element) = document().get_element_by_id(&format!("stage-{row}-{name}")) {
            let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
            // Nothing is lost when it does not take the focus.
            _ = element.focus();
        }
    };
    set_timeout(focus, std::time::Duration::ZERO);
}
