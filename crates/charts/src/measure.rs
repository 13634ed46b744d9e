//! How wide a text is. Layout asks a [`MeasureText`]: the canvas's own `measureText` in the
//! browser, [`EstimatedWidths`] natively. plotters itself never measures anything here.

/// Stroke weight. A canvas set through plotters knows these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Size and weight of a text; the family is the theme's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// In CSS px.
    pub size: f64,
    /// Stroke weight.
    pub weight: Weight,
}

/// Names of stages, phases and levels, and their counts.
pub(crate) const NAME: Font = Font {
    size: 15.0,
    weight: Weight::Bold,
};
/// Everything said about them.
pub(crate) const NOTE: Font = Font {
    size: 13.0,
    weight: Weight::Regular,
};
/// A note that carries a figure.
pub(crate) const STRONG_NOTE: Font = Font {
    size: 13.0,
    weight: Weight::Bold,
};
/// The rate of a phase.
pub(crate) const FIGURE: Font = Font {
    size: 23.0,
    weight: Weight::Bold,
};
/// The one number in the middle of the wheel.
pub(crate) const HERO: Font = Font {
    size: 40.0,
    weight: Weight::Bold,
};

impl Font {
    /// The value for a canvas's or a style's `font`, as plotters-canvas writes it:
    /// `bold 15px system-ui, sans-serif`.
    pub fn css(&self, family: &str) -> String {
        let weight = match self.weight {
            Weight::Regular => "normal",
            Weight::Bold => "bold",
        };
        format!("{weight} {}px {family}", self.size)
    }

    /// Height of a line in CSS px.
    pub(crate) fn line(&self) -> f64 {
        (self.size * 1.3).round()
    }
}

/// Measures one line of text.
pub trait MeasureText {
    /// Advance width in CSS px. Must be finite; layout asks each text a few times at most.
    fn width(&self, text: &str, font: Font) -> f64;
}

/// Widths from a table of Helvetica's metrics: the same on every machine, close to what browsers
/// show, and meant for tests and native export.
#[derive(Clone, Copy, Debug, Default)]
pub struct EstimatedWidths;

impl MeasureText for EstimatedWidths {
    fn width(&self, text: &str, font: Font) -> f64 {
        let bold = if font.weight == Weight::Bold {
            1.07
        } else {
            1.0
        };
        text.chars().map(advance).sum::<f64>() * font.size * bold
    }
}

/// Advance in em.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' => 0.23,
        ' ' | ',' | '.' | ':' | ';' | '!' | '/' | 'f' | 't' | 'I' | '·' => 0.28,
        'r' | '(' | ')' | '-' | '"' => 0.34,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'm' | 'M' => 0.84,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 0.72,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 0.67,
        'G' | 'O' | 'Q' => 0.78,
        'W' | '@' => 0.96,
        '%' => 0.89,
        '+' | '<' | '>' | '=' | '−' | '×' => 0.59,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{0}'..='\u{7f}' => 0.556,
        '\u{80}'..='\u{10ff}' => 0.6,
        _ => 1.0,
    }
}

/// One line without control characters, as a label shows it.
pub(crate) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

/// Whether a text may not be cut before this character: it belongs to the one before.
fn joins(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

/// The text, cut with an ellipsis when it is wider than `room`. Empty when not even the ellipsis
/// fits.
pub(crate) fn fit(measure: &dyn MeasureText, text: &str, font: Font, room: f64) -> String {
    if measure.width(text, font) <= room {
        return text.to_owned();
    }
    let mut before = '\0';
    let cuts: Vec<usize> = text
        .char_indices()
        .filter(|(_, character)| {
            let after_joiner = before == '\u{200d}';
            before = *character;
            !joins(*character) && !after_joiner
        })
        .map(|(index, _)| index)
        .collect();
    let shortened = |cut: usize| {
        format!(
            "{}…",
            text.get(..cut).unwrap_or_default().trim_end_matches(' ')
        )
    };
    let fitting = cuts.partition_point(|cut| measure.width(&shortened(*cut), font) <= room);
    fitting
        .checked_sub(1)
        .and_then(|index| cuts.get(index))
        .map_or_else(String::new, |cut| shortened(*cut))
}

/// The text in at most `lines` lines of `room` px, the last one cut when it does not fit.
pub(crate) fn wrap(
    measure: &dyn MeasureText,
    text: &str,
    font: Font,
    room: f64,
    lines: usize,
) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if line.is_empty() || done.len() + 1 >= lines || measure.width(&longer, font) <= room {
            line = longer;
        } else {
            done.push(fit(measure, &line, font, room));
            word.clone_into(&mut line);
        }
    }
    if !line.is_empty() {
        done.push(fit(measure, &line, font, room));
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_to_its_room() {
        let name = "Evaluating together with procurement and legal";
        let text = fit(&EstimatedWidths, name, NAME, 120.0);
        assert!(
            text.ends_with('…') && text.starts_with("Evaluating"),
            "{text}"
        );
        assert!(EstimatedWidths.width(&text, NAME) <= 120.0);
        assert_eq!(fit(&EstimatedWidths, "Intent", NAME, 120.0), "Intent");
        assert_eq!(fit(&EstimatedWidths, "Intent", NAME, 3.0), "");
    }

    #[test]
    fn joined_emoji_are_kept_whole() {
        let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦 family";
        for room in 0..120 {
            let text = fit(&EstimatedWidths, family, NAME, f64::from(room));
            assert!(
                !text.contains("\u{200d}…") && !text.ends_with("👨…"),
                "{text}"
            );
        }
    }

    #[test]
    fn wrapping_keeps_every_word_when_there_is_room() {
        let lines = wrap(
            &EstimatedWidths,
            "acts of advocacy per customer",
            NOTE,
            110.0,
            3,
        );
        assert_eq!(lines.join(" "), "acts of advocacy per customer");
        assert!(lines.len() > 1);
        assert!(wrap(&EstimatedWidths, "", NOTE, 110.0, 3).is_empty());
    }

    #[test]
    fn names_become_one_line() {
        assert_eq!(clean("  two\nlines\t\u{7}here "), "two lines here");
    }
}
