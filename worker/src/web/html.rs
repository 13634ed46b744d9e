//! Visits of pages, and answers that are pages.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION, SET_COOKIE};
use http::{HeaderMap, Method, StatusCode};
use laurel_api::ProblemType;
use laurel_pages::{ProblemPage, Reader, problem_page};
use laurel_words::Words;
use serde::de::DeserializeOwned;
use worker::send::SendFuture;

use super::reader::{self, reader};
use super::{body, headers, pairs};
use crate::auth::same_origin;
use crate::context::{Ctx, Shared};
use crate::error::AppError;

/// A browser's visit of a page: the address in parts, and the form's fields when one was sent.
pub(crate) struct Visit {
    /// Configuration, database, time.
    pub(crate) ctx: Ctx,
    /// The request's headers.
    pub(crate) headers: HeaderMap,
    /// Who reads the answer, in which language.
    pub(crate) reader: Reader,
    params: Vec<(String, String)>,
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
}

impl Visit {
    /// A part of the path.
    pub(crate) fn param(&self, name: &str) -> Result<&str, AppError> {
        find(&self.params, name).ok_or_else(AppError::not_found)
    }

    /// A value behind the question mark.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        find(&self.query, name)
    }

    /// A field of the form.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        find(&self.form, name)
    }

    /// The whole form. A field that is not on it, or stands there twice, is refused.
    pub(crate) fn read_form<T: DeserializeOwned>(&self) -> Result<T, AppError> {
        pairs::read(&self.form).map_err(|error| {
            AppError::with_detail(
                ProblemType::Malformed,
                format!("The form could not be read: {error}."),
            )
        })
    }
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// What a page handler gives to axum.
type Answer = SendFuture<Pin<Box<dyn Future<Output = Response>>>>;

/// A page handler without its type, so that axum's part of it is compiled once.
type Run = Arc<dyn Fn(Visit) -> Answering + Send + Sync>;
type Answering = Pin<Box<dyn Future<Output = Result<Response, AppError>>>>;

/// Makes a page handler out of a function of a [`Visit`].
pub(crate) fn serve<H, F>(
    handler: H,
) -> impl Fn(Extension<Shared>, Request) -> Answer + Clone + Send + Sync + 'static
where
    H: Fn(Visit) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Response, AppError>> + 'static,
{
    visited(Arc::new(move |visit| Box::pin(handler(visit))))
}

fn visited(
    run: Run,
) -> impl Fn(Extension<Shared>, Request) -> Answer + Clone + Send + Sync + 'static {
    move |Extension(shared): Extension<Shared>, request: Request| {
        let run = Arc::clone(&run);
        SendFuture::new(Box::pin(async move {
            let request_id = shared.request_id.clone();
            let reader = reader(request.method(), request.uri(), request.headers());
            let outcome = match open(shared, request, reader.clone()).await {
                Ok(visit) => {
                    let db = visit.ctx.db.clone();
                    let answered = run(visit).await;
                    answered.and_then(|response| with_cost(response, &db.cost()))
                }
                Err(error) => Err(error),
            };
            outcome.unwrap_or_else(|error| problem(&reader, error, &request_id))
        }))
    }
}

/// Says what the page has cost the database.
fn with_cost(mut response: Response, cost: &str) -> Result<Response, AppError> {
    let cost = HeaderValue::from_str(cost).map_err(|error| AppError::internal("header", error))?;
    response.headers_mut().insert("server-timing", cost);
    Ok(response)
}

async fn open(shared: Shared, request: Request, reader: Reader) -> Result<Visit, AppError> {
    let ctx = Ctx::open(shared)?;
    let (mut parts, body) = request.into_parts();
    same_origin::check(&parts.method, &parts.headers, &ctx.config.origin)?;
    let params = pairs::params(&mut parts).await?;
    let query =
        serde_urlencoded::from_str(parts.uri.query().unwrap_or_default()).unwrap_or_default();
    let form = if parts.method == Method::POST {
        body::parse_form(&body::read(&parts.headers, body, body::BODY_MAX).await?)?
    } else {
        Vec::new()
    };
    Ok(Visit {
        ctx,
        headers: parts.headers,
        reader,
        params,
        query,
        form,
    })
}

/// An error as a page that says what happened and what to do.
pub(crate) fn problem(reader: &Reader, error: AppError, request_id: &str) -> Response {
    let problem = error.into_problem(request_id);
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // Details are written for programs and in English; the page itself says what to do in every language.
    let detail = problem
        .detail
        .or_else(|| problem.errors.into_iter().next().map(|error| error.message))
        .filter(|_| reader.words == Words::default());
    let html = problem_page(
        reader,
        ProblemPage {
            status: problem.status,
            detail,
            request_id: problem.request_id,
        },
    );
    page(reader, status, html)
}

/// A public page.
pub(crate) fn page(reader: &Reader, status: StatusCode, html: String) -> Response {
    let mut response = with_policy(status, html, headers::PAGE);
    reader::note(response.headers_mut(), reader.words);
    response
}

/// A page with a policy of its own.
pub(crate) fn with_policy(status: StatusCode, html: String, policy: &'static str) -> Response {
    let mut response = (status, Body::from(html)).into_response();
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// Sends the browser elsewhere with a GET.
pub(crate) fn see_other(location: &str) -> Result<Response, AppError> {
    let location =
        HeaderValue::from_str(location).map_err(|error| AppError::internal("location", error))?;
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(LOCATION, location);
    Ok(response)
}

/// Adds a cookie to an answer.
pub(crate) fn set_cookie(response: &mut Response, cookie: &str) -> Result<(), AppError> {
    let value =
        HeaderValue::from_str(cookie).map_err(|error| AppError::internal("cookie", error))?;
    response.headers_mut().append(SET_COOKIE, value);
    Ok(())
}
