//! Writes the code: an enum of languages, a method a message, and the texts as arrays.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::catalog::{BUNDLES, Catalog};

/// The message in which a language says its own name.
const NAME: &str = "language_name";

/// An argument of a message, in the order in which English mentions it.
struct Argument {
    name: String,
    /// Decides between singular and plural.
    counts: bool,
}

pub(crate) fn code(catalogs: &[Catalog]) -> Result<String, String> {
    let mut code = String::new();
    let Some((first, _)) = catalogs.split_first() else {
        return Err("no language".to_owned());
    };
    languages(&mut code, catalogs);
    code.push_str("impl crate::Words {\n");
    for (bundle, messages) in first.bundles.iter().enumerate() {
        for (index, (name, text)) in messages.iter().enumerate() {
            method(&mut code, bundle, index, name, text)?;
        }
    }
    code.push_str("}\n");
    for (bundle, name) in BUNDLES.iter().enumerate() {
        texts(&mut code, catalogs, bundle, name)?;
    }
    Ok(code)
}

fn languages(code: &mut String, catalogs: &[Catalog]) {
    code.push_str("/// A language that Laurel speaks: a folder of messages each.\n");
    code.push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]\npub enum Language {\n");
    for (index, catalog) in catalogs.iter().enumerate() {
        let default = if index == 0 { "    #[default]\n" } else { "" };
        let _ = writeln!(
            code,
            "    /// `{0}`.\n{default}    {1},",
            catalog.language,
            variant(&catalog.language)
        );
    }
    code.push_str("}\nimpl Language {\n    /// Every language, English first.\n    pub const ALL: &[Self] = &[");
    for catalog in catalogs {
        let _ = write!(code, "Self::{}, ", variant(&catalog.language));
    }
    code.push_str("];\n    /// The tag of the language: `de`.\n    pub const fn tag(self) -> &'static str {\n        match self {\n");
    for catalog in catalogs {
        let _ = writeln!(
            code,
            "            Self::{} => {:?},",
            variant(&catalog.language),
            catalog.language
        );
    }
    code.push_str("        }\n    }\n    /// Its own name for itself: `Deutsch`.\n    pub const fn own_name(self) -> &'static str {\n        match self {\n");
    for catalog in catalogs {
        let name = catalog.bundles.iter().find_map(|bundle| bundle.get(NAME));
        let _ = writeln!(
            code,
            "            Self::{} => {:?},",
            variant(&catalog.language),
            name.unwrap_or(&catalog.language)
        );
    }
    code.push_str("        }\n    }\n}\n");
}

fn variant(language: &str) -> String {
    let mut letters = language.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}

fn method(
    code: &mut String,
    bundle: usize,
    index: usize,
    name: &str,
    text: &str,
) -> Result<(), String> {
    let arguments = arguments(text).map_err(|error| format!("{name}: {error}"))?;
    let documented = text.replace('[', "\\[").replace('<', "\\<");
    let _ = writeln!(code, "    /// {documented}");
    if arguments.is_empty() {
        let _ = writeln!(
            code,
            "    #[must_use]\n    pub fn {name}(self) -> &'static str {{ self.text({bundle}, {index}) }}"
        );
        return Ok(());
    }
    let _ = write!(code, "    #[must_use]\n    pub fn {name}(self");
    for Argument { name, counts } in &arguments {
        let _ = write!(code, ", {name}: {}", if *counts { "u64" } else { "&str" });
    }
    let _ = write!(code, ") -> String {{ self.format({bundle}, {index}, &[");
    for Argument { name, counts } in &arguments {
        let kind = if *counts { "Count" } else { "Text" };
        let _ = write!(code, "crate::format::Argument::{kind}({name}), ");
    }
    code.push_str("]) }\n");
    Ok(())
}

