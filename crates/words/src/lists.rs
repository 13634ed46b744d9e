//! Lists of words.

use crate::Words;

impl Words {
    /// `A`, `A and B`, `A, B and C`.
    pub fn and<T: AsRef<str>>(self, items: &[T]) -> String {
        match items {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [rest @ .., last] => {
                let rest = rest
                    .iter()
                    .map(AsRef::as_ref)
                    .fold(String::new(), |list, item| {
                        if list.is_empty() {
                            item.to_owned()
                        } else {
                            self.list_comma(&list, item)
                        }
                    });
                self.list_and(&rest, last.as_ref())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn lists_end_with_the_word_of_the_language() {
        let (english, german) = (Words::default(), Words::of(Language::De));
        assert_eq!(english.and::<&str>(&[]), "");
        assert_eq!(english.and(&["A"]), "A");
        assert_eq!(english.and(&["A", "B"]), "A and B");
        assert_eq!(german.and(&["A", "B", "C"]), "A, B und C");
    }
}
