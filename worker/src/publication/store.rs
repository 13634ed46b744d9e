//! Copies in KV: one line that Laurel reads, then the payload exactly as it goes out.

use laurel_domain::ProgramId;
use laurel_pages::{Product, PublishedRating, PublishedWall, PublishedWidget};
use laurel_publication::{COPY_LIFE, Payload};
use serde::{Deserialize, Serialize};
use worker::kv::KvStore;

use crate::auth::digest::sha256_hex;
use crate::context::Ctx;
use crate::error::AppError;

/// Counts the changes of the copies' form, so that a new version never reads an old copy.
const FORM: u32 = 3;

/// How long a data center may keep a copy that it has read, in seconds: copies never change.
const READ_TTL: u64 = 3_600;

/// A payload with what the pages around it need.
#[derive(Debug)]
pub(crate) struct Published {
    /// What stands beside it.
    pub(crate) head: Head,
    /// [`PublishedWall`] as JSON.
    pub(crate) body: String,
}

/// What stands beside a payload. With the payload's digest it tells one copy from another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// The digest of everything here and of the body.
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
        let mut payload = Self {
            head: Head {
                etag: String::new(),
                ..head
            },
            body,
        };
        let mut etag = sha256_hex(&payload.to_text());
        etag.truncate(32);
        payload.head.etag = etag;
        Ok(payload)
    }

    /// The payload, for a page.
    pub(crate) fn wall(&self) -> Result<PublishedWall, AppError> {
        serde_json::from_str(&self.body).map_err(|error| AppError::internal("payload", error))
    }
}

impl Payload for Published {
    const FORM: u32 = FORM;

    fn to_text(&self) -> String {
        let head = serde_json::to_string(&self.head).unwrap_or_default();
        format!("{head}\n{}", self.body)
    }

    fn from_text(mut text: String) -> Option<Self> {
        let end = text.find('\n')?;
        let body = text.split_off(end + 1);
        let head = serde_json::from_str(text.trim_end()).ok()?;
        Some(Self { head, body })
    }

    fn digest(&self) -> &str {
        &self.head.etag
    }
}

/// The text under this key.
pub(super) async fn read(ctx: &Ctx, key: &str) -> Result<Option<String>, AppError> {
    let kv = open(ctx)?;
    #[cfg(feature = "dev")]
    troubled(ctx, &["silent"])?;
    Ok(kv.get(key).cache_ttl(READ_TTL).text().await?)
}

/// Stores a text.
pub(super) async fn write(ctx: &Ctx, key: &str, text: String) -> Result<(), AppError> {
    let kv = open(ctx)?;
    #[cfg(feature = "dev")]
    troubled(ctx, &["silent", "full"])?;
    let put = kv.put(key, text)?;
    Ok(put.expiration_ttl(COPY_LIFE).execute().await?)
}

/// Fails as KV does when the day's writes are used up (`full`), or when it does not answer (`silent`), if the
/// variable `LAUREL_DEV_KV` says so.
#[cfg(feature = "dev")]
fn troubled(ctx: &Ctx, troubles: &[&str]) -> Result<(), AppError> {
    let trouble = ctx.shared.env.var("LAUREL_DEV_KV");
    let trouble = trouble.map(|trouble| trouble.to_string());
    match trouble {
        Ok(trouble) if troubles.contains(&trouble.as_str()) => Err(AppError::Unavailable {
            cause: format!("KV is {trouble}, as LAUREL_DEV_KV says"),
        }),
        _ => Ok(()),
    }
}

fn open(ctx: &Ctx) -> Result<KvStore, AppError> {
    ctx.shared
        .env
        .kv("PUBLISHED")
        .map_err(|error| AppError::Unavailable {
            cause: format!("binding PUBLISHED: {error}"),
        })
}
