//! `/app` and `/me`: the single-page app's document, out of the static files, with its security headers.

use crate::web::routes::bare;
use crate::web::{Request, Response, Router, headers, html, platform, reader, response};

/// Only the path counts; the host is needed to make it an address.
const DOCUMENT: &str = "http://assets.local/assets/app/index.html";

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    router
        .add(bare("/app", serve))
        .add(bare("/app/", serve))
        .add(bare("/app/{*rest}", serve))
}

async fn serve(request: Request) -> Response {
    match platform::asset(&request.shared.env, DOCUMENT).await {
        Ok(document) => {
            let response = response::stream(html::MEDIA_TYPE, document);
            html::under(response, headers::APP)
        }
        Err(error) => {
            let words = reader::accepted(&request.headers);
            error.into_api_response(&request.shared.request_id, words)
        }
    }
}
