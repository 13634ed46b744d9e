//! Inputs that the tests draw: an ordinary program, and the extremes.

use laurel_charts::{
    Beside, FlywheelData, FlywheelPhase, FunnelData, FunnelStage, Loss, Phase, PyramidData,
    PyramidLevel, RateFormat,
};

const STAGES: [(&str, Phase); 7] = [
    ("Awareness", Phase::Attract),
    ("Interest", Phase::Attract),
    ("Consideration", Phase::Engage),
    ("Intent", Phase::Engage),
    ("Purchase", Phase::Engage),
    ("Loyalty", Phase::Delight),
    ("Advocacy", Phase::Delight),
];

const LEVELS: [&str; 5] = [
    "Physical rewards",
    "Recognition",
    "Empowerment",
    "VIP experience",
    "Influence",
];

pub(crate) fn funnel(people: [u64; 7]) -> FunnelData {
    let first = people[0];
    let index = people
        .iter()
        .map(|count| *count as f64 / first as f64)
        .sum::<f64>()
        / 7.0;
    let stage = |((label, phase), people): ((&str, Phase), u64)| FunnelStage {
        label: label.to_owned(),
        people,
        median_days: (people > 0 && label != "Awareness").then_some(people as f64 % 40.0),
        phase,
    };
    FunnelData {
        stages: STAGES.into_iter().zip(people).map(stage).collect(),
        cylinder_index: (first > 0).then_some(index),
        beside: None,
    }
}

pub(crate) fn ordinary_funnel() -> FunnelData {
    funnel([9_240, 6_112, 4_380, 3_905, 3_561, 1_204, 187])
}

/// Two periods, of which the right one went better until the purchase.
pub(crate) fn compared_funnel() -> FunnelData {
    FunnelData {
        beside: Some(Beside {
            label: "1 Jan 2026 to 31 Mar 2026".to_owned(),
            other_label: "The period before".to_owned(),
            people: [8_120, 6_900, 5_010, 4_002, 2_204, 600, 0]
                .map(f64::from)
                .to_vec(),
            cylinder_index: Some(0.472),
        }),
        ..ordinary_funnel()
    }
}

pub(crate) fn long_funnel() -> FunnelData {
    let mut data = funnel([1_000_000, 999_999, 640_000, 80_000, 12, 1, 0]);
    for stage in &mut data.stages {
        stage.label = format!(
            "{} together with procurement, legal and the works council",
            stage.label
        );
    }
    data
}

pub(crate) fn flywheel(
    rates: [Option<f64>; 3],
    gain: Option<f64>,
    losses: [u64; 4],
) -> FlywheelData {
    let phase = |label: &str, value, format, unit: &str, detail: &str| FlywheelPhase {
        label: label.to_owned(),
        value,
        format,
        unit: unit.to_owned(),
        detail: detail.to_owned(),
    };
    let loss = |label: &str, count, after| Loss {
        label: label.to_owned(),
        count,
        after,
    };
    let number = RateFormat::Number;
    FlywheelData {
        attract: phase(
            "Attract",
            rates[0],
            number,
            "people per act",
            "412 people through 225 acts",
        ),
        engage: phase(
            "Engage",
            rates[1],
            RateFormat::Percent,
            "of them buy",
            "99 of 412 people",
        ),
        delight: phase(
            "Delight",
            rates[2],
            number,
            "acts per customer",
            "225 acts by 640 customers",
        ),
        loop_gain: gain,
        momentum: gain.map(|gain| gain * 2.7),
        momentum_unit: "customers a day".to_owned(),
        what_if: false,
        friction: vec![
            loss("Expired referrals", losses[0], Phase::Attract),
            loss("Detractors", losses[1], Phase::Engage),
            loss("Unanswered submissions", losses[2], Phase::Delight),
            loss("Overdue asks", losses[3], Phase::Delight),
        ],
    }
}

pub(crate) fn ordinary_flywheel() -> FlywheelData {
    flywheel(
        [Some(1.83), Some(0.24), Some(0.352)],
        Some(0.1546),
        [41, 23, 12, 7],
    )
}

pub(crate) fn long_flywheel() -> FlywheelData {
    let rates = [Some(18_250.4), Some(9.75), Some(1_234_567.0)];
    let mut data = flywheel(rates, Some(123_456.0), [1_000_000, 0, 12, 999_999]);
    "Attract people who have never heard of us at all".clone_into(&mut data.attract.label);
    "of the people who came through an act of advocacy buy".clone_into(&mut data.engage.unit);
    "acts of advocacy for each customer of the chosen period".clone_into(&mut data.delight.unit);
    for loss in &mut data.friction {
        loss.label = format!(
            "{} that nobody has looked at for more than a month",
            loss.label
        );
    }
    data
}

pub(crate) fn unmeasured_flywheel() -> FlywheelData {
    let mut data = flywheel([None; 3], None, [0; 4]);
    data.friction.clear();
    data
}

pub(crate) fn pyramid(people: [u64; 5]) -> PyramidData {
    let level = |(label, people): (&str, u64)| PyramidLevel {
        label: label.to_owned(),
        people,
    };
    PyramidData {
        levels: LEVELS.into_iter().zip(people).map(level).collect(),
    }
}

pub(crate) fn ordinary_pyramid() -> PyramidData {
    pyramid([312, 141, 58, 22, 4])
}

pub(crate) fn long_pyramid() -> PyramidData {
    let mut data = pyramid([1_000_000, 640_000, 12, 1, 0]);
    for level in &mut data.levels {
        level.label = format!("{}, as agreed with the advisory board", level.label);
    }
    data
}
