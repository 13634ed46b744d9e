//! The list of submissions as the moderator sees it: what is loaded, what is being saved, and what
//! comes next. Decisions show at once and are rolled back when the server refuses them.

use laurel_api::Cursor;
use laurel_api::testimonials::{StateCounts, Testimonial, TestimonialsResponse};
use laurel_domain::TestimonialId;
use laurel_domain::testimonial::TestimonialState;

use super::intent::Intent;

/// The loaded part of one tab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// The tab.
    state: Option<TestimonialState>,
    /// The latest first.
    items: Vec<Testimonial>,
    /// How many there are in each state.
    counts: StateCounts,
    /// The tags in use.
    tags: Vec<String>,
    /// Where the next page begins.
    next: Option<Cursor>,
}

/// What is needed to put a submission back where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    testimonial: Testimonial,
    position: usize,
    after: TestimonialState,
}

impl Queue {
    /// The first page of a tab.
    pub fn first_page(state: TestimonialState, page: TestimonialsResponse) -> Self {
        let TestimonialsResponse {
            testimonials,
            counts,
            tags,
            meta,
        } = page;
        Self {
            state: Some(state),
            items: testimonials,
            counts,
            tags,
            next: meta.next,
        }
    }

    /// Adds the next page. What is already there stays where it is.
    pub fn add_page(&mut self, page: TestimonialsResponse) {
        let TestimonialsResponse {
            testimonials,
            counts,
            tags,
            meta,
        } = page;
        for testimonial in testimonials {
            if self.find(testimonial.id).is_none() {
                self.items.push(testimonial);
            }
        }
        self.counts = counts;
        self.tags = tags;
        self.next = meta.next;
    }

    /// What is listed, in order.
    pub fn items(&self) -> &[Testimonial] {
        &self.items
    }

    /// How many there are in each state.
    pub const fn counts(&self) -> StateCounts {
        self.counts
    }

    /// The tags in use, in alphabetical order.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Where the next page begins.
    pub fn next_page(&self) -> Option<&Cursor> {
        self.next.as_ref()
    }

    /// The listed submission with this id.
    pub fn find(&self, id: TestimonialId) -> Option<&Testimonial> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The one `steps` further down (up when negative); the first when none is selected.
    pub fn step(&self, from: Option<TestimonialId>, steps: isize) -> Option<TestimonialId> {
        let position = from.and_then(|id| self.items.iter().position(|item| item.id == id));
        let target = match position {
            Some(position) => position.checked_add_signed(steps)?,
            None => 0,
        };
        self.items.get(target).map(|item| item.id)
    }

    /// Where to go once this one has left the list: the one after it, else the one before.
    pub fn neighbour(&self, id: TestimonialId) -> Option<TestimonialId> {
        self.step(Some(id), 1).or_else(|| self.step(Some(id), -1))
    }

    /// Shows a change before the server has confirmed it. `None` when the submission is not listed.
    pub fn apply(&mut self, id: TestimonialId, intent: &Intent) -> Option<Before> {
        let position = self.items.iter().position(|item| item.id == id)?;
        let testimonial = self.items.get(position)?.clone();
        let after = intent.applied(&testimonial);
        let before = Before {
            position,
            after: after.state,
            testimonial,
        };
        self.move_count(before.testimonial.state, after.state);
        if self.belongs(&after) {
            self.replace(after);
        } else {
            self.items.remove(position);
        }
        Some(before)
    }

    /// Takes a shown change back: the submission stands where it stood.
    pub fn roll_back(&mut self, before: Before) {
        let Before {
            testimonial,
            position,
            after,
        } = before;
        self.move_count(after, testimonial.state);
        if self.find(testimonial.id).is_some() {
            self.replace(testimonial);
        } else if self.belongs(&testimonial) {
            self.items
                .insert(position.min(self.items.len()), testimonial);
        }
    }

    /// Takes over what the server says about a submission, whose state was last known as `known`.
    pub fn settle(&mut self, known: TestimonialState, testimonial: Testimonial) {
        self.move_count(known, testimonial.state);
        let listed = self.find(testimonial.id).is_some();
        match (listed, self.belongs(&testimonial)) {
            (true, true) => self.replace(testimonial),
            (true, false) => self.items.retain(|item| item.id != testimonial.id),
            (false, true) => {
                let position = self
                    .items
                    .iter()
                    .position(|item| item.said_at < testimonial.said_at)
                    .unwrap_or(self.items.len());
                self.items.insert(position, testimonial);
            }
            (false, false) => {}
        }
    }

    /// Adds tags that were just used to the suggestions.
    pub fn learn_tags(&mut self, tags: &[String]) {
        for tag in tags {
            if let Err(position) = self.tags.binary_search(tag) {
                self.tags.insert(position, tag.clone());
            }
        }
    }

    fn belongs(&self, testimonial: &Testimonial) -> bool {
        self.state == Some(testimonial.state)
    }

    fn replace(&mut self, testimonial: Testimonial) {
        if let Some(item) = self.items.iter_mut().find(|item| item.id == testimonial.id) {
            *item = testimonial;
        }
    }

