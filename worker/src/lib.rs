//! The Worker: pages, JSON API and embed over D1, KV and R2.
//!
//! This file holds only the event handlers. One request goes: `fetch` → [`router`] → a handler in
//! [`features`], which authorizes, reads in one D1 round trip and writes in at most one more.
//! Nothing on a request path may panic: a panic ends every request that the isolate is serving.

mod auth;
mod config;
mod context;
mod db;
mod error;
mod events;
mod features;
mod jobs;
mod limits;
mod mail;
mod publication;
mod random;
mod recomputation;
mod router;
mod sealed;
mod web;

use worker::{Context, Env, MessageBatch, ScheduleContext, ScheduledEvent, web_sys};

/// Runs once an isolate.
#[worker::event(start)]
fn start() {
    laurel_platform::install();
}

/// Answers a request.
#[worker::event(fetch, respond_with_errors)]
async fn fetch(
    request: web_sys::Request,
    env: Env,
    context: Context,
) -> worker::Result<web_sys::Response> {
    let request = web::platform::receive(request, context::Shared::new(env, context));
    #[cfg(feature = "dev")]
    let request = request.read_ahead().await;
    web::platform::send(router::answer(request).await)
}

/// Works the queue of jobs off, once a minute.
#[worker::event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    jobs::run_due(&env).await;
}

/// Works off what messages say is due, where Cloudflare Queues are bound.
#[worker::event(queue)]
async fn queue(
    messages: MessageBatch<jobs::Nudge>,
    env: Env,
    _context: Context,
) -> worker::Result<()> {
    jobs::run_nudged(&env, &messages).await
}
