//! Dates. `31/07/2018` and `07/31/2018` are told apart by the whole column, never by guessing.
//!
//! Long because people write dates in many ways, and each has its line and its example.

use laurel_domain::{Day, Timestamp};

use super::time_of_day;
use crate::trouble::Trouble;

/// Which number of `03/04/2018` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As in most of the world.
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

/// Why a value is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateProblem {
    /// It has the form of a date, and the calendar has no such day.
    Impossible,
    /// It has another form.
    NotADate,
    /// Two orders are possible.
    Ambiguous,
}

impl DateProblem {
    /// As it is told.
    pub(crate) const fn trouble(self) -> Trouble {
        match self {
            Self::Impossible => Trouble::NoSuchDate,
            Self::NotADate => Trouble::NotADate,
            Self::Ambiguous => Trouble::AmbiguousDate,
        }
    }
}

/// A day as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// Year, month and day are known.
    Exact(i32, u8, u8),
    /// Two numbers in unknown order, and the year.
    Numbers(u8, u8, i32),
}

/// Whether the text has the form of a date.
pub(crate) fn is_date(text: &str) -> bool {
    split(text).is_some()
}

/// Reads a date or a date with a time. A time without an offset is taken as UTC.
pub(crate) fn read(text: &str, order: Option<Order>) -> Result<Timestamp, DateProblem> {
    if let Some(at) = seconds(text) {
        return Ok(at);
    }
    let (written, millis) = split(text).ok_or(DateProblem::NotADate)?;
    let (year, month, day) = match (written, order) {
        (Written::Numbers(first, second, year), _) if first == second => (year, first, second),
        (Written::Exact(year, month, day), _)
        | (Written::Numbers(day, month, year), Some(Order::DayFirst))
        | (Written::Numbers(month, day, year), Some(Order::MonthFirst)) => (year, month, day),
        (Written::Numbers(first, second, _), None) if first > 12 && second > 12 => {
            return Err(DateProblem::Impossible);
        }
        (Written::Numbers(..), None) => return Err(DateProblem::Ambiguous),
    };
    let day = Day::from_calendar(year, month, day).ok_or(DateProblem::Impossible)?;
    Ok(Timestamp::from_millis(
        day.start().millis().saturating_add(millis),
    ))
}

/// Seconds or milliseconds since 1970, as programs count: ten or thirteen digits.
fn seconds(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let number = digits_of(text)?;
    let millis = match text.len() {
        10 => number.checked_mul(1_000)?,
        13 => number,
        _ => return None,
    };
    Some(Timestamp::from_millis(millis))
}

fn digits_of(text: &str) -> Option<i64> {
    let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

/// What MySQL and shops write where there is no date.
pub(crate) fn is_zero(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("0000-00-00")
        || text.starts_with("0000/00/00")
        || text.starts_with("00.00.0000")
}

/// What a column's dates say about their order.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Evidence {
    day_first: u32,
    month_first: u32,
    either: u32,
}

impl Evidence {
    /// Looks at one value.
    pub(crate) fn add(&mut self, text: &str) {
        if let Some((Written::Numbers(first, second, _), _)) = split(text) {
            match (first, second) {
                (13..=31, 1..=12) => self.day_first += 1,
                (1..=12, 13..=31) => self.month_first += 1,
                (1..=12, 1..=12) if first != second => self.either += 1,
                _ => {}
            }
        }
    }

    /// The order, when the column tells. A few contradicting rows (less than a tenth) are mistakes in
    /// these rows; more of them, and nothing is certain.
    pub(crate) const fn order(self) -> Option<Order> {
        if self.day_first / 10 > self.month_first || (self.month_first == 0 && self.day_first > 0) {
            Some(Order::DayFirst)
        } else if self.month_first / 10 > self.day_first
            || (self.day_first == 0 && self.month_first > 0)
        {
            Some(Order::MonthFirst)
        } else {
            None
        }
    }

    /// Whether a date came that both orders fit.
    pub(crate) const fn has_ambiguous(self) -> bool {
        self.either > 0
    }

    /// Whether some dates can only be day first and others only month first, about as often.
    pub(crate) const fn is_contradictory(self) -> bool {
        self.day_first > 0 && self.month_first > 0 && self.order().is_none()
    }
}

/// The day as written, and the time of day in milliseconds (negative with an offset to the east).
fn split(text: &str) -> Option<(Written, i64)> {
    let text = text.trim();
    if text.len() > 60 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The usual form, without looking for others.
    if let Ok(day) = Day::parse(text) {
        let (year, month, day) = day.calendar();
        return Some((Written::Exact(year, month, day), 0));
    }
    let plain = plain(text);
    let text = plain.as_str();
    let Some(colon) = text.find(':') else {
        return Some((day(text)?, 0));
    };
    let before = text.get(..colon)?;
    // The time begins with the digits in front of the first colon.
    let hour = before.rfind(|c: char| !c.is_ascii_digit())?;
    let date = before.get(..hour)?;
    if !matches!(before.get(hour..=hour)?, "T" | "t" | " ") {
        return None;
    }
    let date = date.trim_end().trim_end_matches(',');
    Some((day(date)?, time_of_day::read(text.get(hour + 1..)?)?))
}

