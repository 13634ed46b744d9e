//! Creates API tokens.

use std::process::ExitCode;

use laurel_domain::role::Permission;
use laurel_domain::{ProgramId, Timestamp, TokenId};

use crate::database::{Database, DatabaseOptions};
use crate::error::{Context, Failure, Result};
use crate::options::Arguments;
use crate::program::now;
use crate::secret;
use crate::sql;

/// What a token may do when nothing else is said: everybody's work, and not what holds for everybody.
const USUAL_SCOPES: &str = "view,moderate,edit";

/// All that a token can be allowed.
pub(crate) const ALL_SCOPES: &str = "view,moderate,edit,manage";

/// Stores the digest of a token, unless it is stored already. Answers whether the program exists.
///
/// `created_by` is shown to the program's owners.
pub(crate) fn store(
    database: &Database,
    program: &ProgramId,
    token: &str,
    scopes: &str,
    label: &str,
) -> Result<bool> {
    let now = now()?;
    let mut random = [0; 10];
    getrandom::fill(&mut random).context("drawing random bytes")?;
    let millis = i64::try_from(now).context("reading the clock")?;
    let id = TokenId::new(Timestamp::from_millis(millis), random);
    let program = sql::text(program.as_str());
    let rows = database.execute(&format!(
        "INSERT OR IGNORE INTO tokens \
         (program_id, token_id, token_hash, label, scopes, created_by, created_at) \
         SELECT program_id, '{id}', '{hash}', {label}, {scopes}, 'cargo xtask', {now} \
         FROM programs WHERE program_id = {program}; \
         SELECT program_id FROM programs WHERE program_id = {program};",
        hash = secret::sha256(token),
        label = sql::text(label),
        scopes = sql::text(scopes),
    ))?;
    Ok(rows > 0)
}

/// `cargo xtask token`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let (mut program, mut scopes) = (None, USUAL_SCOPES.to_owned());
    let mut label = String::from("Made in the shell");
    let mut options = DatabaseOptions::default();
    arguments.each(|option, values| {
        match option {
            "program" => program = Some(values.text()?),
            "scope" => scopes = values.text()?,
            "label" => label = values.text()?,
            _ => return options.take(option, values),
        }
        Ok(true)
    })?;
    let program = program.ok_or_else(|| Failure::new("a token needs --program SLUG"))?;
    let program = ProgramId::parse(&program).context(format!("--program {program}"))?;
    let scopes = parse_scopes(&scopes)?;
    let token = format!("laurel_{}", secret::random()?);
    if !store(&options.open()?, &program, &token, &scopes, &label)? {
        return Err(Failure::new(format!(
            "there is no program `{program}`; `cargo xtask program` creates it"
        )));
    }
    println!(
        "{token}\nIt may {scopes} in `{program}`. It is shown only now: only its digest is kept."
    );
    Ok(ExitCode::SUCCESS)
}

/// Checks a comma-separated list of scopes, and puts it into the usual order.
fn parse_scopes(text: &str) -> Result<String> {
    let allowed = [
        Permission::View,
        Permission::Moderate,
        Permission::Edit,
        Permission::Manage,
    ];
    let given: Vec<&str> = text.split(',').map(str::trim).collect();
    if let Some(unknown) = given
        .iter()
        .find(|scope| !allowed.iter().any(|known| known.code() == **scope))
    {
        return Err(Failure::new(format!(
            "--scope {unknown}: a token's scopes are {ALL_SCOPES}"
        )));
    }
    let ordered: Vec<&str> = allowed
        .iter()
        .map(|known| known.code())
        .filter(|code| given.contains(code))
        .collect();
    Ok(ordered.join(","))
}

#[cfg(test)]
mod tests {
    use super::parse_scopes;

    #[test]
    fn scopes_are_checked_and_ordered() {
        assert_eq!(
            parse_scopes("manage,view,moderate,edit").unwrap(),
            super::ALL_SCOPES
        );
        assert_eq!(parse_scopes("edit, view,view").unwrap(), "view,edit");
        for bad in ["", "own", "view,", "read", "View"] {
            assert!(parse_scopes(bad).is_err(), "{bad}");
        }
    }
}
