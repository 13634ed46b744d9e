//! What keeps a figure of the flywheel from being there.

use laurel_domain::flywheel::Missing;

use crate::Words;

impl Words {
    /// Why there is no loop gain although people were brought, and what to do.
    #[must_use]
    pub fn gain_missing(self, missing: &Missing) -> String {
        match missing {
            Missing::Acts { people } => self.gain_acts_missing(*people),
        }
    }
}
