//! What Unicode says about letters.
//!
//! Its tables take 130 KB of a compressed wasm program, and a browser and a Worker have them already: there the
//! program installs its platform's ([`install`]). Native tools compile tables in with the feature `unicode`.

use std::sync::OnceLock;

/// What a platform knows of Unicode.
#[derive(Debug, Clone, Copy)]
pub struct Unicode {
    /// The text in the normalization form C: letters with their marks as one character where there is one.
    pub composed: fn(&str) -> String,
    /// The host as it stands in the DNS, by UTS 46: lowercase, `xn--` for labels beyond ASCII. `None` when it
    /// can be none.
    pub host: fn(&str) -> Option<String>,
}

static PLATFORM: OnceLock<Unicode> = OnceLock::new();

/// Makes a platform's knowledge ours. Once, before anything is read; later calls change nothing.
pub fn install(platform: Unicode) {
    let _ = PLATFORM.set(platform);
}

/// The text in the normalization form C.
pub fn composed(text: &str) -> String {
    if text.is_ascii() {
        text.to_owned()
    } else {
        (platform().composed)(text)
    }
}

/// The host as it stands in the DNS; `None` when it can be none.
pub(super) fn host(text: &str) -> Option<String> {
    let host = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        (platform().host)(text)?
    };
    // Mapping may make a space of a character that was none.
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    host.chars().all(fits).then_some(host)
}

fn platform() -> Unicode {
    PLATFORM.get().copied().unwrap_or(compiled_in())
}

#[cfg(feature = "unicode")]
const fn compiled_in() -> Unicode {
    Unicode {
        composed: |text| {
            let normalizer = icu_normalizer::ComposingNormalizerBorrowed::new_nfc();
            normalizer.normalize(text).into_owned()
        },
        host: |text| idna::domain_to_ascii(text).ok(),
    }
}

/// Without tables letters stay as they are, and hosts beyond ASCII are refused.
#[cfg(not(feature = "unicode"))]
const fn compiled_in() -> Unicode {
    Unicode {
        composed: |text| text.to_owned(),
        host: |_| None,
    }
}
