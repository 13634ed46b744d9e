//! `/p/{program}`: the wall of testimonials, out of its copy. Only a page that lies beyond the
//! copy asks D1.

mod finished;

use std::rc::Rc;

use http::StatusCode;
use laurel_domain::{ProgramId, Timestamp};
use laurel_pages::{PublishedTestimonial, WallPage, wall_page};
use laurel_store::keyset;

use crate::error::AppError;
use crate::publication::{self, AfterQuery, Target};
use crate::web::html::{self, Visit};
use crate::web::{Response, Router, get, reader, reuse};
use finished::Finished;

/// How many testimonials a page has.
const PAGE: usize = 24;

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    router.add(get("/p/{program}", show))
}

async fn show(visit: Visit) -> Result<Response, AppError> {
    let program = ProgramId::parse(visit.param("program")?).map_err(|_| AppError::not_found())?;
    let copy = publication::published(&visit.ctx, &Target::Wall(program.clone())).await?;
    let wall_url = format!("/p/{program}");
    let is_first = visit.reader.address.as_ref() == Some(&wall_url);
    if let Some(page) = finished::find(&copy.head, &visit.reader).filter(|_| is_first) {
        return respond(&visit, &page);
    }
    let head = is_first.then(|| copy.head.clone());
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
    let more_url = shown.last().filter(|_| more).map(|last| {
        let key = (last.date.millis(), last.id.clone());
        format!("{wall_url}?after={}", keyset::encode(&key))
    });
    wall.testimonials = shown;
    let html = wall_page(
        &visit.reader,
        WallPage {
            program_name: copy.head.program_name.clone(),
            tell_url: format!("{wall_url}/tell"),
            wall_url,
            wall,
            product: copy.head.product.clone(),
            more_url,
        },
    );
    let page = Finished::new(html);
    if let Some(head) = head {
        finished::keep(head, visit.reader.clone(), Rc::clone(&page));
    }
    respond(&visit, &page)
}

fn respond(visit: &Visit, page: &Finished) -> Result<Response, AppError> {
    let Finished { html, etag } = page;
    if reuse::is_current(&visit.headers, etag) {
        let mut response = reuse::not_modified(etag)?;
        reader::note(response.headers_mut(), visit.reader.words);
        return Ok(response);
    }
    let response = html::page(&visit.reader, StatusCode::OK, html.clone());
    reuse::for_a_moment(response, etag)
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
