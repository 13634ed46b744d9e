//! Which files each part of the app consists of.
//!
//! wasm-split writes a script that loads the parts. Before that is made small, this reads from it
//! what the page's start script asks for early, and what `cargo xtask bench` adds up.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Context, Failure, Result};
use crate::files;

/// For each part its files, the part's own last.
pub(crate) type Parts = BTreeMap<String, Vec<String>>;

/// The list beside the parts.
pub(crate) const LIST: &str = "parts.json";

/// Writes the list of the parts in a folder; empty for a program that was not cut.
pub(super) fn list(folder: &Path) -> Result<()> {
    let script = folder.join("__wasm_split.js");
    let parts = if script.exists() {
        of_script(&files::read(&script)?)?
    } else {
        Parts::new()
    };
    let json = serde_json::to_string(&parts).context("writing the list of the app's parts")?;
    files::write(&folder.join(LIST), json)
}

/// Reads the list of the parts in a folder.
pub(crate) fn read(folder: &Path) -> Result<Parts> {
    serde_json::from_str(&files::read(&folder.join(LIST))?)
        .context("reading the list of the app's parts")
}

fn of_script(script: &str) -> Result<Parts> {
    let problem = || Failure::new("wasm-split's script has another form than 0.2 writes");
    let loaders = script.split("export const __wasm_split_load_").skip(1);
    let parts: Parts = loaders
        .map(|loader| {
            let (name, rest) = loader.split_once(" = ").ok_or_else(problem)?;
            let own = between(rest, "new URL(\"./", "\"");
            let needed = rest.rsplit_once('[').ok_or_else(problem)?.1;
            let needed = needed.split_once(']').ok_or_else(problem)?.0;
            let files = needed
                .split(", ")
                .filter_map(|chunk| chunk.trim().strip_prefix("__"))
                .map(|chunk| format!("{chunk}.wasm"))
                .chain(own.map(str::to_owned));
            Ok((name.to_owned(), files.collect()))
        })
        .collect::<Result<_>>()?;
    if parts.is_empty() {
        return Err(problem());
    }
    Ok(parts)
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_read_from_the_script_that_loads_them() {
        let script = "/* people, tools */\nconst __chunk_5 = makeLoad(() => {\n    \
            const src = fetch(new URL(\"./chunk_5.wasm\", import.meta.url));\n}, []);\n\
            export const __wasm_split_load_tools = wrapAsyncCb(makeLoad(() => {\n    \
            const src = fetch(new URL(\"./split_tools.wasm\", import.meta.url));\n}\n\
            , [__chunk_5, __chunk_7]));\n\
            export const __wasm_split_load_people = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), []));\n";
        let parts = of_script(script).unwrap();
        assert_eq!(
            parts.get("tools").unwrap(),
            &["chunk_5.wasm", "chunk_7.wasm", "split_tools.wasm"]
        );
        assert!(parts.get("people").unwrap().is_empty());
        assert!(of_script("let nothing;").is_err());
    }
}
