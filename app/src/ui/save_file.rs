//! Files that the browser keeps: offered as a download, never sent anywhere.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers a text as a file. `kind` is its media type without a character set; the text is UTF-8.
///
/// # Errors
/// When the browser refuses.
pub fn save_text(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let properties = BlobPropertyBag::new();
    properties.set_type(&format!("{kind};charset=utf-8"));
    let parts = Array::of1(&JsValue::from_str(text));
    save_blob(
        name,
        &Blob::new_with_str_sequence_and_options(&parts, &properties)?,
    )
}

/// Offers bytes as a file.
///
/// # Errors
/// When the browser refuses.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
