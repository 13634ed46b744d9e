//! What the build makes of the message files.
#![allow(
    clippy::doc_markdown,
    clippy::too_many_arguments,
    rustdoc::bare_urls,
    reason = "generated"
)]

include!(concat!(env!("OUT_DIR"), "/messages.rs"));
