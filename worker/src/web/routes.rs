//! What is served where: found by path, then by method.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use http::header::{ALLOW, HeaderValue};
use http::{Method, StatusCode};
use laurel_api::{Permissions, ProblemType};
use laurel_words::Words;
use worker::console_error;

use super::request::Request;
use super::response::{Body, Response};
use super::{headers, reader};
use crate::error::AppError;

/// A handler without its types. It answers whatever happens.
pub(crate) type Run = Box<dyn Fn(Request) -> Pin<Box<dyn Future<Output = Response>>>>;

/// One method of one path.
pub(crate) struct Served {
    /// The method.
    pub(crate) method: Method,
    /// The path, with parameters in braces.
    pub(crate) path: &'static str,
    /// What the answer may ask the browser's owner for.
    pub(crate) permissions: Permissions,
    /// Answers.
    pub(crate) run: Run,
}

/// A route that is looked at by whoever wants, with a handler that answers its errors itself.
pub(crate) fn bare<H, F>(path: &'static str, handler: H) -> Served
where
    H: Fn(Request) -> F + 'static,
    F: Future<Output = Response> + 'static,
{
    Served {
        method: Method::GET,
        path,
        permissions: Permissions::Nothing,
        run: Box::new(move |request| Box::pin(handler(request))),
    }
}

/// Routes on their way into a [`Table`].
#[derive(Default)]
pub(crate) struct Router(Vec<(&'static str, Vec<Rc<Served>>)>);

impl Router {
    /// Adds a route.
    pub(crate) fn add(mut self, served: Served) -> Self {
        let path = served.path;
        match self.0.iter_mut().find(|(other, _)| *other == path) {
            Some((_, methods)) => methods.push(Rc::new(served)),
            None => self.0.push((path, vec![Rc::new(served)])),
        }
        self
    }

    /// The table, ready to be asked.
    pub(crate) fn build(self) -> Table {
        let mut table = matchit::Router::new();
        for (path, methods) in self.0 {
            // The path would be answered 404, and the tests of its routes fail.
            if let Err(error) = table.insert(path, methods) {
                console_error!("route {path}: {error}");
            }
        }
        Table(table)
    }
}

/// Every route.
pub(crate) struct Table(matchit::Router<Vec<Rc<Served>>>);

/// What is at an address.
pub(crate) enum Found {
    /// A route.
    Route(Rc<Served>),
    /// Nothing for this method, but for these.
    OtherMethods(String),
    /// Nothing.
    Nothing,
}

impl Table {
    /// What the request is for; its parameters are written into it.
    pub(crate) fn find(&self, request: &mut Request) -> Found {
        let Ok(found) = self.0.at(&request.path) else {
            return Found::Nothing;
        };
        let wanted = match request.method {
            Method::HEAD => &Method::GET,
            ref method => method,
        };
        let Some(served) = found.value.iter().find(|one| one.method == *wanted) else {
            return Found::OtherMethods(allowed(found.value));
        };
        let params = found.params.iter().map(|(name, value)| {
            let value = percent_encoding::percent_decode_str(value).decode_utf8();
            Some((name.to_owned(), value.ok()?.into_owned()))
        });
        let Some(params) = params.collect() else {
            return Found::Nothing;
        };
        request.params = params;
        Found::Route(Rc::clone(served))
    }
}

fn allowed(methods: &[Rc<Served>]) -> String {
    let mut names = Vec::new();
    for served in methods {
        names.push(served.method.as_str());
        if served.method == Method::GET {
            names.push(Method::HEAD.as_str());
        }
    }
    names.join(",")
}

/// Answers by what was found, with the headers that every answer has.
pub(crate) async fn answer(found: Found, request: Request) -> Response {
    let request_id = request.shared.request_id.clone();
    let words = reader::accepted(&request.headers);
    let (is_head, is_secure) = (request.method == Method::HEAD, request.is_secure);
    let (permissions, mut response) = match found {
        Found::Route(served) => (served.permissions, (served.run)(request).await),
        Found::OtherMethods(allowed) => (
            Permissions::Nothing,
            method_not_allowed(allowed, &request_id, words),
        ),
        Found::Nothing => (
            Permissions::Nothing,
            AppError::not_found().into_api_response(&request_id, words),
        ),
    };
    if is_head || has_no_body(response.status()) {
        *response.body_mut() = Body::Empty;
    }
    headers::finish(response.headers_mut(), &request_id, permissions, is_secure);
    response
}

fn method_not_allowed(allowed: String, request_id: &str, words: Words) -> Response {
    let mut response =
        AppError::client(ProblemType::MethodNotAllowed).into_api_response(request_id, words);
    if let Ok(allowed) = HeaderValue::try_from(allowed) {
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

fn has_no_body(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}
