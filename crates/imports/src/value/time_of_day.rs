//! The time behind a date: `10:00`, `10:00:00.250Z`, `1:05 PM`, `10:00+02:00`.

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// Milliseconds since midnight UTC; with an offset they may lie in the day before or after.
pub(super) fn read(text: &str) -> Option<i64> {
    let upper = text.trim().to_uppercase();
    let (rest, zone) = named_zone(&upper);
    let (rest, offset) = match rest.rfind(['+', '-']) {
        Some(sign) => (rest.get(..sign)?, offset(rest.get(sign..)?)?),
        None => (rest, zone),
    };
    let rest = rest.trim_end();
    let rest = rest
        .strip_suffix("GMT")
        .or_else(|| rest.strip_suffix("UTC"))
        .unwrap_or(rest);
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

/// The time without a zone's name, and the offset of that: names that mean one thing only.
fn named_zone(text: &str) -> (&str, i64) {
    const ZONES: [(&str, i64); 12] = [
        ("UTC", 0),
        ("GMT", 0),
        ("Z", 0),
        ("EST", -5),
        ("EDT", -4),
        ("PST", -8),
        ("PDT", -7),
        ("CET", 1),
        ("CEST", 2),
        ("MEZ", 1),
        ("MESZ", 2),
        ("AKST", -9),
    ];
    // The longer first: "CEST" ends with "EST".
    let zone = ZONES
        .iter()
        .filter(|(name, _)| text.ends_with(name))
        .max_by_key(|(name, _)| name.len());
    zone.map_or((text, 0), |(name, hours)| {
        (text.strip_suffix(name).unwrap_or(text), hours * HOUR)
    })
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

/// `+02:00`, `-0530`, `+02`, `+2`, `-3:30`.
fn offset(text: &str) -> Option<i64> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let text = text.get(1..)?.trim();
    let (hours, minutes) = match text.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if text.len() <= 2 => (text, "0"),
        None => text.split_at_checked(text.len() - 2)?,
    };
    Some(sign * (number(hours, 23)? * HOUR + number(minutes, 59)? * MINUTE))
}
