//! Cookies: `__Host-` names wherever there is TLS, plain names on a developer's machine only.

use http::HeaderMap;
use http::header::COOKIE;

/// The session.
pub(crate) const SESSION: &str = "laurel";
/// The browser that asked for a sign-in link.
pub(crate) const BROWSER: &str = "laurel-browser";
/// That somebody signed in with this browser before; it opens nothing.
pub(crate) const KNOWN: &str = "laurel-known";

/// The value of a cookie. Over TLS only the `__Host-` name counts, so no other host can plant one.
pub(crate) fn read(headers: &HeaderMap, name: &str, secure: bool) -> Option<String> {
    let full = full_name(name, secure);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == full)
        .map(|(_, value)| value.to_owned())
}

/// A `Set-Cookie` value that lives so many seconds; 0 removes the cookie.
pub(crate) fn write(name: &str, value: &str, seconds: u32, secure: bool) -> String {
    let full = full_name(name, secure);
    let tls = if secure { "; Secure" } else { "" };
    format!("{full}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{tls}")
}

fn full_name(name: &str, secure: bool) -> String {
    if secure {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}
