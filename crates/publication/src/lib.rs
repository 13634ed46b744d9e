//! How what is published gets to its readers, so that withdrawn words are gone in a minute whatever the
//! platform does.
//!
//! D1 is the truth: a program has a revision there, which counts each change of what is published. KV holds
//! copies that never change: a copy's key names the revision at which it was made, and D1 notes which copies
//! belong to the revision of now, with their digests ([`Copied`]).
//!
//! A reader ([`published()`]) compares the revision, at most every [`FRESH`] an edge, and serves
//!
//! 1. what it holds in memory for this revision, or with the digest that D1 names;
//! 2. else KV's copy, if D1 names one and its digest is the one that D1 names;
//! 3. else what D1 says, kept at the edge under the revision.
//!
//! So nothing depends on KV's write rate, its delays, its quota, or on the job that copies ([`push()`]): without
//! them the same words come out of D1, once a change and edge.
//!
//! How old an answer may be: the check was sent at most [`SERVABLE`] before the answer leaves, also when D1
//! does not answer meanwhile, and a browser keeps it for [`BROWSER`]. Together that is less than the minute
//! which authors are promised; while D1 answers it is [`FRESH`] and [`BROWSER`], and up to five seconds more
//! for those who read while somebody asks.
//!
//! Everything here is a function of what a [`Platform`] answers: no clock, no I/O of its own. The tests run it
//! on a platform with the documented limits.
#![warn(missing_docs)]

mod memory;
mod platform;
mod push;
mod read;
mod target;
mod truth;

pub use memory::Memory;
pub use platform::{Built, Checked, Payload, Platform};
pub use push::{push, renew};
pub use read::{Found, Unread, look_again, published};
pub use target::Target;
pub use truth::{Copied, Copy, Truth};

/// For how long a check of the revision counts, in milliseconds.
pub const FRESH: i64 = 15_000;
/// How old a check may be when it cannot be repeated, in milliseconds; behind that readers get an error.
pub const SERVABLE: i64 = 40_000;
/// For how long a browser may keep an answer, in milliseconds: the `max-age` of what is published.
pub const BROWSER: i64 = 15_000;
/// What authors are promised, in milliseconds.
pub const PROMISE: i64 = 60_000;
/// How long a copy lives in KV, in seconds. What was replaced is never read again, and gone after that.
pub const COPY_LIFE: u64 = 24 * 3_600;

const _: () = assert!(SERVABLE + BROWSER < PROMISE && FRESH < SERVABLE);
