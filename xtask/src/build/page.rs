//! The page that starts the app, and the folder of its files.
//!
//! The folder is named after its content, so that its files may be kept by browsers for good, and a
//! page that was opened earlier never mixes parts of two versions.

use std::fs;
use std::path::Path;

use laurel_words::{Language, Words};

use super::parts;
use crate::error::{Context, Failure, Result};
use crate::files;
use crate::secret;
use crate::workspace;

/// Counts the changes of this file's outcome, for the app's stamp.
pub(super) const VERSION: &str = "page 4";

/// Where Trunk puts the program into `app/index.html`, and we do.
const PLACE: &str = r#"<link data-trunk rel="rust" href="Cargo.toml" data-bin="laurel-app">"#;

/// What loads the program out of its folder.
const START: &str = r#"<link rel="modulepreload" href="{app}/laurel-app.js">
    <link rel="modulepreload" href="{app}/words.js">
    <link rel="preload" href="{app}/laurel-app_bg.wasm" as="fetch" type="application/wasm" crossorigin>
    <script type="module" src="{app}/start.js"></script>"#;

/// Where `app/start.js` takes the list of the parts.
const NO_PARTS: &str = "const PARTS = {};";

/// Moves the files of `folder` into their folder in `app`, and writes `index.html` beside it.
pub(super) fn write(folder: &Path, app: &Path) -> Result<()> {
    let start = files::read(&workspace::path("app/start.js"))?;
    let list = files::read(&folder.join(parts::LIST))?;
    let start = filled(&start, NO_PARTS, &format!("const PARTS = {list};"))?;
    files::write(&folder.join("start.js"), start)?;
    words(folder)?;
    let name = digest(folder)?;
    let html = filled(
        &files::read(&workspace::path("app/index.html"))?,
        PLACE,
        &START.replace("{app}", &format!("/assets/app/{name}")),
    )?;
    let output = app.join(&name);
    fs::rename(folder, &output).on("moving the app's parts to", &output)?;
    files::write(&app.join("index.html"), html)
}

/// Writes what Trunk does not make into the folder where it puts the app together: the start script and
/// the messages.
pub(super) fn write_for_trunk(folder: &Path) -> Result<()> {
    let start = files::read(&workspace::path("app/start.js"))?;
    files::write(&folder.join("start.js"), start)?;
    words(folder)
}

/// Writes the script that fetches the messages, and a file of them for each language.
fn words(folder: &Path) -> Result<()> {
    let script = files::read(&workspace::path("app/words.js"))?;
    files::write(&folder.join("words.js"), script)?;
    for language in Language::ALL {
        let texts = serde_json::to_string(&Words::of(*language).texts())
            .context("writing the app's messages")?;
        let name = format!("words.{}.json", language.tag());
        files::write(&folder.join(name), texts)?;
    }
    Ok(())
}

/// A name for the contents of a folder: half of a SHA-256 over its files' names and contents.
fn digest(folder: &Path) -> Result<String> {
    let mut files = files::walk(folder)?;
    files.sort();
    let mut list = String::new();
    for file in files {
        let name = file.strip_prefix(folder).unwrap_or(&file);
        let content = fs::read(&file).on("reading", &file)?;
        list.push_str(&name.to_string_lossy());
        list.push('\n');
        list.push_str(&secret::sha256_of(&content));
        list.push('\n');
    }
    let digest = secret::sha256(&list);
    Ok(digest.get(..32).unwrap_or(&digest).to_owned())
}

fn filled(text: &str, place: &str, with: &str) -> Result<String> {
    if text.contains(place) {
        Ok(text.replace(place, with))
    } else {
        Err(Failure::new(format!(
            "one of the app's start files has no `{place}`"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_loads_the_program_where_trunk_would_put_it() {
        let html = files::read(&workspace::path("app/index.html")).unwrap();
        let page = filled(&html, PLACE, START).unwrap();
        assert!(page.contains("{app}/start.js") && !page.contains("data-trunk"));
        assert!(filled("<p>", PLACE, "/").is_err());
    }

    #[test]
    fn the_script_knows_every_language() {
        let script = files::read(&workspace::path("app/words.js")).unwrap();
        let tags: Vec<_> = Language::ALL.iter().map(|one| one.tag()).collect();
        let list = format!(
            "const LANGUAGES = {};",
            serde_json::to_string(&tags).unwrap()
        );
        assert!(
            script.contains(&list.replace(',', ", ")),
            "app/words.js has no {list}"
        );
    }

    #[test]
    fn the_folders_name_follows_names_and_contents() {
        let folder = workspace::private("test-page");
        files::remove_dir(&folder).unwrap();
        let of = |name: &str, content: &str| {
            files::make_dir(&folder).unwrap();
            files::write(&folder.join(name), content).unwrap();
            let digest = digest(&folder).unwrap();
            files::remove_dir(&folder).unwrap();
            digest
        };
        let first = of("a.js", "1");
        assert_eq!(first.len(), 32);
        assert_eq!(of("a.js", "1"), first);
        assert_ne!(of("a.js", "2"), first);
        assert_ne!(of("b.js", "1"), first);
    }
}
