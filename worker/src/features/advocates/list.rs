//! The advocates who brought most.

use laurel_api::advocates::{Advocate, AdvocatesResponse, Brought};
use laurel_api::endpoints::ListAdvocates;
use laurel_api::page::Meta;
use serde::Deserialize;

use crate::db::statement;
use crate::error::AppError;
use crate::features::people::known_name;
use crate::web::{Call, Reply};
use laurel_store::{Batch, END_OF_TIME, Keyset, Page};

const BY_CUSTOMERS_SQL: &str = "SELECT s.person_id, p.name, p.email, p.external_id, s.people_brought, s.customers_brought, s.acts
  FROM person_state s CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = s.person_id
  WHERE s.program_id = ?1 AND s.people_brought > 0 AND s.customers_brought <= ?2
    AND (s.customers_brought < ?2 OR s.people_brought < ?3 OR (s.people_brought = ?3 AND s.person_id > ?4))
  ORDER BY s.customers_brought DESC, s.people_brought DESC, s.person_id LIMIT ?5";

const BY_PEOPLE_SQL: &str = "SELECT s.person_id, p.name, p.email, p.external_id, s.people_brought, s.customers_brought, s.acts
  FROM person_state s CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = s.person_id
  WHERE s.program_id = ?1 AND s.people_brought > 0 AND s.people_brought <= ?2
    AND (s.people_brought < ?2 OR s.customers_brought < ?3 OR (s.customers_brought = ?3 AND s.person_id > ?4))
  ORDER BY s.people_brought DESC, s.customers_brought DESC, s.person_id LIMIT ?5";

#[derive(Deserialize)]
struct AdvocateRow {
    person_id: String,
    name: Option<String>,
    email: Option<String>,
    external_id: Option<String>,
    people_brought: i64,
    customers_brought: i64,
    acts: u32,
}

/// `GET /advocates`
pub(super) async fn list_advocates(
    call: Call<ListAdvocates>,
) -> Result<Reply<AdvocatesResponse>, AppError> {
    let query = &call.query;
    let (sql, by) = match query.by.unwrap_or_default() {
        by @ Brought::Customers => (BY_CUSTOMERS_SQL, by),
        by @ Brought::People => (BY_PEOPLE_SQL, by),
    };
    let first = (END_OF_TIME, END_OF_TIME, String::new());
    let keyset = Keyset::after(query.cursor.as_deref(), first, query.limit.get().into())?;
    let (first, second, id) = keyset.start.clone();
    let program = &call.path.program;
    let params = [
        program.into(),
        first.into(),
        second.into(),
        id.into(),
        keyset.limit(),
    ];
    let mut batch = Batch::new();
    let list = batch.add::<AdvocateRow>(statement(sql, params));
    let authorized = call.authorized(batch).await?;
    let Page { rows, next } = keyset.page(authorized.take(list)?, |row| match by {
        Brought::Customers => (
            row.customers_brought,
            row.people_brought,
            row.person_id.clone(),
        ),
        Brought::People => (
            row.people_brought,
            row.customers_brought,
            row.person_id.clone(),
        ),
    });
    let advocates = rows.into_iter().map(advocate).collect::<Result<_, _>>()?;
    Ok(Reply::new(AdvocatesResponse {
        advocates,
        meta: Meta { next },
    }))
}

fn advocate(row: AdvocateRow) -> Result<Advocate, AppError> {
    let AdvocateRow {
        person_id,
        name,
        email,
        external_id,
        people_brought,
        customers_brought,
        acts,
    } = row;
    Ok(Advocate {
        id: person_id
            .parse()
            .map_err(|error| AppError::internal("person id", error))?,
        name: known_name(name, email, external_id),
        people_brought: people_brought.unsigned_abs(),
        customers_brought: customers_brought.unsigned_abs(),
        acts,
    })
}
