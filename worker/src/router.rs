//! The only route table.

use crate::features;
use crate::web::routes::{self, Router, Table};
use crate::web::{Request, Response};

thread_local! {
    /// Built once an isolate. What belongs to one request travels in the request.
    static TABLE: Table = every_route().build();
}

/// Answers a request, whatever it asks for.
pub(crate) async fn answer(mut request: Request) -> Response {
    #[cfg(feature = "dev")]
    let found = if features::dev::is_this_machine(&request.headers) {
        TABLE.with(|table| table.find(&mut request))
    } else {
        routes::Found::Nothing
    };
    #[cfg(not(feature = "dev"))]
    let found = TABLE.with(|table| table.find(&mut request));
    routes::answer(found, request).await
}

/// Every route that the Worker answers.
fn every_route() -> Router {
    let router = Router::default();
    let router = features::health::routes(router);
    let router = features::session::routes(router);
    let router = features::programs::routes(router);
    let router = features::people::routes(router);
    let router = features::privacy::routes(router);
    let router = features::segments::routes(router);
    let router = features::settings::routes(router);
    let router = features::touchpoints::routes(router);
    let router = features::asks::routes(router);
    let router = features::figures::routes(router);
    let router = features::advocates::routes(router);
    let router = features::readiness::routes(router);
    let router = features::pyramid::routes(router);
    let router = features::overview::routes(router);
    let router = features::plan::routes(router);
    let router = features::imports::routes(router);
    let router = features::testimonials::routes(router);
    let router = features::widgets::routes(router);
    let router = features::events::routes(router);
    let router = features::jobs::routes(router);
    let router = features::views::routes(router);
    let router = features::tell::routes(router);
    let router = features::receipt::routes(router);
    let router = features::wall::routes(router);
    let router = features::embed::routes(router);
    let router = features::spa::routes(router);
    #[cfg(feature = "dev")]
    let router = features::dev::routes(router);
    router
}
