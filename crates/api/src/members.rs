//! Members, and the session that they work in.

use laurel_domain::role::Role;
use laurel_domain::text::Email;
use laurel_domain::{ProgramId, Timestamp};
use serde::{Deserialize, Serialize};

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionResponse {
    /// The session.
    pub session: Session,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    /// The address that signed in.
    pub email: Email,
    /// The programs in which the address is a member, by name.
    pub memberships: Vec<Membership>,
}

/// A role in a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Membership {
    /// The program.
    pub program: ProgramId,
    /// The brand's name.
    pub program_name: String,
    /// The member's own name.
    pub name: String,
    /// The role.
    pub role: Role,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Member {
    /// The address that signs in.
    pub email: Email,
    /// The name that colleagues see.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Since when.
    pub created_at: Timestamp,
    /// How many API tokens of theirs work; they are revoked when the member is removed.
    pub tokens: u64,
}

/// All members of a program: teams are small, so there is one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MembersResponse {
    /// By e-mail address.
    pub members: Vec<Member>,
}

/// A member to add or change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MemberRequest {
    /// The address.
    pub email: String,
    /// 1 to 80 characters. Left out, it stays as it is; somebody new has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The role. Left out, it stays as it is; somebody new has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// Which member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MemberQuery {
    /// The address.
    pub email: String,
}
