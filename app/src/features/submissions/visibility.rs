//! Whether a submission is shown on the wall, and if not, why not and what would change that.

use laurel_api::testimonials::Testimonial;
use laurel_domain::testimonial::{Purpose, TestimonialState};

/// The answer, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visibility {
    /// Whether it is shown now.
    pub shown: bool,
    /// The answer in one sentence.
    pub sentence: String,
    /// What to do, when something can be done.
    pub advice: Option<&'static str>,
}

/// Says whether these words are on the wall.
pub fn visibility(testimonial: &Testimonial) -> Visibility {
    let consented = testimonial.consents.contains(&Purpose::Website);
    let allowed = consented || testimonial.licence.is_some();
    let imported = testimonial.source != "form";
    let no_consent = if imported {
        "Imported words need the author's consent for websites, or a licence that allows showing them."
    } else {
        "Only the author can give it on the receipt page; or record a consent given elsewhere."
    };
    let (sentence, advice) = match testimonial.state {
        TestimonialState::Approved if testimonial.published => {
            let ground = if consented {
                "consent for websites"
            } else {
                "a stated licence"
            };
            let sentence = format!("Shown on the wall: approved, with {ground}.");
            return Visibility {
                shown: true,
                sentence,
                advice: None,
            };
        }
        TestimonialState::Withdrawn => ("Not shown: the author took it back, for good.", None),
        TestimonialState::Rejected => ("Not shown: it was rejected.", None),
        TestimonialState::Pending if allowed => (
            "Not shown yet. Once approved, it will be shown on the wall.",
            None,
        ),
        TestimonialState::Pending => (
            "Not shown: not approved, and no consent for websites.",
            Some(no_consent),
        ),
        TestimonialState::Approved => (
            "Approved, but not shown: no consent for websites.",
            Some(no_consent),
        ),
    };
    Visibility {
        shown: false,
        sentence: sentence.into(),
        advice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::submissions::intent::Intent;
    use crate::features::submissions::sample::testimonial;

    #[test]
    fn every_reason_is_named() {
        let pending = testimonial(1);
        assert!(visibility(&pending).sentence.contains("no consent"));
        let approved = Intent::Approve.applied(&pending);
        assert!(!visibility(&approved).shown);
        assert!(visibility(&approved).advice.is_some());

        let mut consented = testimonial(2);
        consented.consents.push(Purpose::Website);
        assert!(visibility(&consented).sentence.contains("Once approved"));
        let shown = visibility(&Intent::Approve.applied(&consented));
        assert!(shown.shown);
        assert!(shown.sentence.contains("consent for websites"));
    }
}
