//! Everything for other sites: `/embed/{widget}.json` for the custom element, `/embed/{widget}` for
//! frames, `/oembed` for editors that take an address. Read from anywhere, by anybody; cookies and
//! credentials play no part.

mod oembed;

use std::rc::Rc;

use http::StatusCode;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderMap, HeaderName, HeaderValue};
use laurel_domain::WidgetId;
use laurel_pages::{EmbedDocument, Reader, embed_document, embed_words};
use laurel_words::Words;

use crate::context::{Ctx, Shared};
use crate::error::AppError;
use crate::publication::{self, Published, Target};
use crate::web::reader::{self, reader};
use crate::web::response::{self, Response};
use crate::web::routes::bare;
use crate::web::{Request, Router, headers, html, reuse};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = router.add(bare("/embed/{widget}", embed));
    oembed::routes(router)
}

async fn embed(request: Request) -> Response {
    let name = request.param("widget").to_owned();
    let reader = reader(&request);
    let Request {
        shared, headers, ..
    } = request;
    let request_id = shared.request_id.clone();
    match name.strip_suffix(".json") {
        Some(id) => open_to_all(
            json(shared, id, reader.words, &headers)
                .await
                .unwrap_or_else(|error| error.into_api_response(&request_id, reader.words)),
        ),
        None => document(shared, &name, &reader, &headers)
            .await
            .unwrap_or_else(|error| problem(&reader, error, &request_id)),
    }
}

/// The payload as it is copied, with the reader's sentences in front.
async fn json(
    shared: Shared,
    id: &str,
    words: Words,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let copy = copy(shared, id).await?;
    let Published { head, body } = &*copy;
    let sentences = embed_words(words, &head.widget, head.rating);
    let sentences =
        serde_json::to_string(&sentences).map_err(|error| AppError::internal("words", error))?;
    let etag = reuse::etag_of(&format!("{sentences}{}", head.etag));
    let mut response = if reuse::is_current(headers, &etag) {
        reuse::not_modified(&etag)?
    } else {
        let rest = body.strip_prefix('{').unwrap_or_default();
        let body = format!("{{\"words\":{sentences},{rest}");
        let response = response::of(StatusCode::OK, "application/json", body);
        reuse::for_a_moment(response, &etag)?
    };
    reader::note(response.headers_mut(), words);
    Ok(response)
}

/// The document for a frame.
async fn document(
    shared: Shared,
    id: &str,
    reader: &Reader,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let copy = copy(shared, id).await?;
    let wall = copy.wall()?;
    let html = embed_document(
        reader,
        EmbedDocument {
            program_name: copy.head.program_name.clone(),
            wall,
        },
    );
    let etag = reuse::etag_of(&html);
    let mut response = if reuse::is_current(headers, &etag) {
        reuse::not_modified(&etag)?
    } else {
        let response = html::with_policy(StatusCode::OK, html, headers::EMBED);
        reuse::for_a_moment(response, &etag)?
    };
    reader::note(response.headers_mut(), reader.words);
    Ok(response)
}

/// A frame shows its problems too, so this page may be framed as well.
fn problem(reader: &Reader, error: AppError, request_id: &str) -> Response {
    let mut response = html::problem(reader, error, request_id);
    response.headers_mut().insert(
        http::header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(headers::EMBED),
    );
    response
}

async fn copy(shared: Shared, id: &str) -> Result<Rc<Published>, AppError> {
    let widget: WidgetId = id.parse().map_err(|_| AppError::not_found())?;
    publication::published(&Ctx::open(shared)?, &Target::Widget(widget)).await
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
