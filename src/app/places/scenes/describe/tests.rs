//! Describing, as a scripted conversation with the worker's service.

use std::collections::VecDeque;

use super::*;
use crate::app::places::scenes::Action;
use crate::app::places::train::Timeline;
use crate::session::describe::DESCRIBE_WEIGHTS;
use crate::session::{ExplainSession, Service, sentence_of};

fn file(path: &str) -> Vec<u8> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The place, and the worker that answers it at once.
struct Talk {
    scenes: Scenes,
    explains: ExplainSession,
}

impl Talk {
    fn at(link: &str) -> Self {
        let (scenes, effects) = Scenes::open(link);
        let mut talk = Self { scenes, explains: ExplainSession::default() };
        talk.run(effects);
        talk
    }

    fn say(&mut self, action: Action) {
        let effects = self.scenes.update(action, 0.0);
        self.run(effects);
    }

    fn run(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            let action = match effect {
                Effect::UpdateUrl => continue,
                Effect::Fetch(network) => Action::Weights(network, Ok(file(&network.weights_path()))),
                Effect::FetchDecoder => Action::Describe(DescribeAction::Decoder(Ok(file(DESCRIBE_WEIGHTS)))),
                Effect::Explain(command) => {
                    Action::Explained(pollster::block_on(self.explains.apply(command, &|| 0.0)))
                }
                effect => panic!("{effect:?}"),
            };
            waiting.extend(self.scenes.update(action, 0.0));
        }
    }

    fn sentence(&self) -> String {
        sentence_of(&self.scenes.describing().unwrap().said.as_ref().unwrap().words)
    }
}

const CIRCLE: &str = "task=describe&scene=3_circle.red.96.96.56.0";

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_sentence_follows_the_scene_and_examples_are_sorted() {
    let mut talk = Talk::at(CIRCLE);
    assert_eq!((talk.sentence().as_str(), talk.scenes.verdict()), ("a red circle", Some(Verdict::NoErrors)));
    let describe = talk.scenes.describing().unwrap();
    assert_eq!(describe.examples.len() as u64, EXAMPLES);
    assert!(describe.examples(Verdict::NoErrors).count() == SHOWN);
    let said = describe.said.as_ref().unwrap();
    for attention in &said.attention {
        assert_eq!(attention.len(), 36);
        assert!((attention.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }
    talk.say(Action::Edit(super::super::Edit::Color(0, crate::data::scenes::ShapeColor::Blue)));
    assert_eq!(talk.sentence(), "a blue circle");
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_decoder_learns_beside_the_trained_one_which_comes_back() {
    let mut talk = Talk::at(&format!("{CIRCLE}&training=64&epochs=3"));
    talk.say(Action::Play);
    while talk.explains.is_training() {
        for event in pollster::block_on(talk.explains.slice(0.0, &|| 0.0)) {
            talk.say(Action::Explained(event));
        }
    }
    let learning = talk.scenes.describing().unwrap().learning.clone().unwrap();
    assert_eq!((learning.losses.len(), learning.scores.len(), learning.runs), (6, 3, false));
    assert!(learning.losses[5] < learning.losses[0]);
    // Fresh, and at the end; each pass is scored.
    assert_eq!(learning.timeline(), Timeline { snapshots: vec![0, 6], at: 6, newest: 6 });
    assert_eq!(learning.scores(), learning.scores.last().map(|(_, scores)| *scores));
    assert!(learning.gradient_norms().unwrap().iter().all(|norm| *norm > 0.0 && norm.is_finite()));
    let describe = talk.scenes.describing().unwrap();
    let learnt = (describe.said.clone(), describe.examples.clone());
    talk.say(Action::Seek(5));
    let describe = talk.scenes.describing().unwrap();
    let fresh = describe.learning.as_ref().unwrap();
    assert_eq!((fresh.timeline().earlier(), fresh.scores(), fresh.gradient_norms()), (Some(0), None, None));
    assert_ne!((describe.said.clone(), describe.examples.clone()), learnt);
    talk.say(Action::Seek(6));
    let describe = talk.scenes.describing().unwrap();
    assert_eq!((describe.said.clone(), describe.examples.clone()), learnt);
    talk.say(Action::Reset);
    assert_eq!(talk.sentence(), "a red circle");
    assert!(talk.scenes.describing().unwrap().learning.is_none());
}
