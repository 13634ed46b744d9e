//! Stored states: key, revision, the counters that others raise, and everything else as one JSON text.
//!
//! What an index or a list needs of the text is a generated column of `person_state`. So a new derived
//! figure is a field of [`PersonState`] and nothing here; see "A derived figure" in `docs/CONTRIBUTING.md`.

use laurel_domain::PersonId;
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::Progress;
use laurel_domain::person::PersonState;
use laurel_domain::rollup::Brought;
use laurel_store::{StoreError, tolerant};
use serde::{Deserialize, Serialize};

use super::person::SegmentValues;
use super::snapshot::{StoredState, parse};

/// What `person_state.state` holds.
#[derive(Debug, Serialize)]
struct Written {
    /// What was derived.
    person: PersonState,
    /// The segment values that were counted.
    values: SegmentValues,
    /// What is derived from both for lists alone.
    listed: Listed,
}

/// What is read of it: the lists' own part is the database's.
#[derive(Debug, Deserialize)]
struct Read {
    person: PersonState,
    values: SegmentValues,
}

/// By what lists are filtered and ordered beside the state itself.
#[derive(Debug, Serialize)]
struct Listed {
    /// -1 for none.
    funnel_stage: i32,
    cohort_day: Option<i32>,
    last_touch_at: i64,
    /// Whether the passing of time alone can change the state.
    changes_by_time: bool,
    brought_by: Option<PersonId>,
    ready: bool,
    mismatch: bool,
    carries: bool,
}

/// A row of `person_state` to be written.
#[derive(Debug, Serialize)]
pub(super) struct StateRow {
    person_id: PersonId,
    revision: u64,
    people_brought: i64,
    customers_brought: i64,
    customers_followed: i64,
    state: Written,
}

/// A row of `person_state` as it is read.
#[derive(Debug, Deserialize)]
pub(super) struct StoredRow {
    person_id: String,
    revision: u64,
    people_brought: i64,
    customers_brought: i64,
    customers_followed: i64,
    state: String,
}

/// What the list of movements is made of.
#[derive(Serialize)]
pub(super) struct Moved {
    person_id: PersonId,
    moves: Vec<StoredMove>,
}

/// When, from where, to where (codes), whether up.
type StoredMove = (i64, Option<&'static str>, Option<&'static str>, bool);

/// What the list of a tag is made of.
#[derive(Serialize)]
pub(super) struct Tagged<'a> {
    person_id: PersonId,
    last_touch_at: i64,
    tags: &'a [String],
}

/// A motivation's code read; one that is not ours counts as not known.
pub(super) fn motivation(code: Option<&str>) -> Option<Motivation> {
    code.and_then(|code| Motivation::parse(code).ok())
}

/// The derived state in the text of `person_state.state`.
///
/// # Errors
/// When it cannot be read.
pub fn stored_person(state: &str) -> Result<PersonState, StoreError> {
    Ok(read(state)?.person)
}

fn read(state: &str) -> Result<Read, StoreError> {
    // Floats in it are points; what was summed there is taken back to the digit, so only what cannot be read else
    // is mended.
    serde_json::from_str(state)
        .or_else(|_| tolerant::from_json(state))
        .map_err(|error| StoreError::internal("a stored state", error))
}

impl StateRow {
    /// The row of a state.
    pub(super) fn of(
        person_id: PersonId,
        state: PersonState,
        values: SegmentValues,
        changes_by_time: bool,
        revision: u64,
    ) -> Self {
        let mismatch = state
            .last_reward
            .is_some_and(|last| last.is_mismatch(motivation(values.motivation.as_deref())));
        let listed = Listed {
            funnel_stage: state.furthest.map_or(-1, |stage| stage as i32),
            cohort_day: state.first_touch_at.map(|first| first.day().0),
            last_touch_at: state.last_touch_at.unwrap_or(state.derived_at).millis(),
            changes_by_time,
            brought_by: None,
            ready: state.need_progress.is_some_and(Progress::is_ready),
            // Outside the pyramid nobody is on a level that could be missed.
            mismatch: mismatch && state.need_level.is_some(),
            carries: state.carries_too_much(),
        };
        Self {
            person_id,
            revision,
            people_brought: 0,
            customers_brought: 0,
            customers_followed: 0,
            state: Written {
                person: state,
                values,
                listed,
            },
        }
    }

    /// The same with who brought the person, and whom the person brought.
    #[must_use]
    pub(super) fn with_brought(mut self, brought_by: Option<PersonId>, brought: Brought) -> Self {
        self.state.listed.brought_by = brought_by;
        Self {
            people_brought: brought.people,
            customers_brought: brought.customers,
            customers_followed: brought.followed,
            ..self
        }
    }

