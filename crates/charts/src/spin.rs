//! How a flywheel turns: angle and angular speed from momentum and friction, in fixed steps.
//!
//! The wheel is a disc of unit moment of inertia (1 kg·m²). Momentum M, in customers a day, drives it
//! with the angular acceleration a(M) in rad/s²; friction slows it in proportion to its speed:
//!
//!   dω/dt = a − k·ω        a = A · min(1, lg(1 + M ÷ M₀) ÷ 6)        k = K · (1 + 3 · F)
//!
//! with A = 1 rad/s², M₀ = 0.01 customers a day, K = 0.5 1/s. F is the part of what goes through the
//! wheel that is lost, losses ÷ (losses + customers), from 0 to 1. So the wheel settles at a ÷ k: never
//! faster than 2 rad/s (a turn in 3.1 s), one digit more of momentum adds a sixth of that, and a wheel
//! that loses everything keeps a quarter of its speed. The logarithm is there because programs
//! differ by a factor of a million, and an eye tells apart perhaps ten speeds.
//!
//! Time is cut into steps of [`STEP_MICROS`], whatever the frames are, and within a step the equation
//! is solved exactly. The same time in other frames therefore gives the same wheel, to the bit.

use std::f64::consts::{PI, TAU};

/// The length of a step in microseconds: 250 a second.
pub const STEP_MICROS: u32 = 4_000;

/// The longest time that one call makes up for: a page that was asleep does not race afterwards.
pub const LONGEST_MICROS: u32 = 250_000;

/// The fastest that a hand can make the wheel, in rad/s.
pub const FASTEST: f64 = 14.0;

/// A, in rad/s².
const DRIVE: f64 = 1.0;
/// M₀, in customers a day.
const LEAST_MOMENTUM: f64 = 0.01;
/// K, in 1/s.
const FRICTION: f64 = 0.5;
/// Slower than this, in rad/s, is standing still.
const STILL: f64 = 1e-3;
/// How fast the speed of a hand is followed, in 1/s.
const HAND: f64 = 25.0;

/// What drives a wheel, and what slows it.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Drive {
    /// Customers brought a day; what is not a number counts as 0.
    pub momentum: f64,
    /// What is lost between the phases, counted.
    pub lost: u64,
    /// The customers whom the wheel is about.
    pub customers: u64,
}

impl Drive {
    /// a: the acceleration that momentum gives, 0 to 1 rad/s².
    pub fn acceleration(&self) -> f64 {
        if self.momentum > 0.0 {
            DRIVE * ((1.0 + self.momentum / LEAST_MOMENTUM).log10() / 6.0).min(1.0)
        } else {
            0.0
        }
    }

    /// k: how strongly friction brakes, 0.5 to 2 in 1/s.
    pub fn friction(&self) -> f64 {
        let (lost, customers) = (self.lost as f64, self.customers as f64);
        let part = if lost > 0.0 {
            lost / (lost + customers)
        } else {
            0.0
        };
        FRICTION * (1.0 + 3.0 * part)
    }

    /// The speed at which the wheel settles, 0 to 2 rad/s.
    pub fn speed(&self) -> f64 {
        self.acceleration() / self.friction()
    }
}

/// A hand on the wheel.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Hand {
    /// Where it is, in radians.
    at: f64,
    /// How far it has moved the wheel since the last step, in radians.
    moved: f64,
}

/// A wheel at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Spin {
    angle: f64,
    speed: f64,
    /// Time that has not filled a step yet, in microseconds.
    rest: u32,
    hand: Option<Hand>,
}

impl Spin {
    /// The angle in radians clockwise, 0 to 2π, up to the last microsecond.
    pub fn angle(&self) -> f64 {
        let ahead = if self.hand.is_some() {
            0.0
        } else {
            self.speed * f64::from(self.rest) * 1e-6
        };
        (self.angle + ahead).rem_euclid(TAU)
    }

    /// The angular speed in rad/s, clockwise.
    pub const fn speed(&self) -> f64 {
        self.speed
    }

    /// Kinetic energy in joules: ½ · 1 kg·m² · ω².
    pub fn energy(&self) -> f64 {
        0.5 * self.speed * self.speed
    }

    /// Whether nothing will move any more: neither hand nor drive, and no speed.
    pub fn is_still(&self, drive: &Drive) -> bool {
        self.hand.is_none() && self.speed.abs() < STILL && drive.speed() < STILL
    }

    /// Lets time pass: whole steps of [`STEP_MICROS`], the rest is kept for the next call.
    pub fn advance(&mut self, drive: &Drive, micros: u32) {
        self.rest += micros.min(LONGEST_MICROS);
        while self.rest >= STEP_MICROS {
            self.rest -= STEP_MICROS;
            self.step(drive);
        }
    }

    fn step(&mut self, drive: &Drive) {
        let seconds = f64::from(STEP_MICROS) * 1e-6;
        if let Some(hand) = &mut self.hand {
            // The hand's speed, smoothed: what it did in the last few hundredths of a second.
            let now = (hand.moved / seconds).clamp(-FASTEST * 4.0, FASTEST * 4.0);
            hand.moved = 0.0;
            self.speed += (now - self.speed) * (1.0 - (-HAND * seconds).exp());
            return;
        }
        let (settled, friction) = (drive.speed(), drive.friction());
        let decay = (-friction * seconds).exp();
        let away = self.speed - settled;
        self.angle =
            (self.angle + settled * seconds + away * (1.0 - decay) / friction).rem_euclid(TAU);
        self.speed = settled + away * decay;
    }

    /// A hand takes hold of the wheel at this angle.
    pub fn grab(&mut self, at: f64) {
        if at.is_finite() {
            self.angle = self.angle();
            self.rest = 0;
            self.hand = Some(Hand { at, moved: 0.0 });
        }
    }

    /// The hand moves to this angle, and the wheel with it, the short way round.
    pub fn drag(&mut self, to: f64) {
        if let Some(hand) = self.hand.as_mut().filter(|_| to.is_finite()) {
            let by = (to - hand.at + PI).rem_euclid(TAU) - PI;
            hand.at = to;
            hand.moved += by;
            self.angle = (self.angle + by).rem_euclid(TAU);
        }
    }

    /// The hand lets go; the wheel keeps the speed that it was given, up to [`FASTEST`].
    pub fn release(&mut self) {
        if self.hand.take().is_some() {
            self.speed = self.speed.clamp(-FASTEST, FASTEST);
        }
    }

    /// Stops the wheel where it is.
    pub fn stop(&mut self) {
        self.angle = self.angle();
        (self.rest, self.speed, self.hand) = (0, 0.0, None);
    }
}
