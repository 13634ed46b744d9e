//! Stars.

use laurel_domain::testimonial::Rating;

/// Reads `4`, `4.0`, `4/5`, `4 stars`, `★★★★`.
pub(crate) fn read(text: &str) -> Result<Rating, &'static str> {
    const MESSAGE: &str = "A rating is 1, 2, 3, 4 or 5 stars.";
    let text = text.trim().to_ascii_lowercase();
    if !text.is_empty() && text.chars().all(|c| matches!(c, '★' | '☆')) {
        let stars = text.chars().filter(|c| *c == '★').count();
        return u8::try_from(stars)
            .ok()
            .and_then(|stars| Rating::new(stars).ok())
            .ok_or(MESSAGE);
    }
    let text = text
        .trim_end_matches("stars")
        .trim_end_matches("star")
        .trim_end();
    let text = match text.split_once('/') {
        Some((stars, of)) if of.trim() == "5" => stars.trim_end(),
        Some(_) => return Err(MESSAGE),
        None => text,
    };
    let (stars, decimals) = text.split_once('.').unwrap_or((text, ""));
    if !decimals.bytes().all(|byte| byte == b'0') {
        return Err("Half stars cannot be imported. Round them to 1, 2, 3, 4 or 5.");
    }
    stars
        .parse()
        .ok()
        .and_then(|stars| Rating::new(stars).ok())
        .ok_or(MESSAGE)
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
        ] {
            assert_eq!(read(text).map(Rating::stars), Ok(stars), "{text}");
        }
        for bad in ["", "0", "6", "4.5", "8/10", "good", "-1", "☆"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
