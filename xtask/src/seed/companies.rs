//! Companies that do not exist.

use super::random::Random;

/// A company and what somebody does there.
pub(super) struct Job {
    /// The person's role.
    pub(super) headline: &'static str,
    /// The company's name.
    pub(super) company: String,
    /// What it does.
    pub(super) industry: &'static str,
    /// How many people work there.
    pub(super) size: &'static str,
}

/// First words of the companies' names.
const STEMS: &[&str] = &[
    "Almenning",
    "Birkholm",
    "Caldera",
    "Dovrefell",
    "Elmgate",
    "Fjordgata",
    "Grantham Yard",
    "Havstein",
    "Ilsvika",
    "Juniper & Pine",
    "Kestrelwick",
    "Lade Lane",
    "Møllenberg",
    "Nidelva",
    "Orchard Row",
    "Piirto",
    "Quayside North",
    "Rosendal",
    "Stavne",
    "Tidewell",
    "Ulvmoen",
    "Verdant Mile",
    "Westerlund",
    "Ytterby",
];

/// What a company is, its industry, and who buys lamps there.
const TRADES: &[(&str, &str, &str)] = &[
    ("Architects", "Architecture", "Office manager"),
    ("Library", "Public sector", "Head librarian"),
    ("Watch Repair", "Crafts", "Watchmaker"),
    ("Hotel", "Hospitality", "Procurement lead"),
    ("School", "Education", "Deputy head"),
    ("Press", "Publishing", "Production editor"),
    ("Law", "Legal services", "Practice manager"),
    ("Conservation Studio", "Museums", "Paper conservator"),
    ("Radio", "Media", "Studio engineer"),
    ("Dental Lab", "Health care", "Technician"),
    ("Co-working", "Property", "Community manager"),
    ("Textiles", "Crafts", "Pattern maker"),
    ("Animation", "Media", "Studio lead"),
    ("Accountants", "Financial services", "Partner"),
];

const SIZES: &[&str] = &["1–9", "1–9", "10–49", "10–49", "50–249", "250 or more"];

/// A job at one of them.
pub(super) fn job(random: &mut Random) -> Job {
    let (kind, industry, headline) = random.pick(TRADES);
    Job {
        headline,
        company: format!("{} {kind}", random.pick(STEMS)),
        industry,
        size: random.pick(SIZES),
    }
}
