//! A level's row: name, count, share, and the bar that shows how many people are there.

use crate::figures;
use crate::geometry::{Rect, at};
use crate::measure::{NAME, NOTE, STRONG_NOTE, clean};
use crate::pyramid::PyramidLevel;
use crate::scene::{Align, Phase, Tone};
use crate::sheet::{Setting, Sheet, set};

/// Shortest bar of a level that has people.
const SHORTEST: f64 = 3.0;

/// Where a level's figures stand.
pub(super) struct Row {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
}

/// A level's name, count, share and bar.
pub(super) struct Labels<'a> {
    pub(super) index: usize,
    pub(super) level: &'a PyramidLevel,
    pub(super) count: &'a str,
    pub(super) share: Option<&'a str>,
    pub(super) most: u64,
}

impl Labels<'_> {
    /// Writes them; `columns` are the widths of counts and shares.
    pub(super) fn write(
        &self,
        sheet: &mut Sheet<'_>,
        row: &Row,
        columns: (f64, f64),
        numbered: bool,
    ) {
        let how = |font, align, tone| -> Setting { set(font, align, tone) };
        let middle = f64::midpoint(row.top, row.bottom);
        let (text, bar) = (middle - 9.0, middle + 11.0);
        let share_end = row.right;
        let count_end = share_end - columns.1 - 14.0;
        let share = self.share.unwrap_or(figures::NOT_YET);
        sheet.text(
            share,
            share_end,
            text,
            how(NOTE, Align::Right, Tone::Muted),
            columns.1 + 40.0,
        );
        sheet.text(
            self.count,
            count_end,
            text,
            how(NAME, Align::Right, Tone::Ink),
            columns.0,
        );
        let mut left = row.left;
        if numbered {
            let number = (self.index + 1).to_string();
            sheet.text(
                &number,
                left,
                text,
                how(STRONG_NOTE, Align::Left, Tone::Muted),
                24.0,
            );
            left += 20.0;
        }
        let name = clean(&self.level.label);
        let room = count_end - columns.0 - 12.0 - left;
        sheet.text(&name, left, text, how(NAME, Align::Left, Tone::Ink), room);
        if self.level.people == 0 {
            sheet.line(
                vec![at(left, bar - 3.0), at(left, bar + 3.0)],
                Tone::Guide,
                1.0,
            );
        } else {
            let part = self.level.people as f64 / self.most.max(1) as f64;
            let length = (part * (row.right - left)).max(SHORTEST);
            let area = Rect::between(left, bar - 3.0, left + length, bar + 3.0);
            sheet.fill(area.corners(), Tone::Phase(Phase::Delight));
        }
    }
}
