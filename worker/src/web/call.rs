//! One call of an endpoint: parsed by its definition, answered by its definition.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use axum::{Extension, Router};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue, IF_MATCH};
use http::request::Parts;
use laurel_api::{Endpoint, Method, Needs, PathParams, ProblemType, Route};
use laurel_domain::role::Permission;
use laurel_store::Batch;
use worker::send::SendFuture;

use super::{body, pairs};
use crate::auth::access::{self, Authorized};
use crate::auth::{Credential, same_origin};
use crate::context::{Ctx, Shared};
use crate::error::AppError;

/// A call of endpoint `E`, parsed.
pub(crate) struct Call<E: Endpoint> {
    /// Configuration, database, time.
    pub(crate) ctx: Ctx,
    /// What stood in the path.
    pub(crate) path: E::Path,
    /// What stood behind the question mark.
    pub(crate) query: E::Query,
    /// The JSON body.
    pub(crate) body: E::Request,
    /// What proves who sends it.
    pub(crate) credential: Credential,
    /// The revision in `If-Match`.
    pub(crate) if_match: Option<u64>,
}

impl<E: Endpoint> Call<E> {
    /// Checks that the caller may do what the endpoint's definition needs, and reads the statements,
    /// in one round trip.
    pub(crate) async fn authorized(&self, reads: impl Into<Batch>) -> Result<Authorized, AppError> {
        let (Needs::In(permission), Some(program)) = (E::ROUTE.needs, self.path.program()) else {
            return Err(AppError::internal("authorization", E::ROUTE.name));
        };
        access::authorize(&self.ctx, &self.credential, program, permission, reads).await
    }

    /// The revision that the caller saw: 428 when it is not said.
    pub(crate) fn revision(&self) -> Result<u64, AppError> {
        self.if_match.ok_or_else(|| {
            AppError::with_detail(
                ProblemType::RevisionNeeded,
                "Send If-Match with the ETag of what you saw, such as \"3\".",
            )
        })
    }
}

/// An answer: its body, and its revision where there is one.
pub(crate) struct Reply<T> {
    body: T,
    revision: Option<u64>,
    cookie: Option<String>,
}

impl<T> Reply<T> {
    /// An answer.
    pub(crate) fn new(body: T) -> Self {
        Self {
            body,
            revision: None,
            cookie: None,
        }
    }

    /// Says the revision in an `ETag`.
    pub(crate) fn with_revision(mut self, revision: u64) -> Self {
        self.revision = Some(revision);
        self
    }

    /// Sets a cookie.
    pub(crate) fn with_cookie(mut self, cookie: String) -> Self {
        self.cookie = Some(cookie);
        self
    }
}

/// Adds the endpoint to the router.
pub(crate) fn endpoint<E, H, F>(router: Router, handler: H) -> Router
where
    E: Endpoint + 'static,
    H: Fn(Call<E>) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<Reply<E::Response>, AppError>> + 'static,
{
    let run = move |opened| -> Answering { Box::pin(answer::<E, H, F>(opened, handler)) };
    route(router, &E::ROUTE, Arc::new(run))
}

/// What is left of an endpoint without its types, so that axum's part of it is compiled once.
type Run = Arc<dyn Fn(Opened) -> Answering + Send + Sync>;
type Answering = Pin<Box<dyn Future<Output = Result<Response, AppError>>>>;

fn route(router: Router, route: &'static Route, run: Run) -> Router {
    let filter = match route.method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Patch => MethodFilter::PATCH,
        Method::Delete => MethodFilter::DELETE,
    };
    let serve = move |Extension(shared): Extension<Shared>, request: Request| {
        let run = Arc::clone(&run);
        SendFuture::new(async move {
            let request_id = shared.request_id.clone();
            let answered = match open(shared, request, route).await {
                Ok(opened) => run(opened).await,
                Err(error) => Err(error),
            };
            answered.unwrap_or_else(|error| error.into_api_response(&request_id))
        })
    };
    router.route(route.path, on(filter, serve))
}

async fn answer<E, H, F>(opened: Opened, handler: H) -> Result<Response, AppError>
where
    E: Endpoint,
    H: Fn(Call<E>) -> F,
    F: Future<Output = Result<Reply<E::Response>, AppError>>,
{
    let db = opened.ctx.db.clone();
    let Reply {
        body,
        revision,
        cookie,
    } = handler(opened.into_call()?).await?;
    let body = serde_json::to_vec(&body).map_err(|error| AppError::internal("response", error))?;
    respond(body, revision, cookie, db.cost())
}

/// A request as far as it is the same for all endpoints.
struct Opened {
    ctx: Ctx,
    parts: Parts,
    params: Vec<(String, String)>,
    body: Vec<u8>,
    credential: Credential,
    if_match: Option<u64>,
}

async fn open(shared: Shared, request: Request, route: &Route) -> Result<Opened, AppError> {
    let ctx = Ctx::open(shared)?;
    let (mut parts, body) = request.into_parts();
    same_origin::check(&parts.method, &parts.headers, &ctx.config.origin)?;
    // Before the body is read: a stranger cannot make us parse anything.
    let credential = Credential::of(&parts.headers, ctx.config.is_secure())
        .ok_or_else(|| AppError::client(ProblemType::SignInNeeded))?;
    let params = pairs::params(&mut parts).await?;
    let max = if takes_batches(route) {
        body::BATCH_BODY_MAX
    } else {
        body::BODY_MAX
    };
    let body = if route.method == Method::Get {
        Vec::new()
    } else {
        body::read(&parts.headers, body, max).await?
    };
    let if_match = parts
        .headers
        .get(IF_MATCH)
        .map(parse_revision)
        .transpose()?;
    Ok(Opened {
        ctx,
        parts,
        params,
        body,
        credential,
        if_match,
    })
}

impl Opened {
    /// By the endpoint's types. Text in the path that is no id is an address where nothing is.
    fn into_call<E: Endpoint>(self) -> Result<Call<E>, AppError> {
        let Self {
            ctx,
            parts,
            params,
            body,
            credential,
            if_match,
        } = self;
        let query = parts.uri.query().unwrap_or_default();
        Ok(Call {
            ctx,
            path: pairs::read(&params).map_err(|_| AppError::not_found())?,
            query: serde_urlencoded::from_str(query)
                .map_err(|error| AppError::field("query", error))?,
            body: body::parse_json(&parts.headers, &body)?,
            credential,
            if_match,
        })
    }
}

/// Whether the route takes hundreds of rows at once.
fn takes_batches(route: &Route) -> bool {
    matches!(route.needs, Needs::In(Permission::Edit))
        && (route.path.ends_with("/touchpoints")
            || route.path.ends_with("/batches")
            || route.path.ends_with("/check"))
}

fn parse_revision(value: &HeaderValue) -> Result<u64, AppError> {
    let text = value.to_str().unwrap_or_default().trim();
    text.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| AppError::field("If-Match", "This is not an ETag of ours, such as \"3\"."))
}

fn respond(
    body: Vec<u8>,
    revision: Option<u64>,
    cookie: Option<String>,
    cost: String,
) -> Result<Response, AppError> {
    let mut response = Body::from(body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let header = |text: String| {
        HeaderValue::try_from(text).map_err(|error| AppError::internal("header", error))
    };
    headers.insert("server-timing", header(cost)?);
    if let Some(revision) = revision {
        headers.insert(ETAG, header(format!("\"{revision}\""))?);
    }
    if let Some(cookie) = cookie {
        headers.append(http::header::SET_COOKIE, header(cookie)?);
    }
    Ok(response)
}
