//! Widgets: configured public displays of testimonials.

use laurel_domain::{Timestamp, WidgetId};
use serde::{Deserialize, Serialize};

/// How a widget arranges its testimonials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Cards in as many columns as fit.
    Wall,
    /// One below the other.
    List,
}

impl Layout {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wall => "wall",
            Self::List => "list",
        }
    }
}

/// A widget's configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WidgetRequest {
    /// For the members, 1 to 80 characters.
    pub name: String,
    /// How it looks.
    pub layout: Layout,
    /// Only testimonials with this tag. Then it says that it is a selection.
    #[serde(default)]
    pub tag: Option<String>,
    /// Print the average over all published ratings.
    pub show_rating: bool,
    /// 1 to 60.
    pub max_items: u8,
}

/// A widget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Widget {
    /// Counts the changes; `If-Match` names it.
    pub revision: u64,
    /// The id, which stands in the snippet.
    pub id: WidgetId,
    /// For the members.
    pub name: String,
    /// How it looks.
    pub layout: Layout,
    /// Only testimonials with this tag.
    pub tag: Option<String>,
    /// Print the average.
    pub show_rating: bool,
    /// At most so many.
    pub max_items: u8,
    /// The HTML to paste.
    pub snippet: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// The latest change.
    pub updated_at: Timestamp,
}

/// One widget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WidgetResponse {
    /// The widget.
    pub widget: Widget,
}

/// All widgets of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WidgetsResponse {
    /// The oldest first.
    pub widgets: Vec<Widget>,
}
