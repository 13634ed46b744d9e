//! Secrets at rest are digests only, and links are derived by HMAC.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::error::AppError;
use laurel_domain::hex;

/// SHA-256 as 64 hex digits. Enough for secrets of 256 random bits: there is nothing to guess.
pub(crate) fn sha256_hex(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes()))
}

/// Whether two digests are the same, in a time that does not tell how far they are.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    one.len() == other.len() && pairs.fold(0, |found, (a, b)| found | (a ^ b)) == 0
}

/// The first 16 bytes of SHA-256 over parts that are kept apart: the id of what is known by its content.
pub(crate) fn content_digest(parts: &[&str]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    let mut digest = [0; 16];
    for (to, from) in digest.iter_mut().zip(hasher.finalize()) {
        *to = from;
    }
    digest
}

/// HMAC-SHA-256 as 64 hex digits.
pub(crate) fn hmac_hex(secret: &str, text: &str) -> Result<String, AppError> {
    Ok(hex::encode(&hmac(secret, text)?))
}

/// HMAC-SHA-256.
pub(crate) fn hmac(secret: &str, text: &str) -> Result<[u8; 32], AppError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map_err(|error| AppError::internal("hmac", error))?;
    mac.update(text.as_bytes());
    Ok(mac.finalize().into_bytes().into())
}
