//! Sizes as they go over the wire.
//!
//! Compressed by Node's zlib: Node is needed anyway, its brotli is the reference implementation at
//! the quality that a CDN stores, and this crate compiles no compressor for it.

use std::path::PathBuf;

use serde::Deserialize;

use crate::error::{Context, Result};
use crate::process;

const SCRIPT: &str = "
const { readFileSync } = require('node:fs');
const { brotliCompressSync, gzipSync, constants } = require('node:zlib');
const sizes = process.argv.slice(1).map((path) => {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { plain: bytes.length, brotli: brotliCompressSync(bytes, { params }).length, gzip: gzipSync(bytes, { level: 9 }).length };
});
console.log(JSON.stringify(sizes));
";

/// Sizes in bytes, of one file or of several added up.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Sizes {
    /// As it is.
    pub(crate) plain: u64,
    /// Brotli, quality 11.
    pub(crate) brotli: u64,
    /// gzip, level 9.
    pub(crate) gzip: u64,
}

/// The sizes of some files, each compressed by itself, added up.
pub(crate) fn of(files: &[PathBuf]) -> Result<Sizes> {
    let mut command = process::command("node");
    command.args(["-e", SCRIPT, "--"]).args(files);
    let text = process::output(&mut command)?;
    let sizes: Vec<Sizes> = serde_json::from_str(&text).context("reading sizes")?;
    Ok(sizes.into_iter().fold(Sizes::default(), |sum, next| Sizes {
        plain: sum.plain + next.plain,
        brotli: sum.brotli + next.brotli,
        gzip: sum.gzip + next.gzip,
    }))
}
