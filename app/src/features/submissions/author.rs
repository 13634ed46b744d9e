//! Who wrote a story from the form, as far as that is proven, and for whom it counts.

use laurel_api::testimonials::{ClaimedPerson, Testimonial, TestimonialDetailResponse};
use laurel_domain::testimonial::TestimonialState;
use leptos::prelude::*;

use super::desk::Desk;
use super::intent::Intent;
use crate::words::t;

/// Whether the address is proven, what follows for the figures, and the button that says who it is.
#[component]
pub fn Author(
    story: Memo<Testimonial>,
    /// The same with whoever has the address, once it has arrived.
    detail: Memo<Option<TestimonialDetailResponse>>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let may = desk.may_moderate();
    move || {
        let story = story.get();
        let detail = detail.get()?;
        let told = told(&story, detail.claimed.as_ref())?;
        let confirm = detail
            .claimed
            .filter(|_| may && told.can_confirm)
            .map(|claimed| {
                let id = claimed.id;
                let record = desk
                    .program
                    .with_value(|program| program.href(&format!("people/{id}")));
                let label = if story.state == TestimonialState::Approved {
                    t().author_confirm()
                } else {
                    t().author_approve_of()
                };
                view! {
                    <div class="actions">
                        <button type="button" class="button quiet small" on:click=move |_| desk.act(Intent::ApproveOf(id))>
                            {label}
                        </button>
                        <a href=record>{t().author_record()}</a>
                    </div>
                }
            });
        Some(view! {
            <div class="standing" class:shown=told.proven>
                <p>
                    <strong>{told.sentence}</strong>
                </p>
                {told.follows.map(|follows| view! { <p class="muted small">{follows}</p> })}
                {confirm}
            </div>
        })
    }
}

/// What is told about the author.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    proven: bool,
    sentence: &'static str,
    follows: Option<String>,
    /// Whether a moderator may say that it is whoever has the address.
    can_confirm: bool,
}

/// `None` for words that were said elsewhere, and for those that their author withdrew.
fn told(story: &Testimonial, claimed: Option<&ClaimedPerson>) -> Option<Told> {
    if story.source != "form" || story.email.is_none() || story.state == TestimonialState::Withdrawn
    {
        return None;
    }
    let proven = story.proven_at.is_some();
    let approved = story.state == TestimonialState::Approved;
    let name = |claimed: &ClaimedPerson| {
        let name = claimed.name.clone();
        name.unwrap_or_else(|| t().submissions_no_name().to_owned())
    };
    let follows = match (proven, story.person.is_some(), claimed) {
        (true, _, _) => None,
        (false, true, _) => Some(t().author_counts().to_owned()),
        (false, false, Some(claimed)) if approved => Some(t().author_counts_not(&name(claimed))),
        (false, false, Some(claimed)) => Some(t().author_would_not_count(&name(claimed))),
        (false, false, None) => Some(t().author_would_be_new().to_owned()),
    };
    let sentence = if proven {
        t().author_proven()
    } else {
        t().author_not_proven()
    };
    Some(Told {
        proven,
        sentence,
        follows,
        can_confirm: !proven && story.person.is_none(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::submissions::sample::testimonial;
    use laurel_domain::{PersonId, Timestamp};

    fn sent() -> Testimonial {
        let mut story = testimonial(1);
        story.email = Some("ada@example.com".into());
        story
    }

    #[test]
    fn only_an_unproven_story_of_a_known_person_is_asked_about() {
        let claimed = ClaimedPerson {
            id: PersonId::from_digest([1; 16]),
            name: Some("Ada".into()),
        };
        let asked = told(&sent(), Some(&claimed)).unwrap();
        assert!(asked.can_confirm && !asked.proven);
        assert!(asked.follows.unwrap().contains("Ada"));
        let mut proven = sent();
        proven.proven_at = Some(Timestamp::from_millis(1));
        let proven = told(&proven, Some(&claimed)).unwrap();
        assert!(proven.proven && !proven.can_confirm);
        let mut counted = sent();
        counted.person = Some(claimed.id);
        assert!(!told(&counted, None).unwrap().can_confirm);
        let mut imported = sent();
        imported.source = "Shop".into();
        assert_eq!(told(&imported, Some(&claimed)), None);
    }
}
