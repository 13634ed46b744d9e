//! Countries by their codes and names, as files write them.

/// ISO 3166 code, English name, and other names, folded, between bars.
const COUNTRIES: &[&str] = &[
    "AE|United Arab Emirates|uae",
    "AL|Albania",
    "AR|Argentina|argentinien",
    "AT|Austria|österreich|autriche",
    "AU|Australia|australien",
    "BA|Bosnia and Herzegovina",
    "BD|Bangladesh",
    "BE|Belgium|belgien|belgique|belgië",
    "BG|Bulgaria|bulgarien",
    "BR|Brazil|brasilien|brasil",
    "BY|Belarus",
    "CA|Canada|kanada",
    "CH|Switzerland|schweiz|suisse|svizzera",
    "CL|Chile",
    "CN|China|people s republic of china|pr china",
    "CO|Colombia|kolumbien",
    "CR|Costa Rica",
    "CY|Cyprus|zypern",
    "CZ|Czechia|czech republic|tschechien",
    "DE|Germany|deutschland|allemagne|alemania|germania|duitsland|ger|deu",
    "DK|Denmark|dänemark|danmark",
    "DO|Dominican Republic",
    "DZ|Algeria|algerien",
    "EC|Ecuador",
    "EE|Estonia|estland",
    "EG|Egypt|ägypten",
    "ES|Spain|spanien|españa|espagne",
    "ET|Ethiopia",
    "FI|Finland|finnland|suomi",
    "FR|France|frankreich|francia",
    "GB|United Kingdom|uk|u k|great britain|britain|england|scotland|wales|northern ireland|vereinigtes königreich|großbritannien|gbr",
    "GE|Georgia|georgien",
    "GH|Ghana",
    "GR|Greece|griechenland",
    "HK|Hong Kong",
    "HR|Croatia|kroatien|hrvatska",
    "HU|Hungary|ungarn|magyarország",
    "ID|Indonesia|indonesien",
    "IE|Ireland|irland",
    "IL|Israel",
    "IN|India|indien",
    "IQ|Iraq",
    "IR|Iran",
    "IS|Iceland|island",
    "IT|Italy|italien|italia|italie",
    "JO|Jordan",
    "JP|Japan",
    "KE|Kenya",
    "KR|South Korea|korea|republic of korea|südkorea",
    "KW|Kuwait",
    "KZ|Kazakhstan",
    "LB|Lebanon",
    "LI|Liechtenstein",
    "LK|Sri Lanka",
    "LT|Lithuania|litauen",
    "LU|Luxembourg|luxemburg",
    "LV|Latvia|lettland",
    "MA|Morocco|marokko",
    "MC|Monaco",
    "MD|Moldova",
    "ME|Montenegro",
    "MK|North Macedonia",
    "MT|Malta",
    "MX|Mexico|mexiko|méxico",
    "MY|Malaysia",
    "NG|Nigeria",
    "NL|Netherlands|the netherlands|niederlande|nederland|holland",
    "NO|Norway|norge|norwegen|norvège|noruega",
    "NP|Nepal",
    "NZ|New Zealand|neuseeland",
    "OM|Oman",
    "PE|Peru",
    "PH|Philippines",
    "PK|Pakistan",
    "PL|Poland|polen|polska",
    "PT|Portugal",
    "PY|Paraguay",
    "QA|Qatar",
    "RO|Romania|rumänien|românia",
    "RS|Serbia|serbien",
    "RU|Russia|russian federation|russland",
    "SA|Saudi Arabia",
    "SE|Sweden|schweden|sverige|suède",
    "SG|Singapore|singapur",
    "SI|Slovenia|slowenien",
    "SK|Slovakia|slowakei",
    "SN|Senegal",
    "TH|Thailand",
    "TN|Tunisia",
    "TR|Türkiye|turkey|türkei|turkiye|turquie",
    "TW|Taiwan",
    "TZ|Tanzania",
    "UA|Ukraine",
    "UG|Uganda",
    "US|United States|usa|u s a|u s|united states of america|vereinigte staaten|états unis|estados unidos|america",
    "UY|Uruguay",
    "UZ|Uzbekistan",
    "VE|Venezuela",
    "VN|Vietnam|viet nam",
    "ZA|South Africa|südafrika",
];

/// The code of the country that a folded text names.
pub(super) fn code(folded: &str) -> Option<&'static str> {
    entry(folded).and_then(|entry| entry.get(..2))
}

/// The English name of the country that a folded text names.
pub(super) fn name(folded: &str) -> Option<&'static str> {
    entry(folded)?.split('|').nth(1)
}

fn entry(folded: &str) -> Option<&'static str> {
    COUNTRIES
        .iter()
        .copied()
        .find(|entry| entry.split('|').any(|name| name.to_lowercase() == folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_are_one_country() {
        for text in ["no", "norway", "norge", "norwegen"] {
            assert_eq!(
                (code(text), name(text)),
                (Some("NO"), Some("Norway")),
                "{text}"
            );
        }
        assert_eq!(name("u s a"), Some("United States"));
        assert_eq!(code("nowhere"), None);
    }
}
