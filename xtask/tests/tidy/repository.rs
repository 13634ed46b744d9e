//! The files of the repository, as git knows them: tracked, or new and not ignored.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A text file of the repository.
pub(crate) struct File {
    /// Its path from the root, with slashes.
    pub(crate) path: String,
    /// Its contents.
    pub(crate) text: String,
}

impl File {
    /// Each line with its number, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }

    /// Whether the path ends with one of the endings.
    pub(crate) fn is(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// The checkout's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// All text files.
pub(crate) fn files() -> Vec<File> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(output.status.success(), "git lists the files");
    let list = String::from_utf8(output.stdout).expect("paths are UTF-8");
    let files: Vec<File> = list
        .split('\0')
        .filter(|path| !path.is_empty())
        .filter_map(|path| {
            // Removed but still tracked, or not text: nothing to read.
            let text = std::fs::read_to_string(root().join(path)).ok()?;
            Some(File {
                path: path.to_owned(),
                text,
            })
        })
        .collect();
    assert!(files.len() > 20, "git lists the files");
    files
}

/// Fails with the rule and the list of what breaks it.
pub(crate) fn assert_none(rule: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}
