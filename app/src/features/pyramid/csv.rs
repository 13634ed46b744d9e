//! The pyramid's figures as rows of a file.

use laurel_api::figures::Pyramid;

use crate::ui::numbers::{plain, row};

/// One row a need level, then one an advocacy stage. Empty where there is no figure.
pub fn rows(pyramid: &Pyramid) -> Vec<Vec<String>> {
    let levels = pyramid.levels.iter().map(|level| {
        row([
            "need_level",
            &level.level.to_string(),
            &level.name,
            &level.people.to_string(),
            &plain(level.share),
        ])
    });
    let stages = pyramid.advocacy_stages.iter().map(|stage| {
        row([
            "advocacy_stage",
            &stage.code,
            &stage.name,
            &stage.people.to_string(),
            "",
        ])
    });
    std::iter::once(row(["kind", "code", "name", "people", "share"]))
        .chain(levels)
        .chain(stages)
        .collect()
}
