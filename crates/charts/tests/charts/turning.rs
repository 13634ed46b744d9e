//! The model of the turning wheel: limits, energy, monotonicity, and independence of frames.

use std::f64::consts::TAU;

use laurel_charts::spin::{FASTEST, LONGEST_MICROS, STEP_MICROS};
use laurel_charts::{Drive, Spin};
use proptest::prelude::*;

const SECOND: u32 = 1_000_000;

fn drive(momentum: f64) -> Drive {
    Drive {
        momentum,
        lost: 20,
        customers: 180,
    }
}

fn pass(spin: &mut Spin, drive: &Drive, seconds: u32) {
    for _ in 0..seconds * 10 {
        spin.advance(drive, SECOND / 10);
    }
}

#[test]
fn the_speeds_are_those_of_the_formula() {
    let speed = |momentum, lost| {
        Drive {
            momentum,
            lost,
            customers: 100,
        }
        .speed()
    };
    // lg(1 + 0.99 ÷ 0.01) ÷ 6 = 2 ÷ 6 rad/s², over 0.5 1/s.
    assert!((speed(0.99, 0) - 2.0 / 3.0).abs() < 1e-12);
    assert!((speed(1e9, 0) - 2.0).abs() < 1e-12, "the fastest");
    // Half of it lost: k = 0.5 · (1 + 3 · ½) = 1.25.
    assert!((speed(0.99, 100) - 2.0 / 6.0 / 1.25).abs() < 1e-12);
    for nothing in [0.0, -3.0, f64::NAN] {
        assert!(speed(nothing, 5) <= 0.0);
    }
    assert!(speed(f64::INFINITY, 0) <= 2.0);
}

#[test]
fn it_settles_at_acceleration_over_friction_whatever_it_was_given() {
    for momentum in [0.0, 0.05, 3.0, 1e6] {
        for throw in [-40.0, 0.0, 40.0] {
            let drive = drive(momentum);
            let mut spin = Spin::default();
            spin.grab(0.0);
            for frame in 1..40 {
                spin.drag(throw * f64::from(frame) / 60.0);
                spin.advance(&drive, SECOND / 60);
            }
            spin.release();
            assert!(spin.speed().abs() <= FASTEST && (throw == 0.0 || spin.speed() * throw > 0.0));
            pass(&mut spin, &drive, 60);
            assert!(
                (spin.speed() - drive.speed()).abs() < 1e-9,
                "{momentum} {throw}"
            );
        }
    }
}

#[test]
fn without_drive_energy_only_falls_and_the_wheel_comes_to_rest() {
    let drive = Drive::default();
    let mut spin = Spin::default();
    spin.grab(0.0);
    spin.drag(1.0);
    spin.advance(&drive, STEP_MICROS);
    spin.release();
    let mut before = spin.energy();
    assert!(before > 0.0);
    for _ in 0..5_000 {
        spin.advance(&drive, STEP_MICROS);
        assert!(spin.energy() < before);
        before = spin.energy();
    }
    assert!(spin.is_still(&drive));
}

#[test]
fn it_follows_the_hand_the_short_way_round() {
    let mut spin = Spin::default();
    spin.grab(TAU - 0.1);
    spin.drag(0.1);
    assert!((spin.angle() - 0.2).abs() < 1e-12);
    spin.drag(-0.1);
    assert!(spin.angle().min(TAU - spin.angle()) < 1e-12);
    let held = spin.angle();
    pass(&mut spin, &drive(5.0), 3);
    assert!((spin.angle() - held).abs() < 1e-12, "held still");
    spin.release();
    assert!(
        spin.speed().abs() < 1e-9,
        "a hand that rests gives no speed"
    );
    spin.drag(2.0);
    assert!((spin.angle() - held).abs() < 1e-12, "nobody holds it");
}

#[test]
fn a_page_that_slept_does_not_race() {
    let (mut slept, mut awake) = (Spin::default(), Spin::default());
    slept.advance(&drive(5.0), u32::MAX);
    awake.advance(&drive(5.0), LONGEST_MICROS);
    assert_eq!(slept, awake);
    slept.stop();
    assert!(slept.speed().abs() <= 0.0);
}

/// A frame of a minute at 60 Hz, as one test can count it: the wheel has turned as far as the exact
/// solution of the equation says.
#[test]
fn a_minute_is_the_exact_solution() {
    let drive = drive(2.5);
    let (speed, friction) = (drive.speed(), drive.friction());
    let mut spin = Spin::default();
    let mut turned = 0.0;
    let mut before = 0.0;
    for _ in 0..15_000 {
        spin.advance(&drive, STEP_MICROS);
        turned += (spin.angle() - before).rem_euclid(TAU);
        before = spin.angle();
    }
    let exact = speed * 60.0 - speed / friction * (1.0 - (-friction * 60.0_f64).exp());
    assert!((turned - exact).abs() < 1e-6, "{turned} {exact}");
}

proptest! {
    #[test]
    fn frames_change_nothing(frames in prop::collection::vec(1u32..60_000, 1..80), momentum in 0.0f64..1e4) {
        let drive = drive(momentum);
        let (mut one, mut other) = (Spin::default(), Spin::default());
        for frame in &frames {
            one.advance(&drive, *frame);
        }
        let mut left: u32 = frames.iter().sum();
        while left > 0 {
            let frame = left.min(16_667);
            other.advance(&drive, frame);
            left -= frame;
        }
        prop_assert_eq!(one, other);
    }

    #[test]
    fn more_momentum_is_never_slower_and_more_loss_never_faster(
        momentum in 0.0f64..1e7, more in 0.0f64..1e7, lost in 0u64..100_000, further in 0u64..100_000, customers in 0u64..1_000_000,
    ) {
        let drive = Drive { momentum, lost, customers };
        prop_assert!((0.0..=2.0).contains(&drive.speed()));
        prop_assert!((0.5..=2.0).contains(&drive.friction()));
        let faster = Drive { momentum: momentum + more, ..drive }.speed();
        prop_assert!(faster >= drive.speed());
        let slower = Drive { lost: lost + further, ..drive }.speed();
        prop_assert!(slower <= drive.speed() + 1e-12);
    }

    #[test]
    fn it_comes_nearer_to_its_speed_with_every_step(momentum in 0.0f64..1e4, throw in -9.0f64..9.0) {
        let drive = drive(momentum);
        let mut spin = Spin::default();
        spin.grab(0.0);
        for frame in 1..20 {
            spin.drag(throw * f64::from(frame) / 60.0);
            spin.advance(&drive, 16_000);
        }
        spin.release();
        let mut away = (spin.speed() - drive.speed()).abs();
        for _ in 0..500 {
            spin.advance(&drive, STEP_MICROS);
            let now = (spin.speed() - drive.speed()).abs();
            prop_assert!(now <= away && (0.0..TAU).contains(&spin.angle()));
            away = now;
        }
    }

    #[test]
    fn no_hand_breaks_it(angles in prop::collection::vec(any::<f64>(), 0..20)) {
        let mut spin = Spin::default();
        for angle in angles {
            spin.grab(angle);
            spin.drag(angle * 2.0);
            spin.advance(&drive(1.0), 5_000);
            spin.release();
        }
        prop_assert!(spin.angle().is_finite() && spin.speed().abs() <= FASTEST);
    }
}
