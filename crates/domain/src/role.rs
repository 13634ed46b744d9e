//! Who may do what in a program.

use crate::enums::coded_enum;

coded_enum! {
    /// A member's role. Each role may do all that the ones below it may.
    Role {
        /// Reads everything.
        Viewer = "viewer", "Viewer";
        /// Also decides on testimonials.
        Moderator = "moderator", "Moderator";
        /// Also imports, records touchpoints, configures widgets.
        Editor = "editor", "Editor";
        /// Also members, API tokens and settings.
        Owner = "owner", "Owner";
    }
}

coded_enum! {
    /// What a route needs the caller to be allowed to do.
    Permission {
        /// See people, figures and submissions.
        View = "view", "See people, figures and submissions";
        /// Approve, reject, excerpt, tag; record consent.
        Moderate = "moderate", "Decide on submissions";
        /// Import, record touchpoints, configure widgets.
        Edit = "edit", "Import, record touchpoints, configure widgets";
        /// Manage members, tokens and settings. No token can have this.
        Own = "own", "Manage members, API tokens and settings";
    }
}

impl Role {
    /// Whether this role includes the permission.
    pub const fn may(self, permission: Permission) -> bool {
        let rank = match self {
            Self::Viewer => 0,
            Self::Moderator => 1,
            Self::Editor => 2,
            Self::Owner => 3,
        };
        let needed = match permission {
            Permission::View => 0,
            Permission::Moderate => 1,
            Permission::Edit => 2,
            Permission::Own => 3,
        };
        rank >= needed
    }
}
