//! What a row's state says about whether it counts, in the words of several languages.

/// A state as it is compared, and as it stands in [`laurel_api::imports::Mapping::statuses`]: lowercase words.
pub fn normal(text: &str) -> String {
    crate::suggest::words(text.trim())
}

/// States that say that something came about or is shown.
const COUNTS: &[&str] = &[
    "paid",
    "complete",
    "completed",
    "succeeded",
    "success",
    "successful",
    "captured",
    "fulfilled",
    "delivered",
    "shipped",
    "closed",
    "settled",
    "approved",
    "active",
    "published",
    "visible",
    "ok",
    "accepted",
    "live",
    "done",
    "invoiced",
    "bezahlt",
    "abgeschlossen",
    "erledigt",
    "versandt",
    "geliefert",
    "veröffentlicht",
    "freigegeben",
    "aktiv",
    "sichtbar",
    "payé",
    "payée",
    "terminé",
    "terminée",
    "livré",
    "livrée",
    "publié",
    "pagado",
    "pagada",
    "completado",
    "completada",
    "enviado",
    "entregado",
    "publicado",
    "pago",
    "concluído",
    "pagato",
    "completato",
    "spedito",
    "consegnato",
    "pubblicato",
    "betaald",
    "voltooid",
    "verzonden",
    "betalt",
    "betald",
    "slutförd",
    "fullført",
    "gennemført",
    "opłacone",
    "zakończone",
    "zrealizowane",
    "maksettu",
    "ödendi",
    "tamamlandı",
    "true",
    "yes",
    "ja",
];

/// Beginnings of states that say that nothing came about, or not for good.
const DOES_NOT_COUNT: &[&str] = &[
    "refund",
    "void",
    "fail",
    "pending",
    "cancel",
    "declin",
    "dispute",
    "chargeback",
    "charge back",
    "reject",
    "expired",
    "abandon",
    "draft",
    "on hold",
    "unpaid",
    "not paid",
    "authoriz",
    "authoris",
    "reversed",
    "returned",
    "partially refunded",
    "processing",
    "requires",
    "incomplete",
    "open",
    "hidden",
    "unpublished",
    "spam",
    "trash",
    "deleted",
    "blocked",
    "archived",
    "not yet",
    "flagged",
    "reported",
    "erstattet",
    "rückerstattet",
    "storn",
    "fehlgeschlagen",
    "ausstehend",
    "offen",
    "abgelehnt",
    "abgebrochen",
    "unbezahlt",
    "entwurf",
    "widerrufen",
    "zurückgegeben",
    "versteckt",
    "ausgeblendet",
    "unveröffentlicht",
    "gelöscht",
    "rembours",
    "annul",
    "échou",
    "en attente",
    "refus",
    "impay",
    "brouillon",
    "reembols",
    "cancelad",
    "fallid",
    "pendiente",
    "rechazad",
    "anulad",
    "borrador",
    "pendente",
    "falh",
    "recusad",
    "rimborsat",
    "annullat",
    "fallit",
    "in attesa",
    "rifiutat",
    "bozza",
    "terugbetaald",
    "geannuleerd",
    "mislukt",
    "in behandeling",
    "refunder",
    "annuller",
    "mislyk",
    "avvist",
    "återbetald",
    "avbruten",
    "misslyckad",
    "väntande",
    "zwrócone",
    "anulowane",
    "oczekuj",
    "odrzucone",
    "hyvitetty",
    "peruutettu",
    "iade",
    "iptal",
    "başarısız",
    "beklemede",
    "false",
    "no",
    "nein",
];

/// Whether a state counts, as far as its words tell.
pub(crate) fn counts(normal: &str) -> Option<bool> {
    if normal.is_empty() {
        return Some(true);
    }
    // "Not", "un…" and the like stand among those that do not count, so that "unpaid" is not "paid".
    let is_not = DOES_NOT_COUNT.iter().any(|start| match *start {
        "no" | "open" | "false" | "offen" | "void" => {
            normal == *start || normal == format!("{start}ed")
        }
        _ => normal.starts_with(start) || normal.contains(&format!(" {start}")),
    });
    if is_not {
        return Some(false);
    }
    COUNTS
        .iter()
        .any(|word| contains_word(normal, word))
        .then_some(true)
}

fn contains_word(normal: &str, word: &str) -> bool {
    normal == word
        || normal
            .split(' ')
            .any(|part| part == word || (word.len() > 4 && part.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_in_several_languages() {
        for yes in [
            "Paid",
            "partially_paid paid",
            "Completed",
            "bezahlt",
            "Publié",
            "Active",
            "fulfilled",
            "pagato",
            "",
        ] {
            assert_eq!(counts(&normal(yes)), Some(true), "{yes}");
        }
        for no in [
            "refunded",
            "Partially refunded",
            "voided",
            "Failed",
            "PENDING",
            "payment_failed",
            "Storniert",
            "Erstattet",
            "unpaid",
            "not-yet",
            "spam",
            "Hidden",
            "unpublished",
            "remboursé",
            "cancelado",
            "annullato",
            "canceled",
            "requires_payment_method",
            "wc-cancelled",
            "wc-refunded",
            "Erstattung ausstehend",
        ] {
            assert_eq!(counts(&normal(no)), Some(false), "{no}");
        }
        for unknown in ["blue", "stage 4", "xyz"] {
            assert_eq!(counts(&normal(unknown)), None, "{unknown}");
        }
    }
}
