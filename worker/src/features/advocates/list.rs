//! The advocates who brought most.

use laurel_api::advocates::{Advocate, AdvocatesQuery, AdvocatesResponse, Brought};
use laurel_api::endpoints::ListAdvocates;
use laurel_api::page::Meta;
use serde::Deserialize;

use crate::cursor;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::people::known_name;
use crate::web::{Call, Reply};

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

/// More than anybody can bring: where the first page begins.
const MOST: i64 = 1 << 53;

#[derive(Deserialize)]
struct AdvocateRow {
    person_id: String,
    name: Option<String>,
    email: Option<String>,
    external_id: Option<String>,
    people_brought: u64,
    customers_brought: u64,
    acts: u32,
}

/// `GET /advocates`
pub(super) async fn list_advocates(
    call: Call<ListAdvocates>,
) -> Result<Reply<AdvocatesResponse>, AppError> {
    let query = &call.query;
    let list = list(call.path.program.as_str(), query)?;
    let authorized = call.authorized(vec![list]).await?;
    let mut rows: Vec<AdvocateRow> = authorized.all(0)?;
    let size = usize::from(query.limit.get());
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(|row| {
        let (first, second) = match query.by.unwrap_or_default() {
            Brought::Customers => (row.customers_brought, row.people_brought),
            Brought::People => (row.people_brought, row.customers_brought),
        };
        cursor::encode(&[&first.to_string(), &second.to_string(), &row.person_id])
    });
    let advocates = rows.into_iter().map(advocate).collect::<Result<_, _>>()?;
    Ok(Reply::new(AdvocatesResponse {
        advocates,
        meta: Meta { next },
    }))
}

fn list(program: &str, query: &AdvocatesQuery) -> Result<Statement, AppError> {
    let sql = match query.by.unwrap_or_default() {
        Brought::Customers => BY_CUSTOMERS_SQL,
        Brought::People => BY_PEOPLE_SQL,
    };
    let (first, second, id) = match &query.cursor {
        None => (MOST, MOST, String::new()),
        Some(text) => match cursor::decode(text, 3)?.as_slice() {
            [first, second, id] => {
                let number = |text: &str| {
                    text.parse::<i64>().map_err(|_| {
                        AppError::field("cursor", "This cursor does not belong to this list.")
                    })
                };
                (number(first)?, number(second)?, id.clone())
            }
            _ => (MOST, MOST, String::new()),
        },
    };
    Ok(statement(
        sql,
        [
            program.into(),
            first.into(),
            second.into(),
            id.into(),
            (u32::from(query.limit.get()) + 1).into(),
        ],
    ))
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
        people_brought,
        customers_brought,
        acts,
    })
}
