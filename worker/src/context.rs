//! What every handler is given.

use std::rc::Rc;
use std::sync::Arc;

use laurel_domain::Timestamp;
use worker::{Context, Env};

use crate::config::Config;
use crate::db::Database;
use crate::error::AppError;
use crate::random;

/// What belongs to one request, shared between router and handler.
#[derive(Clone)]
pub(crate) struct Shared {
    /// Bindings.
    pub(crate) env: Env,
    /// Keeps work alive after the answer; absent in jobs, which wait for their work.
    context: Option<Arc<Context>>,
    /// In the log and in every problem.
    pub(crate) request_id: String,
}

impl Shared {
    /// For a request that just arrived.
    pub(crate) fn new(env: Env, context: Context) -> Self {
        let request_id = random::bytes::<8>()
            .map(|bytes| laurel_domain::hex::encode(&bytes))
            .unwrap_or_default();
        Self {
            env,
            context: Some(Arc::new(context)),
            request_id,
        }
    }

    /// For a job.
    pub(crate) fn for_job(env: Env) -> Self {
        Self {
            env,
            context: None,
            request_id: "job".to_owned(),
        }
    }

    /// Does this after the answer has gone out.
    pub(crate) fn wait_until(&self, work: impl Future<Output = ()> + 'static) {
        if let Some(context) = &self.context {
            context.wait_until(work);
        }
    }
}

/// What a handler works with: configuration, database, the time, randomness at hand.
#[derive(Clone)]
pub(crate) struct Ctx {
    /// Bindings and request id.
    pub(crate) shared: Shared,
    /// Settings of the deployment.
    pub(crate) config: Rc<Config>,
    /// D1.
    pub(crate) db: Rc<Database>,
    /// When the request arrived: the only clock.
    pub(crate) now: Timestamp,
}

impl Ctx {
    /// Opens the bindings.
    pub(crate) fn open(shared: Shared) -> Result<Self, AppError> {
        Ok(Self {
            config: Config::of(&shared.env)?,
            db: Rc::new(Database::open(&shared.env)?),
            now: now(),
            shared,
        })
    }
}

/// The clock, read at the edge only.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_millis(i64::try_from(worker::Date::now().as_millis()).unwrap_or_default())
}
