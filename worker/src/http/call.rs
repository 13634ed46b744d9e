//! One call of an endpoint: parsed by its definition, answered by its definition.

use std::future::Future;

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, RawPathParams, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue, IF_MATCH};
use http::request::Parts;
use laurel_api::{Endpoint, Method, Needs, PathParams, ProblemType};
use laurel_domain::role::Permission;
use worker::send::SendFuture;

use super::body;
use crate::auth::access::{self, Authorized};
use crate::auth::{Credential, same_origin};
use crate::context::{Ctx, Shared};
use crate::db::Statement;
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
    pub(crate) credential: Option<Credential>,
    /// The revision in `If-Match`.
    pub(crate) if_match: Option<u64>,
}

impl<E: Endpoint> Call<E> {
    /// Checks that the caller may do what the endpoint's definition needs, and reads the statements,
    /// in one round trip.
    pub(crate) async fn authorized(
        &self,
        statements: Vec<Statement>,
    ) -> Result<Authorized, AppError> {
        let (Needs::In(permission), Some(program)) = (E::ROUTE.needs, self.path.program()) else {
            return Err(AppError::internal("authorization", E::ROUTE.name));
        };
        access::authorize(
            &self.ctx,
            self.credential.as_ref(),
            program,
            permission,
            statements,
        )
        .await
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
pub(crate) fn endpoint<E, H, F>(router: Router<Shared>, handler: H) -> Router<Shared>
where
    E: Endpoint,
    H: Fn(Call<E>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Reply<E::Response>, AppError>> + 'static,
{
    let filter = match E::ROUTE.method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Patch => MethodFilter::PATCH,
        Method::Delete => MethodFilter::DELETE,
    };
    let serve = move |State(shared): State<Shared>, request: Request| {
        let handler = handler.clone();
        SendFuture::new(async move {
            let request_id = shared.request_id.clone();
            match answer::<E, H, F>(shared, request, handler).await {
                Ok(response) => response,
                Err(error) => error.into_api_response(&request_id),
            }
        })
    };
    router.route(E::ROUTE.path, on(filter, serve))
}

async fn answer<E, H, F>(shared: Shared, request: Request, handler: H) -> Result<Response, AppError>
where
    E: Endpoint,
    H: Fn(Call<E>) -> F,
    F: Future<Output = Result<Reply<E::Response>, AppError>>,
{
    let ctx = Ctx::open(shared)?;
    let (mut parts, body) = request.into_parts();
    same_origin::check(&parts.method, &parts.headers, &ctx.config.origin)?;
    let path = path::<E>(&mut parts).await?;
    let credential = Credential::of(&parts.headers, ctx.config.is_secure());
    if credential.is_none() {
        // Before the body is read: a stranger cannot make us parse anything.
        return Err(AppError::client(ProblemType::SignInNeeded));
    }
    let query = parts.uri.query().unwrap_or_default();
    let query =
        serde_urlencoded::from_str(query).map_err(|error| AppError::field("query", error))?;
    let max = if takes_batches(&E::ROUTE) {
        body::BATCH_BODY_MAX
    } else {
        body::BODY_MAX
    };
    let body = if E::ROUTE.method == Method::Get {
        Vec::new()
    } else {
        body::read(&parts.headers, body, max).await?
    };
    let body = body::parse_json(&parts.headers, &body)?;
    let if_match = parts
        .headers
        .get(IF_MATCH)
        .map(parse_revision)
        .transpose()?;
    let trips = ctx.db.clone();
    let reply = handler(Call {
        ctx,
        path,
        query,
        body,
        credential,
        if_match,
    })
    .await?;
    respond(reply, trips.trips())
}

/// Whether the route takes hundreds of rows at once.
fn takes_batches(route: &laurel_api::Route) -> bool {
    matches!(route.needs, Needs::In(Permission::Edit))
        && (route.path.ends_with("/touchpoints")
            || route.path.ends_with("/batches")
            || route.path.ends_with("/check"))
}

/// The path's parameters. Text that is no id is an address where nothing is.
async fn path<E: Endpoint>(parts: &mut Parts) -> Result<E::Path, AppError> {
    // Without parameters in the path axum refuses to extract any.
    let _ = RawPathParams::from_request_parts(parts, &()).await;
    let Path(path) = Path::<E::Path>::from_request_parts(parts, &())
        .await
        .map_err(|_| AppError::not_found())?;
    Ok(path)
}

fn parse_revision(value: &HeaderValue) -> Result<u64, AppError> {
    let text = value.to_str().unwrap_or_default().trim();
    text.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| AppError::field("If-Match", "This is not an ETag of ours, such as \"3\"."))
}

fn respond<T: serde::Serialize>(reply: Reply<T>, trips: u32) -> Result<Response, AppError> {
    let body =
        serde_json::to_vec(&reply.body).map_err(|error| AppError::internal("response", error))?;
    let mut response = Body::from(body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let header = |text: String| {
        HeaderValue::try_from(text).map_err(|error| AppError::internal("header", error))
    };
    headers.insert("server-timing", header(format!("d1;desc=\"{trips}\""))?);
    if let Some(revision) = reply.revision {
        headers.insert(ETAG, header(format!("\"{revision}\""))?);
    }
    if let Some(cookie) = reply.cookie {
        headers.append(http::header::SET_COOKIE, header(cookie)?);
    }
    Ok(response)
}
