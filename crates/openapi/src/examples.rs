//! An example of each operation: a file of `examples/`, named after it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

/// A call and its answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What stands in the path's braces.
    #[serde(default)]
    pub path: Map<String, Value>,
    /// What stands behind the question mark.
    #[serde(default)]
    pub query: Map<String, Value>,
    /// The body that is sent.
    #[serde(default)]
    pub request: Option<Value>,
    /// The body that comes back.
    pub response: Value,
}

/// Examples by the names of their operations.
#[derive(Debug, Clone, Default)]
pub struct Examples(BTreeMap<String, Example>);

impl Examples {
    /// Reads a folder of `.json` files.
    ///
    /// # Errors
    /// When one cannot be read; the text says which.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let mut examples = BTreeMap::new();
        let said =
            |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        for entry in std::fs::read_dir(folder).map_err(|error| said(folder, &error))? {
            let path = entry.map_err(|error| said(folder, &error))?.path();
            let name = path.file_stem().and_then(|name| name.to_str());
            let text = std::fs::read_to_string(&path).map_err(|error| said(&path, &error))?;
            let example = serde_json::from_str(&text).map_err(|error| said(&path, &error))?;
            examples.insert(name.unwrap_or_default().to_owned(), example);
        }
        Ok(Self(examples))
    }

    /// The example of this operation.
    pub fn get(&self, name: &str) -> Option<&Example> {
        self.0.get(name)
    }

    /// The operations that have one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
