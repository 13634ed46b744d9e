//! How much fits: the same for form, API and imports, so that what one takes the others take.

/// Characters of a name, a company and the like.
pub const LINE_MAX: usize = 120;
/// Characters of an id of another system.
pub const EXTERNAL_ID_MAX: usize = 100;
/// Characters of the name of the system that an id comes from.
pub const SYSTEM_MAX: usize = 40;
/// Characters of a note on a timeline.
pub const NOTE_MAX: usize = 200;
/// Characters of what somebody wrote beside a score.
pub const COMMENT_MAX: usize = 3_000;
/// Characters of the name of a source.
pub const SOURCE_MAX: usize = 80;
/// Characters of the address of a web page.
pub const URL_MAX: usize = 500;
