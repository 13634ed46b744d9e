//! The browser that the browser tests drive.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Failure, Result};
use crate::process;
use crate::tools::on_path;

const PACKAGES: [&str; 3] = ["chromium", "fonts-liberation", "fonts-noto-color-emoji"];

/// Where Chromium is: `LAUREL_CHROMIUM`, or the system's, installed with apt where that is allowed.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("LAUREL_CHROMIUM") {
        let path = PathBuf::from(path);
        return if path.is_file() {
            Ok(path)
        } else {
            Err(Failure::new(format!(
                "LAUREL_CHROMIUM is {}, which is not a file",
                path.display()
            )))
        };
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    install();
    find().ok_or_else(|| {
        Failure::new(format!(
            "the browser tests need Chromium or Chrome. On Debian: sudo apt-get install {}. \
             Elsewhere: install it and set LAUREL_CHROMIUM to its program.",
            PACKAGES.join(" ")
        ))
    })
}

fn find() -> Option<PathBuf> {
    let on_mac = Path::new("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find_map(on_path)
        .or_else(|| on_mac.is_file().then(|| on_mac.to_path_buf()))
}

/// Installs the Debian packages, where there is apt and the right to use it without a password.
fn install() {
    if on_path("apt-get").is_none() {
        return;
    }
    let is_root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let apt = |arguments: &[&str]| {
        let mut command = if is_root {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "apt-get"]);
            sudo
        };
        command.env("DEBIAN_FRONTEND", "noninteractive");
        process::run(command.args(arguments))
    };
    println!("Installing {}", PACKAGES.join(", "));
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(PACKAGES);
    // What fails is said by apt itself; the caller says what to do.
    if apt(&["update"]).and_then(|()| apt(&install)).is_err() {
        println!("apt-get could not install them");
    }
}
