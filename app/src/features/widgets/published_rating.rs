//! The average over all published ratings, as the public sees it: every widget's data has the same.

use gloo_net::http::Request;
use laurel_domain::WidgetId;
use laurel_pages::{PublishedRating, PublishedWall};

/// The program's average as a widget of it shows it; `None` without any rating, and when the data
/// cannot be read right now: a preview can do without.
pub async fn published_rating(widget: WidgetId) -> Option<PublishedRating> {
    let answer = Request::get(&format!("/embed/{widget}.json"))
        .send()
        .await
        .ok()?;
    let text = answer.text().await.ok()?;
    serde_json::from_str::<PublishedWall>(&text).ok()?.rating
}
