//! Who does something.

use laurel_domain::PersonId;
use laurel_domain::role::{Permission, Role};

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Actor {
    /// A member in a browser.
    Member {
        /// The address.
        email: String,
        /// The role.
        role: Role,
    },
    /// A program working through the API.
    Token {
        /// The token's id.
        id: String,
        /// What it may do.
        scopes: Vec<Permission>,
    },
    /// An advocate: with a session of their own, or with a receipt's link. Never a member.
    Person {
        /// Who, as far as the link or session says it.
        id: Option<PersonId>,
    },
    /// Laurel itself, in a job.
    System,
}

/// The name that an author has in the audit trail.
const AUTHOR: &str = "author";

impl Actor {
    /// As the audit trail and the API say it: an address, `token:<id>`, `author` or `system`.
    pub(crate) fn name(&self) -> String {
        Self::name_of(self.kind(), &self.id())
    }

    /// The same from what is stored.
    pub(crate) fn name_of(kind: &str, id: &str) -> String {
        match kind {
            "token" => format!("token:{id}"),
            "person" => AUTHOR.to_owned(),
            "system" => "system".to_owned(),
            _ => id.to_owned(),
        }
    }

    /// The code of its kind.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Member { .. } => "member",
            Self::Token { .. } => "token",
            Self::Person { .. } => "person",
            Self::System => "system",
        }
    }

    /// Which one of its kind; empty when that is not known.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Member { email, .. } => email.clone(),
            Self::Token { id, .. } => id.clone(),
            Self::Person { id } => id.map(|id| id.to_string()).unwrap_or_default(),
            Self::System => String::new(),
        }
    }

    /// Whether the role or the scopes include it. Advocates and jobs have none.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        match self {
            Self::Member { role, .. } => role.may(permission),
            Self::Token { scopes, .. } => scopes.contains(&permission),
            Self::Person { .. } | Self::System => false,
        }
    }

    /// Everything that the role or the scopes include.
    pub(crate) fn permissions(&self) -> Vec<Permission> {
        Permission::ALL
            .iter()
            .copied()
            .filter(|permission| self.may(*permission))
            .collect()
    }
}
