//! Repeatable chance: the same number in, the same life out, on every machine.
//!
//! SplitMix64 (Steele, Lea, Flood 2014): ten lines, no state but one word, good enough to make up a
//! demo. Never for secrets.

/// A stream of numbers.
pub(super) struct Random(u64);

impl Random {
    /// The stream with this number; neighbouring numbers give unrelated streams.
    pub(super) const fn stream(number: u64) -> Self {
        Self(number.wrapping_mul(0xD6E8_FEB8_6659_FD93) ^ 0x4841_4C56_4C59_5321)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.saturating_sub(least).max(0) as u64 + 1;
        least + (self.next() % span) as i64
    }

    /// True in `percent` of 100 cases.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of them. The list is never empty here; an empty one gives the default.
    pub(super) fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let last = from.len().saturating_sub(1) as i64;
        let position = self.between(0, last) as usize;
        from.get(position).copied().unwrap_or_default()
    }

    /// One of them, each as often as its weight says.
    pub(super) fn weighted<T: Copy>(&mut self, from: &[(i64, T)]) -> Option<T> {
        let total: i64 = from.iter().map(|(weight, _)| weight).sum();
        let mut left = self.between(1, total.max(1));
        let chosen = from.iter().find(|(weight, _)| {
            left -= weight;
            left <= 0
        });
        chosen.map(|(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_stream_says_the_same() {
        let draw = |number| {
            let mut random = Random::stream(number);
            [0; 8].map(|_| random.between(0, 1_000_000))
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn chances_come_out_about_right() {
        let mut random = Random::stream(7);
        let hits = (0..10_000).filter(|_| random.chance(30)).count();
        assert!((2_800..3_200).contains(&hits), "{hits}");
        let mut counts = [0; 3];
        for _ in 0..10_000 {
            counts[random.weighted(&[(1, 0), (0, 1), (3, 2)]).unwrap()] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((2_300..2_700).contains(&counts[0]), "{counts:?}");
    }
}
