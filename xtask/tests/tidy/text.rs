//! Rules about every text file.

use crate::repository::{File, assert_none, files};

/// Files that a program writes, or that keep exact bytes on purpose.
fn is_generated(file: &File) -> bool {
    file.is(&[
        ".snap",
        ".lock",
        "package-lock.json",
        ".svg",
        ".csv",
        ".tsv",
    ]) || file.path.contains("/fixtures/")
}

#[test]
fn lines_end_where_they_seem_to() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| !is_generated(file)) {
        for (number, line) in file.lines() {
            if line.ends_with([' ', '\t', '\r']) {
                found.push(format!("{}:{number}: white space at the end", file.path));
            }
        }
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            found.push(format!("{}: no line break at the end", file.path));
        }
    }
    assert_none(
        "no trailing white space; a file ends with a line break",
        found,
    );
}

/// A lock file with hosts in it installs only where those hosts are reached.
#[test]
fn no_file_names_a_package_registry() {
    let hosts = [
        concat!("registry.", "npmjs.org"),
        concat!("registry.", "yarnpkg.com"),
        concat!("static.", "crates.io"),
        concat!("index.", "crates.io"),
        concat!("deb.", "debian.org"),
        concat!("pypi.", "org"),
    ];
    let mut found = Vec::new();
    for file in files() {
        for (number, line) in file.lines() {
            if hosts.iter().any(|host| line.contains(host))
                || line.contains(concat!("\"resol", "ved\":"))
            {
                found.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none("no file names a registry's host", found);
}