/// The texts of a bundle in every language, with arguments by position, for whoever compiles them in.
fn texts(code: &mut String, catalogs: &[Catalog], bundle: usize, name: &str) -> Result<(), String> {
    let feature = if name == "app" { "all" } else { "public" };
    let upper = name.to_ascii_uppercase();
    let first = catalogs.first().and_then(|first| first.bundles.get(bundle));
    let Some(first) = first else {
        return Err(format!("no bundle {name}"));
    };
    let _ = writeln!(
        code,
        "/// How many messages the bundle has.\npub(crate) const {upper}_COUNT: usize = {};",
        first.len()
    );
    let _ = writeln!(
        code,
        "#[cfg(feature = \"{feature}\")]\npub(crate) static {upper}: [[&str; {}]; {}] = [",
        first.len(),
        catalogs.len()
    );
    for catalog in catalogs {
        code.push_str("[\n");
        for (key, english) in first {
            let order: Vec<String> = arguments(english)?
                .into_iter()
                .map(|argument| argument.name)
                .collect();
            let text = catalog
                .bundles
                .get(bundle)
                .and_then(|messages| messages.get(key));
            let text = text.unwrap_or(english);
            let text = positions(text, &order)
                .map_err(|error| format!("{}: {key}: {error}", catalog.language))?;
            let _ = writeln!(code, "    {text:?},");
        }
        code.push_str("],\n");
    }
    code.push_str("];\n");
    // For the test that names what a language lacks or has too much.
    let _ = writeln!(
        code,
        "/// Names of the bundle's messages that a language lacks, and that English does not have.\n#[cfg(feature = \"all\")]\npub(crate) static {upper}_DIFFERENCES: [(&[&str], &[&str]); {}] = [",
        catalogs.len()
    );
    for catalog in catalogs {
        let empty = BTreeMap::new();
        let own = catalog.bundles.get(bundle).unwrap_or(&empty);
        let lacks: Vec<&String> = first.keys().filter(|key| !own.contains_key(*key)).collect();
        let more: Vec<&String> = own.keys().filter(|key| !first.contains_key(*key)).collect();
        let _ = writeln!(code, "    (&{lacks:?}, &{more:?}),");
    }
    code.push_str("];\n");
    Ok(())
}

/// What stands between a brace at the beginning of the text and the one that closes it.
fn inside(text: &str) -> Result<&str, String> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return text
                .get(1..at)
                .ok_or_else(|| "a brace is missing".to_owned());
        }
    }
    Err(format!("a brace is not closed: {text:?}"))
}

fn arguments(text: &str) -> Result<Vec<Argument>, String> {
    let mut found: Vec<Argument> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let Some(from) = rest.get(at..) else { break };
        let block = inside(from)?;
        rest = from.get(block.len() + 2..).unwrap_or_default();
        let (name, options) = block
            .split_once(',')
            .map_or((block, None), |(name, options)| (name, Some(options)));
        let name = name.trim();
        let counts = options.is_some_and(|options| options.trim_start().starts_with("plural,"));
        if options.is_some() && !counts {
            return Err(format!("only plural is known: {block:?}"));
        }
        add(&mut found, name, counts)?;
        for option in options.map(choices).transpose()?.unwrap_or_default() {
            for Argument { name, counts } in arguments(option.1)? {
                add(&mut found, &name, counts)?;
            }
        }
    }
    Ok(found)
}

fn add(found: &mut Vec<Argument>, name: &str, counts: bool) -> Result<(), String> {
    if name.is_empty()
        || !name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    {
        return Err(format!(
            "an argument is lowercase letters, digits and _: {name:?}"
        ));
    }
    if let Some(known) = found.iter_mut().find(|known| known.name == name) {
        known.counts |= counts;
    } else {
        found.push(Argument {
            name: name.to_owned(),
            counts,
        });
    }
    Ok(())
}

/// `plural, one {…} other {…}` in its parts.
fn choices(options: &str) -> Result<Vec<(&str, &str)>, String> {
    let mut rest = options.trim_start().trim_start_matches("plural,").trim();
    let mut found = Vec::new();
    while let Some(at) = rest.find('{') {
        let category = rest.get(..at).unwrap_or_default().trim();
        let Some(from) = rest.get(at..) else { break };
        let text = inside(from)?;
        found.push((category, text));
        rest = from.get(text.len() + 2..).unwrap_or_default().trim();
    }
    if !found.iter().any(|(category, _)| *category == "other") {
        return Err(format!("a plural needs `other {{…}}`: {options:?}"));
    }
    Ok(found)
}

/// The text with its arguments by their position in English: what `format` reads.
fn positions(text: &str, order: &[String]) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let Some(from) = rest.get(at..) else { break };
        let block = inside(from)?;
        rest = from.get(block.len() + 2..).unwrap_or_default();
        let (name, options) = block
            .split_once(',')
            .map_or((block, None), |(name, options)| (name, Some(options)));
        let name = name.trim();
        let position = order.iter().position(|known| known == name);
        let position = position.ok_or_else(|| format!("English has no argument {name}"))?;
        let _ = write!(out, "{{{position}");
        for (category, text) in options.map(choices).transpose()?.unwrap_or_default() {
            let _ = write!(out, " {category} {{{}}}", positions(text, order)?);
        }
        out.push('}');
    }
    out.push_str(rest);
    Ok(out)
}
