//! Who may do what in a program.

use crate::enums::coded_enum;

coded_enum! {
    /// A member's role. Each role may do all that the ones below it may.
    Role {
        /// Reads everything.
        Viewer = "viewer";
        /// Also decides on testimonials.
        Moderator = "moderator";
        /// Also imports, records touchpoints, configures widgets.
        Editor = "editor";
        /// Also members, API tokens and settings.
        Owner = "owner";
    }
}

coded_enum! {
    /// What a route needs the caller to be allowed to do.
    Permission {
        /// See people, figures and submissions.
        View = "view";
        /// Approve, reject, excerpt, tag; record consent.
        Moderate = "moderate";
        /// Import, record touchpoints, configure widgets.
        Edit = "edit";
        /// Decide what holds for everybody: rules, values, the program's own data, how long things are kept.
        Manage = "manage";
        /// Decide who may do what: members and tokens. No token can have this.
        Own = "own";
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
            Permission::Manage | Permission::Own => 3,
        };
        rank >= needed
    }
}
