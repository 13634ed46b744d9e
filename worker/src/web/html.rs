//! Visits of pages, and answers that are pages.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use http::header::{CONTENT_SECURITY_POLICY, HeaderValue, LOCATION, SET_COOKIE};
use http::{HeaderMap, Method, StatusCode};
use laurel_api::{BodyLimit, FieldProblem, Permissions, ProblemType};
use laurel_domain::mistake::Mistake;
use laurel_pages::{ProblemPage, Reader, problem_page};
use serde::de::DeserializeOwned;

use super::reader::{self, reader};
use super::request::Request;
use super::response::{self, Response};
use super::routes::Served;
use super::{body, headers, pairs};
use crate::auth::same_origin;
use crate::context::Ctx;
use crate::error::AppError;

/// The media type of pages.
pub(crate) const MEDIA_TYPE: &str = "text/html; charset=utf-8";

/// A browser's visit of a page: the address in parts, and the form's fields when one was sent.
pub(crate) struct Visit {
    /// Configuration, database, time.
    pub(crate) ctx: Ctx,
    /// The request's headers.
    pub(crate) headers: HeaderMap,
    /// Who reads the answer, in which language.
    pub(crate) reader: Reader,
    /// Whether somebody opened the page: no program that only asks for its head, or fetches it in advance.
    pub(crate) is_opened: bool,
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
                Mistake::FormUnreadable {
                    found: error.to_string(),
                },
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

/// A page handler without its type.
type Run = Rc<dyn Fn(Visit) -> Answering>;
type Answering = Pin<Box<dyn Future<Output = Result<Response, AppError>>>>;

/// A page that is looked at.
pub(crate) fn get<H, F>(path: &'static str, handler: H) -> Served
where
    H: Fn(Visit) -> F + 'static,
    F: Future<Output = Result<Response, AppError>> + 'static,
{
    serve(
        Method::GET,
        path,
        Rc::new(move |visit| Box::pin(handler(visit))),
    )
}

/// A form that is sent.
pub(crate) fn post<H, F>(path: &'static str, handler: H) -> Served
where
    H: Fn(Visit) -> F + 'static,
    F: Future<Output = Result<Response, AppError>> + 'static,
{
    serve(
        Method::POST,
        path,
        Rc::new(move |visit| Box::pin(handler(visit))),
    )
}

fn serve(method: Method, path: &'static str, run: Run) -> Served {
    Served {
        method,
        path,
        permissions: Permissions::Nothing,
        run: Box::new(move |request| {
            let run = Rc::clone(&run);
            Box::pin(async move {
                let request_id = request.shared.request_id.clone();
                let reader = reader(&request);
                let outcome = match open(request, reader.clone()).await {
                    Ok(visit) => {
                        let db = Rc::clone(&visit.ctx.db);
                        let answered = run(visit).await;
                        answered.and_then(|response| with_cost(response, &db.cost()))
                    }
                    Err(error) => Err(error),
                };
                outcome.unwrap_or_else(|error| problem(&reader, error, &request_id))
            })
        }),
    }
}

/// Says what the page has cost the database.
fn with_cost(mut response: Response, cost: &str) -> Result<Response, AppError> {
    let cost = HeaderValue::from_str(cost).map_err(|error| AppError::internal("header", error))?;
    response.headers_mut().insert("server-timing", cost);
    Ok(response)
}

async fn open(request: Request, reader: Reader) -> Result<Visit, AppError> {
    let ctx = Ctx::open(request.shared.clone())?;
    same_origin::check(&request.method, &request.headers, &ctx.config.origin)?;
    let query = serde_urlencoded::from_str(&request.query).unwrap_or_default();
    let form = if request.method == Method::POST {
        body::parse_form(&request.read_body(BodyLimit::Small).await?)?
    } else {
        Vec::new()
    };
    let in_advance = ["sec-purpose", "purpose"]
        .iter()
        .filter_map(|name| request.headers.get(*name))
        .any(|value| value.to_str().is_ok_and(|text| text.contains("prefetch")));
    Ok(Visit {
        ctx,
        is_opened: request.method != Method::HEAD && !in_advance,
        headers: request.headers,
        reader,
        params: request.params,
        query,
        form,
    })
}

/// An error as a page that says what happened and what to do.
pub(crate) fn problem(reader: &Reader, error: AppError, request_id: &str) -> Response {
    let problem = error.into_problem(request_id, reader.words);
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let first = |errors: Vec<FieldProblem>| errors.into_iter().next();
    let detail = problem
        .detail
        .or_else(|| first(problem.errors).map(|error| error.message));
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
    under(response::of(status, MEDIA_TYPE, html), policy)
}

/// The same answer under a policy.
pub(crate) fn under(mut response: Response, policy: &'static str) -> Response {
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// Sends the browser elsewhere with a GET.
pub(crate) fn see_other(location: &str) -> Result<Response, AppError> {
    let location =
        HeaderValue::from_str(location).map_err(|error| AppError::internal("location", error))?;
    let mut response = response::empty(StatusCode::SEE_OTHER);
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
