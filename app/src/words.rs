//! The language that the app speaks. One at a time: choosing another one loads the page again.

use std::sync::OnceLock;

use js_sys::{Array, JsString, Reflect};
use laurel_words::{Words, install};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// Where `app/words.js` keeps the choice.
const STORED_AS: &str = "laurel-language";

static CHOSEN: OnceLock<Words> = OnceLock::new();

/// A message without arguments, by its method: for tables that are written before the language is known.
pub type Message = fn(Words) -> &'static str;

/// The words of the app's language: `t().people_title()`.
pub fn t() -> Words {
    CHOSEN.get().copied().unwrap_or_default()
}

/// Takes the messages that `app/words.js` has fetched. Once, before anything is drawn.
pub fn take() {
    let Ok(found) = Reflect::get(&js_sys::global(), &"laurelWords".into()) else {
        return;
    };
    let get = |name: &str| Reflect::get(&found, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let texts = get("texts").dyn_into::<Array>().unwrap_or_default();
    let texts = texts.iter().filter_map(|text| text.as_string()).collect();
    if let Err(error) = install(texts) {
        leptos::logging::error!("{error}");
        return;
    }
    let tag = get("tag").dyn_into::<JsString>().map(String::from);
    let words = tag
        .ok()
        .and_then(|tag| Words::by_tag(&tag))
        .unwrap_or_default();
    let _ = CHOSEN.set(words);
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute("lang", words.tag());
        let _ = page.set_attribute("dir", words.direction());
    }
}

/// Speaks the language of this tag from now on: keeps the choice and loads the page again.
pub fn speak(tag: &str) {
    if let Ok(Some(stored)) = window().local_storage() {
        let _ = stored.set_item(STORED_AS, tag);
    }
    let _ = window().location().reload();
}
