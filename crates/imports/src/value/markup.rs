//! HTML that got into words on its way: `It&#39;s <b>great</b><br />`.

/// What was meant, where the text holds entities or tags. Nothing when it holds none.
///
/// Line breaks and ends of paragraphs become line ends, other known tags go, entities become what they stand
/// for. What only looks like a tag (`a < b`, `<3`) stays.
pub(crate) fn decoded(text: &str) -> Option<String> {
    if !text.contains(['&', '<']) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let taken = if rest.starts_with('&') {
            entity(rest).map(|(character, length)| {
                out.push(character);
                length
            })
        } else {
            tag(rest).map(|(breaks, length)| {
                if breaks && !out.ends_with('\n') {
                    out.push('\n');
                }
                length
            })
        };
        if let Some(length) = taken {
            changed = true;
            rest = rest.get(length..).unwrap_or_default();
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(rest.get(..first).unwrap_or_default());
            rest = rest.get(first..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    changed.then(|| out.trim().to_owned())
}

const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("sbquo", '‚'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("euro", '€'),
    ("pound", '£'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("times", '×'),
    ("middot", '·'),
    ("bull", '•'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("uacute", 'ú'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("ntilde", 'ñ'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
];

/// The character of the entity that begins here, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text
        .get(..text.len().min(12))
        .map_or_else(|| text.find(';'), |start| start.find(';'))?;
    let name = text.get(1..end)?;
    let character = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code).filter(|c| !c.is_control() || *c == '\n')?
    } else {
        NAMED.iter().find(|(known, _)| *known == name)?.1
    };
    Some((character, end + 1))
}

/// Whether the tag that begins here breaks the line, and its length.
fn tag(text: &str) -> Option<(bool, usize)> {
    const BREAKS: &[&str] = &[
        "br",
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "blockquote",
        "tr",
    ];
    const OTHERS: &[&str] = &[
        "b", "i", "u", "em", "strong", "span", "a", "font", "small", "sup", "sub", "s", "img",
        "table", "td", "th", "tbody", "code", "pre", "q", "cite", "hr",
    ];
    let end = text.find('>').filter(|end| *end < 300)?;
    let inside = text.get(1..end)?;
    let name = inside.trim_start_matches('/');
    let name: String = name
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let name = name.to_ascii_lowercase();
    if BREAKS.contains(&name.as_str()) {
        // The beginning of a paragraph only breaks what stands before it.
        Some((true, end + 1))
    } else {
        OTHERS.contains(&name.as_str()).then_some((false, end + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        for (stands, meant) in [
            (
                "It&#39;s &quot;great&quot; &amp; quiet<br />Second line<br/><b>bold</b>",
                "It's \"great\" & quiet\nSecond line\nbold",
            ),
            ("<p>One</p><p>Two</p>", "One\nTwo"),
            ("a &#x2019; b", "a ’ b"),
            // What an author wrote about tags comes out as they wrote it, and is escaped where it is shown.
            (
                "&lt;script&gt;alert(1)&lt;/script&gt; &nbsp; fine",
                "<script>alert(1)</script> \u{a0} fine",
            ),
            ("K&uuml;che", "Küche"),
        ] {
            assert_eq!(decoded(stands).as_deref(), Some(meant), "{stands}");
        }
        for plain in [
            "I <3 it",
            "a < b and c > d",
            "R&D",
            "Q&A; fine",
            "x & y",
            "&unknown;",
            "<unknown>",
            "AT&T; ok",
        ] {
            assert_eq!(decoded(plain), None, "{plain}");
        }
    }
}
