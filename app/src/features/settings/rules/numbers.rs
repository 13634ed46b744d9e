//! The numbers among the rules: what each is called, where it stands, and how it is read and written.

use laurel_domain::settings::ProgramSettings;
use laurel_words::Words;

use crate::words::Message;

/// A number among the rules.
pub struct Number {
    /// Its path, as a problem names it.
    pub field: &'static str,
    /// What is asked.
    pub label: Message,
    /// In what it is counted.
    pub unit: Message,
    /// As it is.
    pub read: fn(&ProgramSettings) -> u32,
    /// As it shall be; `None` when it is too large for the field.
    pub write: fn(&mut ProgramSettings, u32) -> Option<()>,
}

/// Numbers that belong together.
pub struct Group {
    /// Their heading.
    pub title: Message,
    /// What they decide.
    pub words: Message,
    /// The numbers.
    pub numbers: &'static [Number],
}

macro_rules! number {
    ($label:ident, $($field:ident).+, $unit:ident) => {
        Number {
            field: stringify!($($field).+),
            label: Words::$label,
            unit: Words::$unit,
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
        title: Words::values_balance,
        words: Words::values_balance_words,
        numbers: &[
            number!(values_half_life, half_life_days, values_days),
            number!(values_overdraft, overdraft_points, values_points),
            number!(
                values_per_quarter,
                high_effort_per_quarter,
                values_per_quarter_unit
            ),
        ],
    },
    Group {
        title: Words::values_engaged,
        words: Words::values_engaged_words,
        numbers: &[
            number!(values_engaged_days, thresholds.engaged_days, values_days),
            number!(
                values_engaged_experiences,
                thresholds.engaged_experiences,
                values_engaged_experiences_unit
            ),
            number!(
                values_engaged_kinds,
                thresholds.engaged_kinds,
                values_engaged_kinds_unit
            ),
            number!(
                values_promoter_score,
                thresholds.promoter_score,
                values_promoter_score_unit
            ),
        ],
    },
    Group {
        title: Words::values_early,
        words: Words::values_early_words,
        numbers: &[
            number!(values_early_acts, thresholds.early_acts, values_acts),
            number!(values_early_days, thresholds.early_days, values_days),
        ],
    },
    Group {
        title: Words::values_transitioning,
        words: Words::values_transitioning_words,
        numbers: &[number!(
            values_transitioning_days,
            thresholds.transitioning_days,
            values_days
        )],
    },
    Group {
        title: Words::values_full,
        words: Words::values_full_words,
        numbers: &[
            number!(values_full_acts, thresholds.full_acts, values_acts),
            number!(
                values_full_kinds,
                thresholds.full_kinds,
                values_full_kinds_unit
            ),
            number!(values_full_days, thresholds.full_days, values_days),
        ],
    },
    Group {
        title: Words::values_down,
        words: Words::values_down_words,
        numbers: &[number!(
            values_down_days,
            thresholds.downgrade_every_days,
            values_days
        )],
    },
    Group {
        title: Words::values_needs,
        words: Words::values_needs_words,
        numbers: &[
            number!(values_answer_days, answer_within_days, values_days),
            number!(values_follow_days, follow_days, values_days),
        ],
    },
];
