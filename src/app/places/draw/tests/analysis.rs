//! What is asked of a guess beside its attribution, as a conversation.

use super::explained::ExplainedTalk;
use super::*;
use crate::app::custom_dataset::CustomDataset;
use crate::app::heartbeat::Death;
use crate::app::places::draw::analysis::embedding::{features_node, frame, nearest_point};
use crate::app::places::draw::analysis::shift::NETWORKS;
use crate::app::places::draw::analysis::{AnalysisConfig, Change, Changed, Choice, Plane, Question};
use crate::app::places::draw::weight::WeightAt;
use crate::app::trained_network::StoredDataset;
use crate::data::{Generator, Source, Split, Transform};
use crate::session::{ExplainSession, Finding, Regularizers};

fn asked(analysis: AnalysisConfig) -> ExplainedTalk {
    let mut talk = ExplainedTalk::with(DrawConfig {
        direction: Direction::Why,
        analysis: Box::new(analysis),
        ..DrawConfig::default()
    });
    talk.stroke();
    talk
}

fn about(question: Question) -> AnalysisConfig {
    AnalysisConfig { question, ..AnalysisConfig::default() }
}

fn off(layer: &str, unit: usize) -> Change {
    Change { layer: layer.to_owned(), unit, changed: Changed::Off }
}

