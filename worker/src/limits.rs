//! How often somebody may do something: all limits, with their reasons, and the counts behind them.
//!
//! Counts are exact: [`Takes::reached`] looks in the read batch, [`Takes::statements`] count in the write batch
//! and fail it as a lost race when others were faster, so that the repetition finds the limit reached. A
//! refusal writes nothing.
//!
//! No address is stored. A key is a digest under the deployment's secret and the day, so that the same client
//! is another one tomorrow; rows are forgotten within the hour after their time is over.

use std::net::IpAddr;

use http::HeaderMap;
use http::header::{HeaderValue, RETRY_AFTER};
use laurel_domain::Timestamp;
use laurel_store::{Batch, Sent};
use serde::{Deserialize, Serialize};
use worker::console_error;

use crate::auth::digest::hmac_hex;
use crate::context::Ctx;
use crate::db::{Rows, Statement, json, statement};
use crate::error::AppError;
use crate::web::Response;

/// At most so many within this time, from the first one on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// Its name in the table.
    scope: &'static str,
    /// How many.
    pub(crate) cap: u32,
    /// Within how many minutes: a day at most, because keys change with the day.
    minutes: u32,
}

/// Stories that one client sends to a program. Each is a mail to an address that the client names, so it is far
/// fewer than a list of strangers; a stand at a fair, where visitors share a connection, has fewer still.
pub(crate) const STORIES_OF_CLIENT: Limit = Limit {
    scope: "stories_of_client",
    cap: 60,
    minutes: 60,
};

/// Stories to a program with one mailbox in them: nobody fills somebody else's inbox.
pub(crate) const STORIES_OF_MAILBOX: Limit = Limit {
    scope: "stories_of_mailbox",
    cap: 5,
    minutes: 1_440,
};

/// Stories that reach one program, from however many clients: what people can read, what a day's quota of D1
/// bears, and how many strangers can be mailed in its name.
pub(crate) const STORIES_OF_PROGRAM: Limit = Limit {
    scope: "stories_of_program",
    cap: 120,
    minutes: 60,
};

/// Stories to a program that the trap caught, counted by themselves, so that machines do not keep people out. None
/// of them is a mail.
pub(crate) const SUSPECTED_OF_PROGRAM: Limit = Limit {
    scope: "suspected_of_program",
    cap: 60,
    minutes: 60,
};

/// Sign-in links that one client asks for, whoever they are for: an office that shares an address.
pub(crate) const LINKS_OF_CLIENT: Limit = Limit {
    scope: "links_of_client",
    cap: 100,
    minutes: 60,
};

/// Sign-in links for one mailbox that one client asks for, with browsers that never signed in with it.
pub(crate) const LINKS_OF_STRANGER: Limit = Limit {
    scope: "links_of_stranger",
    cap: 5,
    minutes: 60,
};

/// The same from all clients: strangers share it, so that they cannot fill an inbox, nor guess codes for long.
pub(crate) const LINKS_OF_MAILBOX: Limit = Limit {
    scope: "links_of_mailbox",
    cap: 20,
    minutes: 60,
};

/// The same in a day: with five tries a code, 200 guesses among a million.
pub(crate) const LINKS_OF_MAILBOX_A_DAY: Limit = Limit {
    scope: "links_of_mailbox_a_day",
    cap: 40,
    minutes: 1_440,
};

/// Sign-in links for one mailbox to a browser that signed in with it before: its own share.
pub(crate) const LINKS_OF_KNOWN: Limit = Limit {
    scope: "links_of_known",
    cap: 10,
    minutes: 60,
};

/// The binding of Cloudflare's rate limit. Where it is bound it turns a flood away before D1 is asked.
const BINDING: &str = "CLIENTS";

/// The longest period that the binding knows, in seconds.
pub(crate) const FLOOD_SECONDS: u64 = 60;

const REACHED_SQL: &str = "SELECT l.ends_at FROM json_each(?1) e
  CROSS JOIN limits l ON l.scope = e.value ->> 'scope' AND l.key = e.value ->> 'key'
  WHERE l.ends_at > ?2 AND l.taken >= e.value ->> 'cap'";

const TAKE_SQL: &str = "INSERT INTO limits (scope, key, taken, ends_at)
  SELECT value ->> 'scope', value ->> 'key', 1, value ->> 'ends_at' FROM json_each(?1) WHERE true
  ON CONFLICT (scope, key) DO UPDATE SET taken = CASE WHEN ends_at > ?2 THEN taken + 1 ELSE 1 END,
    ends_at = CASE WHEN ends_at > ?2 THEN ends_at ELSE excluded.ends_at END";

