//! Who did something, as the API says it.

use crate::words::t;

/// A member by e-mail address; an author and an API token in words.
pub fn actor_words(actor: &str) -> String {
    if actor == "author" {
        t().ui_author().to_owned()
    } else if actor.starts_with("token:") {
        t().ui_token().to_owned()
    } else {
        actor.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_are_named() {
        assert_eq!(actor_words("author"), "The author");
        assert_eq!(actor_words("ada@example.com"), "ada@example.com");
        assert_eq!(actor_words("token:7"), "An API token");
    }
}
