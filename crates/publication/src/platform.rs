//! What the decisions need of the platform.

use std::future::Future;
use std::rc::Rc;

use laurel_domain::{ProgramId, Timestamp};

use crate::{Copied, Memory, Target};

/// What a reader gets.
pub trait Payload: Sized {
    /// Counts the changes of the text's form: a new version never reads an old copy.
    const FORM: u32;

    /// As it is stored.
    fn to_text(&self) -> String;

    /// As it was stored; `None` when it cannot be read.
    fn from_text(text: String) -> Option<Self>;

    /// Tells one payload from another.
    fn digest(&self) -> &str;
}

/// What D1 answers about a target: one row.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Whose it is.
    pub program: ProgramId,
    /// The revision of now.
    pub revision: u64,
    /// What KV was given.
    pub copied: Copied,
}

/// Everything that a program publishes, as D1 has it at one moment.
#[derive(Debug)]
pub struct Built<P> {
    /// The revision at that moment.
    pub revision: u64,
    /// What KV was given before.
    pub copied: Copied,
    /// Every target with what it shows.
    pub payloads: Vec<(Target, Rc<P>)>,
}

/// Clock, memory, D1, KV and the cache of the edge.
pub trait Platform {
    /// What is served.
    type Payload: Payload;
    /// Why something could not be had.
    type Error;

    /// The time.
    fn now(&self) -> Timestamp;

    /// Lets this many milliseconds pass.
    fn pause(&self, millis: u64) -> impl Future<Output = ()>;

    /// The isolate's memory.
    fn memory<R>(&self, with: impl FnOnce(&mut Memory<Self::Payload>) -> R) -> R;

    /// D1: one row about a target. `None` when there is no such thing.
    fn check(&self, target: &Target) -> impl Future<Output = Result<Option<Checked>, Self::Error>>;

    /// D1: everything of a program at one moment. `None` when there is no such program.
    fn build(
        &self,
        program: &ProgramId,
    ) -> impl Future<Output = Result<Option<Built<Self::Payload>>, Self::Error>>;

    /// D1: notes what KV was given at a revision, unless something newer is noted. Complete, when
    /// `copied.revision` is that revision.
    fn save(
        &self,
        program: &ProgramId,
        revision: u64,
        copied: &Copied,
    ) -> impl Future<Output = Result<(), Self::Error>>;

    /// D1: whether nobody copied this program within the last hour; if so, the caller does.
    fn claim(&self, program: &ProgramId) -> impl Future<Output = Result<bool, Self::Error>>;

    /// KV: the text under a key.
    fn kv_get(&self, key: &str) -> impl Future<Output = Result<Option<String>, Self::Error>>;

    /// KV: stores a text for [`COPY_LIFE`](crate::COPY_LIFE).
    fn kv_put(&self, key: &str, text: String) -> impl Future<Output = Result<(), Self::Error>>;

    /// The edge's cache. What cannot be read is not there.
    fn edge_get(&self, key: &str) -> impl Future<Output = Option<String>>;

    /// The edge's cache, for so many seconds. What cannot be stored is not.
    fn edge_put(&self, key: &str, text: String, seconds: u32) -> impl Future<Output = ()>;
}