/// The text without what says nothing more: the day of the week, `at`, the `th` of `6th`, `a.m.`.
fn plain(text: &str) -> String {
    const WEEKDAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonnabend",
        "sonntag",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    ];
    const SAYS_NOTHING: &[&str] = &["at", "um", "uhr", "the", "of", "de", "à", "le", "den"];
    let lower = text
        .to_lowercase()
        .replace("a.m.", "am")
        .replace("p.m.", "pm");
    // A word of letters may only go when numbers are left of it: `t` and `z` in a timestamp stay.
    let mut words = Vec::new();
    for (position, word) in lower.split_whitespace().enumerate() {
        let bare = word.trim_end_matches([',', '.']);
        if (position == 0 && WEEKDAYS.contains(&bare)) || SAYS_NOTHING.contains(&bare) {
            continue;
        }
        let ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| bare.strip_suffix(end));
        match ordinal
            .filter(|number| (1..=2).contains(&number.len()) && digits_of(number).is_some())
        {
            Some(number) => words.push(number),
            None => words.push(word),
        }
    }
    words.join(" ")
}

/// `2018-07-31`, `31.07.2018`, `31/07/2018`, `31-Jul-18`, `31 July 2018`, `Jul 31, 2018`.
fn day(text: &str) -> Option<Written> {
    if text.len() == 8
        && digits_of(text).is_some()
        && (text.starts_with("19") || text.starts_with("20"))
    {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return Some(Written::Exact(
            year.parse().ok()?,
            month.parse().ok()?,
            day.parse().ok()?,
        ));
    }
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ',', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    if let Some(month) = month(second) {
        return if first.len() == 4 {
            Some(Written::Exact(year(first)?, month, two_digits(third)?))
        } else {
            Some(Written::Exact(year(third)?, month, two_digits(first)?))
        };
    }
    if let Some(month) = month(first) {
        return Some(Written::Exact(year(third)?, month, two_digits(second)?));
    }
    if first.len() == 4 {
        return Some(Written::Exact(
            year(first)?,
            two_digits(second)?,
            two_digits(third)?,
        ));
    }
    let (first, second, year) = (two_digits(first)?, two_digits(second)?, year(third)?);
    if text.contains('.') {
        // Dots stand only where the day comes first.
        return Some(Written::Exact(year, second, first));
    }
    Some(Written::Numbers(first, second, year))
}

