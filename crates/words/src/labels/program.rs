//! Names of what belongs to a program.

use laurel_domain::role::Permission;
use laurel_domain::role::Role;
use laurel_domain::saved_view::ViewPage;

use crate::Words;

impl Words {
    /// A member’s role.
    #[must_use]
    pub fn role(self, which: Role) -> &'static str {
        match which {
            Role::Viewer => self.role_viewer(),
            Role::Moderator => self.role_moderator(),
            Role::Editor => self.role_editor(),
            Role::Owner => self.role_owner(),
        }
    }

    /// What a member or a token may do.
    #[must_use]
    pub fn permission(self, which: Permission) -> &'static str {
        match which {
            Permission::View => self.permission_view(),
            Permission::Moderate => self.permission_moderate(),
            Permission::Edit => self.permission_edit(),
            Permission::Manage => self.permission_manage(),
            Permission::Own => self.permission_own(),
        }
    }

    /// A page whose filters can be saved.
    #[must_use]
    pub fn view_page(self, which: ViewPage) -> &'static str {
        match which {
            ViewPage::Funnel => self.view_page_funnel(),
            ViewPage::Flywheel => self.view_page_flywheel(),
            ViewPage::Pyramid => self.view_page_pyramid(),
            ViewPage::People => self.view_page_people(),
            ViewPage::Submissions => self.view_page_submissions(),
        }
    }
}
