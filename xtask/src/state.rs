//! The folder in which one local server keeps everything: database, KV, media, secrets.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Context, Failure, Result};
use crate::files;
use crate::secret;
use crate::workspace;

/// Marks a folder as made by these tasks, so that `--reset` never empties another one.
const MARK: &str = ".laurel-state";

/// One local server's state folder.
pub(crate) struct State {
    folder: PathBuf,
}

impl State {
    /// The folder of `cargo xtask dev`.
    pub(crate) fn default_folder() -> PathBuf {
        workspace::private("dev")
    }

    /// Opens a state folder, making it where it is missing; `reset` empties it first.
    pub(crate) fn open(folder: &Path, reset: bool) -> Result<Self> {
        let folder = std::path::absolute(folder).on("finding", folder)?;
        let is_ours = folder.join(MARK).exists();
        let is_empty = match fs::read_dir(&folder) {
            Ok(mut entries) => entries.next().is_none(),
            Err(_) => true,
        };
        if !is_ours && !is_empty {
            return Err(Failure::new(format!(
                "{} holds other things; name an empty or a new folder with --state",
                folder.display()
            )));
        }
        if reset {
            files::remove_dir(&folder)?;
        }
        files::write(&folder.join(MARK), "The state of a local Laurel server.\n")?;
        Ok(Self { folder })
    }

    /// The folder itself, which the server and wrangler keep their files in.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The demo owner's API token: random, made once per state.
    pub(crate) fn token(&self) -> Result<String> {
        self.secret("token", "laurel_")
    }

    /// Writes the variables that belong to this state and not to the repository, for the server's `--variables`.
    ///
    /// `LAUREL_SECRET` is random, made once per state.
    pub(crate) fn write_env_file(&self, port: u16) -> Result<PathBuf> {
        let secret = self.secret("secret", "")?;
        let path = self.folder.join("worker.env");
        let text =
            format!("LAUREL_SECRET=\"{secret}\"\nLAUREL_ORIGIN=\"http://localhost:{port}\"\n");
        files::write_private(&path, &text)?;
        Ok(path)
    }

    /// Where the server's output goes.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// Where the process group of the running server is noted.
    pub(crate) fn process_file(&self) -> PathBuf {
        self.folder.join("server.pid")
    }

    /// The stamp of something that was done to this state.
    pub(crate) fn stamp(&self, name: &str) -> PathBuf {
        self.folder.join("stamps").join(name)
    }

    fn secret(&self, name: &str, prefix: &str) -> Result<String> {
        let path = self.folder.join(name);
        if path.exists() {
            return Ok(files::read(&path)?.trim().to_owned());
        }
        let secret = format!("{prefix}{}", secret::random()?);
        files::write_private(&path, &secret)?;
        Ok(secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("laurel-state-{}-{name}", std::process::id()));
        files::remove_dir(&folder).unwrap();
        folder
    }

    #[test]
    fn secrets_last_until_a_reset() {
        let folder = folder("secrets");
        let token = State::open(&folder, false).unwrap().token().unwrap();
        assert!(token.starts_with("laurel_"));
        assert_eq!(token.len(), "laurel_".len() + 64);
        assert_eq!(State::open(&folder, false).unwrap().token().unwrap(), token);
        assert_ne!(State::open(&folder, true).unwrap().token().unwrap(), token);
        files::remove_dir(&folder).unwrap();
    }

    #[test]
    fn a_folder_with_other_things_is_never_emptied() {
        let folder = folder("foreign");
        files::write(&folder.join("thesis.txt"), "years of work").unwrap();
        for reset in [false, true] {
            assert!(State::open(&folder, reset).is_err());
        }
        assert!(folder.join("thesis.txt").exists());
        files::remove_dir(&folder).unwrap();
    }

    #[test]
    fn the_variables_are_for_the_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder("variables");
        let path = State::open(&folder, false)
            .unwrap()
            .write_env_file(8787)
            .unwrap();
        let text = files::read(&path).unwrap();
        assert!(
            text.contains("LAUREL_ORIGIN=\"http://localhost:8787\""),
            "{text}"
        );
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        files::remove_dir(&folder).unwrap();
    }
}
