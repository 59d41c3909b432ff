//! Draw as a scripted conversation: actions in, effects out, with a real session in place of the worker.

use super::*;
use crate::app::trained_network::TrainedNetwork;
use crate::drawing::Drawing;
use crate::network::Weights;
use crate::session::{Event, Inference, Service};
use crate::shape::Shape;
use crate::zoo::Template;

mod analysis;
mod backward;
mod every_step;
mod explain;
mod explained;
mod links;
mod picture;
mod small;
mod walk;
mod why;

/// The place and a worker that talk to each other until there is nothing more to say.
struct Talk {
    draw: Draw,
    config: DrawConfig,
    session: Inference,
    /// What was to be done beside sending commands.
    asked: Vec<Effect>,
}

impl Talk {
    /// The place with weights that nothing has trained.
    fn new() -> Self {
        Self::with(DrawConfig::default())
    }

    fn with(config: DrawConfig) -> Self {
        let plan = model::planned(DigitNetwork::Cnn);
        let weights = Weights::he(&plan, 1).to_safetensors(&plan, Default::default());
        let mut talk = Self { draw: Draw::new(), config, session: Inference::default(), asked: vec![] };
        talk.say(Action::Weights(DigitNetwork::Cnn.into(), Ok(weights)));
        talk
    }

    fn say(&mut self, action: Action) {
        let mut effects = self.draw.update(&mut self.config, action);
        while let Some(effect) = effects.pop() {
            match effect {
                Effect::Send(command) => {
                    let event = pollster::block_on(self.session.apply(command, &|| 0.0));
                    effects.extend(self.draw.update(&mut self.config, Action::Answered(event)));
                }
                other => self.asked.push(other),
            }
        }
    }

    fn stroke(&mut self) {
        stroke().into_iter().for_each(|action| self.say(action));
    }
}

/// A seven.
fn stroke() -> [Action; 4] {
    let drags = [vec![(0.5, 0.3), (0.7, 0.35)], vec![(0.5, 0.8)]].map(Action::Drag);
    let [first, second] = drags;
    [Action::Press((0.3, 0.3)), first, second, Action::Release]
}

#[test]
fn nothing_drawn_is_no_guess() {
    let mut talk = Talk::new();
    assert!(talk.draw.model.ready().is_some() && talk.draw.activations.is_none());
    talk.stroke();
    assert!(talk.draw.activations.is_some());
    talk.say(Action::Clear);
    assert!(talk.draw.activations.is_none() && talk.draw.prepared.is_none());
    talk.stroke();
    talk.say(Action::Undo);
    assert!(talk.draw.activations.is_none());
}

/// A worker dies: another one opens the network and sees the drawing; one that dies again and again is given up.
#[test]
fn another_worker_takes_the_place_of_a_dead_one() {
    use crate::app::heartbeat::{Death, WorkerState};
    let mut talk = Talk::new();
    let weights = Weights::he(&talk.draw.plan, 1).to_safetensors(&talk.draw.plan, Default::default());
    let dead = || Action::Worker(WorkerState::Dead(Death::Silent));
    for _ in 0..5 {
        talk.say(dead());
        assert!(talk.asked.contains(&Effect::RestartWorker));
        talk.asked.clear();
        talk.session = Inference::default();
        talk.stroke();
        talk.say(Action::Weights(DigitNetwork::Cnn.into(), Ok(weights.clone())));
        assert!(talk.draw.activations.is_some());
        talk.say(Action::Clear);
    }
    talk.say(Action::Worker(WorkerState::Silent));
    assert!(talk.draw.is_silent);
    for _ in 0..3 {
        talk.say(dead());
    }
    assert!(matches!(talk.draw.model, Load::Failed(_)) && !talk.draw.is_silent);
    talk.asked.clear();
    talk.say(Action::TryAgain);
    assert_eq!(talk.asked, [Effect::RestartWorker]);
    talk.say(Action::Weights(DigitNetwork::Cnn.into(), Ok(weights)));
    assert!(talk.draw.model.ready().is_some());
}

