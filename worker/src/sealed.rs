//! What must not be readable in the database: mails that wait, because the links in them open what they lead to.
//!
//! XChaCha20-Poly1305 under a key that is derived from the deployment's secret. A copy of the database without
//! the secret opens nothing. When the secret changes, what waited cannot be opened any more.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use laurel_domain::hex;

use crate::auth::digest::hmac;
use crate::config::Config;
use crate::error::AppError;
use crate::random;

/// Begins what is sealed, and says how.
const MARK: &str = "sealed1:";
/// Hex digits of a nonce.
const NONCE_DIGITS: usize = 48;

/// Seals a text. `about` is what it belongs to: under another one it cannot be opened.
pub(crate) fn seal(config: &Config, about: &str, text: &str) -> Result<String, AppError> {
    let nonce = random::bytes::<24>()?;
    let payload = Payload {
        msg: text.as_bytes(),
        aad: about.as_bytes(),
    };
    let sealed = cipher(config)?
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|_| AppError::internal("sealing", about))?;
    Ok(format!(
        "{MARK}{}{}",
        hex::encode(&nonce),
        hex::encode(&sealed)
    ))
}

/// Whether a text is one of these.
pub(crate) fn is_sealed(text: &str) -> bool {
    text.starts_with(MARK)
}

/// Opens it again.
pub(crate) fn open(config: &Config, about: &str, sealed: &str) -> Result<String, AppError> {
    let failed = || AppError::internal("opening what was sealed", about);
    let digits = sealed.strip_prefix(MARK).ok_or_else(failed)?;
    let (nonce, sealed) = digits.split_at_checked(NONCE_DIGITS).ok_or_else(failed)?;
    let bytes = |digits: &str| hex::decode(digits).ok_or_else(failed);
    let payload = Payload {
        msg: &bytes(sealed)?,
        aad: about.as_bytes(),
    };
    let text = cipher(config)?
        .decrypt(XNonce::from_slice(&bytes(nonce)?), payload)
        .map_err(|_| failed())?;
    String::from_utf8(text).map_err(|_| failed())
}

fn cipher(config: &Config) -> Result<XChaCha20Poly1305, AppError> {
    let key = hmac(&config.secret, "laurel: what waits in the database")?;
    Ok(XChaCha20Poly1305::new(Key::from_slice(&key)))
}
