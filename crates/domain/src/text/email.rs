//! An e-mail address in one spelling, however it was typed, copied or exported.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::InvalidText;
use super::unicode::{composed, host};

/// Bytes of an address.
const LENGTH: usize = 254;
/// Bytes in front of the `@`.
const LOCAL_LENGTH: usize = 64;
/// Bytes that are looked at: an address with a name in front of it is longer than the address.
const GIVEN_LENGTH: usize = 1_000;

/// An e-mail address in its one spelling: lowercase, NFC, the host as punycode. At most 254 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads an address: one `@`, something before it, a dotted domain after it, no white space.
    ///
    /// What programs put around addresses is taken off: `Ada <ada@example.com>`, `mailto:`, a comma or
    /// dot behind, a spreadsheet's apostrophe in front, characters that nobody sees. So the same address
    /// is the same person wherever it comes from. Several addresses are refused: whoever knows which one
    /// is meant takes it with [`Email::first_of`].
    ///
    /// Deliberately lenient about the rest: only a mail that arrives proves an address.
    ///
    /// # Errors
    /// When it is empty, too long or has another form.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        if text.len() > GIVEN_LENGTH {
            return Err(InvalidText::TooLong {
                max: LENGTH,
                given: text.chars().count(),
            });
        }
        let seen = seen(text);
        let bare = bare(&seen);
        if bare.is_empty() {
            return Err(InvalidText::Empty);
        }
        let forbidden =
            |c: char| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"@".contains(c);
        let (local, domain) = bare.rsplit_once('@').ok_or(InvalidText::Email)?;
        if local.is_empty() || local.contains(forbidden) || domain.contains(forbidden) {
            return Err(InvalidText::Email);
        }
        let local = composed(&local.to_lowercase());
        let domain = host(domain).ok_or(InvalidText::Email)?;
        let labels_fit = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
        if local.len() > LOCAL_LENGTH || !labels_fit {
            return Err(InvalidText::Email);
        }
        let address = format!("{local}@{domain}");
        if address.len() > LENGTH {
            return Err(InvalidText::TooLong {
                max: LENGTH,
                given: address.chars().count(),
            });
        }
        Ok(Self(address))
    }

    /// The first of the addresses between commas, semicolons, bars or line ends, and whether there are more.
    ///
    /// # Errors
    /// When the first one is none.
    pub fn first_of(text: &str) -> Result<(Self, bool), InvalidText> {
        if let Ok(email) = Self::parse(text) {
            return Ok((email, false));
        }
        let mut parts = text
            .split([',', ';', '|', '\n'])
            .filter(|part| part.contains('@'));
        let first = parts
            .next()
            .map_or_else(|| Self::parse(text), Self::parse)?;
        Ok((first, parts.next().is_some()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The mailbox that mails to this address come into, as far as its form tells: without what stands behind
    /// a `+`, and without the dots that Gmail leaves out. To tell mailboxes apart, never to send to.
    pub fn mailbox(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let (local, _) = local.split_once('+').unwrap_or((local, ""));
        match domain {
            "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
            _ => format!("{local}@{domain}"),
        }
    }
}

/// The text without characters that nobody sees, and with the ASCII characters that full-width ones stand for.
fn seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| !is_invisible(*c));
    let shown = shown.map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{a0}' | '\u{202f}' | '\u{3000}' => ' ',
        other => other,
    });
    Cow::Owned(shown.collect())
}

/// Whether a character has no width and no meaning in an address, an id or a name of a country: zero-width
/// spaces and joiners, soft hyphens, byte-order marks, marks of direction, variation selectors.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// The address without what stands around it.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    if let Some(inside) = text.strip_suffix('>').and_then(|text| {
        let (name, address) = text.rsplit_once('<')?;
        (!name.contains(['<', '>'])).then_some(address)
    }) {
        text = inside.trim();
    }
    text = text.trim_start_matches(['\'', '‘', '’']);
    text = text.trim_matches('"');
    if text
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("mailto:"))
    {
        text = text.get(7..).unwrap_or_default();
        text = text.split_once('?').map_or(text, |(address, _)| address);
    }
    text.trim()
        .trim_end_matches(['.', ',', ';', '\''])
        .trim_end()
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_mailbox_are_one() {
        for (address, mailbox) in [
            ("Ada@Example.com", "ada@example.com"),
            ("ada+spam@example.com", "ada@example.com"),
            ("ada+a+b@example.com", "ada@example.com"),
            ("a.d.a@example.com", "a.d.a@example.com"),
            ("a.d.a+x@gmail.com", "ada@gmail.com"),
            ("ada@googlemail.com", "ada@gmail.com"),
        ] {
            let mailbox_of = Email::parse(address).map(|email| email.mailbox());
            assert_eq!(mailbox_of, Ok(mailbox.to_owned()), "{address}");
        }
    }

    #[test]
    fn addresses() {
        for good in ["a@b.co", " Ann.Lee+x@Example.COM ", "ü@exämple.de"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.co",
            "a@",
            "a b@c.de",
            "a@b..c",
            "a@b@c.de",
            "a@b.c\nBcc: x@y.zz",
            "a@b.co, c@d.co",
            "a@b.co;c@d.co",
            "<a@b.co> <c@d.co>",
            "a@b.co>",
            "a\u{0}@b.co",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn one_address_has_one_spelling() {
        for given in [
            "ada@example.com",
            "\u{200b}ada@example.com",
            "ada@example.com\u{200b}",
            "\u{feff}ada@example.com",
            "ada@\u{ad}example.com",
            "ada＠example.com",
            "ADA@EXAMPLE.COM",
            "ada@example.com.",
            "ada@example.com,",
            "mailto:ada@example.com",
            "MAILTO:ada@example.com?subject=Hi",
            "'ada@example.com",
            "\u{a0}ada@example.com\u{a0}",
            "Ada N <ada@example.com>",
            "\"Nordahl, Ada\" <Ada@example.com>",
            "<ada@example.com>",
            "ada@exam\u{2060}ple.com",
        ] {
            assert_eq!(
                Email::parse(given).as_ref().map(Email::as_str),
                Ok("ada@example.com"),
                "{given:?}"
            );
        }
        let spelled = |text: &str| Email::parse(text).map(|email| email.to_string());
        assert_eq!(
            spelled("zu\u{308}rich@example.com"),
            spelled("zürich@example.com")
        );
        assert_eq!(
            spelled("info@bücher.example"),
            Ok("info@xn--bcher-kva.example".into())
        );
        assert_eq!(
            spelled("info@BU\u{308}CHER.example"),
            spelled("info@xn--bcher-kva.example")
        );
        // A plus makes another mailbox for us: only its owner knows whether it is.
        assert_ne!(spelled("ada+news@example.com"), spelled("ada@example.com"));
    }

    #[test]
    fn the_first_of_several() {
        let first =
            |text: &str| Email::first_of(text).map(|(email, more)| (email.to_string(), more));
        assert_eq!(
            first("cem@example.com;cem.a@example.org"),
            Ok(("cem@example.com".into(), true))
        );
        assert_eq!(
            first("\"K, Dia\" <dia@example.com>"),
            Ok(("dia@example.com".into(), false))
        );
        assert_eq!(first("a@b.co"), Ok(("a@b.co".into(), false)));
        assert_eq!(first("nobody; no one"), Err(InvalidText::Email));
    }

    proptest! {
        #[test]
        fn reading_an_address_again_changes_nothing(text in "\\PC{0,12}@\\PC{1,12}\\.[a-z]{2,3}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
        }
    }
}
