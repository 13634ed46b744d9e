//! Which browser it is, in two words, so that its owner recognizes it in the list of sessions.

use http::HeaderMap;
use http::header::USER_AGENT;

/// Browsers by what only they say; the ones that claim to be others come first.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system, as in `Firefox|Windows`; either may be empty. Nothing else of the header is kept.
pub(super) fn family(headers: &HeaderMap) -> Option<String> {
    let agent = headers.get(USER_AGENT)?.to_str().ok()?;
    let name = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| agent.contains(mark));
        found.map_or("", |(_, name)| *name)
    };
    let (browser, system) = (name(&BROWSERS), name(&SYSTEMS));
    (!browser.is_empty() || !system.is_empty()).then(|| format!("{browser}|{system}"))
}

/// The two out of what is stored.
pub(super) fn parts(stored: Option<&str>) -> (Option<String>, Option<String>) {
    let (browser, system) = stored
        .unwrap_or_default()
        .split_once('|')
        .unwrap_or_default();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (some(browser), some(system))
}