    const fn move_count(&mut self, from: TestimonialState, to: TestimonialState) {
        let source = count_mut(&mut self.counts, from);
        *source = source.saturating_sub(1);
        *count_mut(&mut self.counts, to) += 1;
    }
}

/// The count of one state.
pub const fn count_of(counts: StateCounts, state: TestimonialState) -> u64 {
    match state {
        TestimonialState::Pending => counts.pending,
        TestimonialState::Suspected => counts.suspected,
        TestimonialState::Approved => counts.approved,
        TestimonialState::Rejected => counts.rejected,
        TestimonialState::Withdrawn => counts.withdrawn,
    }
}

const fn count_mut(counts: &mut StateCounts, state: TestimonialState) -> &mut u64 {
    match state {
        TestimonialState::Pending => &mut counts.pending,
        TestimonialState::Suspected => &mut counts.suspected,
        TestimonialState::Approved => &mut counts.approved,
        TestimonialState::Rejected => &mut counts.rejected,
        TestimonialState::Withdrawn => &mut counts.withdrawn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::submissions::sample::testimonial;
    use laurel_api::Meta;
    use laurel_domain::testimonial::RejectReason;

    fn page(numbers: std::ops::RangeInclusive<u8>, next: Option<&str>) -> TestimonialsResponse {
        TestimonialsResponse {
            testimonials: numbers.map(testimonial).collect(),
            counts: StateCounts {
                pending: 5,
                approved: 2,
                rejected: 0,
                withdrawn: 0,
                suspected: 0,
            },
            tags: vec!["kettle".into()],
            meta: Meta {
                next: next.map(Into::into),
            },
        }
    }

    fn queue() -> Queue {
        Queue::first_page(TestimonialState::Pending, page(1..=3, Some("more")))
    }

    fn id(number: u8) -> TestimonialId {
        testimonial(number).id
    }

    fn listed(queue: &Queue) -> Vec<TestimonialId> {
        queue.items().iter().map(|item| item.id).collect()
    }

    #[test]
    fn walking_stops_at_both_ends() {
        let queue = queue();
        assert_eq!(queue.step(None, 1), Some(id(1)));
        assert_eq!(queue.step(Some(id(1)), 1), Some(id(2)));
        assert_eq!(queue.step(Some(id(1)), -1), None);
        assert_eq!(queue.step(Some(id(3)), 1), None);
        assert_eq!(queue.neighbour(id(3)), Some(id(2)));
        assert_eq!(queue.neighbour(id(2)), Some(id(3)));
    }

    #[test]
    fn a_decided_submission_leaves_the_tab_and_returns_when_refused() {
        let mut queue = queue();
        let unchanged = queue.clone();
        let before = queue.apply(id(2), &Intent::Approve).unwrap();
        assert_eq!(listed(&queue), [id(1), id(3)]);
        assert_eq!((queue.counts().pending, queue.counts().approved), (4, 3));
        queue.roll_back(before);
        assert_eq!(queue, unchanged);
    }

    #[test]
    fn tags_keep_a_submission_in_its_place() {
        let mut queue = queue();
        let unchanged = queue.clone();
        let before = queue
            .apply(id(2), &Intent::Tags(vec!["fast".into()]))
            .unwrap();
        assert_eq!(queue.find(id(2)).unwrap().tags, ["fast"]);
        queue.roll_back(before);
        assert_eq!(queue, unchanged);
    }

    #[test]
    fn undo_brings_a_submission_back_in_order() {
        let mut queue = queue();
        let before = queue
            .apply(id(2), &Intent::Reject(RejectReason::Spam))
            .unwrap();
        let mut settled = Intent::Reject(RejectReason::Spam).applied(&before.testimonial);
        settled.revision = 2;
        queue.settle(TestimonialState::Rejected, settled.clone());
        assert_eq!(listed(&queue), [id(1), id(3)]);
        assert_eq!(queue.counts().rejected, 1);
        let undone = Intent::Reopen.applied(&settled);
        queue.settle(TestimonialState::Rejected, undone);
        assert_eq!(listed(&queue), [id(1), id(2), id(3)]);
        assert_eq!((queue.counts().pending, queue.counts().rejected), (5, 0));
    }

    #[test]
    fn what_somebody_else_decided_leaves_the_tab_too() {
        let mut queue = queue();
        queue.settle(
            TestimonialState::Pending,
            Intent::Approve.applied(&testimonial(1)),
        );
        assert_eq!(listed(&queue), [id(2), id(3)]);
        assert_eq!((queue.counts().pending, queue.counts().approved), (4, 3));
    }

    #[test]
    fn pages_add_up_without_doubles() {
        let mut queue = queue();
        queue.add_page(page(3..=5, None));
        assert_eq!(listed(&queue), (1..=5).map(id).collect::<Vec<_>>());
        assert_eq!(queue.next_page(), None);
        queue.learn_tags(&["fast".into(), "kettle".into()]);
        assert_eq!(queue.tags(), ["fast", "kettle"]);
    }
}
