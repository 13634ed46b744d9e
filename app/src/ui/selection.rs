//! Rows that are selected: one by one, a range with Shift, or all of the page. Works with the mouse and
//! with the space bar alike, as the boxes are native ones.

use std::collections::BTreeSet;

use crate::words::t;
use laurel_domain::PersonId;
use leptos::prelude::*;

/// How many people are selected at most: what one request asks.
pub const MOST: usize = laurel_api::asks::ASK_MAX;

/// Who is selected. Copy it into rows.
#[derive(Clone, Copy)]
pub struct Selection {
    chosen: RwSignal<BTreeSet<PersonId>>,
    /// Where a range begins.
    anchor: StoredValue<Option<PersonId>>,
}

/// Everybody between two people of the list, both included.
fn range(order: &[PersonId], from: PersonId, to: PersonId) -> &[PersonId] {
    let place = |id| order.iter().position(|one| *one == id);
    match (place(from), place(to)) {
        (Some(one), Some(other)) => order
            .get(one.min(other)..=one.max(other))
            .unwrap_or_default(),
        _ => &[],
    }
}

impl Selection {
    /// Nobody.
    pub fn new() -> Self {
        Self {
            chosen: RwSignal::new(BTreeSet::new()),
            anchor: StoredValue::new(None),
        }
    }

    /// Those who are selected.
    pub fn people(self) -> Vec<PersonId> {
        self.chosen.with(|chosen| chosen.iter().copied().collect())
    }

    /// How many.
    pub fn count(self) -> usize {
        self.chosen.with(BTreeSet::len)
    }

    /// Selects nobody.
    pub fn clear(self) {
        self.chosen.update(BTreeSet::clear);
    }

    fn set(self, people: &[PersonId], on: bool) {
        self.chosen.update(|chosen| {
            for person in people {
                if !on {
                    chosen.remove(person);
                } else if chosen.len() < MOST {
                    chosen.insert(*person);
                }
            }
        });
    }

    fn press(self, person: PersonId, on: bool, shift: bool, order: &[PersonId]) {
        let anchor = self.anchor.get_value().filter(|_| shift);
        match anchor {
            Some(anchor) => self.set(range(order, anchor, person), on),
            None => self.set(&[person], on),
        }
        self.anchor.set_value(Some(person));
    }

    /// The box of a row. `order` is the page's people in their order.
    pub fn row_box(self, person: PersonId, name: &str, order: Signal<Vec<PersonId>>) -> AnyView {
        let checked = move || self.chosen.with(|chosen| chosen.contains(&person));
        let label = t().ui_select_person(name);
        view! {
            <td class="select">
                <input
                    type="checkbox"
                    aria-label=label
                    prop:checked=checked
                    on:click:target=move |event| {
                        let on = event.target().checked();
                        order.with_untracked(|order| self.press(person, on, event.shift_key(), order));
                        // At the limit nobody more is selected, and the box says so.
                        event.target().set_checked(untrack(checked));
                    }
                />
            </td>
        }
        .into_any()
    }

    /// The box in the table's head: all of the page or none.
    pub fn page_box(self, order: Signal<Vec<PersonId>>) -> AnyView {
        let all = move || {
            order.with(|order| {
                !order.is_empty()
                    && self
                        .chosen
                        .with(|chosen| order.iter().all(|person| chosen.contains(person)))
            })
        };
        view! {
            <th scope="col" class="select">
                <input
                    type="checkbox"
                    aria-label=t().ui_select_all()
                    prop:checked=all
                    on:click:target=move |event| {
                        let on = event.target().checked();
                        order.with_untracked(|order| self.set(order, on));
                        event.target().set_checked(untrack(all));
                    }
                />
            </th>
        }
        .into_any()
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u8) -> PersonId {
        PersonId::from_digest([number; 16])
    }

    #[test]
    fn a_range_goes_both_ways_and_ends_at_the_list() {
        let order: Vec<PersonId> = (1..=5).map(person).collect();
        assert_eq!(range(&order, person(2), person(4)), &order[1..4]);
        assert_eq!(range(&order, person(4), person(2)), &order[1..4]);
        assert_eq!(range(&order, person(3), person(3)), &order[2..3]);
        assert!(range(&order, person(9), person(3)).is_empty());
    }

    #[test]
    fn people_are_selected_one_by_one_in_ranges_and_no_more_than_a_request_takes() {
        let owner = Owner::new();
        owner.with(|| {
            let selection = Selection::new();
            let order: Vec<PersonId> = (1..=200).map(person).collect();
            selection.press(person(2), true, false, &order);
            selection.press(person(5), true, true, &order);
            assert_eq!(selection.count(), 4);
            selection.press(person(3), false, false, &order);
            assert_eq!(selection.count(), 3);
            selection.set(&order, true);
            assert_eq!(selection.count(), MOST);
            selection.clear();
            assert!(selection.people().is_empty());
        });
    }
}
