//! Runs on scenes.

use super::parallel::InThread;
use super::*;
use crate::data::Augmentation;
use crate::data::scenes::{SceneGenerator, SceneTask};
use crate::network::NodeId;
use crate::session::{Proposer, SceneScores, TrainError};
use crate::zoo::SceneNetwork;

fn scenes(task: SceneTask, training: u32, validation: u32) -> Data {
    Data::Scenes { task, generator: SceneGenerator { seed: 1 }, training, validation }
}

/// The points and the scores of a few epochs.
fn learnt(network: SceneNetwork, task: SceneTask, epochs: u32) -> (Vec<Point>, SceneScores) {
    let mut talk = Talk(Session::default());
    // Small batches: many steps on few scenes.
    let settings = Settings { batch: 8, ..task.settings(u64::from(4 * epochs), 160) };
    let (network, data) = (network.network(), scenes(task, 160, 40));
    talk.ask(1, RunCommand::Begin { network, data, settings, start: StartFrom::Fresh }).unwrap();
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(epochs), accuracy: None } });
    let reports = talk.finish(1);
    let points = reports.iter().flat_map(|report| report.points.clone()).collect();
    let last = reports.into_iter().rev().find_map(|report| report.evaluation).unwrap();
    assert!(last.confusion.is_empty() && last.worst.is_empty() && last.samples == 40, "{last:?}");
    let scores = last.scenes.unwrap();
    assert_eq!(last.accuracy, scores.accuracy());
    (points, scores)
}

fn loss(points: &[Point]) -> f32 {
    points.iter().map(|point| point.loss).sum::<f32>() / points.len() as f32
}

/// The first steps of a detector: its loss falls to a quarter.
#[test]
fn finding_is_learnt() {
    let (points, scores) = learnt(SceneNetwork::Find, SceneTask::Find, 12);
    let (first, last) = (loss(&points[..5]), loss(&points[points.len() - 5..]));
    assert!(last < 0.25 * first, "{first} to {last}");
    let SceneScores::Find { map50, map75, .. } = scores else { panic!("{scores:?}") };
    assert!(map50 > 0.05 && map75 <= map50, "{scores:?}");
}

/// The same of digits, of which there are ten: few scenes are enough to say where they are, and which, far more often than not at
/// all.
#[test]
fn finding_digits_is_learnt() {
    let (points, scores) = learnt(SceneNetwork::FindDigits, SceneTask::FindDigits, 12);
    let (first, last) = (loss(&points[..5]), loss(&points[points.len() - 5..]));
    assert!(last < 0.5 * first, "{first} to {last}");
    let SceneScores::Find { map50, .. } = scores else { panic!("{scores:?}") };
    assert!(map50 > 0.05, "{scores:?}");
}

