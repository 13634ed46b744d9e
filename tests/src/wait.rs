//! Waiting for what happens soon: asked again and again, never longer than it may take.

use std::time::{Duration, Instant};

/// Asks until there is an answer, at most this long.
///
/// # Panics
/// When there is none in time; `what` says what was waited for.
pub fn until<T>(what: &str, at_most: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(
            start.elapsed() < at_most,
            "{what}: not within {} s",
            at_most.as_secs()
        );
        std::thread::park_timeout(Duration::from_millis(25));
    }
}

/// How long something takes, with what it answers.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let answer = work();
    (answer, start.elapsed())
}

/// Milliseconds since 1970, UTC.
///
/// # Panics
/// When the machine's clock stands before 1970.
pub fn now_millis() -> i64 {
    let elapsed = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("the clock is right");
    i64::try_from(elapsed.as_millis()).expect("the clock is right")
}
