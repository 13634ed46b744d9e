//! Where the server under test is.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::fixtures;
use crate::wait::now_millis;

/// The server under test.
#[derive(Debug)]
pub struct Server {
    /// Its origin, without a slash at the end.
    pub base_url: String,
    /// The folder in which it keeps its state.
    pub state: PathBuf,
    /// Tells the programs of this run from those of other runs.
    pub run: String,
}

/// The server that the environment names.
///
/// # Panics
/// When the environment names none: the tests by URL cannot run without one.
pub fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let read = |name: &str| {
            std::env::var(name).unwrap_or_else(|_| {
                panic!("{name} is not set: start these tests with `cargo xtask test --only integration`")
            })
        };
        let server = Server {
            base_url: read("LAUREL_BASE_URL").trim_end_matches('/').to_owned(),
            state: PathBuf::from(read("LAUREL_STATE")),
            run: format!("t-{:x}", now_millis()),
        };
        // While we write into its database the server can do nothing: so once, before any request.
        fixtures::insert_all(&server);
        server
    })
}

/// The checkout's root.
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// A file of real input data, when this checkout has it beside it. It is not part of the repository.
pub fn real_data(name: &str) -> Option<PathBuf> {
    let path = root().parent()?.join("shared/data").join(name);
    path.is_file().then_some(path)
}
