//! Marks: what a person can point at, walk to with the keyboard and hear.

use crate::geometry::{Point, Rect, bounds};
use crate::scene::{Phase, Tone};

/// A mark's place in [`crate::Scene::marks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MarkId(pub usize);

/// What a mark stands for: indices are those of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A funnel stage.
    Stage(usize),
    /// The way from funnel stage `.0` to the next: who went on and who did not.
    Step(usize),
    /// A flywheel phase.
    Phase(Phase),
    /// The flywheel's loop gain.
    LoopGain,
    /// A loss between two flywheel phases.
    Loss(usize),
    /// A pyramid level, 0 at the base.
    Level(usize),
}

/// Something to point at, walk to and hear.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its place in the order of walking.
    pub id: MarkId,
    /// What it stands for.
    pub subject: Subject,
    /// In full, even where the label is cut.
    pub name: String,
    /// The main figure with its unit, or "not yet measurable".
    pub value_text: String,
    /// The figure seen as a share; empty when there is none.
    pub share_text: String,
    /// What else a tooltip says; may be empty.
    pub detail: String,
    /// What is drawn, for pointing, hover and focus.
    pub shape: Vec<Point>,
    /// Further places that belong to it: its label, its row.
    pub targets: Vec<Rect>,
    /// Where a tooltip points to; always a hit for this mark.
    pub anchor: Point,
    /// Its color.
    pub tone: Tone,
}

impl Mark {
    /// The box around what is drawn.
    pub fn bounds(&self) -> Rect {
        bounds(&self.shape)
    }

    /// One sentence for a live region: name, value, share and detail.
    pub fn spoken(&self) -> String {
        let mut sentence = format!("{}: {}", self.name, self.value_text);
        for part in [&self.share_text, &self.detail] {
            if !part.is_empty() {
                sentence.push_str(", ");
                sentence.push_str(part);
            }
        }
        sentence
    }
}
