//! Colors and the font family. The values are those of `style/tokens.css`.

use std::borrow::Cow;

use crate::scene::{Phase, Tone};

/// An opaque sRGB color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// 0–255.
    pub red: u8,
    /// 0–255.
    pub green: u8,
    /// 0–255.
    pub blue: u8,
}

impl Color {
    /// From `0xRRGGBB`.
    pub const fn hex(value: u32) -> Self {
        let [_, red, green, blue] = value.to_be_bytes();
        Self { red, green, blue }
    }

    /// From what `getComputedStyle` or a custom property gives: `#rrggbb`, `#rgb`, `rgb(1, 2, 3)`
    /// or `rgb(1 2 3)`; an alpha value is ignored.
    pub fn parse(css: &str) -> Option<Self> {
        let css = css.trim();
        if let Some(digits) = css.strip_prefix('#') {
            let value = u32::from_str_radix(digits, 16).ok()?;
            return match digits.len() {
                6 => Some(Self::hex(value)),
                3 => {
                    let double = |nibble: u32| ((nibble & 0xf) * 0x11) as u8;
                    Some(Self {
                        red: double(value >> 8),
                        green: double(value >> 4),
                        blue: double(value),
                    })
                }
                _ => None,
            };
        }
        let inner = css.strip_prefix("rgb")?.trim_start_matches('a');
        let inner = inner.strip_prefix('(')?.strip_suffix(')')?;
        let mut channels = inner
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse::<f64>().ok().map(|value| value.round() as u8));
        Some(Self {
            red: channels.next()??,
            green: channels.next()??,
            blue: channels.next()??,
        })
    }

    /// Contrast ratio by WCAG 2: 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// A color for each role.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Background.
    pub paper: Color,
    /// Text, hover outline.
    pub ink: Color,
    /// Secondary text, at least 4.5:1.
    pub muted: Color,
    /// Lines that carry meaning, at least 3:1.
    pub guide: Color,
    /// Decoration.
    pub hairline: Color,
    /// River blue.
    pub attract: Color,
    /// Laurel green.
    pub engage: Color,
    /// Wreath gold.
    pub delight: Color,
    /// Pale river blue.
    pub attract_wash: Color,
    /// Pale laurel green.
    pub engage_wash: Color,
    /// Pale wreath gold.
    pub delight_wash: Color,
    /// Rust.
    pub problem: Color,
    /// The keyboard's focus ring, at least 3:1.
    pub focus: Color,
    /// CSS family list of all text.
    pub font_family: Cow<'static, str>,
}

const SANS: Cow<'static, str> = Cow::Borrowed(
    "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"Noto Sans\", Arial, sans-serif",
);

impl Theme {
    /// For light paper.
    pub const LIGHT: Self = Self {
        paper: Color::hex(0x00fb_faf7),
        ink: Color::hex(0x001b_1f1d),
        muted: Color::hex(0x0056_5d58),
        guide: Color::hex(0x0082_867d),
        hairline: Color::hex(0x00de_dbd1),
        attract: Color::hex(0x003b_7ea1),
        engage: Color::hex(0x002f_6b4f),
        delight: Color::hex(0x00b0_7d26),
        attract_wash: Color::hex(0x00e3_edf3),
        engage_wash: Color::hex(0x00e5_eee8),
        delight_wash: Color::hex(0x00f6_ecd8),
        problem: Color::hex(0x00a8_442a),
        focus: Color::hex(0x001d_6f9c),
        font_family: SANS,
    };

    /// For dark paper.
    pub const DARK: Self = Self {
        paper: Color::hex(0x0016_1917),
        ink: Color::hex(0x00ec_eeea),
        muted: Color::hex(0x00aa_b1ac),
        guide: Color::hex(0x007f_8882),
        hairline: Color::hex(0x0034_3a36),
        attract: Color::hex(0x0077_b3d4),
        engage: Color::hex(0x007c_c7a0),
        delight: Color::hex(0x00d7_a548),
        attract_wash: Color::hex(0x001a_2e3a),
        engage_wash: Color::hex(0x001d_3228),
        delight_wash: Color::hex(0x0035_2a15),
        problem: Color::hex(0x00e0_8469),
        focus: Color::hex(0x008c_cbf0),
        font_family: SANS,
    };

    /// From the system colors `Canvas`, `CanvasText` and `Highlight` of a forced-colors mode:
    /// marks are told apart by gaps, outlines and their labels alone.
    pub const fn forced_colors(canvas: Color, text: Color, highlight: Color) -> Self {
        Self {
            paper: canvas,
            ink: text,
            muted: text,
            guide: text,
            hairline: text,
            attract: text,
            engage: text,
            delight: text,
            attract_wash: canvas,
            engage_wash: canvas,
            delight_wash: canvas,
            problem: text,
            focus: highlight,
            font_family: SANS,
        }
    }

    /// The color of a role.
    pub const fn color(&self, tone: Tone) -> Color {
        match tone {
            Tone::Paper => self.paper,
            Tone::Ink => self.ink,
            Tone::Muted => self.muted,
            Tone::Guide => self.guide,
            Tone::Hairline => self.hairline,
            Tone::Phase(Phase::Attract) => self.attract,
            Tone::Phase(Phase::Engage) => self.engage,
            Tone::Phase(Phase::Delight) => self.delight,
            Tone::Wash(Phase::Attract) => self.attract_wash,
            Tone::Wash(Phase::Engage) => self.engage_wash,
            Tone::Wash(Phase::Delight) => self.delight_wash,
            Tone::Problem => self.problem,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_texts_stand_out() {
        let black = Color::hex(0);
        let forced = Theme::forced_colors(black, Color::hex(0x00ff_ffff), Color::hex(0x0000_ffff));
        for theme in [Theme::LIGHT, Theme::DARK, forced] {
            let marks = [
                theme.guide,
                theme.attract,
                theme.engage,
                theme.delight,
                theme.problem,
            ];
            for mark in marks.into_iter().chain([theme.focus]) {
                assert!(
                    mark.contrast(theme.paper) >= 3.0,
                    "{mark:?} on {:?}",
                    theme.paper
                );
            }
            for ground in [
                theme.paper,
                theme.attract_wash,
                theme.engage_wash,
                theme.delight_wash,
            ] {
                assert!(theme.ink.contrast(ground) >= 7.0);
                assert!(theme.muted.contrast(ground) >= 4.5);
            }
        }
    }

    #[test]
    fn css_colors_are_read() {
        let rust = Some(Color::hex(0x00a8_442a));
        for css in [
            "#a8442a",
            " rgb(168, 68, 42)",
            "rgb(168 68 42)",
            "rgba(168, 68, 42, 0.5)",
        ] {
            assert_eq!(Color::parse(css), rust, "{css}");
        }
        assert_eq!(Color::parse("#fff"), Some(Color::hex(0x00ff_ffff)));
        assert_eq!(Color::parse("rust"), None);
        assert_eq!(Color::parse("#ffé"), None);
    }
}
