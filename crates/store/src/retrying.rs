//! Trying again when somebody else was faster.

use crate::StoreError;

/// How often a write is tried when others write the same rows at the same time.
const ATTEMPTS: u32 = 4;

/// An error that may say that somebody else was faster.
pub trait LostRace {
    /// Whether reading again and repeating may succeed.
    fn is_lost_race(&self) -> bool;
}

impl LostRace for StoreError {
    fn is_lost_race(&self) -> bool {
        matches!(self, Self::StaleWrite | Self::Conflict)
    }
}

/// Repeats what reads, plans and writes, while somebody else is faster.
///
/// # Errors
/// Those of the last attempt.
pub async fn retrying<T, E, W>(work: W) -> Result<T, E>
where
    E: LostRace,
    W: AsyncFn() -> Result<T, E>,
{
    let mut outcome = work().await;
    for _ in 1..ATTEMPTS {
        match outcome {
            Err(error) if error.is_lost_race() => outcome = work().await,
            settled => return settled,
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    /// The outcome of work that waits for nothing.
    fn finished<T>(work: impl Future<Output = T>) -> Option<T> {
        match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => Some(outcome),
            Poll::Pending => None,
        }
    }

    /// Fails this often with this error; how often it was tried, and what came of it.
    fn tried(failures: u32, error: &StoreError) -> (u32, Option<Result<(), StoreError>>) {
        let attempts = Cell::new(0);
        let outcome = finished(retrying(async || {
            attempts.set(attempts.get() + 1);
            if attempts.get() <= failures {
                Err(error.clone())
            } else {
                Ok(())
            }
        }));
        (attempts.get(), outcome)
    }

    #[test]
    fn a_lost_race_is_run_again_and_an_outage_is_not() {
        assert_eq!(tried(2, &StoreError::StaleWrite), (3, Some(Ok(()))));
        assert_eq!(tried(1, &StoreError::Conflict), (2, Some(Ok(()))));
        let lost = (4, Some(Err(StoreError::StaleWrite)));
        assert_eq!(tried(9, &StoreError::StaleWrite), lost);
        let outage = StoreError::Unavailable {
            cause: "gone".to_owned(),
        };
        assert_eq!(tried(1, &outage), (1, Some(Err(outage.clone()))));
    }
}
