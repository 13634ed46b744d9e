//! Copies in KV: one line that Laurel reads, then the payload exactly as it goes out.

use laurel_domain::ProgramId;
use laurel_pages::{Product, PublishedRating, PublishedWall, PublishedWidget};
use serde::{Deserialize, Serialize};
use worker::kv::KvStore;

use super::Wanted;
use crate::auth::digest::sha256_hex;
use crate::context::Ctx;
use crate::error::AppError;

/// Counts the changes of the copies' form, so that a new version never reads an old copy.
const FORM: u32 = 2;

/// How long a data center may keep a copy that it has read, in seconds: the least that KV allows.
/// Together with the 15 seconds of the browser less than the minute that is promised to authors.
const READ_TTL: u64 = 30;

/// How long a copy lives when nothing renews it, in seconds.
const WRITE_TTL: u64 = 6 * 3_600;

/// A payload with what the pages around it need.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    /// What stands beside it.
    pub(crate) head: Head,
    /// [`PublishedWall`] as JSON.
    pub(crate) body: String,
}

/// What stands beside a payload. With the payload's digest it tells one copy from another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// The body's digest.
    pub(crate) etag: String,
    /// The payload's widget, so that its sentences can be made without reading the payload.
    pub(crate) widget: PublishedWidget,
    /// The payload's rating.
    pub(crate) rating: Option<PublishedRating>,
    /// Whose it is.
    pub(crate) program: ProgramId,
    /// The company or brand.
    pub(crate) program_name: String,
    /// What the words are about.
    pub(crate) product_name: String,
    /// The same for search engines, when they may be told.
    pub(crate) product: Option<Product>,
    /// Whether everything published is in the body.
    pub(crate) complete: bool,
}

impl Published {
    /// A payload, with its digest as the `ETag`.
    pub(super) fn new(head: Head, wall: &PublishedWall) -> Result<Self, AppError> {
        let body =
            serde_json::to_string(wall).map_err(|error| AppError::internal("payload", error))?;
        let mut etag = sha256_hex(&body);
        etag.truncate(32);
        Ok(Self {
            head: Head { etag, ..head },
            body,
        })
    }

    /// The payload, for a page.
    pub(crate) fn wall(&self) -> Result<PublishedWall, AppError> {
        serde_json::from_str(&self.body).map_err(|error| AppError::internal("payload", error))
    }

    fn to_text(&self) -> Result<String, AppError> {
        let head = serde_json::to_string(&self.head)
            .map_err(|error| AppError::internal("payload", error))?;
        Ok(format!("{head}\n{}", self.body))
    }

    fn from_text(mut text: String) -> Option<Self> {
        let end = text.find('\n')?;
        let body = text.split_off(end + 1);
        let head = serde_json::from_str(text.trim_end()).ok()?;
        Some(Self { head, body })
    }
}

/// The key of a copy.
pub(super) fn key(wanted: Wanted<'_>) -> String {
    match wanted {
        Wanted::Wall(program) => format!("published:{FORM}:wall:{program}"),
        Wanted::Widget(widget) => format!("published:{FORM}:widget:{widget}"),
    }
}

/// The copy under this key. One that cannot be read counts as none.
pub(super) async fn read(ctx: &Ctx, key: &str) -> Result<Option<Published>, AppError> {
    let text = open(ctx)?.get(key).cache_ttl(READ_TTL).text().await?;
    Ok(text.and_then(Published::from_text))
}

/// Stores a copy.
pub(super) async fn write(ctx: &Ctx, key: &str, copy: &Published) -> Result<(), AppError> {
    let put = open(ctx)?.put(key, copy.to_text()?)?;
    Ok(put.expiration_ttl(WRITE_TTL).execute().await?)
}

/// Removes a copy.
pub(super) async fn remove(ctx: &Ctx, key: &str) -> Result<(), AppError> {
    Ok(open(ctx)?.delete(key).await?)
}

fn open(ctx: &Ctx) -> Result<KvStore, AppError> {
    ctx.shared
        .env
        .kv("PUBLISHED")
        .map_err(|error| AppError::Unavailable {
            cause: format!("binding PUBLISHED: {error}"),
        })
}
