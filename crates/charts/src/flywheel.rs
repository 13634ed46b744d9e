//! The flywheel: Attract, Engage and Delight as a ring whose turn brings customers, the loop gain
//! in its middle, and friction as brakes on its rim, between the phases where people are lost.

mod labels;
mod losses;
mod ring;

use laurel_words::Words;

use crate::figures;
use crate::geometry::at;
use crate::measure::MeasureText;
use crate::scene::{Phase, Reading, Scene};
use crate::sheet::{PAD, Sheet};
use crate::viewport::Viewport;

use self::ring::Ring;

/// From this width on, losses are listed beside the wheel instead of under it.
const WIDE: f64 = 720.0;

/// A flywheel to lay out.
#[derive(Clone, Debug, PartialEq)]
pub struct FlywheelData {
    /// People who come for each act of advocacy.
    pub attract: FlywheelPhase,
    /// Part of those people who become customers.
    pub engage: FlywheelPhase,
    /// Acts of advocacy for each customer.
    pub delight: FlywheelPhase,
    /// Customers that one customer brings per turn; `None` while not measurable.
    pub loop_gain: Option<f64>,
    /// Customers × loop gain ÷ cycle time; `None` while not measurable.
    pub momentum: Option<f64>,
    /// Unit of the momentum: "customers a day".
    pub momentum_unit: String,
    /// Losses between phases, in the order in which they are listed.
    pub friction: Vec<Loss>,
    /// The rates are supposed, not measured; the hub says so.
    pub what_if: bool,
}

/// A phase of the flywheel.
#[derive(Clone, Debug, PartialEq)]
pub struct FlywheelPhase {
    /// The phase's name.
    pub label: String,
    /// Its rate; `None` while not measurable.
    pub value: Option<f64>,
    /// How the rate is written.
    pub format: RateFormat,
    /// What the rate counts: "people per act".
    pub unit: String,
    /// What else its tooltip says: "412 people through 225 acts". May be empty.
    pub detail: String,
}

/// How a rate is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateFormat {
    /// 1.83 as `1.83`.
    Number,
    /// 0.24 as `24.0%`.
    Percent,
}

/// Something that slows the wheel.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// What is lost: "Unanswered submissions".
    pub label: String,
    /// How many.
    pub count: u64,
    /// The phase after which it is lost.
    pub after: Phase,
}

impl FlywheelPhase {
    fn value_text(&self, words: Words) -> Option<String> {
        let value = self.value?;
        match self.format {
            RateFormat::Number => figures::rate(words, value),
            RateFormat::Percent => figures::percent(words, value),
        }
    }
}

impl FlywheelData {
    /// The phases in the order of turning.
    fn phases(&self) -> [(Phase, &FlywheelPhase); 3] {
        [
            (Phase::Attract, &self.attract),
            (Phase::Engage, &self.engage),
            (Phase::Delight, &self.delight),
        ]
    }

    fn name(&self, phase: Phase) -> &str {
        match phase {
            Phase::Attract => &self.attract.label,
            Phase::Engage => &self.engage.label,
            Phase::Delight => &self.delight.label,
        }
    }

    /// `between Engage and Delight`, for a loss after Engage.
    fn between(&self, after: Phase, words: Words) -> String {
        let next = match after {
            Phase::Attract => Phase::Engage,
            Phase::Engage => Phase::Delight,
            Phase::Delight => Phase::Attract,
        };
        words.chart_between(self.name(after), self.name(next))
    }
}

/// Height in CSS px at which a flywheel with so many losses looks its best.
pub fn preferred_height(losses: usize, width: f64) -> f64 {
    if width >= WIDE {
        (losses::height(losses) + 24.0).max(460.0)
    } else {
        let radius = labels::narrow_radius(width);
        2.0 * radius + 200.0 + losses::height(losses)
    }
}

/// Lays the flywheel out. The parts that turn are drawn by [`crate::draw_turning`].
pub fn layout(data: &FlywheelData, viewport: &Viewport, measure: &dyn MeasureText) -> Scene {
    let mut sheet = Sheet::new(viewport, measure);
    let width = sheet.viewport.width;
    let (ring, below) = if width >= WIDE {
        let list = (width * 0.32).clamp(250.0, 340.0);
        let room = width - list - 40.0;
        let height = sheet.viewport.height.clamp(420.0, 560.0);
        let radius = ((height - 140.0) / 2.0).min(room * 0.27);
        let center = at(room / 2.0, 82.0 + radius);
        let ring = Ring::draw(&mut sheet, data, center, radius);
        labels::beside(&mut sheet, data, &ring, room);
        let top = (center.y - losses::height(data.friction.len()) / 2.0).max(PAD);
        let bottom = losses::draw(&mut sheet, data, &ring, (width - list, width - PAD, top));
        (ring, bottom.max(center.y + radius + 56.0))
    } else {
        let radius = labels::narrow_radius(width);
        let center = at(width / 2.0, 84.0 + radius);
        let ring = Ring::draw(&mut sheet, data, center, radius);
        let bottom = labels::under(&mut sheet, data, &ring);
        let bottom = losses::draw(&mut sheet, data, &ring, (PAD, width - PAD, bottom + 20.0));
        (ring, bottom)
    };
    sheet.finish(below + PAD, Reading::Down, Some(ring.wheel()))
}
