//! Stars.

use laurel_domain::testimonial::Rating;

use crate::trouble::Trouble;

/// Reads `4`, `4.0`, `4/5`, `4 out of 5`, `4 stars`, `★★★★`, `FOUR`.
pub(crate) fn read(text: &str) -> Result<Rating, Trouble> {
    const WORDS: [&str; 5] = ["one", "two", "three", "four", "five"];
    let text = text.trim().to_lowercase();
    let stars_of = |number: usize| {
        let stars = u8::try_from(number).ok();
        stars
            .and_then(|stars| Rating::new(stars).ok())
            .ok_or(Trouble::NotStars)
    };
    let is_star = |c: char| matches!(c, '★' | '⭐' | '🌟');
    let signs = text.replace('\u{fe0f}', "");
    if !signs.is_empty() && signs.chars().all(|c| is_star(c) || c == '☆') {
        return stars_of(signs.chars().filter(|c| is_star(*c)).count());
    }
    let text = text
        .trim_end_matches("stars")
        .trim_end_matches("star")
        .trim_end()
        .trim_end_matches(['_', '-']);
    if let Some(position) = WORDS.iter().position(|word| *word == text) {
        return stars_of(position + 1);
    }
    if text.ends_with('%') {
        return Err(Trouble::PercentStars);
    }
    let (stars, of) = match text
        .split_once('/')
        .or_else(|| text.split_once(" out of "))
        .or_else(|| text.split_once(" von "))
    {
        Some((stars, of)) => (stars.trim_end(), of.trim()),
        None => (text, "5"),
    };
    if !matches!(of, "5" | "5.0" | "5,0") {
        return Err(Trouble::NotStars);
    }
    let (stars, decimals) = stars.split_once(['.', ',']).unwrap_or((stars, ""));
    if !decimals.bytes().all(|byte| byte == b'0') {
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        return Err(if is_number(stars) && is_number(decimals) {
            Trouble::HalfStars
        } else {
            Trouble::NotStars
        });
    }
    stars.parse().ok().map_or(Err(Trouble::NotStars), stars_of)
}

/// Whether a value shows that a column has another scale than 1 to 5: a number above 5, a zero, or a percentage.
pub(crate) fn is_other_scale(text: &str) -> bool {
    let text = text.trim();
    let (number, of) = text.split_once('/').unwrap_or((text, "5"));
    if of.trim().parse::<f64>().is_ok_and(|of| of > 5.0) || text.ends_with('%') {
        return true;
    }
    number
        .trim()
        .replace(',', ".")
        .parse::<f64>()
        .is_ok_and(|number| number > 5.0 || number == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_as_files_have_them() {
        for (text, stars) in [
            ("5", 5),
            ("5.0", 5),
            ("4/5", 4),
            ("3 / 5", 3),
            ("1 star", 1),
            ("2 stars", 2),
            ("★★☆☆☆", 2),
            ("⭐⭐⭐⭐", 4),
            ("FIVE", 5),
            ("4 out of 5", 4),
            ("4.0 / 5.0", 4),
        ] {
            assert_eq!(read(text).map(Rating::stars), Ok(stars), "{text}");
        }
        for (text, trouble) in [
            ("4.5", Trouble::HalfStars),
            ("4,5", Trouble::HalfStars),
            ("80%", Trouble::PercentStars),
            ("", Trouble::NotStars),
            ("0", Trouble::NotStars),
            ("6", Trouble::NotStars),
            ("8/10", Trouble::NotStars),
            ("good", Trouble::NotStars),
            ("-1", Trouble::NotStars),
            ("☆", Trouble::NotStars),
            ("👍", Trouble::NotStars),
        ] {
            assert_eq!(read(text), Err(trouble), "{text}");
        }
    }

    #[test]
    fn other_scales() {
        for other in ["9", "0", "10", "8/10", "80%", "7.5", "0.0"] {
            assert!(is_other_scale(other), "{other}");
        }
        for stars in ["5", "1", "4/5", "4.5", "good", "★★"] {
            assert!(!is_other_scale(stars), "{stars}");
        }
    }
}
