//! A form that is sent: one request at a time, and what was wrong with it.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;

/// What is wrong with a field before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name.
    pub field: &'static str,
    /// What to do about it.
    pub message: String,
}

impl FieldProblem {
    /// A field, and what to do about it.
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self {
            field,
            message: message.into(),
        }
    }
}

/// How the sending of a form stands. Copy it into handlers.
#[derive(Clone, Copy)]
pub struct Sending {
    /// A request is on its way.
    pub busy: RwSignal<bool>,
    wrong: RwSignal<Option<FieldProblem>>,
    failed: RwSignal<Option<ApiError>>,
}

/// A form of which nothing was sent yet.
pub fn use_sending() -> Sending {
    Sending {
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
        failed: RwSignal::new(None),
    }
}

impl Sending {
    /// Says what is wrong with a field; nothing is sent.
    pub fn refuse(self, problem: FieldProblem) {
        self.wrong.set(Some(problem));
    }

    /// Forgets what was wrong.
    pub fn forgive(self) {
        self.wrong.set(None);
        self.failed.set(None);
    }

    /// What is wrong with a field, found here or by the server.
    pub fn problem(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let here = self.wrong.with(|wrong| {
                let wrong = wrong.as_ref().filter(|wrong| wrong.field == field);
                wrong.map(|wrong| wrong.message.clone())
            });
            here.or_else(|| {
                self.failed
                    .with(|failed| failed.as_ref()?.field(field).map(str::to_owned))
            })
        })
    }

    /// Why the latest request did not work out.
    pub fn failure(self) -> Signal<Option<ApiError>> {
        self.failed.into()
    }

    /// The same, unless the fields themselves say it.
    pub fn general_failure(self) -> Signal<Option<ApiError>> {
        Signal::derive(move || self.failed.get().filter(|error| error.fields().is_empty()))
    }

    /// Sends, and goes on with the answer. Does nothing while a request is on its way.
    pub fn send<T: 'static>(
        self,
        request: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.forgive();
        self.busy.set(true);
        spawn_local(async move {
            let answer = request.await;
            self.busy.try_set(false);
            match answer {
                Ok(answer) => done(answer),
                Err(error) => _ = self.failed.try_set(Some(error)),
            }
        });
    }
}
