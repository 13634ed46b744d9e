//! Quantiles of the gamma distribution, for exact intervals of counts.
//!
//! χ² with 2a degrees of freedom is twice a gamma variable of shape a, so these are the χ² tables too.

use crate::normal::Z_95;

/// From this shape on the Wilson–Hilferty cube is right to better than six digits.
const LARGE: f64 = 2_000.0;

/// Which end of a two-sided 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// 2.5 % lie below.
    Low,
    /// 2.5 % lie above.
    High,
}

impl Tail {
    const fn probability(self) -> f64 {
        match self {
            Self::Low => 0.025,
            Self::High => 0.975,
        }
    }

    const fn z(self) -> f64 {
        match self {
            Self::Low => -Z_95,
            Self::High => Z_95,
        }
    }
}

/// The end of the 95 % interval of a gamma variable of this shape and scale 1; 0 for a shape that is
/// not above 0.
pub fn quantile(shape: f64, tail: Tail) -> f64 {
    if !(shape > 0.0 && shape.is_finite()) {
        return 0.0;
    }
    // Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal.
    let part = 1.0 / (9.0 * shape);
    let guess = shape * (1.0 - part + tail.z() * part.sqrt()).powi(3);
    if shape >= LARGE {
        return guess;
    }
    let wanted = tail.probability();
    let (mut low, mut high) = (0.0_f64, guess.max(shape).max(1.0) * 2.0);
    while below(shape, high) < wanted {
        low = high;
        high *= 2.0;
    }
    // Bisection: a few dozen steps on a function without a flat part.
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if below(shape, middle) < wanted {
            low = middle;
        } else {
            high = middle;
        }
        if high - low <= 1e-12 * high {
            break;
        }
    }
    f64::midpoint(low, high)
}

/// The probability that a gamma variable of this shape lies below `x`: the regularised incomplete
/// gamma function P (Abramowitz and Stegun 6.5.29 below the shape, the continued fraction 6.5.31 above).
fn below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = (shape * x.ln() - x - ln_gamma(shape)).exp();
    if x < shape + 1.0 {
        let (mut term, mut sum, mut at) = (1.0 / shape, 1.0 / shape, shape);
        while term > sum * 1e-16 {
            at += 1.0;
            term *= x / at;
            sum += term;
        }
        front * sum
    } else {
        // Lentz's way through the fraction.
        let mut below = x + 1.0 - shape;
        let (mut upper, mut lower) = (f64::MAX, 1.0 / below);
        let mut fraction = lower;
        for step in 1..1_000 {
            let step = f64::from(step);
            let over = step * (shape - step);
            below += 2.0;
            lower = 1.0 / (over * lower + below);
            upper = below + over / upper;
            fraction *= upper * lower;
            if (upper * lower - 1.0).abs() < 1e-15 {
                break;
            }
        }
        1.0 - front * fraction
    }
}

/// ln Γ(x) for x > 0: Stirling's series behind the recurrence Γ(x + 1) = x · Γ(x).
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut shift) = (x, 0.0);
    while x < 12.0 {
        shift += x.ln();
        x += 1.0;
    }
    let square = x * x;
    let series = (1.0 / 12.0
        - (1.0 / 360.0 - (1.0 / 1_260.0 - 1.0 / (1_680.0 * square)) / square) / square)
        / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - shift
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Simpson's rule over the density, as an independent calculation.
    fn integral(shape: f64, to: f64) -> f64 {
        // x = t² takes the pole at 0 away for shapes from a half on.
        let density = |t: f64| {
            if t == 0.0 {
                return if shape > 0.5 {
                    0.0
                } else {
                    2.0 / ln_gamma(shape).exp()
                };
            }
            2.0 * ((2.0 * shape - 1.0) * t.ln() - t * t - ln_gamma(shape)).exp()
        };
        let (steps, end) = (20_000, to.sqrt());
        let width = end / f64::from(steps);
        let inner: f64 = (1..steps)
            .map(|step| density(f64::from(step) * width) * if step % 2 == 1 { 4.0 } else { 2.0 })
            .sum();
        (density(0.0) + inner + density(end)) * width / 3.0
    }

    #[test]
    fn gamma_of_whole_numbers_is_the_factorial() {
        let mut factorial = 1.0_f64;
        for number in 1..30 {
            let number = f64::from(number);
            assert!(
                (ln_gamma(number) - factorial.ln()).abs() < 1e-12,
                "{number}"
            );
            factorial *= number;
        }
        // Γ(½) = √π
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-12);
    }

    /// χ² tables (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4): 0.025 and 0.975.
    #[test]
    fn the_tables_of_chi_squared() {
        for (degrees, low, high) in [
            (1.0, 0.001, 5.024),
            (2.0, 0.051, 7.378),
            (5.0, 0.831, 12.833),
            (10.0, 3.247, 20.483),
            (30.0, 16.791, 46.979),
            (100.0, 74.222, 129.561),
        ] {
            let of = |tail| 2.0 * quantile(degrees / 2.0, tail);
            assert!(
                (of(Tail::Low) - low).abs() < 6e-4,
                "{degrees}: {}",
                of(Tail::Low)
            );
            assert!(
                (of(Tail::High) - high).abs() < 6e-4,
                "{degrees}: {}",
                of(Tail::High)
            );
        }
    }

    #[test]
    fn any_shape_agrees_with_the_integral_of_the_density() {
        for shape in [1.2, 1.7, 3.3, 12.25, 80.5] {
            for tail in [Tail::Low, Tail::High] {
                let probability = integral(shape, quantile(shape, tail));
                assert!(
                    (probability - tail.probability()).abs() < 1e-7,
                    "{shape} {tail:?}: {probability}"
                );
            }
        }
    }

    #[test]
    fn large_shapes_go_on_without_a_jump() {
        for tail in [Tail::Low, Tail::High] {
            let (before, after) = (quantile(LARGE - 1e-6, tail), quantile(LARGE, tail));
            assert!((before - after).abs() < 1e-2, "{before} {after}");
        }
        assert!(quantile(0.0, Tail::High) <= 0.0);
        assert!(quantile(f64::NAN, Tail::High) <= 0.0);
    }
}
