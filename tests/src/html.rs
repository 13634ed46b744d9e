//! Reads the little that tests need out of our own pages, whose attributes are always quoted.

/// The text of an HTML piece whose markup characters are escaped.
pub fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// The opening tag (everything up to its `>`) of the control with this name.
pub fn control<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    tags(html).find(|tag| attribute(tag, "name").as_deref() == Some(name))
}

/// The value of the input with this name.
pub fn value(html: &str, name: &str) -> Option<String> {
    attribute(control(html, name)?, "value")
}

/// The text inside the textarea with this name, as a browser sends it back.
pub fn textarea(html: &str, name: &str) -> Option<String> {
    let tag = control(html, name)?;
    let start = html.find(tag)? + tag.len();
    let rest = html.get(start..)?.strip_prefix('>')?;
    let inner = rest.split("</textarea>").next()?;
    // Browsers leave out one line break right behind the tag.
    Some(unescape(inner.strip_prefix('\n').unwrap_or(inner)))
}

/// The value of the option that is chosen in the select with this name.
pub fn selected(html: &str, name: &str) -> Option<String> {
    let tag = control(html, name)?;
    let start = html.find(tag)?;
    let inner = html.get(start..)?.split("</select>").next()?;
    let chosen = tags(inner).find(|tag| has_flag(tag, "selected"))?;
    attribute(chosen, "value")
}

/// The value of the radio button that is chosen, or of the box that is ticked.
pub fn checked(html: &str, name: &str) -> Option<String> {
    let chosen = tags(html)
        .filter(|tag| attribute(tag, "name").as_deref() == Some(name))
        .find(|tag| has_flag(tag, "checked"))?;
    attribute(chosen, "value")
}

/// The first address in a link or form that begins like this.
pub fn address(html: &str, beginning: &str) -> Option<String> {
    tags(html).find_map(|tag| {
        let found = attribute(tag, "href").or_else(|| attribute(tag, "action"))?;
        found.starts_with(beginning).then_some(found)
    })
}

/// All opening tags: what stands between `<` and `>`.
pub fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .filter_map(|piece| piece.split('>').next())
}

/// An attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let marker = format!(" {name}=\"");
    let start = tag.find(&marker)? + marker.len();
    let value = tag.get(start..)?.split('"').next()?;
    Some(unescape(value))
}

fn has_flag(tag: &str, name: &str) -> bool {
    let end = tag.trim_end_matches('/');
    end.split_ascii_whitespace().any(|word| {
        word == name || word == format!("{name}=\"\"") || word == format!("{name}=\"{name}\"")
    })
}
