//! The list of those who were erased: keyed digests of their addresses and ids, so that a file or another
//! system that still has them does not bring them back. Nobody can read an address out of it.

use std::collections::BTreeSet;

use laurel_api::touchpoints::PersonKey;
use laurel_domain::{ProgramId, Timestamp};
use laurel_store::{Answers, Batch, Rows, Sent};
use serde::Deserialize;

use crate::auth::digest::hmac_hex;
use crate::config::Config;
use crate::db::{Statement, json, statement};
use crate::error::AppError;

const FOUND_SQL: &str = "SELECT s.digest FROM json_each(?2) e
  CROSS JOIN suppressed s ON s.program_id = ?1 AND s.digest = e.value";

const ADD_SQL: &str = "INSERT OR IGNORE INTO suppressed (program_id, digest, erased_at)
  SELECT ?1, value, ?3 FROM json_each(?2)";

/// The digest of an address, keyed with the deployment's secret. It proves that somebody with this address
/// is meant to whoever knows the address.
pub(crate) fn of_address(
    config: &Config,
    program: &ProgramId,
    email: &str,
) -> Result<String, AppError> {
    digest(config, program, "email", email)
}

/// The same of an id that another system gave.
pub(crate) fn of_external_id(
    config: &Config,
    program: &ProgramId,
    (system, id): (&str, &str),
) -> Result<String, AppError> {
    if system.is_empty() {
        return digest(config, program, "external_id", id);
    }
    digest(
        config,
        program,
        "external_id of a system",
        &format!("{system}\n{id}"),
    )
}

fn digest(
    config: &Config,
    program: &ProgramId,
    kind: &str,
    value: &str,
) -> Result<String, AppError> {
    hmac_hex(
        &config.secret,
        &format!("erased\n{program}\n{kind}\n{value}"),
    )
}

/// The statement that puts digests on the list.
pub(super) fn add(
    program: &ProgramId,
    digests: &[String],
    now: Timestamp,
) -> Result<Statement, AppError> {
    let params = [program.into(), json(digests)?, now.into()];
    Ok(statement(ADD_SQL, params))
}

const LIFT_SQL: &str = "DELETE FROM suppressed WHERE program_id = ?1 AND digest = ?2";

/// The statement that takes an address off the list: its owner came back by themselves.
pub(crate) fn lift(
    config: &Config,
    program: &ProgramId,
    email: &str,
) -> Result<Statement, AppError> {
    let digest = of_address(config, program, email)?;
    Ok(statement(LIFT_SQL, [program.into(), digest.into()]))
}

/// Of rows that come in, the digests of whom each is about.
pub(crate) struct Incoming(Vec<Vec<String>>);

/// A row of the list.
#[derive(Deserialize)]
pub(crate) struct DigestRow {
    digest: String,
}

impl Incoming {
    /// Of the people whom rows name, in order.
    pub(crate) fn of<'a>(
        config: &Config,
        program: &ProgramId,
        people: impl Iterator<Item = &'a PersonKey>,
    ) -> Result<Self, AppError> {
        let digests = people.map(|person| {
            let email = person.email.as_deref();
            let id = person.external_id.as_deref();
            let email = email.map(|email| of_address(config, program, email));
            let system = person.system.as_deref().unwrap_or_default();
            let id = id.map(|id| of_external_id(config, program, (system, id)));
            email.into_iter().chain(id).collect::<Result<Vec<_>, _>>()
        });
        Ok(Self(digests.collect::<Result<_, _>>()?))
    }

    /// Asks which of them are on the list.
    pub(crate) fn read(
        &self,
        batch: &mut Batch,
        program: &ProgramId,
    ) -> Result<Sent<DigestRow>, AppError> {
        let digests: BTreeSet<&String> = self.0.iter().flatten().collect();
        Ok(batch.add(statement(FOUND_SQL, [program.into(), json(&digests)?])))
    }

    /// The places of the rows that are about somebody who was erased.
    pub(crate) fn erased<A: Answers>(
        &self,
        rows: &Rows<A>,
        found: Sent<DigestRow>,
    ) -> Result<BTreeSet<usize>, AppError> {
        let found: BTreeSet<String> = rows
            .take(found)?
            .into_iter()
            .map(|row| row.digest)
            .collect();
        if found.is_empty() {
            return Ok(BTreeSet::new());
        }
        let places = self.0.iter().enumerate();
        Ok(places
            .filter(|(_, digests)| digests.iter().any(|digest| found.contains(digest)))
            .map(|(place, _)| place)
            .collect())
    }
}
