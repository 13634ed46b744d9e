//! The program's name, stages and counters, read once for all pages of the program.

use laurel_api::NoQuery;
use laurel_api::endpoint::InProgram;
use laurel_api::endpoints::GetProgram;
use laurel_api::programs::{Program, ProgramResponse};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::hooks::erased::memo;
use crate::hooks::use_remote::{Remote, use_remote};
use crate::session::{CurrentProgram, use_session};

/// What is known about the program that the path names.
#[derive(Clone, Copy)]
pub struct ProgramDetails {
    /// The member's membership in it; `None` outside a program.
    pub current: Memo<Option<CurrentProgram>>,
    /// The program itself.
    pub remote: Remote<ProgramResponse>,
}

/// What is known about the program that the path names.
pub fn use_program_details() -> ProgramDetails {
    expect_context()
}

impl ProgramDetails {
    /// Begins to follow the path.
    pub(super) fn provide() {
        let session = use_session();
        let path = use_location().pathname;
        let current = memo(move || {
            path.with(|path| {
                path.split('/')
                    .nth(2)
                    .and_then(|slug| session.membership(slug))
            })
            .map(CurrentProgram)
        });
        let remote = use_remote::<GetProgram>(move || {
            current.get().map(|program| {
                (
                    InProgram {
                        program: program.id(),
                    },
                    NoQuery {},
                )
            })
        });
        provide_context(Self { current, remote });
    }

    /// The program, once it is read.
    pub fn program(self) -> Option<Program> {
        let current = self.current.get()?;
        let program = self.remote.latest().get()?.program;
        (program.id == current.id()).then_some(program)
    }

    /// One of its counters, such as `testimonials:pending`; 0 until it is read.
    pub fn total(self, name: &str) -> i64 {
        self.program()
            .and_then(|program| program.totals.get(name).copied())
            .unwrap_or(0)
    }

    /// Reads it again, after something was changed that it counts.
    pub fn reload(self) {
        self.remote.reload();
    }
}
