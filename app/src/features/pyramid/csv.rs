//! The pyramid's figures as rows of a file.

use laurel_api::figures::Pyramid;

use crate::ui::numbers::{plain, row};

/// `people` is everybody of today; `new` and its share, and the movements, are of the period.
const HEAD: [&str; 10] = [
    "kind",
    "code",
    "name",
    "people",
    "new",
    "share_of_new",
    "ready",
    "mismatch",
    "rose_into",
    "fell_out_of",
];

/// One row a need level, then one an advocacy stage. Empty where there is no figure.
pub fn rows(pyramid: &Pyramid) -> Vec<Vec<String>> {
    let levels = pyramid.levels.iter().map(|level| {
        row([
            "need_level",
            &level.level.to_string(),
            &level.name,
            &level.everyone.to_string(),
            &level.people.to_string(),
            &plain(level.share),
            &level.ready.to_string(),
            &level.mismatch.to_string(),
            "",
            "",
        ])
    });
    let stages = pyramid.advocacy_stages.iter().map(|stage| {
        row([
            "advocacy_stage",
            &stage.code,
            &stage.name,
            &stage.everyone.to_string(),
            &stage.people.to_string(),
            "",
            "",
            "",
            &stage.rose.to_string(),
            &stage.fell.to_string(),
        ])
    });
    std::iter::once(row(HEAD))
        .chain(levels)
        .chain(stages)
        .collect()
}
