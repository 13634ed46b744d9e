//! Tests of the charts as their users meet them: pictures, pointing and walking, backends, and what
//! holds for any input.

mod drawing;
mod interaction;
mod properties;
mod samples;
mod snapshots;
mod turning;
