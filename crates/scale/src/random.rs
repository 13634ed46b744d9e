//! Numbers that look random and are the same in every run, so that two runs can be compared.

use std::sync::atomic::{AtomicU64, Ordering};

static COUNT: AtomicU64 = AtomicU64::new(0x4c61_7572_656c);

/// The next `N` bytes (SplitMix64), for ids.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    for chunk in bytes.chunks_mut(8) {
        let seed = COUNT.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        let digits = mixed(seed).to_le_bytes();
        for (byte, digit) in chunk.iter_mut().zip(digits) {
            *byte = digit;
        }
    }
    bytes
}

/// A number that has nothing visible to do with the one it is made from.
pub(crate) const fn mixed(seed: u64) -> u64 {
    let z = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