/// Fails the batch when others took the last one meanwhile.
const GUARD_SQL: &str = "INSERT INTO stale_write (found) SELECT 1 FROM json_each(?1) e
  CROSS JOIN limits l ON l.scope = e.value ->> 'scope' AND l.key = e.value ->> 'key'
  WHERE l.taken > e.value ->> 'cap' LIMIT 1";

const FORGET_SQL: &str = "DELETE FROM limits WHERE ends_at < ?1";

/// One more of something that is limited.
#[derive(Debug, Serialize)]
struct Take {
    scope: &'static str,
    key: String,
    cap: u32,
    ends_at: i64,
}

/// What a request takes of its limits: each or none.
#[derive(Debug, Default)]
pub(crate) struct Takes(Vec<Take>);

/// A limit that is reached.
#[derive(Debug, Deserialize)]
pub(crate) struct ReachedRow {
    ends_at: i64,
}

impl Takes {
    /// Takes one of a limit, for whoever or whatever these parts name.
    pub(crate) fn add(&mut self, ctx: &Ctx, limit: Limit, of: &[&str]) -> Result<(), AppError> {
        let Limit {
            scope,
            cap,
            minutes,
        } = limit;
        self.0.push(Take {
            scope,
            key: key(ctx, scope, of)?,
            cap,
            ends_at: ctx.now.millis() + i64::from(minutes) * 60_000,
        });
        Ok(())
    }

    /// Asks which of the limits are reached.
    pub(crate) fn reached(
        &self,
        batch: &mut Batch,
        now: Timestamp,
    ) -> Result<Sent<ReachedRow>, AppError> {
        Ok(batch.add(statement(REACHED_SQL, [json(&self.0)?, now.into()])))
    }

    /// Counts, in the batch of what is limited.
    pub(crate) fn statements(&self, now: Timestamp) -> Result<Vec<Statement>, AppError> {
        Ok(vec![
            statement(TAKE_SQL, [json(&self.0)?, now.into()]),
            statement(GUARD_SQL, [json(&self.0)?]),
        ])
    }
}

/// When to try again, if a limit is reached: in how many seconds, for the header `Retry-After`.
pub(crate) fn try_again_in(
    rows: &Rows,
    reached: Sent<ReachedRow>,
    now: Timestamp,
) -> Result<Option<u64>, AppError> {
    let ends = rows.take(reached)?.into_iter().map(|row| row.ends_at).max();
    Ok(ends.map(|ends| seconds(ends - now.millis())))
}

fn seconds(millis: i64) -> u64 {
    u64::try_from(millis).unwrap_or_default().div_ceil(1_000)
}

/// Says in the answer's header when to try again.
pub(crate) fn retry_after(response: &mut Response, seconds: u64) {
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(seconds));
}

/// Forgets what is over.
pub(crate) fn forget(now: Timestamp) -> Statement {
    statement(FORGET_SQL, [now.into()])
}

/// Who sends the request, as far as limits are concerned: its address, of IPv6 the network, because whoever
/// has one has all of its addresses. On Cloudflare nobody can send the header themselves.
pub(crate) fn client(headers: &HeaderMap) -> String {
    let given = headers
        .get("cf-connecting-ip")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .trim();
    match given.parse() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
        _ => given.to_owned(),
    }
}

/// Whether Cloudflare's rate limit turns this client away, where there is one. Its own fault is nobody's flood.
pub(crate) async fn is_flood(ctx: &Ctx, headers: &HeaderMap) -> bool {
    let Ok(binding) = ctx.shared.env.rate_limiter(BINDING) else {
        return false;
    };
    let Ok(key) = key(ctx, BINDING, &[&client(headers)]) else {
        return false;
    };
    match binding.limit(key).await {
        Ok(outcome) => !outcome.success,
        Err(error) => {
            console_error!("request {}: rate limit: {error}", ctx.shared.request_id);
            false
        }
    }
}

fn key(ctx: &Ctx, scope: &str, of: &[&str]) -> Result<String, AppError> {
    let day = ctx.now.day().0;
    let of = of.join(" ");
    let mut digest = hmac_hex(&ctx.config.secret, &format!("limit {day} {scope} {of}"))?;
    digest.truncate(32);
    Ok(digest)
}
