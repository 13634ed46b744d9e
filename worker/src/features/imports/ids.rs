//! The ids of what rows record: the same key, the same ids. Ids of rows that look alike begin alike.

use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::{ProgramId, TestimonialId, TouchpointId};

use crate::auth::digest::content_digest;

/// The kind of what a review becomes, among touchpoints' kinds.
const TESTIMONIAL: &str = "testimonial";
/// Hex digits of a key that rows that look alike have in common.
const LIKE: usize = 16;
/// Characters of an id, as it is written, that they have in common.
const LIKE_WRITTEN: usize = 18;

/// The touchpoint of a row.
pub(super) fn touchpoint(program: &ProgramId, kind: TouchpointKind, key: &str) -> TouchpointId {
    TouchpointId::from_digest(digest(program, kind.code(), key))
}

/// The testimonial of a row.
pub(super) fn testimonial(program: &ProgramId, key: &str) -> TestimonialId {
    TestimonialId::from_digest(digest(program, TESTIMONIAL, key))
}

/// Between which ids the touchpoints lie whose rows look like this one; without a kind, the testimonials.
pub(super) fn like(
    program: &ProgramId,
    kind: Option<TouchpointKind>,
    similar: &str,
) -> (String, String) {
    let kind = kind.map_or(TESTIMONIAL, TouchpointKind::code);
    let id = TouchpointId::from_digest(digest(program, kind, similar)).to_string();
    let start = id.get(..LIKE_WRITTEN).unwrap_or_default();
    // What stands behind a hyphen in the order of characters.
    (format!("{start}-"), format!("{start}."))
}

fn digest(program: &ProgramId, kind: &str, key: &str) -> [u8; 16] {
    let alike = key.get(..LIKE).unwrap_or(key);
    let alike = content_digest(&[program.as_str(), "import", kind, alike]);
    let own = content_digest(&[program.as_str(), "import", kind, key]);
    let mut digest = [0; 16];
    let bytes = alike.iter().take(8).chain(own.iter().take(8));
    for (to, from) in digest.iter_mut().zip(bytes) {
        *to = *from;
    }
    digest
}
