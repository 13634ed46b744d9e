//! The platform's requests and answers, crossed over in as few calls as possible.

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::Env;
use worker::web_sys::{self, ReadableStream};

use super::request::Request;
use super::response::{Body, Response};
use crate::context::Shared;
use crate::error::AppError;

mod glue {
    use super::{JsValue, Promise, wasm_bindgen, web_sys};

    #[wasm_bindgen(module = "/src/web/platform.js")]
    extern "C" {
        pub(super) fn head(request: &web_sys::Request) -> String;
        pub(super) fn body(request: &web_sys::Request, max: u32) -> Promise;
        pub(super) fn asset(assets: &JsValue, address: &str) -> Promise;
        #[wasm_bindgen(catch)]
        pub(super) fn answer(
            status: u16,
            head: &str,
            body: &JsValue,
        ) -> Result<web_sys::Response, JsValue>;
    }
}

/// A body that has not been read.
pub(super) struct Incoming {
    raw: web_sys::Request,
    #[cfg(feature = "dev")]
    ahead: Option<Vec<u8>>,
}

/// A request with its head read.
pub(crate) fn receive(raw: web_sys::Request, shared: Shared) -> Request {
    let head = glue::head(&raw);
    let mut lines = head.split('\n');
    let method = lines.next().and_then(|name| name.parse().ok());
    let address = lines.next().unwrap_or_default();
    let mut headers = HeaderMap::new();
    while let (Some(name), Some(value)) = (lines.next(), lines.next()) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            headers.append(name, value);
        }
    }
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    let target = rest.find('/').and_then(|start| rest.get(start..));
    let target = target.unwrap_or("/").split('#').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Request {
        shared,
        method: method.unwrap_or(Method::GET),
        is_secure: scheme == "https",
        path: path.to_owned(),
        params: Vec::new(),
        query: query.to_owned(),
        headers,
        body: Incoming {
            raw,
            #[cfg(feature = "dev")]
            ahead: None,
        },
    }
}

impl Incoming {
    /// Whether there is no body at all.
    pub(super) fn is_empty(&self) -> bool {
        self.raw.body().is_none()
    }

    /// The whole body; `None` when it is larger than `max` bytes.
    pub(super) async fn read(&self, max: usize) -> Result<Option<Vec<u8>>, AppError> {
        #[cfg(feature = "dev")]
        if let Some(bytes) = &self.ahead {
            return Ok((bytes.len() <= max).then(|| bytes.clone()));
        }
        let max = u32::try_from(max).unwrap_or(u32::MAX);
        let bytes = JsFuture::from(glue::body(&self.raw, max))
            .await
            .map_err(|_| AppError::client(laurel_api::ProblemType::Malformed))?;
        let bytes = bytes.dyn_into::<Uint8Array>().ok();
        Ok(bytes.map(|bytes| bytes.to_vec()))
    }
}

/// What a development server reads ahead at most.
#[cfg(feature = "dev")]
const AHEAD_MAX: usize = 64 * 1024 * 1024;

#[cfg(feature = "dev")]
impl Request {
    /// Reads the whole body into memory. The local server closes, without a word in the answer, the connection
    /// over which a body came that was left unread, such as one refused by its headers; the next request on it
    /// is lost. The deployed platform reads such bodies itself.
    pub(crate) async fn read_ahead(mut self) -> Self {
        self.body.ahead = self.body.read(AHEAD_MAX).await.ok().flatten();
        self
    }
}

/// One of the static files, as it comes.
pub(crate) async fn asset(env: &Env, address: &str) -> Result<ReadableStream, AppError> {
    let failed =
        |error: JsValue| AppError::internal("static file", format!("{address}: {error:?}"));
    let assets = Reflect::get(env, &"ASSETS".into()).map_err(failed)?;
    let stream = JsFuture::from(glue::asset(&assets, address))
        .await
        .map_err(failed)?;
    stream.dyn_into().map_err(failed)
}

/// The answer as the platform takes it. Bytes go out with their length.
pub(crate) fn send(response: Response) -> worker::Result<web_sys::Response> {
    let (parts, body) = response.into_parts();
    let mut head = String::with_capacity(512);
    for (name, value) in &parts.headers {
        if *name == CONTENT_LENGTH {
            continue;
        }
        let value = value.to_str().unwrap_or_default();
        for line in [name.as_str(), value] {
            head.push_str(line);
            head.push('\n');
        }
    }
    let body = match body {
        Body::Empty => JsValue::NULL,
        Body::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
        Body::Stream(stream) => stream.into(),
    };
    Ok(glue::answer(parts.status.as_u16(), &head, &body)?)
}
