//! The pseudo-locale: English with accents, about 40 % longer and between brackets, so that text which was
//! not taken out of the code, and text which a layout cuts off, can be seen at once.

/// A private-use tag (RFC 5646, 2.2.7).
pub(crate) const TAG: &str = "en-x-pseudo";

/// How long a word is at most that is added.
const WORD: usize = 8;

/// A message, made longer; what stands between braces of arguments stays as it is.
pub(crate) fn stretch(text: &str) -> String {
    let mut out = String::from("[");
    let mut depth = 0_usize;
    let mut letters = 0_usize;
    let mut category = false;
    for character in text.chars() {
        match character {
            '{' => {
                depth += 1;
                // Within an argument texts of plurals stand between a second pair of braces.
                category = depth % 2 == 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                category = depth % 2 == 1;
            }
            _ => {}
        }
        if category || matches!(character, '{' | '}' | '#') {
            out.push(character);
            continue;
        }
        letters += usize::from(character.is_alphabetic());
        out.push(accented(character));
    }
    let more = letters * 2 / 5;
    for added in 0..more {
        // Long text is longer by words, not by one word that no line can hold.
        if added > 0 && added % WORD == 0 {
            out.push(' ');
        }
        out.push('~');
    }
    out.push(']');
    out
}

const fn accented(character: char) -> char {
    match character {
        'a' => 'á',
        'c' => 'ç',
        'e' => 'é',
        'i' => 'í',
        'n' => 'ñ',
        'o' => 'ö',
        's' => 'š',
        'u' => 'ü',
        'y' => 'ý',
        'A' => 'Á',
        'E' => 'É',
        'I' => 'Í',
        'O' => 'Ö',
        'S' => 'Š',
        'U' => 'Ü',
        'Y' => 'Ý',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_stay_and_words_grow() {
        assert_eq!(stretch("Names"), "[Ñáméš~~]".replace('Ñ', "N"));
        let plural = "{0 one {# person} other {# people}} of {1}";
        assert_eq!(
            stretch(plural),
            "[{0 one {# péršöñ} other {# péöplé}} öf {1}~~~~~]"
        );
    }
}