/// Two stages: few scenes are enough for regions that have the shapes, and for the second stage to say more of them than nothing.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn proposing_and_refining_are_learnt() {
    let (points, scores) = learnt(SceneNetwork::Propose, SceneTask::Propose, 8);
    let (first, last) = (loss(&points[..5]), loss(&points[points.len() - 5..]));
    assert!(last < 0.25 * first, "{first} to {last}");
    let SceneScores::Propose { recall3, recall10 } = scores else { panic!("{scores:?}") };
    assert!(recall10 > 0.6 && recall3 <= recall10, "{scores:?}");

    let mut talk = Talk(Session::default());
    let network = SceneNetwork::Propose.network();
    let weights = trained("propose");
    let features = crate::zoo::features_of(&network).unwrap();
    let proposer = Proposer { network, weights, features, refiner: None };
    let data =
        Data::Regions { proposer, generator: SceneGenerator { seed: 1 }, training: 96, validation: 24 };
    let settings = Settings { batch: 16, ..SceneTask::Refine.settings(6, 96) };
    let begin = |data: Data| RunCommand::Begin {
        network: SceneNetwork::Refine.network(),
        data,
        settings,
        start: StartFrom::Fresh,
    };
    talk.ask(1, begin(data.clone())).unwrap();
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(6), accuracy: None } });
    let reports = talk.finish(1);
    let points: Vec<Point> = reports.iter().flat_map(|report| report.points.clone()).collect();
    let (first, last) = (loss(&points[..5]), loss(&points[points.len() - 5..]));
    assert!(last < 0.5 * first, "{first} to {last}");
    let last = reports.into_iter().rev().find_map(|report| report.evaluation).unwrap().scenes;
    let Some(SceneScores::Find { map50, map75, curves }) = last else { panic!("{last:?}") };
    assert!(map50 > 0.4 && map75 > 0.2 && curves.len() == 2, "{map50} {map75}");

    // What proposes nothing that can be read is refused.
    let Data::Regions { proposer, generator, .. } = data else { unreachable!() };
    for proposer in [
        Proposer { features: NodeId(0), ..proposer.clone() },
        Proposer { features: NodeId(99), ..proposer.clone() },
        Proposer { network: SceneNetwork::Find.network(), ..proposer },
    ] {
        let data = Data::Regions { proposer, generator, training: 2, validation: 0 };
        assert!(talk.ask(2, begin(data)).is_err());
    }
}

/// Masks of what both stages find: few scenes are enough to say more than a box.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn masks_of_boxes_are_learnt() {
    let mut talk = Talk(Session::default());
    let network = SceneNetwork::Propose.network();
    let features = crate::zoo::features_of(&network).unwrap();
    let refiner = Some((SceneNetwork::Refine.network(), trained("refine")));
    let proposer = Proposer { network, weights: trained("propose"), features, refiner };
    let begin = RunCommand::Begin {
        network: SceneNetwork::Mask.network(),
        data: Data::Regions { proposer, generator: SceneGenerator { seed: 1 }, training: 40, validation: 12 },
        settings: Settings { batch: 8, ..SceneTask::Mask.settings(12, 40) },
        start: StartFrom::Fresh,
    };
    talk.ask(1, begin).unwrap();
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(3), accuracy: None } });
    let reports = talk.finish(1);
    let points: Vec<Point> = reports.iter().flat_map(|report| report.points.clone()).collect();
    let (first, last) = (loss(&points[..5]), loss(&points[points.len() - 5..]));
    assert!(last < 0.3 * first, "{first} to {last}");
    let scores = reports.into_iter().rev().find_map(|report| report.evaluation).unwrap().scenes.unwrap();
    let SceneScores::Segment { foreground_iou, .. } = scores else { panic!("{scores:?}") };
    assert!(foreground_iou > 0.7, "{foreground_iou}");
}

