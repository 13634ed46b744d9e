//! Whether a submission is shown on the wall, and if not, why not and what would change that.

use crate::words::t;
use laurel_api::testimonials::Testimonial;
use laurel_domain::testimonial::{Purpose, TestimonialState};

/// The answer, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visibility {
    /// Whether it is shown now.
    pub shown: bool,
    /// The answer in one sentence.
    pub sentence: &'static str,
    /// What to do, when something can be done.
    pub advice: Option<&'static str>,
}

/// Says whether these words are on the wall.
pub fn visibility(testimonial: &Testimonial) -> Visibility {
    let consented = testimonial.consents.contains(&Purpose::Website);
    let allowed = consented || testimonial.licence.is_some();
    let imported = testimonial.source != "form";
    let no_consent = if imported {
        t().visibility_imported_advice()
    } else {
        t().visibility_form_advice()
    };
    let (sentence, advice) = match testimonial.state {
        TestimonialState::Approved if testimonial.published => {
            let sentence = if consented {
                t().visibility_shown_by_consent()
            } else {
                t().visibility_shown_by_license()
            };
            return Visibility {
                shown: true,
                sentence,
                advice: None,
            };
        }
        TestimonialState::Withdrawn => (t().visibility_withdrawn(), None),
        TestimonialState::Rejected => (t().visibility_rejected(), None),
        TestimonialState::Suspected => {
            let advice = Some(t().visibility_suspected_advice());
            (t().visibility_suspected(), advice)
        }
        TestimonialState::Pending if allowed => (t().visibility_pending(), None),
        TestimonialState::Pending => (t().visibility_pending_no_consent(), Some(no_consent)),
        TestimonialState::Approved => (t().visibility_approved_no_consent(), Some(no_consent)),
    };
    Visibility {
        shown: false,
        sentence,
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
