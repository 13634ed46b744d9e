//! Makes a typed method of every message: `messages/en/app/people.txt` with `found = {count, plural, one
//! {# person} other {# people}}` becomes `Words::people_found(self, count: u64) -> String`.
//!
//! English decides which messages there are and which arguments they take. Another language that lacks
//! one falls back to English here, and `tests/complete.rs` names it.

#![expect(clippy::print_stdout, reason = "how a build script speaks to cargo")]

mod catalog;
mod generate;

use std::path::Path;

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=messages");
    println!("cargo::rerun-if-changed=build");
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?;
    let catalogs = catalog::read_all(&Path::new(&root).join("messages"))?;
    let out = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
    std::fs::write(
        Path::new(&out).join("messages.rs"),
        generate::code(&catalogs)?,
    )
    .map_err(|error| error.to_string())
}
