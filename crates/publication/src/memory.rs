//! What an isolate remembers: bounded, and never believed longer than a check counts.

use std::rc::Rc;

use laurel_domain::{ProgramId, Timestamp, WidgetId};

use crate::platform::Payload;
use crate::truth::InKv;
use crate::{FRESH, Target, Truth};

/// How many of each an isolate remembers. A payload has up to 256 KB, most have about 10.
const PROGRAMS_MAX: usize = 128;
const WIDGETS_MAX: usize = 512;
const ABSENT_MAX: usize = 128;
const PAYLOADS_MAX: usize = 64;
/// For how long nobody asks a D1 that has failed while there is something to serve, in milliseconds.
const RETRY: i64 = 5_000;

/// A program's state as it was last asked.
#[derive(Debug)]
struct Known {
    truth: Rc<Truth>,
    /// When somebody last set out to ask.
    tried_at: Timestamp,
    /// When D1 last failed to answer.
    failed_at: Option<Timestamp>,
}

/// What is shown, or that there is nothing of that name.
#[derive(Debug)]
pub(crate) struct Held<P> {
    target: Target,
    revision: u64,
    pub(crate) payload: Option<Rc<P>>,
}

/// An isolate's memory.
#[derive(Debug)]
pub struct Memory<P> {
    programs: Vec<Known>,
    widgets: Vec<(WidgetId, ProgramId)>,
    absent: Vec<(Target, Timestamp)>,
    payloads: Vec<Held<P>>,
}

/// What to do about a target's truth.
#[derive(Debug)]
pub(crate) enum Look {
    /// Serve by this.
    Known(Rc<Truth>),
    /// There is no such thing.
    Absent,
    /// Ask; meanwhile others serve by what is known, if it may be served at all.
    Ask {
        program: Option<ProgramId>,
        known: Option<Rc<Truth>>,
    },
}

impl<P> Default for Memory<P> {
    fn default() -> Self {
        Self {
            programs: Vec::new(),
            widgets: Vec::new(),
            absent: Vec::new(),
            payloads: Vec::new(),
        }
    }
}

impl<P: Payload> Memory<P> {
    /// Whose target it is, as far as is known.
    fn program_of<'a>(&'a self, target: &'a Target) -> Option<&'a ProgramId> {
        match target {
            Target::Wall(program) => Some(program),
            Target::Widget(widget) => {
                let mut known = self.widgets.iter();
                known
                    .find(|(one, _)| one == widget)
                    .map(|(_, program)| program)
            }
        }
    }

    /// Looks a target up. Of those who ask at once, one is sent to ask while there is something to serve.
    pub(crate) fn look(&mut self, target: &Target, now: Timestamp) -> Look {
        let absent = |(one, asked_at): &(Target, Timestamp)| {
            one == target && (0..=FRESH).contains(&now.since(*asked_at))
        };
        if self.absent.iter().any(absent) {
            return Look::Absent;
        }
        let Some(program) = self.program_of(target).cloned() else {
            return Look::Ask {
                program: None,
                known: None,
            };
        };
        let mut known = self.programs.iter_mut();
        let known = known.find(|known| known.truth.program == program);
        let Some(known) = known.filter(|known| known.truth.is_servable(now)) else {
            return Look::Ask {
                program: Some(program),
                known: None,
            };
        };
        let failed = known
            .failed_at
            .is_some_and(|failed_at| (0..RETRY).contains(&now.since(failed_at)));
        if failed || known.truth.is_enough(now, known.tried_at) {
            return Look::Known(Rc::clone(&known.truth));
        }
        known.tried_at = now;
        Look::Ask {
            program: Some(program),
            known: Some(Rc::clone(&known.truth)),
        }
    }

    /// Remembers what D1 said, unless something was asked later.
    pub(crate) fn keep(&mut self, truth: Rc<Truth>, tried_at: Timestamp) {
        let mut programs = self.programs.iter();
        let at = programs.position(|known| known.truth.program == truth.program);
        let before = at.map(|at| self.programs.remove(at));
        let later = before.filter(|before| before.truth.asked_at > truth.asked_at);
        let known = later.unwrap_or(Known {
            truth,
            tried_at,
            failed_at: None,
        });
        make_room(&mut self.programs, PROGRAMS_MAX);
        self.programs.push(known);
    }

    /// Remembers that D1 did not answer: for a moment nobody asks while there is something to serve.
    pub(crate) fn failed(&mut self, program: &ProgramId, now: Timestamp) {
        let mut known = self.programs.iter_mut();
        if let Some(known) = known.find(|known| known.truth.program == *program) {
            known.failed_at = Some(now);
        }
    }

    /// Remembers whose widget it is, which never changes.
    pub(crate) fn belongs(&mut self, target: &Target, program: &ProgramId) {
        self.absent.retain(|(one, _)| one != target);
        if let Target::Widget(widget) = target
            && self.program_of(target).is_none()
        {
            make_room(&mut self.widgets, WIDGETS_MAX);
            self.widgets.push((*widget, program.clone()));
        }
    }

    /// Remembers that there is no such thing.
    pub(crate) fn is_absent(&mut self, target: &Target, asked_at: Timestamp) {
        self.absent.retain(|(one, _)| one != target);
        make_room(&mut self.absent, ABSENT_MAX);
        self.absent.push((target.clone(), asked_at));
    }

    /// Remembers what a target shows at a revision.
    pub(crate) fn hold(&mut self, target: &Target, revision: u64, payload: Option<Rc<P>>) {
        self.payloads.retain(|held| held.target != *target);
        make_room(&mut self.payloads, PAYLOADS_MAX);
        self.payloads.push(Held {
            target: target.clone(),
            revision,
            payload,
        });
    }

    /// What a target shows now, if it is remembered: of this revision, or with the digest of its copy.
    pub(crate) fn held(&self, target: &Target, truth: &Truth) -> Option<&Held<P>> {
        let held = self.payloads.iter().find(|held| held.target == *target)?;
        let is_the_copy = match (truth.in_kv(P::FORM, target), &held.payload) {
            (InKv::Copy(copy), Some(payload)) => copy.digest == payload.digest(),
            _ => false,
        };
        (held.revision == truth.revision || is_the_copy).then_some(held)
    }

    /// What a target last showed, however long ago: for names, never for anybody's words.
    pub fn last_seen(&self, target: &Target) -> Option<Rc<P>> {
        let held = self.payloads.iter().find(|held| held.target == *target)?;
        held.payload.clone()
    }
}

/// Lets the oldest go.
fn make_room<T>(list: &mut Vec<T>, most: usize) {
    if list.len() >= most {
        list.remove(0);
    }
}
