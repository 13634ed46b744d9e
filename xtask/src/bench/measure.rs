//! What is measured: the built files, and two pages as a server sends them.

use std::path::PathBuf;

use super::ratchet::Measured;
use crate::build::parts;
use crate::error::Result;
use crate::files;
use crate::seed;
use crate::size;
use crate::workspace;

/// Which build of the Worker lies in `worker/build`.
#[derive(Clone, Copy)]
pub(super) enum Worker {
    /// With the development routes, as tests and local servers run it.
    Tested,
    /// As Cloudflare gets it.
    Deployed,
}

/// The Worker that was built last.
pub(super) fn worker(which: Worker) -> Result<Measured> {
    let files =
        ["index.js", "index_bg.wasm"].map(|name| workspace::path("worker/build").join(name));
    let what = match which {
        Worker::Tested => "Worker, as tested",
        Worker::Deployed => "Worker, as deployed",
    };
    Ok(Measured::gzip(what, size::of(&files)?.gzip))
}

/// The custom element for other sites.
pub(super) fn embed() -> Result<Measured> {
    let file = workspace::path("dist/v1/laurel.js");
    Ok(Measured::brotli(
        "embed: laurel.js",
        size::of(&[file])?.brotli,
    ))
}

/// The form's and the wall's first view with their styles; scripts come later. `None` without a server.
pub(super) fn pages(base_url: &str) -> Result<Option<Vec<Measured>>> {
    let mut measured = Vec::new();
    for (what, path) in [("form: first view", "/tell"), ("wall: first view", "")] {
        let url = format!("{base_url}/p/{}{path}", seed::SLUG);
        let Ok(mut response) = ureq::get(&url).call() else {
            return Ok(None);
        };
        let Ok(html) = response.body_mut().read_to_string() else {
            return Ok(None);
        };
        let page = workspace::private("bench/page.html");
        files::write(&page, html)?;
        let styles = workspace::path("dist/assets/public.css");
        measured.push(Measured::brotli(what, size::of(&[page, styles])?.brotli));
    }
    Ok(Some(measured))
}

/// The built app.
pub(super) struct App {
    /// Everything but the parts: page, scripts, styles, the program's first file.
    shell: Vec<PathBuf>,
    /// The files of each part.
    parts: Vec<(String, Vec<PathBuf>)>,
}

impl App {
    /// Finds the files of the app that was built last.
    pub(super) fn read() -> Result<Self> {
        let root = workspace::path("dist/assets/app");
        let all = files::walk(&root)?;
        let list = all.iter().find(|file| file.ends_with(parts::LIST));
        let folder = list.and_then(|file| file.parent()).unwrap_or(&root);
        let parts: Vec<(String, Vec<PathBuf>)> = parts::read(folder)?
            .into_iter()
            .map(|(name, names)| (name, names.iter().map(|name| folder.join(name)).collect()))
            .collect();
        // A reader fetches the messages of one language.
        let other = |file: &PathBuf| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("words.") && name.ends_with(".json") && name != "words.en.json"
        };
        let is_shell = |file: &PathBuf| {
            let in_part = parts.iter().any(|(_, files)| files.contains(file));
            !file.ends_with(parts::LIST) && !in_part && !other(file)
        };
        let mut shell: Vec<PathBuf> = all.iter().filter(|file| is_shell(file)).cloned().collect();
        shell.push(workspace::path("dist/assets/app.css"));
        Ok(Self { shell, parts })
    }

    /// The start page, what each part adds for somebody who has seen it, and all of it.
    pub(super) fn measure(&self) -> Result<Vec<Measured>> {
        let seen = self.first_view();
        let mut measured = vec![Measured::brotli("app: start page", size::of(&seen)?.brotli)];
        let mut together = seen.clone();
        for (name, files) in self.parts.iter().filter(|(name, _)| name != FRONT) {
            let more: Vec<PathBuf> = files
                .iter()
                .filter(|file| !seen.contains(file))
                .cloned()
                .collect();
            let what = format!("app: {name}, on top of the start page");
            measured.push(Measured::brotli(&what, size::of(&more)?.brotli));
            for file in more {
                if !together.contains(&file) {
                    together.push(file);
                }
            }
        }
        let all = size::of(&together)?.brotli;
        measured.push(Measured::brotli("app: all pages together", all));
        Ok(measured)
    }

    /// What is there before any page.
    pub(super) fn print_parts(&self) -> Result<()> {
        let shell = size::of(&self.shell)?.brotli;
        println!("\napp, brotli: {shell} of the start page before any page");
        Ok(())
    }

    /// All that a member's browser loads to show the start page.
    fn first_view(&self) -> Vec<PathBuf> {
        let front = self.parts.iter().filter(|(name, _)| name == FRONT);
        let files = front.flat_map(|(_, files)| files);
        self.shell.iter().chain(files).cloned().collect()
    }
}

/// The part that the start page lies in.
const FRONT: &str = "front";
