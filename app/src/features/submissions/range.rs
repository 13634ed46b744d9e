//! From a selection in a text field to a range of the original words.
//!
//! Browsers count UTF-16 units, and a text field shows every line end as one `\n`. An excerpt counts
//! characters (Unicode scalar values) of the words exactly as they were written.

use laurel_domain::testimonial::Excerpt;

/// The excerpt for a selection in a text field that shows `original`, without the white space at its
/// ends; `None` when nothing, or nothing but white space, is selected.
pub fn excerpt_of_selection(original: &str, start: u32, end: u32) -> Option<Excerpt> {
    let (start, end) = (start.min(end), start.max(end));
    let (mut from, mut to) = (None, 0_u32);
    for character in field_characters(original) {
        // A character counts when any part of it is selected, so half an emoji takes the whole.
        let selected = character.field_end > start && character.field_start < end;
        if selected && !character.value.is_whitespace() {
            from = from.or(Some(character.position));
            to = character.position + 1;
        }
    }
    from.map(|from| Excerpt {
        start: from,
        end: to,
    })
}

/// The selection in a text field that shows `original`, for an excerpt.
pub fn selection_of_excerpt(original: &str, excerpt: Excerpt) -> (u32, u32) {
    let (mut start, mut end) = (None, 0);
    for character in field_characters(original) {
        if character.position >= excerpt.start && character.position < excerpt.end {
            start = start.or(Some(character.field_start));
            end = character.field_end;
        }
    }
    (start.unwrap_or(0), end)
}

/// The words before, in and after an excerpt, to mark it in the original.
pub fn parts(original: &str, excerpt: Excerpt) -> (&str, &str, &str) {
    let Ok(middle) = excerpt.of(original) else {
        return (original, "", "");
    };
    let before: usize = original
        .chars()
        .take(excerpt.start as usize)
        .map(char::len_utf8)
        .sum();
    let after = before + middle.len();
    (
        original.get(..before).unwrap_or(""),
        middle,
        original.get(after..).unwrap_or(""),
    )
}

/// A character of the original, and where a text field shows it.
struct FieldCharacter {
    value: char,
    /// Its position in the original, in characters.
    position: u32,
    /// Its first UTF-16 unit in the field.
    field_start: u32,
    /// One past its last UTF-16 unit in the field.
    field_end: u32,
}

fn field_characters(original: &str) -> impl Iterator<Item = FieldCharacter> {
    let mut field = 0_u32;
    let mut previous = None;
    (0_u32..)
        .zip(original.chars())
        .map(move |(position, value)| {
            // `\r\n` is one line end in the field: its second half takes no room.
            let joined = value == '\n' && previous == Some('\r');
            previous = Some(value);
            let units = if joined { 0 } else { value.len_utf16() as u32 };
            let field_start = field;
            field += units;
            FieldCharacter {
                value,
                position,
                field_start,
                field_end: field,
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a text field holds for these words.
    fn field_text(original: &str) -> Vec<u16> {
        original
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .encode_utf16()
            .collect()
    }

    fn words(original: &str, start: u32, end: u32) -> Option<&str> {
        excerpt_of_selection(original, start, end).map(|excerpt| excerpt.of(original).unwrap())
    }

    #[test]
    fn characters_are_counted_not_units() {
        assert_eq!(words("ab 😀 cd", 0, 2), Some("ab"));
        assert_eq!(words("ab 😀 cd", 3, 5), Some("😀"));
        assert_eq!(words("ab 😀 cd", 4, 8), Some("😀 cd"));
        assert_eq!(words("مرحبا بكم", 6, 9), Some("بكم"));
    }

    #[test]
    fn line_ends_of_every_kind_count_once_in_the_field() {
        assert_eq!(words("one\r\ntwo", 4, 7), Some("two"));
        assert_eq!(words("one\r\ntwo", 0, 7), Some("one\r\ntwo"));
        assert_eq!(words("one\rtwo", 4, 7), Some("two"));
    }

    #[test]
    fn white_space_at_the_ends_is_left_out() {
        assert_eq!(words("  so good  ", 0, 11), Some("so good"));
        assert_eq!(words("a   b", 1, 4), None);
        assert_eq!(words("abc", 2, 2), None);
        assert_eq!(words("abc", 3, 1), Some("bc"));
    }

    #[test]
    fn an_excerpt_splits_the_original() {
        let (before, middle, after) = parts("é one 😀 two", Excerpt { start: 2, end: 7 });
        assert_eq!((before, middle, after), ("é ", "one 😀", " two"));
        assert_eq!(parts("abc", Excerpt { start: 2, end: 9 }), ("abc", "", ""));
    }

    proptest! {
        #[test]
        fn the_selection_shows_what_the_excerpt_says(
            original in "[a-c😀é \r\n]{1,30}", start in 0u32..40, end in 0u32..40,
        ) {
            if let Some(excerpt) = excerpt_of_selection(&original, start, end) {
                let words = excerpt.of(&original).unwrap();
                prop_assert_eq!(words.trim(), words);
                let (from, to) = selection_of_excerpt(&original, excerpt);
                let field = field_text(&original);
                let shown = field[from as usize..to as usize].to_vec();
                prop_assert_eq!(shown, field_text(words));
                prop_assert_eq!(excerpt_of_selection(&original, from, to), Some(excerpt));
            }
        }
    }
}