    /// Whose state, with which movements on the ladder: what their list is made of.
    pub(super) fn moved(&self) -> Moved {
        let code = |stage: Option<AdvocacyStage>| stage.map(AdvocacyStage::code);
        let moves = self.state.person.moves.iter();
        let moves = moves.map(|step| {
            let at = step.at.millis();
            (at, code(step.from), code(step.to), step.rose())
        });
        Moved {
            person_id: self.person_id,
            moves: moves.collect(),
        }
    }

    /// Whose state, with which tags and latest touchpoint: what the list of a tag is made of.
    pub(super) fn tagged(&self) -> Tagged<'_> {
        Tagged {
            person_id: self.person_id,
            last_touch_at: self.state.listed.last_touch_at,
            tags: &self.state.values.tags,
        }
    }
}

impl StoredRow {
    /// The state of a row.
    pub(super) fn into_state(self) -> Result<(PersonId, StoredState), StoreError> {
        let Self {
            person_id,
            revision,
            people_brought,
            customers_brought,
            customers_followed,
            state,
        } = self;
        let Read { person, values } = read(&state)?;
        let stored = StoredState {
            state: person,
            segment_values: values,
            brought: Brought {
                people: people_brought,
                customers: customers_brought,
                followed: customers_followed,
            },
            revision,
        };
        Ok((parse(&person_id)?, stored))
    }
}

#[cfg(test)]
mod tests {
    use laurel_domain::Timestamp;
    use laurel_domain::TouchpointId;
    use laurel_domain::money::Currency;
    use laurel_domain::person::{History, derive};
    use laurel_domain::settings::ProgramSettings;
    use laurel_domain::touchpoint::{Channel, Touchpoint, TouchpointKind};

    use super::*;

    const START: i64 = 1_700_000_000_000;

    fn person() -> PersonId {
        PersonId::from_digest([1; 16])
    }

    fn touchpoint(days: i64, kind: TouchpointKind) -> Touchpoint {
        Touchpoint {
            id: TouchpointId::from_digest([days as u8; 16]),
            person: person(),
            kind,
            channel: Channel::Website,
            at: Timestamp::from_millis(START + days * 86_400_000),
            amount: None,
            quantity: None,
            score: None,
            note: Some("Press".to_owned()),
        }
    }

    fn state() -> PersonState {
        let touchpoints = [
            touchpoint(0, TouchpointKind::WebsiteVisit),
            touchpoint(3, TouchpointKind::Purchase),
            touchpoint(10, TouchpointKind::Swag),
            touchpoint(20, TouchpointKind::Review),
            touchpoint(40, TouchpointKind::Referral),
        ];
        let history = History {
            touchpoints: &touchpoints,
            currency: Currency::USD,
        };
        let now = Timestamp::from_millis(START + 50 * 86_400_000);
        derive(&history, &ProgramSettings::default(), now)
    }

    fn row() -> StateRow {
        StateRow::of(person(), state(), SegmentValues::default(), true, 7)
    }

    #[test]
    fn a_stored_state_comes_back_as_it_was() {
        let written = row().with_brought(None, Brought::default());
        let stored = StoredRow {
            person_id: written.person_id.to_string(),
            revision: written.revision,
            people_brought: 0,
            customers_brought: 0,
            customers_followed: 0,
            state: serde_json::to_string(&written.state).expect("JSON"),
        };
        let (id, stored) = stored.into_state().expect("a state");
        assert_eq!((id, stored.revision), (person(), 7));
        assert_eq!(stored.state, state());
    }

    #[test]
    fn a_state_from_before_a_figure_has_none_of_it() {
        let mut state = serde_json::to_value(row().state).expect("JSON");
        let figures = state
            .get_mut("person")
            .and_then(|person| person.as_object_mut());
        let figure = figures.and_then(|person| person.remove("last_act_at"));
        let latest = START + 40 * 86_400_000;
        assert_eq!(figure, Some(latest.into()));
        let read = stored_person(&state.to_string()).expect("a state");
        assert_eq!(read.last_act_at, None);
    }

    #[test]
    fn what_generated_columns_read_is_where_they_look() {
        let state = serde_json::to_value(row().state).expect("JSON");
        let at = |path: &str| state.pointer(path).cloned();
        let day = 86_400_000;
        for (path, value) in [
            ("/listed/funnel_stage", 6.into()),
            ("/listed/last_touch_at", (START + 40 * day).into()),
            ("/listed/changes_by_time", true.into()),
            ("/person/first_purchase_at", (START + 3 * day).into()),
            ("/person/first_product", "Press".into()),
            ("/person/last_reward/kind", "swag".into()),
            ("/person/last_reward/at", (START + 10 * day).into()),
            ("/person/last_reward/reply", "review".into()),
            ("/person/acts", 2.into()),
            ("/person/escalated", false.into()),
        ] {
            assert_eq!(at(path), Some(value), "{path}");
        }
    }
}
