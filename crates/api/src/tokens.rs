//! API tokens: scoped, hashed, revocable.

use laurel_domain::role::Permission;
use laurel_domain::{Timestamp, TokenId};
use serde::{Deserialize, Serialize};

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Token {
    /// Its public name.
    pub id: TokenId,
    /// What it is for, in its creator's words.
    pub label: String,
    /// What it may do.
    pub scopes: Vec<Permission>,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Since when it no longer works.
    pub revoked_at: Option<Timestamp>,
}

/// All tokens of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokensResponse {
    /// The oldest first.
    pub tokens: Vec<Token>,
}

/// A token to create.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// What it is for, 1 to 80 characters.
    pub label: String,
    /// At least one of `view`, `moderate`, `edit`, `manage`.
    pub scopes: Vec<Permission>,
}

/// A new token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreatedToken {
    /// The token.
    pub token: Token,
    /// What goes behind `Authorization: Bearer`. Shown this once.
    pub secret: String,
}
