//! Tells whether a step's inputs are the same as when it last succeeded.
//!
//! A stamp is a digest of the contents of all inputs and of everything else that decides the
//! outcome (flags, versions), kept in a file. Times of files play no part: a fresh clone, or a branch
//! switched there and back, builds nothing anew.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Context, Result};
use crate::files;
use crate::secret::hex;

/// The digest of a step's inputs, and the file that keeps the one it last succeeded with.
pub(crate) struct Stamp {
    file: PathBuf,
    digest: String,
}

impl Stamp {
    /// Digests `inputs` (files, or folders with all below them; a missing one counts as missing) and
    /// `flags`. Take it before the step runs: what changes meanwhile is then built next time.
    pub(crate) fn of(file: PathBuf, inputs: &[PathBuf], flags: &[&str]) -> Result<Self> {
        let mut hasher = Sha256::new();
        for flag in flags {
            add(&mut hasher, flag.as_bytes());
        }
        for input in inputs {
            for path in files::walk(input)? {
                let relative = path.strip_prefix(input).unwrap_or(&path);
                add(&mut hasher, input.as_os_str().as_encoded_bytes());
                add(&mut hasher, relative.as_os_str().as_encoded_bytes());
                add(&mut hasher, &fs::read(&path).on("reading", &path)?);
            }
        }
        Ok(Self {
            file,
            digest: hex(&hasher.finalize()),
        })
    }

    /// Whether the step succeeded with these very inputs, and its `output` is still there.
    pub(crate) fn is_current(&self, output: &Path) -> bool {
        output.exists() && fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.digest)
    }

    /// Keeps the digest: the step has succeeded.
    pub(crate) fn keep(&self) -> Result<()> {
        files::write(&self.file, &self.digest)
    }

    /// Forgets the kept digest: the step is about to change its output.
    pub(crate) fn forget(&self) -> Result<()> {
        if self.file.exists() {
            fs::remove_file(&self.file).on("removing", &self.file)?;
        }
        Ok(())
    }
}

/// Adds one piece with its length, so that two pieces never read as one.
fn add(hasher: &mut Sha256, piece: &[u8]) {
    hasher.update((piece.len() as u64).to_le_bytes());
    hasher.update(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("laurel-stamp-{}-{name}", std::process::id()));
        files::remove_dir(&folder).unwrap();
        files::make_dir(&folder).unwrap();
        folder
    }

    #[test]
    fn is_current_until_an_input_a_flag_or_the_output_changes() {
        let folder = folder("changes");
        let (source, output) = (folder.join("source"), folder.join("output"));
        files::write(&source.join("a.rs"), "one").unwrap();
        files::write(&output, "built").unwrap();
        let stamp = |flags: &[&str]| {
            Stamp::of(folder.join("stamp"), std::slice::from_ref(&source), flags).unwrap()
        };

        assert!(!stamp(&["x"]).is_current(&output), "never built");
        stamp(&["x"]).keep().unwrap();
        assert!(stamp(&["x"]).is_current(&output));
        assert!(!stamp(&["y"]).is_current(&output), "another flag");

        files::write(&source.join("a.rs"), "two").unwrap();
        assert!(!stamp(&["x"]).is_current(&output), "another content");
        files::write(&source.join("a.rs"), "one").unwrap();
        assert!(stamp(&["x"]).is_current(&output), "content restored");

        fs::rename(source.join("a.rs"), source.join("b.rs")).unwrap();
        assert!(!stamp(&["x"]).is_current(&output), "another name");
        fs::rename(source.join("b.rs"), source.join("a.rs")).unwrap();

        fs::remove_file(&output).unwrap();
        assert!(!stamp(&["x"]).is_current(&output), "output removed");
        files::remove_dir(&folder).unwrap();
    }

    #[test]
    fn a_forgotten_stamp_is_not_current() {
        let folder = folder("forgotten");
        let stamp = Stamp::of(folder.join("stamp"), &[], &[]).unwrap();
        stamp.keep().unwrap();
        assert!(stamp.is_current(&folder));
        stamp.forget().unwrap();
        assert!(!stamp.is_current(&folder));
        files::remove_dir(&folder).unwrap();
    }

    #[test]
    fn pieces_do_not_run_together() {
        let folder = folder("pieces");
        let digest = |flags: &[&str]| Stamp::of(folder.join("s"), &[], flags).unwrap().digest;
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        files::remove_dir(&folder).unwrap();
    }
}
