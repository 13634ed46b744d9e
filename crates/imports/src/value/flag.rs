//! Yes or no.

use crate::trouble::Trouble;

/// Reads yes and no in several languages, `1`, `0`, `true`, `false`, in any case.
pub(crate) fn read(text: &str) -> Result<bool, Trouble> {
    match text.trim().to_lowercase().as_str() {
        "1" | "1.0" | "yes" | "y" | "true" | "t" | "x" | "✓" | "✔" | "ja" | "j" | "wahr"
        | "oui" | "o" | "vrai" | "sí" | "si" | "sì" | "sim" | "s" | "vero" | "tak" | "kyllä"
        | "evet" | "on" => Ok(true),
        "0" | "0.0" | "no" | "n" | "false" | "f" | "nein" | "falsch" | "non" | "faux" | "não"
        | "nao" | "falso" | "nee" | "nej" | "nei" | "nie" | "ei" | "hayır" | "off" => Ok(false),
        _ => Err(Trouble::NotAFlag),
    }
}

/// Reads an opt-out: yes and no, and the words that tools write beside addresses.
pub(crate) fn opted_out(text: &str) -> Result<bool, Trouble> {
    read(text).or_else(|trouble| match text.trim().to_lowercase().as_str() {
        "unsubscribed" | "opted out" | "opt out" | "opt-out" | "opted_out" | "cleaned"
        | "blocked" | "blacklisted" | "suppressed" | "complained" | "abgemeldet" | "désabonné"
        | "désinscrit" | "do not contact" => Ok(true),
        "subscribed" | "opted in" | "opt in" | "opt-in" | "opted_in" | "active" | "pending"
        | "non-subscribed" | "transactional" | "angemeldet" | "abonniert" | "abonné" => Ok(false),
        _ => Err(trouble),
    })
}
