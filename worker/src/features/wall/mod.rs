//! `/p/{program}`: the wall of testimonials, out of the copy in KV. Only a page that lies beyond the
//! copy asks D1.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;
use laurel_domain::{ProgramId, Timestamp};
use laurel_pages::{PublishedTestimonial, WallPage, wall_page};
use laurel_store::keyset;

use crate::error::AppError;
use crate::publication::{self, AfterQuery, Wanted};
use crate::web::html::{self, Visit, serve};
use crate::web::{reader, reuse};

/// How many testimonials a page has.
const PAGE: usize = 24;

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    router.route("/p/{program}", get(serve(show)))
}

async fn show(visit: Visit) -> Result<Response, AppError> {
    let program = ProgramId::parse(visit.param("program")?).map_err(|_| AppError::not_found())?;
    let copy = publication::published(&visit.ctx, Wanted::Wall(&program)).await?;
    let mut wall = copy.wall()?;
    let copied = std::mem::take(&mut wall.testimonials);
    let (shown, more) = match visit.query("after") {
        None => page(copied, copy.head.complete),
        Some(cursor) => {
            let after = keyset::decode(cursor).map_err(|_| AppError::not_found())?;
            let rest: Vec<_> = copied
                .into_iter()
                .filter(|one| comes_after(one, &after))
                .collect();
            if copy.head.complete || rest.len() > PAGE {
                page(rest, copy.head.complete)
            } else {
                beyond(&visit, &program, &after).await?
            }
        }
    };
    let wall_url = format!("/p/{program}");
    let more_url = shown.last().filter(|_| more).map(|last| {
        let key = (last.date.millis(), last.id.clone());
        format!("{wall_url}?after={}", keyset::encode(&key))
    });
    wall.testimonials = shown;
    let html = wall_page(
        &visit.reader,
        WallPage {
            program_name: copy.head.program_name,
            tell_url: format!("{wall_url}/tell"),
            wall_url,
            wall,
            product: copy.head.product,
            more_url,
        },
    );
    let etag = reuse::etag_of(&html);
    if reuse::is_current(&visit.headers, &etag) {
        let mut response = reuse::not_modified(&etag)?;
        reader::note(response.headers_mut(), visit.reader.words);
        return Ok(response);
    }
    reuse::for_a_moment(html::page(&visit.reader, StatusCode::OK, html), &etag)
}

/// The first page of these, and whether there is more.
fn page(
    mut testimonials: Vec<PublishedTestimonial>,
    complete: bool,
) -> (Vec<PublishedTestimonial>, bool) {
    let more = testimonials.len() > PAGE || !complete;
    testimonials.truncate(PAGE);
    (testimonials, more)
}

/// Whether it stands after this position in the wall's order: the latest first, then by id.
fn comes_after(one: &PublishedTestimonial, (said_at, id): &(i64, String)) -> bool {
    let millis = one.date.millis();
    millis < *said_at || (millis == *said_at && one.id > *id)
}

/// A page that the copy does not hold.
async fn beyond(
    visit: &Visit,
    program: &ProgramId,
    (said_at, id): &(i64, String),
) -> Result<(Vec<PublishedTestimonial>, bool), AppError> {
    let query = AfterQuery {
        program,
        said_at: Timestamp::from_millis(*said_at),
        id,
        limit: PAGE as u32 + 1,
    };
    Ok(page(publication::after(&visit.ctx.db, query).await?, true))
}
