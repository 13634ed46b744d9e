//! What browsers and Workers know already, so that a program need not bring it along: Unicode's tables.
#![warn(missing_docs)]

use js_sys::JsString;
use laurel_domain::text::unicode::{self, Unicode};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    type URL;
    #[wasm_bindgen(constructor, catch)]
    fn new(address: &str) -> Result<URL, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn hostname(this: &URL) -> String;
}

/// Lets the rules use the platform's knowledge. Once, when the program starts.
pub fn install() {
    unicode::install(Unicode {
        composed: |text| JsString::from(text).normalize("NFC").into(),
        host,
    });
}

/// A URL's parser reads more into a host than letters, so nothing else gets there.
fn host(text: &str) -> Option<String> {
    let is_plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let address = text
        .chars()
        .all(is_plain)
        .then(|| format!("http://{text}/"))?;
    Some(URL::new(&address).ok()?.hostname())
}
