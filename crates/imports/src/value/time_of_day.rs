//! The time behind a date: `10:00`, `10:00:00.250Z`, `1:05 PM`, `10:00+02:00`.

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// Milliseconds since midnight UTC; with an offset they may lie in the day before or after.
pub(super) fn read(text: &str) -> Option<i64> {
    let upper = text.trim().to_ascii_uppercase();
    let rest = upper
        .strip_suffix("UTC")
        .or_else(|| upper.strip_suffix('Z'))
        .unwrap_or(&upper);
    let (rest, offset) = match rest.rfind(['+', '-']) {
        Some(sign) => (rest.get(..sign)?, offset(rest.get(sign..)?)?),
        None => (rest, 0),
    };
    let rest = rest.trim_end();
    let (clock, half) = match (rest.strip_suffix("AM"), rest.strip_suffix("PM")) {
        (Some(clock), _) => (clock.trim_end(), Some(0)),
        (_, Some(clock)) => (clock.trim_end(), Some(12)),
        _ => (rest, None),
    };
    let mut parts = clock.split(':');
    let (hour, minute) = (number(parts.next()?, 23)?, number(parts.next()?, 59)?);
    let (second, fraction) = match parts.next() {
        Some(seconds) => match seconds.split_once('.') {
            Some((second, fraction)) => (number(second, 60)?, millis(fraction)?),
            None => (number(seconds, 60)?, 0),
        },
        None => (0, 0),
    };
    if parts.next().is_some() {
        return None;
    }
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Some(hour * HOUR + minute * MINUTE + second * SECOND + fraction - offset)
}

fn number(text: &str, most: i64) -> Option<i64> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if fits {
        text.parse().ok()?
    } else {
        return None;
    };
    (number <= most).then_some(number)
}

fn millis(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.chars()
        .chain("00".chars())
        .take(3)
        .collect::<String>()
        .parse()
        .ok()
}

/// `+02:00`, `-0530`, `+02`.
fn offset(text: &str) -> Option<i64> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.chars().skip(1).filter(|c| *c != ':').collect();
    let minutes = digits.get(2..).filter(|minutes| !minutes.is_empty());
    let minutes = minutes.map_or(Some(0), |minutes| number(minutes, 59))?;
    Some(sign * (number(digits.get(..2)?, 23)? * HOUR + minutes * MINUTE))
}