fn trained(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/assets/weights/scenes-{name}.safetensors", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The same of pixels: with skips, their classes are learnt far sooner.
#[test]
fn segmenting_is_learnt_and_skips_help() {
    let [with, without] = [SceneNetwork::Segment, SceneNetwork::SegmentWithoutSkips].map(|network| {
        let (points, scores) = learnt(network, SceneTask::Segment, 6);
        let SceneScores::Segment { foreground_iou, pixel_accuracy, .. } = scores else {
            panic!("{scores:?}")
        };
        let (first, last) = (loss(&points[..5]), loss(&points[points.len() - 5..]));
        // A share of pixels, as scores have it.
        let right = points[points.len() - 1].accuracy;
        assert!((right - pixel_accuracy).abs() < 0.1, "{right} and {pixel_accuracy}");
        assert!(last < 0.5 * first, "{network:?}: {first} to {last}");
        foreground_iou
    });
    assert!(with > without + 0.03, "{with} and {without}");
}

#[test]
fn workers_change_no_bit_of_a_run_on_scenes() {
    for (network, task) in [(SceneNetwork::Find, SceneTask::Find), (SceneNetwork::UNet, SceneTask::Segment)] {
        let trained = |workers: Option<InThread>| {
            let mut talk = Talk(Session::default());
            if let Some(workers) = workers {
                talk = Talk(Session::default().with_workers(Box::new(workers)));
            }
            let settings = Settings { shards: 3, batch: 7, ..task.settings(2, 20) };
            let begin = RunCommand::Begin {
                network: network.network(),
                data: scenes(task, 20, 3),
                settings,
                start: StartFrom::Fresh,
            };
            talk.ask(1, begin).unwrap();
            talk.report(1, RunCommand::Step { steps: 6 });
            talk.finish(1);
            talk.export(1)
        };
        let alone = trained(None);
        let workers = InThread::new(2);
        assert!(trained(Some(workers.clone())) == alone, "{task:?}");
        assert!(workers.computed.get() > 0);
    }
}

#[test]
fn gradients_of_a_scene_are_those_of_its_own_targets() {
    for (network, task) in
        [(SceneNetwork::Find, SceneTask::Find), (SceneNetwork::Segment, SceneTask::Segment)]
    {
        let mut talk = Talk(Session::default());
        let plan = Plan::new(network.network()).unwrap();
        let last = plan.network().last();
        let settings = task.settings(1, 8);
        let begin = RunCommand::Begin {
            network: network.network(),
            data: scenes(task, 8, 2),
            settings,
            start: StartFrom::Fresh,
        };
        talk.ask(1, begin).unwrap();
        let look = |sample| Watch {
            sample,
            probes: vec![(last, Look::Activations), (last, Look::Gradients)],
            ..Watch::default()
        };
        for sample in [0, 9] {
            let report = talk.report(1, RunCommand::Watch { watch: look(sample) });
            let [output, gradient] = &report.probes[..] else { panic!("two probes") };
            let scene = SceneGenerator { seed: 1 }.scene(u64::from(sample));
            let mut wanted = vec![0.0; output.len()];
            let targets = SceneSamples::of_shapes(task, vec![scene], Vec::new()).targets(&[0]);
            settings.loss.evaluate(1, output, targets.as_target(), &mut wanted);
            assert_eq!(gradient, &wanted, "{task:?}, scene {sample}");
        }
        // What is shown in place of a sample is taken for what the network says.
        let input = Some(SceneGenerator { seed: 5 }.scene(3).sample());
        let report = talk.report(1, RunCommand::Watch { watch: Watch { input, ..look(0) } });
        assert!(report.probes[1].iter().any(|d| *d != 0.0));
    }
}

#[test]
fn what_cannot_be_learnt_of_scenes_is_refused() {
    let ask = |network: SceneNetwork, task: SceneTask, settings: Settings| {
        let begin = RunCommand::Begin {
            network: network.network(),
            data: scenes(task, 8, 2),
            settings,
            start: StartFrom::Fresh,
        };
        Talk(Session::default()).ask(1, begin)
    };
    let settings = SceneTask::Find.settings(1, 8);
    let (gives, wanted) = (SceneTask::Segment.output(), SceneTask::Find.output());
    let error = ask(SceneNetwork::UNet, SceneTask::Find, settings);
    assert_eq!(error, Err(CommandError::Untrainable(TrainError::Output { gives, wanted })));
    let varied = Settings { augmentation: Some(Augmentation::default()), ..settings };
    let error = ask(SceneNetwork::Find, SceneTask::Find, varied);
    assert_eq!(error, Err(CommandError::Untrainable(TrainError::Varied)));
    let mut talk = Talk(Session::default());
    let begin = RunCommand::Begin {
        network: SceneNetwork::Find.network(),
        data: scenes(SceneTask::Find, 8, 2),
        settings,
        start: StartFrom::Fresh,
    };
    talk.ask(1, begin).unwrap();
    let error = talk.ask(1, RunCommand::UpdateSettings { settings: varied });
    assert_eq!(error, Err(CommandError::Untrainable(TrainError::Varied)));
}
