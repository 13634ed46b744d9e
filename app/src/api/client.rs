//! One function a call; the types come from the endpoint's definition.

use std::pin::Pin;

use gloo_net::http::RequestBuilder;
use laurel_api::{Endpoint, Method, PathParams};
use serde::de::DeserializeOwned;
use web_sys::AbortSignal;

use super::ApiError;
use crate::session;
use crate::ui::dates::now;
use crate::words::t;

/// How long a request may take with its answer, in milliseconds. A connection can die without a word;
/// whoever waits must be able to try again.
const PATIENCE: u32 = 30_000;

/// Calls an endpoint.
pub async fn call<E: Endpoint>(
    path: &E::Path,
    query: &E::Query,
    body: &E::Request,
) -> Result<E::Response, ApiError> {
    exchange::<E>(path, query, body, None).await
}

/// Calls an endpoint that changes only what the caller has seen: `revision` goes into `If-Match`.
pub async fn call_with_revision<E: Endpoint>(
    path: &E::Path,
    query: &E::Query,
    body: &E::Request,
    revision: u64,
) -> Result<E::Response, ApiError> {
    exchange::<E>(path, query, body, Some(revision)).await
}

async fn exchange<E: Endpoint>(
    path: &E::Path,
    query: &E::Query,
    body: &E::Request,
    revision: Option<u64>,
) -> Result<E::Response, ApiError> {
    debug_assert!(
        !path.fill(E::ROUTE.path).contains('{'),
        "every parameter is filled"
    );
    let method = E::ROUTE.method;
    let body = match method {
        Method::Get => None,
        _ => Some(serde_json::to_string(body).map_err(|_| ApiError::Unreadable)?),
    };
    read(&send(method, E::url(path, query), body, revision).await?)
}

/// Reads what an endpoint answered; nothing at all is an empty object.
pub(crate) fn read<T: DeserializeOwned>(answer: &str) -> Result<T, ApiError> {
    let answer = if answer.is_empty() { "{}" } else { answer };
    serde_json::from_str(answer).map_err(|_| ApiError::Unreadable)
}

/// Reads an address of the API.
pub(crate) fn get(url: String) -> Answer {
    send(Method::Get, url, None, None)
}

/// An answer that is on its way, as text.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<String, ApiError>>>>;

/// The part that is the same for every endpoint, and boxed so that it is there once.
fn send(method: Method, url: String, body: Option<String>, revision: Option<u64>) -> Answer {
    Box::pin(async move {
        let mut request = RequestBuilder::new(&url)
            .method(verb(method))
            .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)))
            .header("accept", "application/json")
            .header("accept-language", t().tag());
        if let Some(revision) = revision {
            request = request.header("if-match", &format!("\"{revision}\""));
        }
        let request = match body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(body),
            None => request.build(),
        }
        .map_err(|_| ApiError::Unreadable)?;
        let response = request.send().await.map_err(|_| ApiError::Network)?;
        let text = response.text().await.map_err(|_| ApiError::Network)?;
        if response.ok() {
            return Ok(text);
        }
        // Reading can be repeated after signing in; something typed would be lost by leaving.
        if response.status() == 401 && method == Method::Get {
            session::leave_to_sign_in();
        }
        Err(ApiError::from_answer(&text))
    })
}

/// A key for what a form sends: pressing twice, or again after a lost answer, then records it once.
pub fn request_key() -> String {
    let random = (js_sys::Math::random() * 1e15) as u64;
    format!("app-{}-{random:x}", now().millis())
}

const fn verb(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}