fn digits(text: &str, lengths: &[usize]) -> Option<u16> {
    let fits = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn two_digits(text: &str) -> Option<u8> {
    digits(text, &[1, 2]).map(|number| number as u8)
}

/// Four digits, or two: 70 to 99 are the last century's.
fn year(text: &str) -> Option<i32> {
    let year = i32::from(digits(text, &[2, 4])?);
    Some(match (text.len(), year) {
        (2, 70..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => year,
    })
}

/// The month with this name in one of several languages, or its beginning of three or more letters.
fn month(text: &str) -> Option<u8> {
    const NAMES: [&[&str]; 12] = [
        &[
            "january", "januar", "jänner", "janvier", "enero", "gennaio", "januari", "janeiro",
        ],
        &[
            "february",
            "februar",
            "février",
            "febrero",
            "febbraio",
            "februari",
            "fevereiro",
        ],
        &["march", "märz", "mars", "marzo", "maart", "março"],
        &["april", "avril", "abril", "aprile"],
        &["may", "mai", "mayo", "maggio", "mei", "maj", "maio"],
        &["june", "juni", "juin", "junio", "giugno", "junho"],
        &["july", "juli", "juillet", "julio", "luglio", "julho"],
        &["august", "août", "agosto", "augustus", "augusti"],
        &[
            "september",
            "septembre",
            "septiembre",
            "settembre",
            "setembro",
        ],
        &[
            "october", "oktober", "octobre", "octubre", "ottobre", "outubro",
        ],
        &["november", "novembre", "noviembre", "novembro"],
        &[
            "december",
            "dezember",
            "décembre",
            "diciembre",
            "dicembre",
            "desember",
            "dezembro",
        ],
    ];
    let name = text.to_lowercase();
    let letters = name.chars().count();
    if letters < 3 {
        return None;
    }
    let begins = |names: &&[&str]| {
        names.iter().any(|full| {
            *full == name || ((3..=4).contains(&letters) && full.starts_with(name.as_str()))
        })
    };
    // "mar", "jui", "juin": what begins more than one month is none.
    let mut found = NAMES.iter().enumerate().filter(|(_, names)| begins(names));
    let (position, _) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    u8::try_from(position + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str, order: Option<Order>) -> String {
        match read(text, order) {
            Ok(at) => at.to_rfc3339().replace("T00:00:00.000Z", ""),
            Err(problem) => format!("{problem:?}"),
        }
    }

    #[test]
    fn dates_as_files_have_them() {
        for (text, expected) in [
            ("1997-01-01", "1997-01-01"),
            (" 2018/7/1 ", "2018-07-01"),
            ("31-Jul-18", "2018-07-31"),
            ("31 July 2018", "2018-07-31"),
            ("Sept 3, 1999", "1999-09-03"),
            ("1-may-99", "1999-05-01"),
            ("2018-Jul-31", "2018-07-31"),
            ("31.07.2018", "2018-07-31"),
            ("05/05/2018", "2018-05-05"),
            ("2018-07-31T10:00:00+02:00", "2018-07-31T08:00:00.000Z"),
            ("2018-07-31 10:00", "2018-07-31T10:00:00.000Z"),
            ("2018-07-31T10:00:00.250Z", "2018-07-31T10:00:00.250Z"),
            ("31-Jul-18 1:05 PM", "2018-07-31T13:05:00.000Z"),
            ("2018-02-29", "Impossible"),
            ("31-Feb-18", "Impossible"),
            ("2018-13-01", "Impossible"),
            ("31.13.2018", "Impossible"),
            ("33/13/2018", "Impossible"),
            ("2018-07-31 25:00", "NotADate"),
            ("yesterday", "NotADate"),
            ("43312", "NotADate"),
            ("45418.5", "NotADate"),
            ("20240506", "2024-05-06"),
            ("20241306", "Impossible"),
            ("1714989600", "2024-05-06T10:00:00.000Z"),
            ("1714989600000", "2024-05-06T10:00:00.000Z"),
            ("6 May 2024 at 10:11", "2024-05-06T10:11:00.000Z"),
            ("Monday, May 6, 2024", "2024-05-06"),
            ("May 6th, 2024", "2024-05-06"),
            ("6. Mai 2024", "2024-05-06"),
            ("Mo, 6. März 2023 um 10:11 Uhr", "2023-03-06T10:11:00.000Z"),
            ("06.05.24", "2024-05-06"),
            ("2024-05-06 10:11:12 UTC", "2024-05-06T10:11:12.000Z"),
            ("2024/05/06 7:16:38 PM GMT+2", "2024-05-06T17:16:38.000Z"),
            (
                "2024/11/16 12:05:00 PM GMT-3:30",
                "2024-11-16T15:35:00.000Z",
            ),
            ("2024-05-06 10:11:12 EST", "2024-05-06T15:11:12.000Z"),
            ("2024-05-06 10:11:12 -0400", "2024-05-06T14:11:12.000Z"),
            ("2024-05-06 10:11 a.m.", "2024-05-06T10:11:00.000Z"),
            ("2024-01-15T10:30:00.123456789Z", "2024-01-15T10:30:00.123Z"),
            ("May 6, 2024, 3:05 PM", "2024-05-06T15:05:00.000Z"),
            ("2024-W19-1", "NotADate"),
            ("2024-05-06 24:00", "NotADate"),
            ("1900-01-00", "Impossible"),
            ("5/2024", "NotADate"),
            ("2018-07", "NotADate"),
            ("", "NotADate"),
            ("03/04/2018", "Ambiguous"),
        ] {
            assert_eq!(written(text, None), expected, "{text}");
        }
    }

    #[test]
    fn the_order_is_the_columns() {
        assert_eq!(written("03/04/2018", Some(Order::DayFirst)), "2018-04-03");
        assert_eq!(written("03/04/2018", Some(Order::MonthFirst)), "2018-03-04");
        assert_eq!(written("07/31/2018", Some(Order::DayFirst)), "Impossible");
        let order = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            for text in texts {
                evidence.add(text);
            }
            (evidence.order(), evidence.is_contradictory())
        };
        assert_eq!(
            order(&["03/04/2018", "31/07/2018"]),
            (Some(Order::DayFirst), false)
        );
        assert_eq!(
            order(&["03/04/2018", "7/31/18"]),
            (Some(Order::MonthFirst), false)
        );
        assert_eq!(order(&["03/04/2018", "2018-07-31"]), (None, false));
        assert_eq!(order(&["31/07/2018", "07/31/2018"]), (None, true));
        let mut mostly = vec!["31/07/2018"; 20];
        mostly.push("07/31/2018");
        assert_eq!(order(&mostly), (Some(Order::DayFirst), false));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC{0,30}", digits in "[0-9:/. TZ+-]{0,30}") {
            for order in [None, Some(Order::DayFirst), Some(Order::MonthFirst)] {
                let _ = read(&text, order);
                let _ = read(&digits, order);
            }
        }

        #[test]
        fn a_day_reads_the_same_however_it_is_written(days in -20_000i32..40_000) {
            let day = Day(days);
            let (year, month, date) = day.calendar();
            let expected = Ok(day.start());
            prop_assert_eq!(read(&day.to_string(), None), expected);
            prop_assert_eq!(read(&format!("{date}.{month}.{year:04}"), None), expected);
            let slashes = |a, b| format!("{a}/{b}/{year:04}");
            prop_assert_eq!(read(&slashes(date, month), Some(Order::DayFirst)), expected);
            prop_assert_eq!(read(&slashes(month, date), Some(Order::MonthFirst)), expected);
        }
    }
}
