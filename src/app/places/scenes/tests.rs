//! The place, as a scripted conversation with the workers' services.

mod generate;
mod inside;
mod similar;
mod stages;

use super::*;
use crate::data::scenes::{Scene, ShapeColor, ShapeKind};
use crate::session::describe::DESCRIBE_WEIGHTS;
use crate::session::{ExplainSession, Service, Session, State};
use crate::zoo::AUTOENCODER_WEIGHTS;

fn file(path: &str) -> Vec<u8> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The place, and the workers that answer it at once.
pub(super) struct Talk {
    pub scenes: Scenes,
    infers: ExplainSession,
    infers_regions: ExplainSession,
    infers_masks: ExplainSession,
    trains: Session,
    explains: ExplainSession,
    pub notices: Vec<String>,
    links: usize,
}

impl Talk {
    pub fn at(link: &str) -> Self {
        let (scenes, effects) = Scenes::open(link);
        let [infers, infers_regions, infers_masks] = std::array::from_fn(|_| ExplainSession::default());
        let (trains, explains) = (Session::default(), ExplainSession::default());
        let mut talk = Self {
            scenes,
            infers,
            infers_regions,
            infers_masks,
            trains,
            explains,
            notices: vec![],
            links: 0,
        };
        talk.run(effects);
        talk
    }

    pub fn say(&mut self, action: Action) {
        let effects = self.scenes.update(action, 0.0);
        self.run(effects);
    }

