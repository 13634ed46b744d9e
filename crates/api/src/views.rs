//! Saved views: a page and its filters under a name, shared by the members of a program.

use laurel_domain::saved_view::ViewPage;
use laurel_domain::{Timestamp, ViewId};
use serde::{Deserialize, Serialize};

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// In its maker's words.
    pub name: String,
    /// Which page.
    pub page: ViewPage,
    /// The filters as they stand behind the question mark; may be empty.
    pub query: String,
    /// Who made it: a member's name or address, or `token:<id>`.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
}

/// All views of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ViewsResponse {
    /// By page, then by name.
    pub views: Vec<View>,
}

/// One view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ViewResponse {
    /// The view.
    pub view: View,
}

/// A view to save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ViewRequest {
    /// 1 to 80 characters, another one than the page's other views have.
    pub name: String,
    /// Which page.
    pub page: ViewPage,
    /// The filters as they stand behind the question mark, at most 1,000 characters.
    pub query: String,
}

/// What changes of a view; absent is as before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ViewChange {
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Other filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}
