//! Creates a program with its owner: the demo's, and the first one of a deployed instance.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use laurel_domain::ProgramId;
use laurel_domain::text::Email;

use crate::database::{Database, DatabaseOptions};
use crate::error::{Context, Failure, Result};
use crate::options::Arguments;
use crate::sql;

/// A program to create.
pub(crate) struct NewProgram {
    /// Its address, for good.
    pub(crate) slug: ProgramId,
    /// The brand's name.
    pub(crate) name: String,
    /// What testimonials are about.
    pub(crate) product: String,
    /// Whoever signs in with this address owns it.
    pub(crate) owner: Email,
}

impl NewProgram {
    /// Checks what was typed.
    pub(crate) fn parse(slug: &str, name: &str, product: &str, owner: &str) -> Result<Self> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(Failure::new("--name takes 1 to 100 characters"));
        }
        Ok(Self {
            slug: ProgramId::parse(slug).context(format!("--slug {slug}"))?,
            name: name.to_owned(),
            product: product.trim().to_owned(),
            owner: Email::parse(owner).context(format!("--owner {owner}"))?,
        })
    }

    /// Creates the program and its owner, where they do not exist yet.
    pub(crate) fn create(&self, database: &Database) -> Result<()> {
        database.execute(&self.sql(now()?)).map(drop)
    }

    fn sql(&self, now: u128) -> String {
        let slug = sql::text(self.slug.as_str());
        let name = sql::text(&self.name);
        let product = sql::text(&self.product);
        let owner = sql::text(self.owner.as_str());
        let owner_name = sql::text(self.owner.as_str().split('@').next().unwrap_or_default());
        format!(
            "INSERT OR IGNORE INTO programs (program_id, name, product_name, created_at) \
             VALUES ({slug}, {name}, {product}, {now}); \
             INSERT OR IGNORE INTO members (program_id, email, name, role, created_at) \
             VALUES ({slug}, {owner}, {owner_name}, 'owner', {now});"
        )
    }
}

/// `cargo xtask program`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let (mut slug, mut name, mut product, mut owner) = (None, None, None, None);
    let mut options = DatabaseOptions::default();
    arguments.each(|option, values| {
        match option {
            "slug" => slug = Some(values.text()?),
            "name" => name = Some(values.text()?),
            "product" => product = Some(values.text()?),
            "owner" => owner = Some(values.text()?),
            _ => return options.take(option, values),
        }
        Ok(true)
    })?;
    let (Some(slug), Some(name), Some(owner)) = (slug, name, owner) else {
        return Err(Failure::new(
            "a program needs --slug, --name and --owner, as in \
             --slug acme --name \"Acme\" --owner ada@example.com",
        ));
    };
    let product = product.unwrap_or_else(|| name.clone());
    let program = NewProgram::parse(&slug, &name, &product, &owner)?;
    program.create(&options.open()?)?;
    println!(
        "Program `{}` is there, and {} is one of its owners: sign in with that address at /",
        program.slug,
        program.owner.as_str()
    );
    Ok(ExitCode::SUCCESS)
}

/// Milliseconds since 1970, UTC.
pub(crate) fn now() -> Result<u128> {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH);
    Ok(elapsed.context("reading the clock")?.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_quote_stays_a_name() {
        let program =
            NewProgram::parse("acme", " Ada's Tools ", "Ada's Tools", "Ada@Example.com").unwrap();
        let sql = program.sql(7);
        assert!(
            sql.contains("VALUES ('acme', 'Ada''s Tools', 'Ada''s Tools', 7)"),
            "{sql}"
        );
        assert!(
            sql.contains("'ada@example.com', 'ada', 'owner', 7"),
            "{sql}"
        );
    }

    #[test]
    fn what_is_not_valid_is_refused_by_name() {
        let message = |slug, name, owner| {
            NewProgram::parse(slug, name, name, owner)
                .err()
                .map(|failure| failure.to_string())
                .unwrap_or_default()
        };
        assert!(message("No Slug", "N", "a@b.de").contains("--slug No Slug"));
        assert!(message("acme", " ", "a@b.de").contains("--name"));
        assert!(message("acme", "N", "nobody").contains("--owner nobody"));
    }
}
