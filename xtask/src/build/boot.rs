//! Moves the script that starts the app out of `index.html` into a file of its own.
//!
//! trunk writes it inline, where `script-src 'self' 'wasm-unsafe-eval'` blocks it.

use std::path::Path;

use crate::error::{Failure, Result};
use crate::files;
use crate::secret;

/// Counts the changes of this file's outcome, for the app's stamp.
pub(super) const VERSION: &str = "boot 1";

const OPEN: &str = "<script type=\"module\"";
const CLOSE: &str = "</script>";

/// Rewrites `index.html` of a built app, and writes the script beside it.
pub(super) fn externalise(app: &Path) -> Result<()> {
    let page = app.join("index.html");
    let moved = split(&files::read(&page)?, "/assets/app/")?;
    files::write(&app.join(&moved.file_name), moved.script)?;
    files::write(&page, moved.html)
}

/// A page whose script lies in a file.
#[derive(Debug)]
struct Moved {
    html: String,
    file_name: String,
    script: String,
}

/// Splits the one inline module script off a page. Its file is named after its digest.
fn split(html: &str, base: &str) -> Result<Moved> {
    let problem = |what: &str| Failure::new(format!("the app's index.html has {what}"));
    let (before, rest) = html
        .split_once(OPEN)
        .ok_or_else(|| problem("no start script"))?;
    let (attributes, rest) = rest
        .split_once('>')
        .ok_or_else(|| problem("an unfinished script tag"))?;
    let (script, after) = rest
        .split_once(CLOSE)
        .ok_or_else(|| problem("an unfinished script"))?;
    let script = script.trim();
    if script.is_empty() || attributes.contains("src=") {
        return Err(problem("a start script that is not inline"));
    }
    if after.contains("<script") || before.contains("<script") {
        return Err(problem("more than one script"));
    }
    let digest = secret::sha256(script);
    let file_name = format!("boot-{}.js", digest.get(..16).unwrap_or(&digest));
    Ok(Moved {
        html: format!("{before}{OPEN} src=\"{base}{file_name}\">{CLOSE}{after}"),
        file_name,
        script: format!("{script}\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head><title>T</title></head><body>\
        <script type=\"module\">\nimport init from '/assets/app/laurel-app-1.js';\n\
        const wasm = await init({ module_or_path: '/assets/app/laurel-app-1_bg.wasm' });\n</script>\
        </body></html>";

    #[test]
    fn the_script_moves_into_a_file_named_after_its_content() {
        let moved = split(PAGE, "/assets/app/").unwrap();
        assert_eq!(
            moved.html,
            format!(
                "<!doctype html><html><head><title>T</title></head><body>\
                 <script type=\"module\" src=\"/assets/app/{}\"></script></body></html>",
                moved.file_name
            )
        );
        assert!(moved.script.starts_with("import init from"));
        assert!(moved.script.ends_with("});\n"));
        assert!(moved.file_name.starts_with("boot-"));
        assert_eq!(moved.file_name.len(), "boot-.js".len() + 16);

        let changed = split(&PAGE.replace("app-1", "app-2"), "/assets/app/").unwrap();
        assert_ne!(changed.file_name, moved.file_name);
    }

    #[test]
    fn a_page_of_another_form_is_refused() {
        let cases = [
            ("<p>", "no start script"),
            ("<script type=\"module\"", "an unfinished script tag"),
            ("<script type=\"module\">import", "an unfinished script"),
            ("<script type=\"module\"></script>", "not inline"),
            (
                "<script type=\"module\" src=\"/x.js\">1</script>",
                "not inline",
            ),
            (
                "<script type=\"module\">1</script><script>2</script>",
                "more than one script",
            ),
        ];
        for (page, message) in cases {
            let failure = split(page, "/").unwrap_err().to_string();
            assert!(failure.contains(message), "{page}: {failure}");
        }
    }
}
