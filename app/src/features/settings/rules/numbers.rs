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
    /// As it shall be; what is too large for the field becomes its largest, which the check refuses.
    pub write: fn(&mut ProgramSettings, u32),
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

fn short(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// All of them, in the order of the page.
pub const GROUPS: [Group; 7] = [
    Group {
        title: "The balance",
        words: "What somebody received less what they gave, both fading with time. Who gave far more than they received is overdrawn, and is thanked before the next ask.",
        numbers: &[
            Number {
                field: "half_life_days",
                label: "An act or a reward counts half after",
                unit: "days",
                read: |rules| rules.half_life_days.into(),
                write: |rules, number| rules.half_life_days = short(number),
            },
            Number {
                field: "overdraft_points",
                label: "Overdrawn below zero by more than",
                unit: "points",
                read: |rules| rules.overdraft_points,
                write: |rules, number| rules.overdraft_points = number,
            },
            Number {
                field: "high_effort_per_quarter",
                label: "Not asked again this quarter after",
                unit: "acts that cost a lot",
                read: |rules| rules.high_effort_per_quarter,
                write: |rules, number| rules.high_effort_per_quarter = number,
            },
        ],
    },
    Group {
        title: "Engaged customer",
        words: "Had good experiences of several kinds: purchases, onboarding, solved support cases, high answers to the recommendation question.",
        numbers: &[
            Number {
                field: "thresholds.engaged_days",
                label: "A customer for at least",
                unit: "days",
                read: |rules| rules.thresholds.engaged_days.into(),
                write: |rules, number| rules.thresholds.engaged_days = short(number),
            },
            Number {
                field: "thresholds.engaged_experiences",
                label: "With at least",
                unit: "good experiences",
                read: |rules| rules.thresholds.engaged_experiences,
                write: |rules, number| rules.thresholds.engaged_experiences = number,
            },
            Number {
                field: "thresholds.engaged_kinds",
                label: "Of at least",
                unit: "of the four kinds",
                read: |rules| rules.thresholds.engaged_kinds,
                write: |rules, number| rules.thresholds.engaged_kinds = number,
            },
            Number {
                field: "thresholds.promoter_score",
                label: "An answer is high from",
                unit: "of 10",
                read: |rules| rules.thresholds.promoter_score.into(),
                write: |rules, number| {
                    rules.thresholds.promoter_score = u8::try_from(number).unwrap_or(u8::MAX);
                },
            },
        ],
    },
    Group {
        title: "Early-stage advocate",
        words: "Speaks up more than once.",
        numbers: &[
            Number {
                field: "thresholds.early_acts",
                label: "At least",
                unit: "acts",
                read: |rules| rules.thresholds.early_acts,
                write: |rules, number| rules.thresholds.early_acts = number,
            },
            Number {
                field: "thresholds.early_days",
                label: "Within",
                unit: "days",
                read: |rules| rules.thresholds.early_days.into(),
                write: |rules, number| rules.thresholds.early_days = short(number),
            },
        ],
    },
    Group {
        title: "Transitioning advocate",
        words: "Has carried the load for long, and is overdrawn.",
        numbers: &[Number {
            field: "thresholds.transitioning_days",
            label: "An advocate for at least",
            unit: "days",
            read: |rules| rules.thresholds.transitioning_days.into(),
            write: |rules, number| rules.thresholds.transitioning_days = short(number),
        }],
    },
    Group {
        title: "Full-blown advocate",
        words: "Advocates in many ways, for long, and is not overdrawn.",
        numbers: &[
            Number {
                field: "thresholds.full_acts",
                label: "At least",
                unit: "acts",
                read: |rules| rules.thresholds.full_acts,
                write: |rules, number| rules.thresholds.full_acts = number,
            },
            Number {
                field: "thresholds.full_kinds",
                label: "Of at least",
                unit: "kinds",
                read: |rules| rules.thresholds.full_kinds,
                write: |rules, number| rules.thresholds.full_kinds = number,
            },
            Number {
                field: "thresholds.full_days",
                label: "From the first to the latest at least",
                unit: "days",
                read: |rules| rules.thresholds.full_days.into(),
                write: |rules, number| rules.thresholds.full_days = short(number),
            },
        ],
    },
    Group {
        title: "Down the ladder",
        words: "Up is at once; nobody falls from one day to the next.",
        numbers: &[Number {
            field: "thresholds.downgrade_every_days",
            label: "A stage is kept for at least",
            unit: "days",
            read: |rules| rules.thresholds.downgrade_every_days.into(),
            write: |rules, number| rules.thresholds.downgrade_every_days = short(number),
        }],
    },
    Group {
        title: "Needs and flywheel",
        words: "A need level opens when a reward of the level before was answered by another act. The flywheel follows each customer from the first purchase on.",
        numbers: &[
            Number {
                field: "answer_within_days",
                label: "An act answers a reward within",
                unit: "days",
                read: |rules| rules.answer_within_days.into(),
                write: |rules, number| rules.answer_within_days = short(number),
            },
            Number {
                field: "follow_days",
                label: "A customer is followed for",
                unit: "days",
                read: |rules| rules.follow_days.into(),
                write: |rules, number| rules.follow_days = short(number),
            },
        ],
    },
];
