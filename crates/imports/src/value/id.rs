//! Ids of other systems, as they come out of spreadsheets.

use std::borrow::Cow;

use laurel_domain::text::is_invisible;

use crate::trouble::Trouble;

/// Reads an id. The second value says whether marks of a spreadsheet were taken off: `="00123"` and `'00123`
/// are 00123.
pub(crate) fn read(text: &str) -> Result<(String, bool), Trouble> {
    let text = text.trim();
    let seen: Cow<'_, str> = if text.chars().any(is_invisible) {
        text.chars().filter(|c| !is_invisible(*c)).collect()
    } else {
        text.into()
    };
    let seen = seen.trim();
    if is_error(seen) {
        return Err(Trouble::IdError);
    }
    if let Some(formula) = seen.strip_prefix('=') {
        let inside = formula
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        return match inside.map(str::trim) {
            Some(inside) if !inside.is_empty() && !inside.contains('"') => {
                Ok((inside.to_owned(), true))
            }
            _ => Err(Trouble::IdFormula),
        };
    }
    if let Some(rest) = seen.strip_prefix('\'')
        && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '+')
    {
        return checked(rest).map(|id| (id, true));
    }
    checked(seen).map(|id| (id, false))
}

fn checked(text: &str) -> Result<String, Trouble> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_and_exponent = text.split_once(['E', 'e']);
    if let Some((mantissa, exponent)) = mantissa_and_exponent {
        let mantissa: String = mantissa
            .chars()
            .filter(|c| !matches!(c, '.' | ','))
            .collect();
        let signed = exponent.strip_prefix('+');
        let has_point = text.contains(['.', ',']);
        if is_digits(&mantissa)
            && is_digits(signed.unwrap_or(exponent))
            && (signed.is_some() || has_point)
        {
            return Err(Trouble::IdDigitsLost);
        }
    }
    if let Some((whole, zeros)) = text.split_once('.')
        && is_digits(whole)
        && is_digits(zeros)
        && zeros.bytes().all(|byte| byte == b'0')
    {
        return Err(Trouble::IdDecimal);
    }
    Ok(text.to_owned())
}

/// What spreadsheets write where a formula has no result.
pub(crate) fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 8] = [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#NV",
    ];
    ERRORS.iter().any(|error| error.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        for (text, id, unwrapped) in [
            ("00123", "00123", false),
            ("=\"00123\"", "00123", true),
            ("'9013808660771", "9013808660771", true),
            ("\u{200b}A-1 ", "A-1", false),
            ("cus_E5", "cus_E5", false),
            ("12E5", "12E5", false),
            ("1.5", "1.5", false),
            ("o'brien", "o'brien", false),
        ] {
            assert_eq!(read(text), Ok((id.to_owned(), unwrapped)), "{text}");
        }
        for (text, trouble) in [
            ("1.23457E+12", Trouble::IdDigitsLost),
            ("1,23457E+12", Trouble::IdDigitsLost),
            ("9E+12", Trouble::IdDigitsLost),
            ("5.0", Trouble::IdDecimal),
            ("#N/A", Trouble::IdError),
            ("=A1+1", Trouble::IdFormula),
            ("=\"\"", Trouble::IdFormula),
        ] {
            assert_eq!(read(text), Err(trouble), "{text}");
        }
    }
}
