//! Reads the message files of every language.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The folders of a language, each compiled or loaded as a whole.
pub(crate) const BUNDLES: [&str; 4] = ["locale", "public", "rules", "app"];

/// The language that every other one falls back to.
pub(crate) const FIRST: &str = "en";

/// The messages of one language: by bundle, then by name (`people_found`).
pub(crate) struct Catalog {
    pub(crate) language: String,
    pub(crate) bundles: Vec<BTreeMap<String, String>>,
}

/// All languages, English first.
pub(crate) fn read_all(folder: &Path) -> Result<Vec<Catalog>, String> {
    let mut languages = names(folder)?;
    languages.sort_by_key(|language| (language != FIRST, language.clone()));
    languages
        .into_iter()
        .map(|language| {
            let bundles = BUNDLES
                .iter()
                .map(|bundle| read_bundle(&folder.join(&language).join(bundle)))
                .collect::<Result<_, _>>()?;
            Ok(Catalog { language, bundles })
        })
        .collect()
}

fn names(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    Ok(names)
}

fn read_bundle(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut messages = BTreeMap::new();
    if !folder.exists() {
        return Ok(messages);
    }
    for name in names(folder)? {
        let path = folder.join(&name);
        let Some(prefix) = name.strip_suffix(".txt") else {
            return Err(format!("{}: message files end in .txt", path.display()));
        };
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for (line, key, message) in
            parse(&text).map_err(|error| format!("{}:{error}", path.display()))?
        {
            if messages
                .insert(format!("{prefix}_{key}"), message)
                .is_some()
            {
                return Err(format!(
                    "{}:{line}: {key} stands there twice",
                    path.display()
                ));
            }
        }
    }
    Ok(messages)
}

/// `key = text`; an indented line continues the text; `#` at the beginning of a line is a comment.
fn parse(text: &str) -> Result<Vec<(usize, String, String)>, String> {
    let mut messages: Vec<(usize, String, String)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with([' ', '\t']) {
            let (_, _, message) = messages
                .last_mut()
                .ok_or_else(|| format!("{number}: continues nothing"))?;
            if !message.is_empty() {
                message.push(' ');
            }
            message.push_str(line.trim());
            continue;
        }
        let (key, message) = line
            .split_once('=')
            .ok_or_else(|| format!("{number}: expected `key = text`"))?;
        let key = key.trim();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if key.is_empty() || !key.chars().all(plain) {
            return Err(format!(
                "{number}: a key is lowercase letters, digits and _: {key:?}"
            ));
        }
        messages.push((number, key.to_owned(), message.trim().to_owned()));
    }
    Ok(messages)
}
