//! What can be read.

use std::fmt;

use laurel_domain::{ProgramId, WidgetId};

/// What a reader asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A program's wall.
    Wall(ProgramId),
    /// A widget; which program's, D1 knows.
    Widget(WidgetId),
}

/// In keys: `wall:acme`, `widget:` with the id.
impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wall(program) => write!(formatter, "wall:{program}"),
            Self::Widget(widget) => write!(formatter, "widget:{widget}"),
        }
    }
}

impl Target {
    /// The key of the copy that was made at this revision, in this form.
    pub(crate) fn copy_key(&self, form: u32, revision: u64) -> String {
        format!("published:{form}:{self}:{revision}")
    }
}
