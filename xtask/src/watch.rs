//! `cargo xtask dev --watch`: Trunk builds and serves the app beside the local Worker, and opens pages
//! again when a source has changed.

use std::time::Duration;

use crate::build;
use crate::error::{Context, Failure, Result};
use crate::files;
use crate::server::{self, Server};
use crate::workspace;

/// The Worker's address in `Trunk.toml`.
const WORKER: &str = "http://localhost:8787";

/// Starts `trunk serve` in the server's process group, so that it ends with it, and waits until the app
/// is built. Answers the app's origin.
pub(crate) fn serve(server: &Server, base_url: &str, port: u16) -> Result<String> {
    server::require_free(port)?;
    let config = workspace::private("Trunk.toml");
    let text = files::read(&workspace::path("Trunk.toml"))?;
    files::write(
        &config,
        adapted(&text, &workspace::root().display().to_string(), base_url),
    )?;
    let mut command = build::trunk()?;
    command.arg("serve").arg("--config").arg(&config);
    command.args(["--port", &port.to_string()]);
    let mut trunk = server.spawn_beside(&mut command)?;
    let origin = format!("http://localhost:{port}");
    let url = format!("{origin}/app/");
    while ureq::get(&url).call().is_err() {
        if let Some(status) = trunk.try_wait().context("waiting for Trunk")? {
            return Err(Failure::new(format!(
                "trunk serve ended by itself ({status})"
            )));
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    std::thread::spawn(move || {
        if let Ok(status) = trunk.wait() {
            println!("trunk serve has ended ({status}): what changes is not built any more");
        }
    });
    Ok(origin)
}

/// `Trunk.toml` for another folder and another Worker.
fn adapted(text: &str, root: &str, base_url: &str) -> String {
    text.replace("\"./", &format!("\"{root}/"))
        .replace(WORKER, base_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_names_this_folder_and_this_worker() {
        let text = files::read(&workspace::path("Trunk.toml")).unwrap();
        let adapted = adapted(&text, "/home/me/laurel", "http://localhost:9000");
        assert!(adapted.contains("target = \"/home/me/laurel/app/index.html\""));
        assert!(adapted.contains("backend = \"http://localhost:9000/api\""));
        assert!(!adapted.contains(WORKER) && !adapted.contains("\"./\u{61}"));
    }
}
