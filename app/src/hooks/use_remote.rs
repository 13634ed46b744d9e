//! Reading from the API: now, and whenever what is asked for changes.
//!
//! Only the reading of the answer is there once a type; everything else is there once. What was read
//! stays until the next answer; a slow answer to an old question is dropped.

use laurel_api::{Endpoint, NoBody};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::erased::effect;
use super::use_latest::{Latest, use_latest};
use crate::api::{ApiError, client};

/// What was read, whether it is being read right now, and a way to read again.
pub struct Remote<T: 'static> {
    latest: RwSignal<Option<T>>,
    asking: Asking,
    /// A request is on its way.
    pub busy: RwSignal<bool>,
}

/// Counts what makes everything on the page worth reading again: figures that were computed anew.
#[derive(Debug, Clone, Copy)]
pub struct Freshness(RwSignal<u32>);

impl Freshness {
    /// Provides it to everything below.
    pub fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// Whatever is read below is read again.
    pub fn renew(self) {
        self.0.try_update(|count| *count = count.wrapping_add(1));
    }
}

/// The part that does not depend on what is read.
#[derive(Clone, Copy)]
struct Asking {
    busy: RwSignal<bool>,
    problem: RwSignal<Option<ApiError>>,
    again: Trigger,
    /// The latest question.
    asked: Latest,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

impl<T: Send + Sync + 'static> Remote<T> {
    /// Reads again; what was there stays until the answer arrives.
    pub fn reload(self) {
        self.asking.again.notify();
    }

    /// The latest answer that was a success; `None` while nothing is asked.
    pub fn latest(self) -> ReadSignal<Option<T>> {
        self.latest.read_only()
    }

    /// What went wrong with the latest request.
    pub fn problem(self) -> ReadSignal<Option<ApiError>> {
        self.asking.problem.read_only()
    }
}

/// Reads an endpoint now and whenever what `request` reads changes. While `request` says `None`,
/// nothing is asked.
pub fn use_remote<E>(
    request: impl Fn() -> Option<(E::Path, E::Query)> + 'static,
) -> Remote<E::Response>
where
    E: Endpoint<Request = NoBody> + 'static,
    E::Response: PartialEq + Send + Sync,
{
    let latest = RwSignal::new(None::<E::Response>);
    let url = move || request().map(|(path, query)| E::url(&path, &query));
    let take = move |answer: Option<&str>| {
        let value = answer.map(client::read::<E::Response>).transpose()?;
        // The same answer again changes nothing on the page.
        if latest.try_with_untracked(|before| *before != value) == Some(true) {
            latest.try_set(value);
        }
        Ok(())
    };
    let asking = follow(Box::new(url), Box::new(take));
    Remote {
        latest,
        asking,
        busy: asking.busy,
    }
}

type Take = Box<dyn Fn(Option<&str>) -> Result<(), ApiError>>;

fn follow(url: Box<dyn Fn() -> Option<String>>, take: Take) -> Asking {
    let asking = Asking {
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
        again: Trigger::new(),
        asked: use_latest(),
    };
    let take = StoredValue::new_local(take);
    let freshness = use_context::<Freshness>();
    effect(move || {
        asking.again.track();
        if let Some(Freshness(count)) = freshness {
            count.track();
        }
        let url = url();
        let mine = asking.asked.begin();
        let keep = move |answer: Option<&str>| {
            let problem = take
                .try_with_value(|take| take(answer))
                .and_then(Result::err);
            asking.problem.try_set(problem);
        };
        let Some(url) = url else {
            asking.busy.set(false);
            return keep(None);
        };
        asking.busy.set(true);
        spawn_local(async move {
            let answer = client::get(url).await;
            if !asking.asked.is(mine) {
                return;
            }
            asking.busy.try_set(false);
            match answer {
                Ok(answer) => keep(Some(&answer)),
                Err(problem) => {
                    asking.problem.try_set(Some(problem));
                }
            }
        });
    });
    asking
}
