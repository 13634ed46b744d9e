//! One call of an endpoint: parsed by its definition, answered by its definition.
//!
//! What depends on the endpoint's types is compiled once an endpoint, so it is kept thin: reading path, query
//! and body into their types, and writing the answer's JSON. Everything else is compiled once.

use std::future::{Future, ready};
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, ETAG, HeaderValue, IF_MATCH, SET_COOKIE};
use laurel_api::{BodyLimit, Endpoint, Method, Needs, PathParams, Permissions, ProblemType, Route};
use laurel_domain::ProgramId;
use laurel_domain::mistake::Mistake;
use laurel_store::Batch;
use laurel_words::Words;
use serde::Serialize;

use super::request::Request;
use super::response::{self, Response};
use super::routes::{Router, Served};
use super::{body, pairs, reader};
use crate::auth::access::{self, Authorized};
use crate::auth::{Credential, same_origin};
use crate::context::Ctx;
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
    /// The caller's language, by `Accept-Language`.
    pub(crate) words: Words,
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
            AppError::with_detail(ProblemType::RevisionNeeded, Mistake::RevisionMissing)
        })
    }
}

/// An answer: its body, and its revision where there is one.
pub(crate) struct Reply<T> {
    written: Written,
    body: PhantomData<T>,
}

/// An answer without its type.
struct Written {
    body: serde_json::Result<Vec<u8>>,
    revision: Option<u64>,
    cookie: Option<String>,
    /// The name of the file that a browser keeps.
    file: Option<String>,
}

impl<T: Serialize> Reply<T> {
    /// An answer.
    pub(crate) fn new(body: T) -> Self {
        Self {
            written: Written {
                body: serde_json::to_vec(&body),
                revision: None,
                cookie: None,
                file: None,
            },
            body: PhantomData,
        }
    }
}

impl<T> Reply<T> {
    /// Says the revision in an `ETag`.
    pub(crate) fn with_revision(mut self, revision: u64) -> Self {
        self.written.revision = Some(revision);
        self
    }

    /// Is kept as a file of this name, which has letters, digits, `-` and `.` only.
    pub(crate) fn with_file(mut self, name: String) -> Self {
        self.written.file = Some(name);
        self
    }

    /// Sets a cookie.
    pub(crate) fn with_cookie(mut self, cookie: String) -> Self {
        self.written.cookie = Some(cookie);
        self
    }
}

/// What an endpoint answers, or will.
type Answering = Pin<Box<dyn Future<Output = Result<Written, AppError>>>>;

/// Adds the endpoint to the router.
pub(crate) fn endpoint<E, H, F>(router: Router, handler: H) -> Router
where
    E: Endpoint + 'static,
    H: Fn(Call<E>) -> F + Copy + 'static,
    F: Future<Output = Result<Reply<E::Response>, AppError>> + 'static,
{
    add(
        router,
        &E::ROUTE,
        Rc::new(move |opened| match call(opened) {
            Ok(call) => Box::pin(written(handler(call))),
            Err(error) => Box::pin(ready(Err(error))),
        }),
    )
}

/// By the endpoint's types. Text in the path that is no id is an address where nothing is.
fn call<E: Endpoint>(opened: Opened) -> Result<Call<E>, AppError> {
    let path = pairs::read(&opened.params).map_err(|_| AppError::not_found())?;
    let query = serde_urlencoded::from_str(&opened.query)
        .map_err(|error| unreadable("query", error.to_string()))?;
    let body = body::parse_json(&opened.body?)?;
    Ok(Call {
        ctx: opened.ctx,
        path,
        query,
        body,
        credential: opened.credential,
        if_match: opened.if_match,
        words: opened.words,
    })
}

fn unreadable(field: &str, found: String) -> AppError {
    AppError::field(field, Mistake::Unreadable { found })
}

async fn written<T>(
    answer: impl Future<Output = Result<Reply<T>, AppError>>,
) -> Result<Written, AppError> {
    Ok(answer.await?.written)
}