    fn run(&mut self, effects: Vec<Effect>) {
        let mut waiting = std::collections::VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            let action = match effect {
                Effect::UpdateUrl => {
                    self.links += 1;
                    continue;
                }
                Effect::Notice(notice) => {
                    self.notices.push(notice);
                    continue;
                }
                Effect::Fetch(network) => Action::Weights(network, Ok(file(&network.weights_path()))),
                Effect::Explain(command) => {
                    Action::Explained(pollster::block_on(self.explains.apply(command, &|| 0.0)))
                }
                Effect::Infer(command) => {
                    Action::Inferred(pollster::block_on(self.infers.apply(command, &|| 0.0)))
                }
                Effect::InferMasks(command) => {
                    Action::InferredMasks(pollster::block_on(self.infers_masks.apply(command, &|| 0.0)))
                }
                Effect::InferRegions(command) => {
                    Action::InferredRegions(pollster::block_on(self.infers_regions.apply(command, &|| 0.0)))
                }
                Effect::FetchAutoencoder => {
                    Action::Generate(super::generate::Action::Weights(Ok(file(AUTOENCODER_WEIGHTS))))
                }
                Effect::FetchDecoder => Action::Describe(DescribeAction::Decoder(Ok(file(DESCRIBE_WEIGHTS)))),
                // `restyle/tests.rs` and `teach/own/tests.rs` talk about these.
                Effect::Picture(..) | Effect::Own(_) => continue,
                Effect::Train(command) => {
                    Action::Trained(pollster::block_on(self.trains.apply(command, &|| 0.0)))
                }
            };
            waiting.extend(self.scenes.update(action, 0.0));
        }
    }

    /// Lets the run go on until it stops by itself.
    pub fn learn(&mut self) {
        while self.trains.is_training() {
            for event in pollster::block_on(self.trains.slice(0.0, &|| 0.0)) {
                self.say(Action::Trained(event));
                self.say(self.scenes.ack());
            }
        }
    }

    pub fn boxes(&self) -> Vec<(usize, [f32; 2], Option<f32>)> {
        let found = self.scenes.found().expect("the network has looked");
        found.kept().map(|(it, iou)| (it.detection.class, it.detection.bounds.center(), iou)).collect()
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_trained_network_finds_the_shapes_of_the_first_scene() {
    let talk = Talk::at("");
    let found = talk.scenes.found().unwrap();
    let mut kinds: Vec<usize> = talk.boxes().iter().map(|(class, ..)| *class).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [0, 1, 2], "{found:?}");
    assert!(talk.boxes().iter().all(|(.., iou)| iou.unwrap() > 0.5), "{found:?}");
    assert_eq!(found.responsible().len(), 3);
    // What goes is of the kind of what is kept, and overlaps it.
    for detected in &found.all {
        if let Fate::Suppressed(step, iou) = detected.fate {
            let kept = found.all[found.steps[step].kept];
            assert_eq!(kept.detection.class, detected.detection.class);
            assert_eq!(iou, kept.detection.bounds.iou(&detected.detection.bounds));
            assert_eq!((Found::after(detected, step), Found::after(detected, step + 1)), (Some(false), None));
        }
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_box_follows_the_shape_that_is_dragged() {
    let mut talk = Talk::at("scene=3_circle.red.80.96.56.0");
    let [(0, before, _)] = talk.boxes()[..] else { panic!("{:?}", talk.boxes()) };
    assert!((before[0] - 10.0).abs() < 2.0 && (before[1] - 12.0).abs() < 2.0, "{before:?}");
    talk.say(Action::Press([11.0, 12.0]));
    talk.say(Action::Drag([21.0, 12.0]));
    talk.say(Action::Drag([35.0, 30.0]));
    let links = talk.links;
    talk.say(Action::Release);
    let [(0, after, Some(iou))] = talk.boxes()[..] else { panic!("{:?}", talk.boxes()) };
    assert!((after[0] - 34.0).abs() < 2.0 && (after[1] - 30.0).abs() < 2.0 && iou > 0.6, "{after:?} {iou}");
    assert_eq!((talk.links, talk.scenes.config.cell), (links + 1, Some([1, 1])));
    assert!(talk.scenes.config.to_rest().contains("scene=3_circle.red.272.240.56.0"));
    // Nothing is held any more, nor where there is no shape.
    talk.say(Action::Drag([5.0, 5.0]));
    talk.say(Action::Press([2.0, 2.0]));
    talk.say(Action::Drag([5.0, 5.0]));
    assert_eq!(talk.scenes.config.scene.shapes[0].center, [34.0, 30.0]);
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn shapes_are_changed_without_a_pointer() {
    let mut talk = Talk::at("scene=3_circle.red.80.96.56.0");
    talk.say(Action::Edit(Edit::Move(0, [1.0, -1.0])));
    talk.say(Action::Edit(Edit::Color(0, ShapeColor::Blue)));
    talk.say(Action::Edit(Edit::Kind(0, ShapeKind::Square)));
    talk.say(Action::Edit(Edit::Grow(0, 1.0)));
    assert_eq!(talk.scenes.config.scene.to_link(), "3_square.blue.88.88.64.0");
    assert!(matches!(talk.boxes()[..], [(1, ..)]), "{:?}", talk.boxes());
    for _ in 0..20 {
        talk.say(Action::Edit(Edit::Add));
        talk.say(Action::Edit(Edit::Move(0, [-9.0, 9.0])));
    }
    let shapes = &talk.scenes.config.scene.shapes;
    assert_eq!((shapes.len(), shapes[0].center), (8, [0.0, 48.0]));
    for _ in 0..9 {
        talk.say(Action::Edit(Edit::Remove(0)));
    }
    assert!(talk.scenes.config.scene.shapes.is_empty() && talk.scenes.found().unwrap().objects.is_empty());
    // Edits of what is not there change nothing.
    talk.say(Action::Edit(Edit::Kind(4, ShapeKind::Square)));
    talk.say(Action::Another);
    let scene = talk.scenes.config.scene.clone();
    assert!(!scene.shapes.is_empty() && scene.seed != 3);
    assert_eq!(Scene::from_link(&scene.to_link()), Ok(scene));
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn every_network_segments_the_first_scene() {
    let mut least = 1.0f32;
    for (network, name, _) in SEGMENTING {
        let talk = Talk::at(&format!("task=segment&net={name}"));
        assert_eq!(talk.scenes.config.networks().last(), Some(&network));
        let segmented = talk.scenes.segmented().unwrap();
        let iou = segmented.counts.foreground_iou().unwrap();
        assert!(iou > 0.6, "{name}: {iou}");
        least = least.min(iou);
    }
    assert!(least < 0.99, "{least}");
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_network_that_cannot_be_had_is_asked_for_again() {
    let mut talk = Talk::at("");
    talk.say(Action::InferenceDied);
    assert!(matches!(talk.scenes.loading, Loading::Failed(_)) && talk.scenes.found().is_none());
    talk.say(Action::Another);
    talk.infers = ExplainSession::default();
    talk.say(Action::TryAgain);
    assert!(talk.scenes.loading == Loading::Ready && talk.scenes.found().is_some());
    // The training worker's end leaves the trained network.
    talk.say(Action::Reset);
    talk.say(Action::TrainingDied);
    assert_eq!((talk.scenes.learning.is_none(), talk.notices.len()), (true, 1));
    assert!(talk.scenes.found().is_some());
}

/// A short course: the answers are those of the network that learns, and then of the trained one again.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_network_learns_in_the_page_and_answers_meanwhile() {
    let mut talk = Talk::at("training=64&epochs=2");
    let trained = talk.scenes.output.clone();
    talk.say(Action::Reset);
    let fresh = talk.scenes.output.clone();
    assert!(fresh.is_some() && fresh != trained);
    talk.say(Action::Edit(Edit::Move(0, [2.0, 0.0])));
    let moved = talk.scenes.output.clone();
    assert_ne!(moved, fresh);
    talk.say(Action::Play);
    assert_eq!(talk.scenes.learning.as_ref().map(|learning| learning.run.state()), Some(State::Running));
    talk.learn();
    let learning = talk.scenes.learning.clone().unwrap();
    let run = &learning.run;
    assert_eq!((run.state(), run.step(), run.epochs()), (State::Finished, 4, 2));
    assert_eq!((run.points().len(), learning.scores.len()), (4, 2));
    assert!(run.points()[3].loss < run.points()[0].loss);
    assert_ne!(talk.scenes.output, moved);
    talk.say(Action::UseTrained);
    talk.say(Action::Edit(Edit::Move(0, [-2.0, 0.0])));
    assert_eq!((talk.scenes.output.clone(), talk.notices.len()), (trained, 0));
}

#[test]
fn what_a_link_says_is_said_again() {
    let link = "v=2&task=segment&stages=2&region=3&net=u-net&scene=3_circle.red.80.96.56.0&threshold=40&cell=1.5&training=64&epochs=2&seed=9";
    let (config, problems) = ScenesConfig::from_rest(link);
    assert_eq!((config.to_rest().as_str(), problems), (link, vec![]));
    assert_eq!(ScenesConfig::default().to_rest(), "");
    let (newer, said) = ScenesConfig::from_rest("v=3&task=segment");
    assert_eq!((newer, said.len()), (ScenesConfig::default(), 1));
    for wrong in [
        "task=caption",
        "stages=3",
        "region=10",
        "net=resnet18",
        "scene=1_heart.red.8.8.40.0",
        "cell=6.0",
        "training=1",
        "epochs=0",
    ] {
        let (config, problems) = ScenesConfig::from_rest(wrong);
        assert_eq!((config, problems.len()), (ScenesConfig::default(), 1), "{wrong}");
    }
}
