//! Pointing, walking and hearing: what a person meets on each chart.

use laurel_charts::{
    Direction, EstimatedWidths, Phase, Scene, Subject, Viewport, flywheel, funnel, pyramid,
};

use crate::samples;

fn viewport(width: f64) -> Viewport {
    Viewport::new(width, 560.0, 1.0)
}

fn subject_at(scene: &Scene, x: f64, y: f64) -> Option<Subject> {
    scene
        .hit(x, y)
        .and_then(|id| scene.mark(id))
        .map(|mark| mark.subject)
}

#[test]
fn a_stages_label_is_as_good_as_its_band() {
    for width in [343.0, 960.0] {
        let scene = funnel::layout(
            &samples::ordinary_funnel(),
            &viewport(width),
            &EstimatedWidths,
        );
        let name = scene
            .texts
            .iter()
            .find(|text| text.text == "Advocacy")
            .unwrap();
        assert_eq!(
            subject_at(&scene, name.x + 4.0, name.y),
            Some(Subject::Stage(6))
        );
        let lost = scene.mark_of(Subject::Step(5)).unwrap();
        assert_eq!(scene.hit(lost.anchor.x, lost.anchor.y), Some(lost.id));
        assert_eq!(scene.hit(f64::NAN, 10.0), None);
        assert_eq!(scene.hit(-40.0, -40.0), None);
    }
}

#[test]
fn a_thin_brake_has_a_target_around_it() {
    let scene = flywheel::layout(
        &samples::ordinary_flywheel(),
        &viewport(960.0),
        &EstimatedWidths,
    );
    let brake = scene.mark_of(Subject::Loss(1)).unwrap();
    assert_eq!(
        scene.hit(brake.anchor.x + 9.0, brake.anchor.y),
        Some(brake.id)
    );
    assert_eq!(scene.hit(brake.anchor.x + 60.0, brake.anchor.y), None);
    let hub = scene.mark_of(Subject::LoopGain).unwrap();
    assert_eq!(
        scene.hit(hub.anchor.x + 20.0, hub.anchor.y - 20.0),
        Some(hub.id)
    );
}

#[test]
fn arrow_keys_follow_the_picture() {
    let key = |key| Direction::from_key(key).unwrap();
    let stages = funnel::layout(
        &samples::ordinary_funnel(),
        &viewport(960.0),
        &EstimatedWidths,
    );
    let first = stages.next(None, key("ArrowDown"));
    assert_eq!(
        stages.mark(first.unwrap()).unwrap().subject,
        Subject::Stage(0)
    );
    let second = stages.next(first, key("ArrowDown"));
    assert_eq!(
        stages.mark(second.unwrap()).unwrap().subject,
        Subject::Step(0)
    );
    assert_eq!(stages.next(second, key("ArrowUp")), first);
    assert_eq!(stages.next(first, key("ArrowUp")), first);
    let last = stages.next(first, key("End"));
    assert_eq!(
        stages.mark(last.unwrap()).unwrap().subject,
        Subject::Stage(6)
    );

    let levels = pyramid::layout(
        &samples::ordinary_pyramid(),
        &viewport(960.0),
        &EstimatedWidths,
    );
    let base = levels.next(None, key("Home"));
    let above = levels.next(base, key("ArrowUp"));
    let height = |id: Option<_>| levels.mark(id.unwrap()).unwrap().anchor.y;
    assert!(height(above) < height(base));
    assert_eq!(Direction::from_key("Enter"), None);
    let empty = pyramid::layout(
        &pyramid::PyramidData::default(),
        &viewport(343.0),
        &EstimatedWidths,
    );
    assert_eq!(empty.next(None, Direction::First), None);
}

#[test]
fn marks_say_what_they_show() {
    let funnel = funnel::layout(
        &samples::ordinary_funnel(),
        &viewport(960.0),
        &EstimatedWidths,
    );
    let wheel = flywheel::layout(
        &samples::ordinary_flywheel(),
        &viewport(960.0),
        &EstimatedWidths,
    );
    let unknown = flywheel::layout(
        &samples::unmeasured_flywheel(),
        &viewport(343.0),
        &EstimatedWidths,
    );
    let pyramid = pyramid::layout(
        &samples::ordinary_pyramid(),
        &viewport(343.0),
        &EstimatedWidths,
    );
    let spoken = |scene: &Scene, subject| scene.mark_of(subject).unwrap().spoken();
    insta::assert_snapshot!([
        spoken(&funnel, Subject::Stage(0)),
        spoken(&funnel, Subject::Step(0)),
        spoken(&funnel, Subject::Stage(4)),
        spoken(&wheel, Subject::Phase(Phase::Engage)),
        spoken(&wheel, Subject::LoopGain),
        spoken(&wheel, Subject::Loss(0)),
        spoken(&unknown, Subject::LoopGain),
        spoken(&pyramid, Subject::Level(0)),
    ]
    .join("\n"), @"
    Awareness: 9,240 people
    Awareness to Interest: 66.1% go on, 3,128 people did not, median 32 days
    Purchase: 3,561 people, 38.5% of Awareness, 91.2% of Intent
    Engage: 24.0% of them buy, 99 of 412 people
    Loop gain: 0.15 new customers per customer, at 1 or above the wheel sustains itself
    Expired referrals: 41, between Attract and Engage
    Loop gain: not yet measurable
    Physical rewards: 312 people, 58.1% of everyone on the pyramid, level 1 of 5
    ");
}
