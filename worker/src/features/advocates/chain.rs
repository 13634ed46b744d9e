//! Whom a person brought, whom these brought, and whom those.

use laurel_api::advocates::{Chain, ChainResponse, Link};
use laurel_api::endpoints::GetChain;
use laurel_api::people::PersonRef;
use laurel_domain::PersonId;
use serde::Deserialize;

use crate::db::statement;
use crate::error::AppError;
use crate::features::people::known_name;
use crate::web::{Call, Reply};
use laurel_store::Batch;

/// The root, those it brought and so on: at most 1 + 8 + 32 + 96 people, each list in the order of its
/// index.
const CHAIN_SQL: &str = "WITH one (person_id) AS (SELECT person_id FROM person_state
    WHERE program_id = ?1 AND brought_by = ?2 ORDER BY customers_brought DESC, people_brought DESC, person_id LIMIT 8),
  two (person_id) AS (SELECT s.person_id FROM one a CROSS JOIN person_state s ON s.program_id = ?1 AND s.person_id IN (
    SELECT b.person_id FROM person_state b WHERE b.program_id = ?1 AND b.brought_by = a.person_id
      ORDER BY b.customers_brought DESC, b.people_brought DESC, b.person_id LIMIT 4)),
  three (person_id) AS (SELECT s.person_id FROM two a CROSS JOIN person_state s ON s.program_id = ?1 AND s.person_id IN (
    SELECT b.person_id FROM person_state b WHERE b.program_id = ?1 AND b.brought_by = a.person_id
      ORDER BY b.customers_brought DESC, b.people_brought DESC, b.person_id LIMIT 3)),
  chain (level, person_id) AS (SELECT 0, ?2 UNION ALL SELECT 1, person_id FROM one
    UNION ALL SELECT 2, person_id FROM two UNION ALL SELECT 3, person_id FROM three)
SELECT c.level, p.person_id, p.name, p.email, p.external_id, p.brought_by, s.people_brought, s.customers_brought,
    s.first_purchase_at IS NOT NULL AS is_customer
  FROM chain c CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = c.person_id
  CROSS JOIN person_state s ON s.program_id = ?1 AND s.person_id = c.person_id";

/// Who brought the root.
const ABOVE_SQL: &str = "SELECT a.person_id, a.name, a.email, a.external_id
  FROM people p JOIN people a ON a.program_id = ?1 AND a.person_id = p.brought_by
  WHERE p.program_id = ?1 AND p.person_id = ?2";

#[derive(Deserialize)]
struct LinkRow {
    level: u8,
    person_id: String,
    name: Option<String>,
    email: Option<String>,
    external_id: Option<String>,
    brought_by: Option<String>,
    people_brought: u64,
    customers_brought: u64,
    is_customer: u8,
}

#[derive(Deserialize)]
struct AboveRow {
    person_id: String,
    name: Option<String>,
    email: Option<String>,
    external_id: Option<String>,
}

/// `GET /people/{person}/chain`
pub(super) async fn get_chain(call: Call<GetChain>) -> Result<Reply<ChainResponse>, AppError> {
    let (program, person) = (&call.path.program, call.path.person);
    let about = |sql| statement(sql, [program.into(), person.into()]);
    let mut batch = Batch::new();
    let chain = batch.add::<LinkRow>(about(CHAIN_SQL));
    let above = batch.add::<AboveRow>(about(ABOVE_SQL));
    let authorized = call.authorized(batch).await?;
    let rows = authorized.take(chain)?;
    let mut links: Vec<Link> = rows.into_iter().map(link).collect::<Result<_, _>>()?;
    // Those who bring most first, within each level.
    links.sort_by_key(|link| {
        let counts = (link.customers_brought, link.people_brought);
        (link.level, std::cmp::Reverse(counts), link.id)
    });
    if links.first().is_none_or(|link| link.level != 0) {
        return Err(AppError::not_found());
    }
    let root = links.remove(0);
    let above = authorized.first(above)?;
    let brought_by = above
        .map(|row| {
            let AboveRow {
                person_id,
                name,
                email,
                external_id,
            } = row;
            Ok::<_, AppError>(PersonRef {
                id: parse(&person_id)?,
                name: known_name(name, email, external_id),
            })
        })
        .transpose()?;
    Ok(Reply::new(ChainResponse {
        chain: Chain {
            root: Link {
                brought_by: None,
                ..root
            },
            brought_by,
            links,
        },
    }))
}

fn parse(id: &str) -> Result<PersonId, AppError> {
    id.parse()
        .map_err(|error| AppError::internal("person id", error))
}

fn link(row: LinkRow) -> Result<Link, AppError> {
    let LinkRow {
        level,
        person_id,
        name,
        email,
        external_id,
        brought_by,
        people_brought,
        customers_brought,
        is_customer,
    } = row;
    Ok(Link {
        id: parse(&person_id)?,
        name: known_name(name, email, external_id),
        level,
        brought_by: brought_by.as_deref().map(parse).transpose()?,
        is_customer: is_customer == 1,
        people_brought,
        customers_brought,
    })
}
