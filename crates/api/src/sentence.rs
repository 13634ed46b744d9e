//! What the rules found out, for programs and for people: a code with figures, and the sentence in the
//! language of the request.

use std::collections::BTreeMap;

use laurel_domain::fact::{Fact, Figure};
use serde::{Deserialize, Serialize};

/// A code with figures, and the sentence that they make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sentence {
    /// Stable.
    pub code: String,
    /// By name: counts, shares from 0 to 1, codes, names that the program chose.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, Figure>,
    /// For people, in the language of `Accept-Language`; English by default.
    pub message: String,
}

impl Sentence {
    /// A fact with its sentence.
    pub fn new(fact: &impl Fact, message: impl Into<String>) -> Self {
        let figures = fact.figures().into_iter();
        Self {
            code: fact.code().to_owned(),
            figures: figures
                .map(|(name, figure)| (name.to_owned(), figure))
                .collect(),
            message: message.into(),
        }
    }

    /// The count with this name.
    pub fn count(&self, name: &str) -> Option<u64> {
        match self.figures.get(name)? {
            Figure::Count(count) => Some(*count),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::overview::Change;

    #[test]
    fn a_sentence_has_its_code_figures_and_message() {
        let change = Change::Reached {
            position: 5,
            stage: "Loyalty".to_owned(),
            people: 23,
        };
        let sentence = Sentence::new(&change, "23 people reached Loyalty");
        let json = serde_json::to_value(&sentence).expect("JSON");
        assert_eq!(
            json,
            serde_json::json!({
                "code": "reached",
                "figures": { "people": 23, "position": 5, "stage": "Loyalty" },
                "message": "23 people reached Loyalty",
            })
        );
        let read: Sentence = serde_json::from_value(json).expect("the same again");
        assert_eq!(read, sentence);
        assert_eq!(read.count("position"), Some(5));
    }
}