#[test]
fn while_the_worker_is_busy_only_the_newest_drawing_waits() {
    let Talk { mut draw, mut config, .. } = Talk::new();
    let sent = |effects: &[Effect]| effects.iter().filter(|e| matches!(e, Effect::Send(_))).count();
    assert_eq!(sent(&draw.update(&mut config, Action::Press((0.3, 0.3)))), 1);
    for i in 0..5 {
        let x = 0.3 + 0.1 * i as f32;
        assert_eq!(sent(&draw.update(&mut config, Action::Drag(vec![(x, 0.5)]))), 0);
    }
    let mut answer = || {
        let plan = model::planned(DigitNetwork::Cnn);
        let nodes: Vec<_> = plan.ids().collect();
        let activations = nodes.iter().map(|&id| vec![0.0; plan.shape(id).len()]).collect();
        let milliseconds = vec![0.0; nodes.len()];
        let event = InferenceEvent::Activations { run: RunId(1), nodes, activations, milliseconds };
        draw.update(&mut config, Action::Answered(event))
    };
    assert_eq!(sent(&answer()), 1);
    assert_eq!(sent(&answer()), 0);
}

#[test]
fn a_stroke_that_was_taken_back_is_not_drawn_on() {
    let mut talk = Talk::new();
    talk.stroke();
    let before = talk.config.drawing.clone();
    talk.say(Action::Press((0.8, 0.8)));
    talk.say(Action::Undo);
    talk.say(Action::Drag(vec![(0.9, 0.9)]));
    assert_eq!(talk.config.drawing, before);
}

#[test]
fn a_link_into_another_network_says_so() {
    for (layer, unit, cell) in
        [("conv9", 0, None), ("conv1", 16, None), ("conv1", 0, Some([28, 0])), ("pool1", 0, Some([14, 0]))]
    {
        let opened = Some(Opened { layer: layer.to_owned(), unit, cell });
        let talk = Talk::with(DrawConfig { opened, ..DrawConfig::default() });
        assert!(talk.draw.opened(&talk.config).is_none(), "{layer}");
        assert!(matches!(talk.asked[..], [Effect::Notice(_)]), "{layer}: {:?}", talk.asked);
    }
}

#[test]
fn corrupt_weights_end_in_a_sentence_and_the_pad_still_works() {
    let mut talk = Talk::new();
    talk.say(Action::Weights(DigitNetwork::Cnn.into(), Ok(vec![1, 2, 3])));
    let Load::Failed(why) = &talk.draw.model else { panic!("the weights are corrupt") };
    assert!(why.starts_with("The weights cannot be used"), "{why}");
    talk.stroke();
    assert!(talk.draw.prepared.is_some() && talk.draw.activations.is_none());
}

#[test]
fn what_a_cell_sees_depends_on_the_switches() {
    let mut talk = Talk::new();
    talk.stroke();
    let with = talk.draw.prepared.clone().unwrap();
    talk.say(Action::Switch(Step::Crop));
    talk.say(Action::Switch(Step::Centre));
    let without = talk.draw.prepared.clone().unwrap();
    assert_ne!(with.pixels, without.pixels);
    assert!(talk.config.to_pairs().contains(&"without=crop,centre".to_owned()));
}

#[test]
fn digit_keys_draw_another_sample_each_time() {
    let mut talk = Talk::new();
    talk.say(Action::Digit(7));
    let first = talk.config.drawing.clone();
    talk.say(Action::Digit(7));
    assert!(!first.is_empty() && first != talk.config.drawing);
}

