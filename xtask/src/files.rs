//! Reads, writes, copies and walks files, with messages that name the file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Context, Result};

/// A file's text.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).on("reading", path)
}

/// Writes a file, making the folders above it.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    make_parent(path)?;
    fs::write(path, contents).on("writing", path)
}

/// Writes a file that only its owner may read.
pub(crate) fn write_private(path: &Path, contents: &str) -> Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    make_parent(path)?;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .on("writing", path)?;
    file.write_all(contents.as_bytes()).on("writing", path)
}

/// Makes a folder and those above it.
pub(crate) fn make_dir(path: &Path) -> Result<()> {
    fs::create_dir_all(path).on("making the folder", path)
}

/// Removes a folder with all that is in it, if it is there.
pub(crate) fn remove_dir(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).on("removing", path)?;
    }
    Ok(())
}

/// All files below a folder, sorted; a file answers itself, a missing path nothing.
///
/// Leaves out what no build reads: test snapshots, other builds' output.
pub(crate) fn walk(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![path.to_path_buf()];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            let name = next.file_name().unwrap_or_default();
            if ["snapshots", "target", "node_modules"]
                .iter()
                .any(|skipped| name == *skipped)
            {
                continue;
            }
            for entry in fs::read_dir(&next).on("listing", &next)? {
                open.push(entry.on("listing", &next)?.path());
            }
        } else if next.is_file() {
            found.push(next);
        }
    }
    found.sort();
    Ok(found)
}

/// Copies all files below `from` to the same places below `to`.
pub(crate) fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    for file in walk(from)? {
        let relative = file.strip_prefix(from).on("copying", &file)?;
        let target = to.join(relative);
        make_parent(&target)?;
        fs::copy(&file, &target).on("copying to", &target)?;
    }
    Ok(())
}

fn make_parent(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), make_dir)
}
