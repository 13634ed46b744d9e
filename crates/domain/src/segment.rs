//! A part of a program's people that share one known value of one dimension: everybody from one
//! country, of one company size, with one tag.

use std::fmt;
use std::str::FromStr;

use crate::enums::{UnknownCode, coded_enum};

/// The most characters that a value has.
pub const LONGEST_VALUE: usize = 200;

coded_enum! {
    /// By what people are divided.
    Dimension {
        /// How the person first came.
        Source = "source";
        /// The person's country.
        Country = "country";
        /// The industry of the person's company.
        Industry = "industry";
        /// The size of the person's company.
        CompanySize = "company_size";
        /// The product that the person bought.
        Product = "product";
        /// What members wrote on the person; one person can have several.
        Tag = "tag";
    }
}

/// The people with one value of one dimension. Written as `country:Norway`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Segment {
    /// By what they are chosen.
    pub dimension: Dimension,
    /// What they have in common; empty for "not known". At most [`LONGEST_VALUE`] characters.
    value: String,
}

/// Why a text is no segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidSegment {
    /// There is no colon.
    NoColon,
    /// What stands before the colon is no dimension.
    Dimension(UnknownCode),
    /// What stands behind the colon is too long.
    TooLong {
        /// How many characters it has.
        given: usize,
    },
}

impl Segment {
    /// The people with this value; empty for "not known".
    ///
    /// # Errors
    /// When the value is longer than [`LONGEST_VALUE`].
    pub fn new(dimension: Dimension, value: impl Into<String>) -> Result<Self, InvalidSegment> {
        let value = value.into();
        let given = value.chars().count();
        if given > LONGEST_VALUE {
            return Err(InvalidSegment::TooLong { given });
        }
        Ok(Self { dimension, value })
    }

    /// Reads `country:Norway`; the value may have colons of its own.
    ///
    /// # Errors
    /// When there is no colon, no such dimension, or too long a value.
    pub fn parse(text: &str) -> Result<Self, InvalidSegment> {
        let (dimension, value) = text.split_once(':').ok_or(InvalidSegment::NoColon)?;
        let dimension = Dimension::parse(dimension).map_err(InvalidSegment::Dimension)?;
        Self::new(dimension, value)
    }

    /// What its people have in common; empty for "not known".
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Values with commas between them; a comma or backslash in a value has a backslash before it. The
/// empty text is one empty value.
pub fn write_values<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for (place, value) in values.into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        for character in value.chars() {
            if matches!(character, ',' | '\\') {
                text.push('\\');
            }
            text.push(character);
        }
    }
    text
}

/// Reads what [`write_values`] writes.
pub fn read_values(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut value = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            ',' => values.push(std::mem::take(&mut value)),
            '\\' => value.extend(characters.next()),
            other => value.push(other),
        }
    }
    values.push(value);
    values
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.dimension, self.value)
    }
}

impl FromStr for Segment {
    type Err = InvalidSegment;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_segment_is_a_dimension_and_a_value() {
        let norway = Segment::parse("country:Norway").expect("a segment");
        assert_eq!(
            (norway.dimension, norway.value()),
            (Dimension::Country, "Norway")
        );
        let unknown = Segment::parse("company_size:").expect("a segment");
        assert_eq!(unknown.value(), "");
        let colons = Segment::parse("source:ad: spring").expect("a segment");
        assert_eq!(colons.value(), "ad: spring");
    }

    #[test]
    fn what_is_none_is_refused_with_a_reason() {
        assert_eq!(Segment::parse("country"), Err(InvalidSegment::NoColon));
        assert!(matches!(
            Segment::parse("planet:Mars"),
            Err(InvalidSegment::Dimension(_))
        ));
        let long = |length| Segment::new(Dimension::Tag, "ü".repeat(length));
        assert!(long(LONGEST_VALUE).is_ok());
        assert_eq!(
            long(LONGEST_VALUE + 1),
            Err(InvalidSegment::TooLong {
                given: LONGEST_VALUE + 1
            })
        );
    }

    #[test]
    fn values_keep_their_commas() {
        let values = ["a,b", "", "c\\"];
        let text = write_values(values);
        assert_eq!(text, "a\\,b,,c\\\\");
        assert_eq!(read_values(&text), values);
        assert_eq!(read_values(""), [""]);
    }

    proptest! {
        #[test]
        fn written_values_are_read_back(values in prop::collection::vec("[a,\\\\ü]{0,6}", 1..6)) {
            prop_assert_eq!(read_values(&write_values(values.iter().map(String::as_str))), values);
        }

        #[test]
        fn a_written_segment_is_read_back(at in 0..Dimension::ALL.len(), value in "\\PC{0,200}") {
            let segment = Segment::new(Dimension::ALL[at], value).expect("short enough");
            prop_assert_eq!(Segment::parse(&segment.to_string()), Ok(segment));
        }
    }
}