#[test]
fn one_level_deeper_is_a_place_to_come_back_to() {
    let mut talk = Talk::new();
    let focus = Focus { column: 2, unit: 5, cell: None };
    talk.say(Action::Open(focus));
    talk.say(Action::Open(Focus { unit: 6, ..focus }));
    talk.say(Action::Open(Focus { cell: Some([1, 2]), ..focus }));
    assert_eq!(talk.asked, [Effect::Pushed, Effect::UpdateUrl, Effect::Pushed]);
    talk.config.close_level();
    assert_eq!(talk.draw.opened(&talk.config), Some(focus));
    talk.config.close_level();
    assert_eq!((talk.draw.opened(&talk.config), talk.config.depth()), (None, 0));
}

#[test]
fn only_what_is_shown_is_asked_for() {
    let mut talk = Talk::new();
    talk.stroke();
    let model = talk.draw.model.ready().unwrap().clone();
    let (layer, shown) = (model.columns[2].layer, model.columns[2].shown);
    let seen = |talk: &Talk, node| talk.draw.activations.as_ref().unwrap().has(&[node]);
    assert!(layer != shown && seen(&talk, shown) && !seen(&talk, layer));
    // The arithmetic behind a cell needs what the activation was computed from.
    talk.say(Action::Hover(Some(Focus { column: 2, unit: 0, cell: Some([0, 0]) })));
    assert!(seen(&talk, layer));
}

#[test]
fn another_network_takes_the_place_of_the_first() {
    let mut talk = Talk::new();
    talk.say(Action::Digit(7));
    let weights = |network: DigitNetwork| {
        let plan = model::planned(network);
        Weights::he(&plan, 2).to_safetensors(&plan, Default::default())
    };
    for network in [DigitNetwork::LeNet5, DigitNetwork::Dense, DigitNetwork::GlobalAverage] {
        talk.asked.clear();
        talk.say(Action::Network(network.into()));
        assert!(talk.asked.contains(&Effect::LoadWeights(network.into())) && talk.draw.activations.is_none());
        assert_eq!(talk.config.to_pairs()[0], format!("network={}", network.name()));
        // A file of another network comes late.
        talk.say(Action::Weights(DigitNetwork::Cnn.into(), Ok(weights(DigitNetwork::Cnn))));
        assert_eq!(talk.draw.model, Load::Waiting);
        talk.say(Action::Weights(network.into(), Ok(weights(network))));
        let model = talk.draw.model.ready().unwrap().clone();
        let seen = talk.draw.activations.clone().unwrap();
        assert_eq!((seen.probabilities.len(), model.columns.last().unwrap().shape.c), (10, 10));
        // Every column can be opened by its link.
        for column in 1..model.columns.len() {
            talk.say(Action::Open(Focus { column, unit: 0, cell: None }));
            let pairs = talk.config.to_pairs();
            let pairs = pairs.iter().filter_map(|pair| pair.split_once('='));
            let (mut problems, opened) = (Vec::new(), talk.config.opened.clone());
            assert_eq!(DrawConfig::from_pairs(pairs, &mut problems).opened, opened, "{problems:?}");
        }
    }
}

#[test]
fn the_last_run_looks_at_drawings_if_it_reads_digits() {
    let mut talk = Talk::new();
    talk.say(Action::Digit(7));
    talk.say(Action::Network(ChosenNetwork::LastRun));
    talk.say(Action::LastRun(None));
    assert!(matches!(&talk.draw.model, Load::Failed(why) if why.starts_with("No run")));
    for (input, reads) in [(Shape::new(1, 28, 28), true), (Shape::new(3, 32, 32), false)] {
        let network = Template::Modern.network(input, 10);
        let weights = Weights::he(&Plan::new(network.clone()).unwrap(), 1);
        let names = (0..10).map(|digit| digit.to_string()).collect();
        let (name, scale) = ("small modern CNN".to_owned(), Default::default());
        let trained =
            TrainedNetwork { name, step: 1, accuracy: None, network, weights, names, scale, dataset: None };
        talk.say(Action::LastRun(Some(Rc::new(trained.to_bytes()))));
        assert_eq!(talk.draw.model.ready().is_some(), reads);
    }
}
