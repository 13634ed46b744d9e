//! `cargo xtask deploy`: the production build, the remote migrations, the upload.

use std::fs;
use std::process::ExitCode;

use crate::build::{self, Purpose, Speed};
use crate::database::Database;
use crate::error::{Context, Failure, Result};
use crate::files;
use crate::node;
use crate::options::Arguments;
use crate::process;
use crate::workspace;

/// What in wrangler.toml has to be replaced before a deployment, and with what.
const PLACEHOLDERS: [(&str, &str); 3] = [
    (
        "database_id = \"00000000-0000-0000-0000-000000000000\"",
        "the id that `npx wrangler d1 create laurel` prints",
    ),
    (
        "id = \"00000000000000000000000000000000\"",
        "the id that `npx wrangler kv namespace create PUBLISHED` prints",
    ),
    (
        "LAUREL_ORIGIN = \"http://localhost:8787\"",
        "the address that people will use, as in https://laurel.example.com",
    ),
];

/// Text that only the development routes contain.
const DEVELOPMENT_MARKS: [&[u8]; 2] = [b"/dev/outbox", b"/dev/sign-in"];

/// `cargo xtask deploy`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    arguments.each(|_, _| Ok(false))?;
    require_filled_in(&files::read(&workspace::path("wrangler.toml"))?)?;
    build::prepare()?;
    build::build(Speed::Small, Purpose::Production)?;
    require_production_build()?;
    Database::Remote.migrate()?;
    process::run(node::wrangler().arg("deploy"))?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses a configuration in which a placeholder is left.
fn require_filled_in(configuration: &str) -> Result<()> {
    let left: Vec<String> = PLACEHOLDERS
        .iter()
        .filter(|(placeholder, _)| {
            configuration
                .lines()
                .any(|line| line.trim() == *placeholder)
        })
        .map(|(placeholder, value)| format!("\n  {placeholder}\n    → {value}"))
        .collect();
    if left.is_empty() {
        return require_tls(configuration);
    }
    Err(Failure::new(format!(
        "wrangler.toml still has placeholders; docs/DEPLOY.md goes through them:{}",
        left.concat()
    )))
}

/// Refuses an origin without TLS: cookies would be readable on the way, and could be planted.
fn require_tls(configuration: &str) -> Result<()> {
    let origin = configuration
        .lines()
        .filter_map(|line| line.trim().strip_prefix("LAUREL_ORIGIN"))
        .filter_map(|rest| rest.trim_start().strip_prefix('='))
        .map(|value| value.trim().trim_matches(['"', '\'']))
        .next_back();
    match origin {
        Some(origin) if origin.starts_with("https://") => Ok(()),
        _ => Err(Failure::new(
            "LAUREL_ORIGIN in wrangler.toml must begin with https://; nothing was deployed",
        )),
    }
}

/// Refuses a Worker in which the development routes are left: anybody could sign in as anybody.
fn require_production_build() -> Result<()> {
    let path = workspace::path("worker/build/index_bg.wasm");
    let wasm = fs::read(&path).on("reading", &path)?;
    let has = |mark: &&[u8]| wasm.windows(mark.len()).any(|window| window == *mark);
    if DEVELOPMENT_MARKS.iter().any(has) {
        return Err(Failure::new(
            "the Worker was built with its development routes; nothing was deployed",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_that_is_left_is_named() {
        let configuration = PLACEHOLDERS.map(|(placeholder, _)| placeholder).join("\n");
        let failure = require_filled_in(&configuration).unwrap_err().to_string();
        for (placeholder, value) in PLACEHOLDERS {
            assert!(failure.contains(placeholder), "{failure}");
            assert!(failure.contains(value), "{failure}");
        }
    }

    /// Whether filled in or not, so that a deployer's own copy passes too.
    #[test]
    fn the_placeholders_are_those_of_wrangler_toml() {
        let configuration = files::read(&workspace::path("wrangler.toml")).unwrap();
        for (placeholder, _) in PLACEHOLDERS {
            let key = placeholder.split('"').next().unwrap();
            assert!(
                configuration.lines().any(|line| line.starts_with(key)),
                "{key}"
            );
        }
    }

    #[test]
    fn a_filled_in_configuration_is() {
        let configuration =
            "database_id = \"5d0c\"\nid = \"77\"\nLAUREL_ORIGIN = \"https://l.example\"";
        assert!(require_filled_in(configuration).is_ok());
    }

    #[test]
    fn an_origin_without_tls_is_refused() {
        for line in [
            "LAUREL_ORIGIN = \"http://laurel.example.com\"",
            "LAUREL_ORIGIN='http://laurel.example.com'",
            "LAUREL_ORIGIN = \"laurel.example.com\"",
            "LAUREL_ORIGIN = \"http://localhost:8788\"",
            "",
        ] {
            let failure = require_filled_in(line).unwrap_err().to_string();
            assert!(failure.contains("https://"), "{line}: {failure}");
        }
    }
}
