//! How people and what is known about them are called.

use laurel_api::people::Person;
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::need_level::NeedLevel;

use crate::ui::tag::Tone;
use crate::words::t;

/// The name, or what else is known.
pub fn person_name(person: &Person) -> String {
    person
        .name
        .clone()
        .or_else(|| person.email.clone())
        .or_else(|| person.external_id.as_ref().map(|id| t().people_number(id)))
        .unwrap_or_else(|| t().people_no_name().to_owned())
}

/// Role and company on one line; empty when neither is known.
pub fn position_words(person: &Person) -> String {
    let known = [&person.headline, &person.company];
    known
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join(", ")
}

/// The words for an advocacy stage's code.
pub fn advocacy_stage_words(code: &str) -> &str {
    AdvocacyStage::parse(code).map_or(code, |stage| t().advocacy_stage(stage))
}

/// The words for a need level's number.
pub fn need_level_words(number: u8) -> &'static str {
    NeedLevel::from_number(number).map_or("", |level| t().need_level(level))
}

/// The color of an advocacy stage: gold for those who speak up, rust for those who carry the load.
pub fn advocacy_stage_tone(code: &str) -> Tone {
    match AdvocacyStage::parse(code) {
        Ok(AdvocacyStage::Transitioning) => Tone::Problem,
        Ok(AdvocacyStage::EarlyStage | AdvocacyStage::FullBlown) => Tone::Delight,
        Ok(AdvocacyStage::Engaged | AdvocacyStage::Enthusiast) => Tone::Accent,
        Err(_) => Tone::Plain,
    }
}

/// What the value balance means for the next ask.
pub fn balance_words(balance: f64) -> &'static str {
    let whole = balance.round();
    if whole < 0.0 {
        t().people_gave_more()
    } else if whole > 0.0 {
        t().people_got_more()
    } else {
        t().people_even()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::{PersonId, Timestamp};

    fn person() -> Person {
        Person {
            id: PersonId::from_digest([1; 16]),
            external_id: Some("17".into()),
            name: None,
            email: None,
            headline: Some("Buyer".into()),
            company: Some("Reed & Co".into()),
            source: None,
            stage: None,
            advocacy_stage: None,
            need_level: None,
            purchases: 0,
            revenue_minor: 0,
            acts: 0,
            balance: 0.0,
            tags: Vec::new(),
            last_touch_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn everybody_is_called_something() {
        let mut person = person();
        assert_eq!(person_name(&person), "No. 17");
        person.email = Some("a@b.example".into());
        assert_eq!(person_name(&person), "a@b.example");
        person.name = Some("Ann".into());
        assert_eq!(person_name(&person), "Ann");
        assert_eq!(position_words(&person), "Buyer, Reed & Co");
        person.headline = None;
        assert_eq!(position_words(&person), "Reed & Co");
    }

    #[test]
    fn stages_and_levels_have_words() {
        assert_eq!(advocacy_stage_words("enthusiast"), "Enthusiast");
        assert_eq!(advocacy_stage_words("unheard"), "unheard");
        assert_eq!(need_level_words(2), "Recognition");
        assert_eq!(advocacy_stage_tone("transitioning_advocate"), Tone::Problem);
        assert!(balance_words(-3.0).contains("before you ask again"));
        assert!(balance_words(-0.3).contains("even"));
    }
}
