//! How many rows go into one batch: as many as the server takes at most, fewer after it refused them for their size.

use laurel_api::imports::BATCH_MAX;

/// The size of a batch, in rows. It only shrinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion(usize);

impl Default for Portion {
    fn default() -> Self {
        Self(BATCH_MAX)
    }
}

impl Portion {
    /// How many rows the next batch has at most.
    pub const fn rows(self) -> usize {
        self.0
    }

    /// A batch of `sent` rows was too large: the next one has half of that. Whether there is a half of it.
    pub const fn halve(&mut self, sent: usize) -> bool {
        self.0 = if sent / 2 > 0 { sent / 2 } else { 1 };
        sent > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_halved_until_one_row_is_left() {
        let mut portion = Portion::default();
        let mut sizes = vec![portion.rows()];
        while portion.halve(portion.rows()) {
            sizes.push(portion.rows());
        }
        assert_eq!(sizes, [500, 250, 125, 62, 31, 15, 7, 3, 1]);
        assert_eq!(portion.rows(), 1);
        // The last batch of a file has fewer rows than a batch may have.
        let mut portion = Portion::default();
        assert!(portion.halve(40));
        assert_eq!(portion.rows(), 20);
    }
}
