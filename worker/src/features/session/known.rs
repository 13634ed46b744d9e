//! Browsers that had a session of an address: they keep a share of its links that no stranger can use up.
//!
//! The cookie opens nothing. It is a random name of the browser with a digest of name and address under the
//! deployment's secret, so it tells nobody which address it is.

use http::HeaderMap;
use laurel_domain::hex;
use laurel_domain::text::Email;

use crate::auth::cookie;
use crate::auth::digest::{hmac_hex, is_same};
use crate::context::Ctx;
use crate::error::AppError;
use crate::random;

/// As long as browsers keep a cookie at most: 400 days.
const SECONDS: u32 = 400 * 86_400;

/// The cookie for a browser in which this address signs in.
pub(super) fn cookie(ctx: &Ctx, email: &str) -> Result<String, AppError> {
    let name = hex::encode(&random::bytes::<16>()?);
    let value = format!("{name}.{}", digest(ctx, &name, email)?);
    let secure = ctx.config.is_secure();
    Ok(cookie::write(cookie::KNOWN, &value, SECONDS, secure))
}

/// The name of the browser, if it had a session of this address.
pub(super) fn browser(
    ctx: &Ctx,
    headers: &HeaderMap,
    email: &Email,
) -> Result<Option<String>, AppError> {
    let Some(value) = cookie::read(headers, cookie::KNOWN, ctx.config.is_secure()) else {
        return Ok(None);
    };
    let Some((name, given)) = value.split_once('.') else {
        return Ok(None);
    };
    let is_ours = is_same(given, &digest(ctx, name, email.as_str())?);
    Ok(is_ours.then(|| name.to_owned()))
}

fn digest(ctx: &Ctx, name: &str, email: &str) -> Result<String, AppError> {
    hmac_hex(&ctx.config.secret, &format!("known browser {name} {email}"))
}