fn add(router: Router, route: &'static Route, run: Rc<dyn Fn(Opened) -> Answering>) -> Router {
    router.add(Served {
        method: match route.method {
            Method::Get => http::Method::GET,
            Method::Post => http::Method::POST,
            Method::Put => http::Method::PUT,
            Method::Patch => http::Method::PATCH,
            Method::Delete => http::Method::DELETE,
        },
        path: route.path,
        permissions: Permissions::Nothing,
        run: Box::new(move |request| {
            let run = Rc::clone(&run);
            Box::pin(async move {
                let request_id = request.shared.request_id.clone();
                let words = reader::accepted(&request.headers);
                let answered = match open(request, route).await {
                    Ok(opened) => respond(opened, run.as_ref()).await,
                    Err(error) => Err(error),
                };
                answered.unwrap_or_else(|error| error.into_api_response(&request_id, words))
            })
        }),
    })
}

/// A request as far as it is the same for all endpoints.
struct Opened {
    ctx: Ctx,
    params: Vec<(String, String)>,
    query: String,
    body: Result<Vec<u8>, AppError>,
    credential: Credential,
    if_match: Option<u64>,
    words: Words,
}

async fn open(request: Request, route: &Route) -> Result<Opened, AppError> {
    let ctx = Ctx::open(request.shared.clone())?;
    same_origin::check(&request.method, &request.headers, &ctx.config.origin)?;
    // Before the body is read: a stranger cannot make us parse anything.
    let credential = Credential::of(&request.headers, ctx.config.is_secure())
        .ok_or_else(|| AppError::client(ProblemType::SignInNeeded))?;
    let body = if route.method == Method::Get {
        Vec::new()
    } else {
        if request
            .announced()
            .is_none_or(|bytes| bytes > BodyLimit::Small.bytes())
        {
            check_first(&ctx, &request, route, &credential).await?;
        }
        request.read_body(route.body).await?
    };
    let body = body::json_text(&request.headers, body);
    let if_match = request.headers.get(IF_MATCH);
    let if_match = if_match.map(parse_revision).transpose()?;
    Ok(Opened {
        ctx,
        words: reader::accepted(&request.headers),
        params: request.params,
        query: request.query,
        body,
        credential,
        if_match,
    })
}

/// Before a large body is read it must be clear who sends it, which costs a round trip more than a small one.
async fn check_first(
    ctx: &Ctx,
    request: &Request,
    route: &Route,
    credential: &Credential,
) -> Result<(), AppError> {
    if route.body == BodyLimit::Small {
        // No more than that is read.
        return Ok(());
    }
    let Needs::In(permission) = route.needs else {
        return Ok(());
    };
    let program = ProgramId::parse(request.param("program")).map_err(|_| AppError::not_found())?;
    access::authorize(ctx, credential, &program, permission, Batch::new()).await?;
    Ok(())
}

fn parse_revision(value: &HeaderValue) -> Result<u64, AppError> {
    let text = value.to_str().unwrap_or_default().trim();
    text.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| AppError::field("If-Match", Mistake::NotAnETag))
}

async fn respond(opened: Opened, run: &dyn Fn(Opened) -> Answering) -> Result<Response, AppError> {
    let db = Rc::clone(&opened.ctx.db);
    let Written {
        body,
        revision,
        cookie,
        file,
    } = run(opened).await?;
    let body = body.map_err(|error| AppError::internal("response", error))?;
    let mut response = response::of(StatusCode::OK, "application/json", body);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let header = |text: String| {
        HeaderValue::try_from(text).map_err(|error| AppError::internal("header", error))
    };
    headers.insert("server-timing", header(db.cost())?);
    if let Some(revision) = revision {
        headers.insert(ETAG, header(format!("\"{revision}\""))?);
    }
    if let Some(name) = file {
        let disposition = header(format!("attachment; filename=\"{name}\""))?;
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    if let Some(cookie) = cookie {
        headers.append(SET_COOKIE, header(cookie)?);
    }
    Ok(response)
}
