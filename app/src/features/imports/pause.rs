//! Giving the browser time, so that the page stays usable while a file is read and sent.

use std::time::Duration;

use leptos::prelude::*;

/// Work is cut into pieces of this many milliseconds: short enough for 60 frames a second.
const PIECE: f64 = 12.0;

pub use crate::hooks::sleep::sleep;

/// Milliseconds of a clock that only goes forward.
pub fn clock() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Cuts long work into pieces.
#[derive(Debug, Clone, Copy)]
pub struct Pieces {
    began: f64,
}

impl Pieces {
    /// The first piece begins now.
    pub fn begin() -> Self {
        Self { began: clock() }
    }

    /// Gives the browser time when this piece was long enough. Answers whether it did.
    pub async fn yield_to_browser(&mut self) -> bool {
        if clock() - self.began < PIECE {
            return false;
        }
        sleep(Duration::ZERO).await;
        self.began = clock();
        true
    }
}
