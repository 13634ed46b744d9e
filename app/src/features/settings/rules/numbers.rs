//! The numbers among the rules: what each is called, where it stands, and how it is read and written.

use laurel_domain::settings::ProgramSettings;

/// A number among the rules.
pub struct Number {
    /// Its path, as a problem names it.
    pub field: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// In what it is counted.
    pub unit: &'static str,
    /// As it is.
    pub read: fn(&ProgramSettings) -> u32,
    /// As it shall be; `None` when it is too large for the field.
    pub write: fn(&mut ProgramSettings, u32) -> Option<()>,
}

/// Numbers that belong together.
pub struct Group {
    /// Their heading.
    pub title: &'static str,
    /// What they decide.
    pub words: &'static str,
    /// The numbers.
    pub numbers: &'static [Number],
}

macro_rules! number {
    ($label:literal, $($field:ident).+, $unit:literal) => {
        Number {
            field: stringify!($($field).+),
            label: $label,
            unit: $unit,
            read: |rules| rules.$($field).+.into(),
            write: |rules, number| {
                rules.$($field).+ = number.try_into().ok()?;
                Some(())
            },
        }
    };
}

/// All of them, in the order of the page.
pub const GROUPS: [Group; 7] = [
    Group {
        title: "The balance",
        words: "What somebody received less what they gave, both fading with time. Who gave far more than they received is overdrawn, and is thanked before the next ask.",
        numbers: &[
            number!(
                "An act or a reward counts half after",
                half_life_days,
                "days"
            ),
            number!(
                "Overdrawn below zero by more than",
                overdraft_points,
                "points"
            ),
            number!(
                "Not asked again this quarter after",
                high_effort_per_quarter,
                "acts that cost a lot"
            ),
        ],
    },
    Group {
        title: "Engaged customer",
        words: "Had good experiences of several kinds: purchases, onboarding, solved support cases, high answers to the recommendation question.",
        numbers: &[
            number!("A customer for at least", thresholds.engaged_days, "days"),
            number!(
                "With at least",
                thresholds.engaged_experiences,
                "good experiences"
            ),
            number!("Of at least", thresholds.engaged_kinds, "of the four kinds"),
            number!("An answer is high from", thresholds.promoter_score, "of 10"),
        ],
    },
    Group {
        title: "Early-stage advocate",
        words: "Speaks up more than once.",
        numbers: &[
            number!("At least", thresholds.early_acts, "acts"),
            number!("Within", thresholds.early_days, "days"),
        ],
    },
    Group {
        title: "Transitioning advocate",
        words: "Has carried the load for long, and is overdrawn.",
        numbers: &[number!(
            "An advocate for at least",
            thresholds.transitioning_days,
            "days"
        )],
    },
    Group {
        title: "Full-blown advocate",
        words: "Advocates in many ways, for long, and is not overdrawn.",
        numbers: &[
            number!("At least", thresholds.full_acts, "acts"),
            number!("Of at least", thresholds.full_kinds, "kinds"),
            number!(
                "From the first to the latest at least",
                thresholds.full_days,
                "days"
            ),
        ],
    },
    Group {
        title: "Down the ladder",
        words: "Up is at once; nobody falls from one day to the next.",
        numbers: &[number!(
            "A stage is kept for at least",
            thresholds.downgrade_every_days,
            "days"
        )],
    },
    Group {
        title: "Needs and flywheel",
        words: "A need level opens when a reward of the level before was answered by another act. The flywheel follows each customer from the first purchase on.",
        numbers: &[
            number!("An act answers a reward within", answer_within_days, "days"),
            number!("A customer is followed for", follow_days, "days"),
        ],
    },
];
