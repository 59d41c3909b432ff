//! Runs that learn to describe scenes.

use super::*;
use crate::data::Batches;
use crate::data::scenes::{SCENE_SHAPE, SceneGenerator, SceneTask, words_of};
use crate::loss::{IGNORED_LABEL, Targets};

use crate::session::describe::{DECODER, Features, decoder_network};
use crate::session::{SceneScores, Sentence, TrainError};
use crate::training::{Batch, Trainer};
use crate::zoo::SceneNetwork;

const ROW: SceneGenerator = SceneGenerator { seed: 1 };

fn detector() -> Vec<u8> {
    let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), SceneNetwork::Find.weights_path());
    std::fs::read(path).unwrap()
}

fn begin(training: u32, validation: u32, settings: Settings) -> RunCommand {
    let (detector, weights) = (SceneNetwork::Find.network(), detector());
    let data = Data::Sentences { detector, weights, generator: ROW, training, validation };
    RunCommand::Begin { network: decoder_network(), data, settings, start: StartFrom::Fresh }
}

fn said(talk: &mut Talk, pixels: Vec<f32>) -> Sentence {
    match talk.ask(1, RunCommand::Describe { pixels }) {
        Ok(RunEvent::Described(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

/// A few epochs of few scenes: it says what it did not, and goes back to what it said.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn describing_is_learnt_and_what_was_said_comes_back() {
    let mut talk = Talk(Session::default());
    let settings = SceneTask::Describe.settings(6, 96);
    talk.ask(1, begin(96, 24, settings)).unwrap();
    let pixels = ROW.described_scene(500).sample();
    let fresh = said(&mut talk, pixels.clone());
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(6), accuracy: None } });
    let reports = talk.finish(1);
    let points: Vec<Point> = reports.iter().flat_map(|report| report.points.clone()).collect();
    assert_eq!((points.len(), reports.last().unwrap().state), (18, State::Finished));
    // A guess among 18 words costs ln 18 = 2.9.
    assert!(points[0].loss > 2.3 && points[17].loss < 0.8 * points[0].loss, "{points:?}");
    assert!(points[17].accuracy > points[0].accuracy && points[17].accuracy < 1.0, "{points:?}");
    let evaluations: Vec<_> = reports.iter().filter_map(|report| report.evaluation.clone()).collect();
    assert_eq!(evaluations.len(), 6);
    let last = evaluations.last().unwrap();
    let Some(SceneScores::Describe { one, two, all }) = last.scenes else { panic!("{last:?}") };
    assert_eq!((last.samples, last.accuracy), (24, all));
    assert!([one, two, all].iter().all(|share| (0.0..=1.0).contains(share)), "{last:?}");
    assert!(last.loss < evaluations[0].loss, "{evaluations:?}");

    let learnt = said(&mut talk, pixels.clone());
    assert_ne!(learnt, fresh);
    for attention in &learnt.attention {
        assert!(attention.len() == 36 && (attention.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }
    assert_eq!(talk.report(1, RunCommand::Seek { step: 0 }).step, 0);
    assert_eq!(said(&mut talk, pixels.clone()), fresh);
    talk.report(1, RunCommand::Seek { step: 18 });
    assert_eq!(said(&mut talk, pixels.clone()), learnt);

    // Nothing is said of what is no picture of a scene, nor are maps handed out.
    assert!(talk.ask(1, RunCommand::Describe { pixels: vec![0.0; 7] }).is_err());
    assert!(talk.ask(1, RunCommand::ExportData).is_err());
    // A picture is looked at with all that is said of it: the likeliest word of each step is the one that is said there.
    let probes = vec![(NodeId(1), Look::Activations), (NodeId(1), Look::Gradients)];
    let watch = Watch { input: Some(pixels), probes, ..Watch::default() };
    let report = talk.report(1, RunCommand::Watch { watch });
    let scores = |step: usize| (0..DECODER.words).map(move |word| word * DECODER.steps + step);
    for (step, word) in learnt.words.iter().enumerate() {
        let best = scores(step).max_by(|a, b| report.logits[*a].total_cmp(&report.logits[*b])).unwrap();
        assert_eq!(best / DECODER.steps, *word);
    }
    assert_eq!(report.probes[0], report.logits);
    assert_eq!(report.probes[1].len(), report.logits.len());
}

/// A step is the one that [`Trainer`] takes on the maps and words of the same scenes.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_step_is_that_of_a_trainer_on_the_same_samples() {
    let settings = Settings { batch: 8, ..SceneTask::Describe.settings(8, 20) };
    let mut talk = Talk(Session::default());
    talk.ask(1, begin(20, 0, settings)).unwrap();
    talk.report(1, RunCommand::Step { steps: 4 });
    let losses: Vec<f32> =
        talk.finish(1).iter().flat_map(|report| report.points.clone()).map(|point| point.loss).collect();

    let plan = Arc::new(Plan::new(SceneNetwork::Find.network()).unwrap());
    let weights = Weights::from_safetensors(&plan, &detector()).unwrap();
    let mut features = Features::new(plan, weights);
    let samples: Vec<(Vec<f32>, Vec<u8>)> = (0..20)
        .map(|index| {
            let scene = ROW.described_scene(index);
            let (before, after) = DECODER.sentence(&words_of(&scene.sentence()));
            let label = |word: Option<usize>| word.map_or(IGNORED_LABEL, |word| word as u8);
            ([features.of(&scene.sample()), before].concat(), after.into_iter().map(label).collect())
        })
        .collect();
    let plan = Arc::new(Plan::new(decoder_network()).unwrap());
    let fresh = Weights { params: DECODER.fresh(settings.seed), running: Vec::new() };
    let mut trainer = Trainer::new(plan.clone(), fresh, Optimizer::adam(), 1, settings.seed);
    let mut batches = Batches::new((0..20).collect(), 8, settings.seed);
    for (step, loss) in losses.iter().enumerate() {
        let batch = batches.at(step as u64).to_vec();
        let fill = |range: std::ops::Range<usize>, x: &mut [f32]| {
            let samples = batch[range].iter().map(|sample| &samples[*sample]);
            let inputs = x.chunks_exact_mut(DECODER.input().len());
            inputs.zip(samples.clone()).for_each(|(x, (input, _))| x.copy_from_slice(input));
            let labels = samples.flat_map(|(_, labels)| labels).copied().collect();
            Targets::Mask { labels, cells: DECODER.steps }
        };
        let rate = settings.schedule.at(step as u64);
        let scores = pollster::block_on(trainer.train(Batch::new(batch.len(), &fill), rate));
        assert_eq!(scores.loss, *loss, "step {step}");
    }
    let exported = Weights::load(&plan, &talk.export(1)).unwrap().weights;
    assert_eq!(exported.params, trainer.observed().weights.params);
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn what_cannot_describe_is_refused() {
    let mut talk = Talk(Session::default());
    let settings = SceneTask::Describe.settings(1, 16);
    let RunCommand::Begin { network, data, start, .. } = begin(16, 0, settings) else { unreachable!() };
    let Data::Sentences { detector, weights, .. } = data.clone() else { unreachable!() };
    let mut ask = |network, data| {
        talk.ask(1, RunCommand::Begin { network, data, settings, start: start.clone() }).err()
    };
    // Another decoder of the same shapes, a detector with other maps, weights of nothing, and more scenes than there is room for.
    let mut other = crate::network::Network::new(network.input);
    other.chain([crate::layers::attention_decoder::AttentionDecoder { hidden: 8, ..DECODER }.into()]);
    assert!(matches!(ask(other, data.clone()), Some(CommandError::Untrainable(TrainError::Output { .. }))));
    let sentences = |detector: &crate::network::Network, weights: &[u8], training| Data::Sentences {
        detector: detector.clone(),
        weights: weights.to_vec(),
        generator: ROW,
        training,
        validation: 0,
    };
    let propose = SceneNetwork::Propose.network();
    assert!(ask(network.clone(), sentences(&propose, &weights, 16)).is_some());
    assert!(ask(network.clone(), sentences(&detector, &weights[..99], 16)).is_some());
    assert!(ask(network.clone(), sentences(&detector, &weights, 1_000_000)).is_some());
    assert_eq!(ask(network, data), None);
    // Nothing is said by a run of something else.
    talk.ask(2, super::begin(Settings::default())).unwrap();
    let pixels = vec![0.0; SCENE_SHAPE.len()];
    assert_eq!(talk.ask(2, RunCommand::Describe { pixels }).err(), Some(InferenceError::NotOpen.into()));
}
