//! Which addresses tell a person.

/// Names of mailboxes that several people read.
const ROLES: [&str; 24] = [
    "accounting",
    "accounts",
    "admin",
    "billing",
    "buchhaltung",
    "bestellung",
    "contact",
    "einkauf",
    "finance",
    "hello",
    "hi",
    "info",
    "invoice",
    "kontakt",
    "mail",
    "office",
    "orders",
    "post",
    "rechnung",
    "sales",
    "service",
    "support",
    "team",
    "vertrieb",
];

/// Whether several people read what is sent there: `info@`, `sales@`, `office@`, … Such an address alone tells
/// nobody, once ids say that different people use it.
pub fn is_role_address(address: &str) -> bool {
    let (mailbox, _) = address.split_once('@').unwrap_or((address, ""));
    let name = mailbox.split('+').next().unwrap_or_default();
    ROLES.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_of_many_are_told_from_those_of_one() {
        for address in [
            "info@example.com",
            "Kontakt@example.de",
            "sales+eu@example.com",
        ] {
            assert!(is_role_address(address), "{address}");
        }
        for address in [
            "ada@example.com",
            "information@example.com",
            "ada.info@example.com",
        ] {
            assert!(!is_role_address(address), "{address}");
        }
    }
}
