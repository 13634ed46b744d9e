//! `/oembed?url=…`: what to put in a page for an address of ours (oEmbed 1.0, JSON).

use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderValue};
use laurel_domain::ProgramId;
use laurel_domain::mistake::Mistake;
use laurel_pages::{Reader, escape};
use serde::{Deserialize, Serialize};

use super::open_to_all;
use crate::context::{Ctx, Shared};
use crate::error::AppError;
use crate::publication::{self, Target};
use crate::web::reader::{self, reader};
use crate::web::response::{self, Response};
use crate::web::routes::bare;
use crate::web::{Request, Router};

/// How large a frame is when nobody asks for less, in pixels.
const WIDTH: u32 = 960;
const HEIGHT: u32 = 720;

/// Adds the route.
pub(super) fn routes(router: Router) -> Router {
    router.add(bare("/oembed", oembed))
}

/// What consumers ask. They may send more than this; it is ignored, as the format wants it.
#[derive(Deserialize)]
struct Query {
    url: String,
    format: Option<String>,
    maxwidth: Option<String>,
    maxheight: Option<String>,
}

/// The answer. A frame for a widget; a mere link for a wall, which may not be framed.
#[derive(Serialize)]
struct Answer {
    version: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    author_name: String,
    author_url: String,
    provider_name: &'static str,
    provider_url: String,
    cache_age: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

async fn oembed(request: Request) -> Response {
    let request_id = request.shared.request_id.clone();
    let reader = reader(&request);
    let response = answer(request.shared, &reader, &request.query).await;
    open_to_all(response.unwrap_or_else(|error| error.into_api_response(&request_id, reader.words)))
}

async fn answer(shared: Shared, reader: &Reader, query: &str) -> Result<Response, AppError> {
    let query: Query = serde_urlencoded::from_str(query)
        .map_err(|_| AppError::field("url", Mistake::EmbedAddressMissing))?;
    if query
        .format
        .as_deref()
        .is_some_and(|format| format != "json")
    {
        // The status that the format asks for.
        return Ok(response::of(
            StatusCode::NOT_IMPLEMENTED,
            "text/plain; charset=utf-8",
            "Only JSON is offered here.\n",
        ));
    }
    let ctx = Ctx::open(shared)?;
    let address = parse(&query.url, &ctx.config.origin).ok_or_else(AppError::not_found)?;
    let copy = publication::published(&ctx, &address).await?;
    let title = reader.words.wall_heading(&copy.head.widget.about);
    let origin = &ctx.config.origin;
    let (width, height) = (
        limited(query.maxwidth, WIDTH),
        limited(query.maxheight, HEIGHT),
    );
    let frame = match address {
        Target::Wall(_) => None,
        Target::Widget(id) => Some(format!(
            "<iframe src=\"{origin}{}\" width=\"{width}\" height=\"{height}\" \
             title=\"{}\" loading=\"lazy\" frameborder=\"0\"></iframe>",
            escape::html(&reader.link(&format!("/embed/{id}"))),
            escape::html(&title)
        )),
    };
    let body = Answer {
        version: "1.0",
        kind: if frame.is_some() { "rich" } else { "link" },
        title,
        author_name: copy.head.program_name.clone(),
        author_url: format!("{origin}/p/{}", copy.head.program),
        provider_name: "Laurel",
        provider_url: origin.clone(),
        cache_age: 15,
        width: frame.is_some().then_some(width),
        height: frame.is_some().then_some(height),
        html: frame,
    };
    let body = serde_json::to_vec(&body).map_err(|error| AppError::internal("oembed", error))?;
    let mut response = response::of(StatusCode::OK, "application/json", body);
    let headers = response.headers_mut();
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=15"),
    );
    reader::note(headers, reader.words);
    Ok(response)
}

/// Reads an address of ours: `/embed/{widget}` (with or without `.json`) or `/p/{program}`.
fn parse(url: &str, origin: &str) -> Option<Target> {
    let path = url.strip_prefix(origin)?.split(['?', '#']).next()?;
    let path = path.strip_suffix('/').unwrap_or(path);
    if let Some(program) = path.strip_prefix("/p/") {
        return ProgramId::parse(program).ok().map(Target::Wall);
    }
    let id = path.strip_prefix("/embed/")?;
    id.strip_suffix(".json")
        .unwrap_or(id)
        .parse()
        .ok()
        .map(Target::Widget)
}

/// The usual size, or what the consumer has room for.
fn limited(wanted: Option<String>, usual: u32) -> u32 {
    wanted
        .and_then(|text| text.parse().ok())
        .map_or(usual, |max: u32| usual.min(max))
}
