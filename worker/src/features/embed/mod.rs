//! Everything for other sites: `/embed/{widget}.json` for the custom element, `/embed/{widget}` for
//! frames, `/oembed` for editors that take an address. Read from anywhere, by anybody; cookies and
//! credentials play no part.

mod oembed;

use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use http::StatusCode;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use laurel_domain::WidgetId;
use laurel_pages::{EmbedDocument, embed_document};
use worker::send::SendFuture;

use crate::context::{Ctx, Shared};
use crate::error::AppError;
use crate::publication::{self, Published, Wanted};
use crate::web::{headers, html, reuse};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let embed =
        |Extension(shared): Extension<Shared>, Path(name): Path<String>, headers: HeaderMap| {
            SendFuture::new(embed(shared, name, headers))
        };
    let router = router.route("/embed/{widget}", get(embed));
    oembed::routes(router)
}

async fn embed(shared: Shared, name: String, headers: HeaderMap) -> Response {
    let request_id = shared.request_id.clone();
    match name.strip_suffix(".json") {
        Some(id) => open_to_all(
            json(shared, id, &headers)
                .await
                .unwrap_or_else(|error| error.into_api_response(&request_id)),
        ),
        None => document(shared, &name, &headers)
            .await
            .unwrap_or_else(|error| problem(error, &request_id)),
    }
}

/// The payload as it lies in KV.
async fn json(shared: Shared, id: &str, headers: &HeaderMap) -> Result<Response, AppError> {
    let copy = copy(shared, id).await?;
    let etag = copy.head.etag;
    if reuse::is_current(headers, &etag) {
        return reuse::not_modified(&etag);
    }
    let mut response = Body::from(copy.body).into_response();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reuse::for_a_moment(response, &etag)
}

/// The document for a frame.
async fn document(shared: Shared, id: &str, headers: &HeaderMap) -> Result<Response, AppError> {
    let copy = copy(shared, id).await?;
    let wall = copy.wall()?;
    let html = embed_document(EmbedDocument {
        program_name: copy.head.program_name,
        wall,
    });
    let etag = reuse::etag_of(&html);
    if reuse::is_current(headers, &etag) {
        return reuse::not_modified(&etag);
    }
    reuse::for_a_moment(
        html::with_policy(StatusCode::OK, html, headers::EMBED),
        &etag,
    )
}

/// A frame shows its problems too, so this page may be framed as well.
fn problem(error: AppError, request_id: &str) -> Response {
    let mut response = html::problem(error, request_id);
    response.headers_mut().insert(
        http::header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(headers::EMBED),
    );
    response
}

async fn copy(shared: Shared, id: &str) -> Result<Published, AppError> {
    let widget: WidgetId = id.parse().map_err(|_| AppError::not_found())?;
    publication::published(&Ctx::open(shared)?, Wanted::Widget(widget)).await
}

/// Scripts of every site may read it.
fn open_to_all(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}