#[test]
fn everything_chosen_is_in_the_link() {
    let weight = WeightAt { source: 3, row: 0, column: 1 };
    let analysis = AnalysisConfig {
        question: Question::Ablation,
        transform: Transform::Rotation,
        strength: 30.0,
        changes: vec![
            off("conv2", 5),
            Change { layer: "c3.x".to_owned(), unit: 5, changed: Changed::Cell([13, 15], 2.5) },
            Change { layer: "conv2".to_owned(), unit: 5, changed: Changed::Weight(weight, -0.5) },
        ],
        regularizers: Regularizers { jitter: 0, blur: 1.0, decay: 0.1 },
        seed: 9,
        plane: Plane::Pca,
    };
    let config =
        DrawConfig { direction: Direction::Why, analysis: Box::new(analysis), ..DrawConfig::default() };
    let pairs = config.to_pairs();
    assert!(pairs.contains(&"changes=conv2.5,c3.x.5.13.15:2.5,conv2.5.w.3.0.1:-0.5".to_owned()), "{pairs:?}");
    let (mut problems, read) = (Vec::new(), pairs.iter().filter_map(|pair| pair.split_once('=')));
    assert_eq!(DrawConfig::from_pairs(read, &mut problems), config);
    assert_eq!(problems, [""; 0]);
    for wrong in
        ["conv2", "conv2.x", ".5", "conv2.5:1", "conv2.5.1:2", "conv2.5.1.2:x", "conv2.5.1.2:inf", "co nv.5"]
    {
        assert_eq!(Change::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_map_is_switched_off_and_on_and_values_are_replaced() {
    let mut config = AnalysisConfig::default();
    config.choose(Choice::Change(off("conv1", 2)));
    config.choose(Choice::Change(off("conv1", 3)));
    config.choose(Choice::Change(off("conv1", 2)));
    assert_eq!(config.changes, [off("conv1", 3)]);
    let cell = |value| Change { changed: Changed::Cell([1, 2], value), ..off("conv1", 3) };
    config.choose(Choice::Change(cell(1.0)));
    config.choose(Choice::Change(cell(2.0)));
    assert_eq!(config.changes, [off("conv1", 3), cell(2.0)]);
    config.choose(Choice::Revert(off("conv1", 3)));
    assert_eq!(config.changes, [cell(2.0)]);
    config.choose(Choice::Transform(Transform::Scale));
    assert_eq!((config.level(), config.strength), (4, 0.6));
    config.choose(Choice::Shift(3));
    assert_eq!((config.transform, config.level()), (Transform::Shift, 3));
}

#[test]
fn everything_after_a_change_follows_at_once() {
    let mut talk = asked(about(Question::Ablation));
    let before = talk.place.answers.what_if.activations.clone().unwrap();
    assert_eq!(before.logits(), talk.place.draw.activations.as_ref().unwrap().logits());
    talk.explain_on(1);
    let what_if = talk.place.answers.what_if.clone();
    let (column, lost) = what_if.importance.clone().unwrap();
    let ranking = what_if.ranking();
    assert!(lost.len() == 16 && lost[ranking[0]] >= lost[ranking[15]]);
    let layer = talk.place.draw.model.ready().unwrap().layer_name(column).to_owned();
    let class = what_if.class;
    talk.say(Action::Analysis(Choice::Change(off(&layer, ranking[0]))));
    let after = talk.place.answers.what_if.activations.clone().unwrap();
    // The logit has lost what the ranking says.
    assert!((before.logits()[class] - after.logits()[class] - lost[ranking[0]]).abs() < 1e-4);
    let shown = talk.place.draw.model.ready().unwrap().columns[column].shown;
    assert!(after.map(shown, ranking[0], 196).iter().all(|value| *value == 0.0));
    talk.explain_on(3);
    assert!(talk.place.answers.what_if.all.of > 0);
    talk.say(Action::Analysis(Choice::RevertAll));
    assert_eq!(talk.place.answers.what_if.activations.as_ref().unwrap().logits(), before.logits());
}

#[test]
fn what_was_asked_is_not_asked_again_and_older_answers_are_dropped() {
    let mut talk = asked(about(Question::Features));
    let commands = |effects: &[ExplainedEffect]| {
        effects.iter().filter(|effect| matches!(effect, ExplainedEffect::Send(_))).count()
    };
    assert_eq!(commands(&talk.place.update(Action::Hover(None))), 0);
    talk.explain_on(2);
    let features = talk.place.answers.features.clone();
    assert!(features.seen > 0 && features.steps > 0 && !features.peaks.is_empty());
    let older = Finding::Maximized { steps: 199, activation: 9.0, image: vec![] };
    talk.hear(Event::Found { run: talk.place.draw.run(), number: 0, finding: Some(older) });
    assert_eq!(talk.place.answers.features.steps, features.steps);
    // Stopped, it stays so; asked again, it begins anew.
    talk.say(Action::StopAnalysis(true));
    assert!(!talk.session.is_training() && talk.place.answers.is_stopped);
    talk.say(Action::StopAnalysis(false));
    assert!(talk.session.is_training() && !talk.place.answers.is_stopped);
    // Another question, and then none.
    talk.say(Action::Analysis(Choice::Question(Question::Attribution)));
    talk.explain_on(1);
    assert!(talk.place.why.explained.rows.len() > 1);
    talk.say(Action::Analysis(Choice::Question(Question::Features)));
    talk.say(Action::Direction(Direction::Forward));
    assert!(!talk.session.is_training());
}

#[test]
fn three_networks_read_the_shifted_drawing() {
    let mut talk = asked(AnalysisConfig { strength: 4.0, ..about(Question::Shift) });
    assert!(
        NETWORKS.iter().all(|network| talk.asked.contains(&ExplainedEffect::LoadWeights((*network).into())))
    );
    for network in NETWORKS {
        let plan = model::planned(network);
        let weights = Weights::he(&plan, 3).to_safetensors(&plan, Default::default());
        talk.say(Action::Weights(network.into(), Ok(weights)));
    }
    let answers = |talk: &ExplainedTalk| {
        let answers = &talk.place.answers.comparison.compared.answers;
        answers.iter().map(|answer| answer.as_ref().unwrap().logits().to_vec()).collect::<Vec<_>>()
    };
    let shifted = answers(&talk);
    talk.say(Action::Analysis(Choice::Strength(0)));
    let unmoved = answers(&talk);
    assert!(shifted.iter().zip(&unmoved).all(|(shifted, unmoved)| shifted != unmoved));
    let compared = &talk.place.answers.comparison.compared;
    assert_eq!(compared.image, talk.place.draw.prepared.as_ref().unwrap().pixels);
    talk.explain_on(2);
    let compared = talk.place.answers.comparison.compared.clone();
    for network in 0..3 {
        let (right, of) = compared.curves[&(Transform::Shift, network)][0];
        assert!(right <= of && of == 75, "{right} of {of}");
    }
    assert!(talk.session.is_training());
    talk.say(Action::Analysis(Choice::Question(Question::Features)));
    talk.say(Action::StopAnalysis(true));
    assert!(!talk.session.is_training());
}

/// The last run learnt from somebody's own samples: they are what its network is asked about, whichever worker is asked.
#[test]
fn the_last_run_is_asked_about_what_it_learnt_from() {
    let data = Generator { seed: 8, ..Generator::of(Source::Digits) }.dataset(0..120);
    let own = CustomDataset { name: "mine".into(), data: data.into(), validation: Split::Last(20) };
    let mut talk = asked(about(Question::Features));
    let network = DigitNetwork::Cnn.network();
    let trained = TrainedNetwork {
        name: "mine".to_owned(),
        step: 1,
        accuracy: None,
        weights: Weights::he(&Plan::new(network.clone()).unwrap(), 1),
        network,
        names: (0..10).map(|digit| digit.to_string()).collect(),
        scale: Default::default(),
        dataset: Some(StoredDataset { key: own.key(), seed: 1 }),
    };
    talk.say(Action::Network(ChosenNetwork::LastRun));
    talk.say(Action::LastRun(Some(Rc::new(trained.to_bytes()))));
    assert!(talk.asked.contains(&ExplainedEffect::LoadSamples(own.key())));
    // Nothing is asked before they are here.
    assert!(!talk.session.is_training());
    talk.say(Action::Samples(Some(Rc::new(own.to_bytes()))));
    talk.explain_on(20);
    let features = talk.place.answers.features.clone();
    assert_eq!((features.seen, features.peaks.len()), (120, 9));
    // The image of a peak is one of theirs, those for validation first.
    let plan = talk.place.draw.model.ready().unwrap().plan.clone();
    let samples = talk.place.own.samples(&plan).unwrap();
    let mut image = vec![0.0; 784];
    let label = samples.write(features.peaks[0].sample, &mut image);
    let mut theirs = (0..120).map(|i| (own.data.image(i), own.data.labels[i]));
    let bytes: Vec<u8> = image.iter().map(|value| own.data.scale.byte(*value)).collect();
    assert!(theirs.any(|(pixels, class)| pixels == bytes && class == label));
    let mut first: Vec<&[u8]> = (100..120).map(|i| own.data.image(i)).collect();
    let examples = own.examples(20, 1);
    let mut chosen: Vec<&[u8]> = (0..20).map(|i| examples.image(i)).collect();
    first.sort_unstable();
    chosen.sort_unstable();
    assert_eq!(first, chosen);
    // Another worker is told of them, too.
    talk.session = ExplainSession::default();
    talk.say(Action::Worker(WorkerState::Dead(Death::Silent)));
    talk.say(Action::LastRun(Some(Rc::new(trained.to_bytes()))));
    talk.explain_on(20);
    assert_eq!(talk.place.answers.features.seen, 120);
    // What is damaged or gone is no sample: generated ones take their place.
    talk.say(Action::Network(DigitNetwork::Cnn.into()));
    talk.say(Action::Network(ChosenNetwork::LastRun));
    talk.say(Action::LastRun(Some(Rc::new(trained.to_bytes()))));
    talk.say(Action::Samples(Some(Rc::new(vec![1, 2, 3]))));
    assert!(!talk.place.own.samples(&plan).unwrap().are_own() && talk.session.is_training());
}

#[test]
fn features_are_those_of_the_last_hidden_layer() {
    let talk = asked(about(Question::Attribution));
    let model = talk.place.draw.model.ready().unwrap();
    let node = features_node(model);
    assert_eq!((model.plan.shape(node).len(), model.plan.name(node)), (64, "relu5"));
}

#[test]
fn points_stand_in_their_frame_and_classes_at_their_medians() {
    let frame = frame(&[[0.0, 0.0], [1.0, 1.0], [4.0, 1.0], [2.0, 2.0]], 100.0);
    assert!(frame.points.iter().flatten().all(|x| (0.0..=100.0).contains(x)));
    assert_eq!(
        frame.medians(&[0, 2, 2, 2]),
        [(0, frame.points[0]), (2, [frame.points[3][0], frame.points[2][1]])]
    );
    assert_eq!(nearest_point(&frame.points, frame.points[2], 5.0), Some(2));
    assert_eq!(nearest_point(&frame.points, [200.0, 200.0], 5.0), None);
}
