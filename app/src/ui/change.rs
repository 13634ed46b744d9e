//! What changed since the period before.

use crate::words::t;

/// `12 more than in the period before (130)`.
pub fn change_words(now: u64, before: u64) -> String {
    let before_words = t().count(before);
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => t().change_more(now - before, &before_words),
        std::cmp::Ordering::Less => t().change_fewer(before - now, &before_words),
        std::cmp::Ordering::Equal => t().change_equal().to_owned(),
    }
}

/// The same for a rate that `write` puts into words.
pub fn rate_change_words(
    now: Option<f64>,
    before: Option<f64>,
    write: fn(f64) -> Option<String>,
) -> Option<String> {
    let (now, before) = (now?, before?);
    let (now_words, before_words) = (write(now)?, write(before)?);
    Some(if now_words == before_words {
        t().change_rate_equal().to_owned()
    } else if now > before {
        t().change_rate_up(&before_words)
    } else {
        t().change_rate_down(&before_words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_said_in_words() {
        assert_eq!(
            change_words(142, 130),
            "12 more than in the period before (130)"
        );
        assert_eq!(
            change_words(0, 1_300),
            "1,300 fewer than in the period before (1,300)"
        );
        assert_eq!(change_words(5, 5), "as many as in the period before");
    }

    #[test]
    fn rates_that_read_the_same_have_not_changed() {
        let write: fn(f64) -> Option<String> = |rate| Some(format!("{rate:.1}"));
        assert_eq!(
            rate_change_words(Some(0.52), Some(0.54), write).as_deref(),
            Some("as in the period before")
        );
        assert_eq!(
            rate_change_words(Some(0.2), Some(0.5), write).as_deref(),
            Some("down from 0.5 in the period before")
        );
        assert_eq!(rate_change_words(None, Some(0.5), write), None);
    }
}
