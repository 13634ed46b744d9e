//! Randomness, read at the edge from the platform's generator.

use laurel_domain::{PersonId, Timestamp, hex};
use laurel_store::StoreError;

use crate::error::AppError;

/// `N` random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], AppError> {
    let mut buffer = [0; N];
    getrandom::fill(&mut buffer).map_err(|error| AppError::internal("random bytes", error))?;
    Ok(buffer)
}

/// The id of a person who is new.
pub(crate) fn person(now: Timestamp) -> Result<PersonId, StoreError> {
    let random = bytes().map_err(|error| StoreError::internal("a new id", format!("{error:?}")))?;
    Ok(PersonId::new(now, random))
}

/// A code of six digits.
pub(crate) fn code() -> Result<String, AppError> {
    let number = u64::from_be_bytes(bytes()?) % 1_000_000;
    Ok(format!("{number:06}"))
}

/// A secret of 256 bits, as 64 hex digits.
pub(crate) fn secret() -> Result<String, AppError> {
    Ok(hex::encode(&bytes::<32>()?))
}
