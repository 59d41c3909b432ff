//! The user's classes, as conversations with the worker that trains.

use std::collections::VecDeque;

use super::source::with_classes;
use super::*;
use crate::app::text::scenes_teach_own as text;
use crate::drawing::{Drawing, Stroke};
use crate::network::Network;
use crate::random::Random;
use crate::session::{ExplainSession, Service, Session};

/// A drawing of one of three signs: a plus, a triangle or a zigzag, a little different each time.
fn sign(kind: usize, random: &mut Random) -> Content {
    let mut at = |x: f32, y: f32| {
        let [dx, dy] = [random.range(-0.06, 0.06), random.range(-0.06, 0.06)];
        (x + dx, y + dy)
    };
    let strokes = match kind {
        0 => vec![vec![at(0.5, 0.2), at(0.5, 0.8)], vec![at(0.2, 0.5), at(0.8, 0.5)]],
        1 => {
            let corners = [at(0.5, 0.2), at(0.8, 0.75), at(0.2, 0.75)];
            vec![[&corners[..], &corners[..1]].concat()]
        }
        _ => vec![vec![at(0.2, 0.3), at(0.4, 0.7), at(0.5, 0.3), at(0.65, 0.7), at(0.8, 0.3)]],
    };
    Content::Drawing(Drawing { strokes: strokes.into_iter().map(Stroke::new).collect() })
}

/// A page with its worker.
pub(super) struct Page {
    pub own: Own,
    pub config: OwnConfig,
    session: Session,
    /// Of fresh weights, and of what is held out.
    pub seed: u64,
    /// Computes the features of EfficientNet-Lite0, where they are wanted.
    pub lite0: Option<ExplainSession>,
    /// How often features were computed.
    computed: usize,
}

impl Page {
    pub fn open(config: OwnConfig) -> Self {
        let (own, session) = (Own::default(), Session::default());
        let mut page = Self { own, config, session, seed: 1, lite0: None, computed: 0 };
        let effects = page.own.enter(&config);
        page.answer(effects);
        page
    }

    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        let effects = self.own.update(&mut self.config, action, self.seed);
        self.answer(effects)
    }

    /// Does what is asked for, and answers what is handed out.
    fn answer(&mut self, effects: Vec<SceneEffect>) -> Vec<Effect> {
        let (mut waiting, mut rest) = (VecDeque::from(effects), Vec::new());
        while let Some(effect) = waiting.pop_front() {
            match effect {
                SceneEffect::Train(command) => {
                    let event = pollster::block_on(self.session.apply(command, &|| 0.0));
                    waiting.extend(self.own.trained(event));
                }
                SceneEffect::Own(Effect::Fetch(source, path, most)) => {
                    let file = std::fs::read(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
                    assert!(file.len() as u64 <= most);
                    let action = Action::Fetched(source, Ok(file));
                    waiting.extend(self.own.update(&mut self.config, action, self.seed));
                }
                SceneEffect::Own(Effect::Features(command)) => {
                    let action = Action::Computed(self.features(command));
                    waiting.extend(self.own.update(&mut self.config, action, self.seed));
                }
                SceneEffect::Own(effect) => rest.push(effect),
                _ => {}
            }
        }
        rest
    }

    /// The features of EfficientNet-Lite0, or in their place pixels of what it is given.
    fn features(&mut self, command: Command) -> Event {
        if let Some(lite0) = &mut self.lite0 {
            return pollster::block_on(lite0.apply(command, &|| 0.0));
        }
        match command {
            Command::Open { run, .. } => {
                Event::Opened { run, weights: Weights::default(), ranges: Vec::new() }
            }
            Command::Infer { run, pixels, nodes } => {
                assert_eq!((pixels.len(), nodes.len()), (3 * 224 * 224, 1));
                self.computed += 1;
                let every = 224 * 224 / features::FEATURES;
                let ink = (0..features::FEATURES).map(|at| 1.0 - pixels[at * every]).collect();
                Event::Activations { run, nodes, activations: vec![ink], milliseconds: vec![0.0] }
            }
            other => panic!("{other:?}"),
        }
    }

    /// Lets both networks learn.
    pub fn learn(&mut self) {
        self.act(Action::Play);
        assert_eq!(self.own.said, None);
        while self.session.is_training() {
            for event in pollster::block_on(self.session.slice(0.0, &|| 0.0)) {
                let effects = self.own.trained(event);
                self.answer(effects);
            }
            let acks = self.own.ask_all(&RunCommand::Ack);
            self.answer(acks);
        }
        let runs = &self.own.taught.as_ref().unwrap().runs;
        assert!(runs.iter().all(|it| it.run.state() == State::Finished));
    }

    /// The class that a network finds most probable.
    fn says(&self, run: usize) -> usize {
        let guess = self.own.taught.as_ref().unwrap().runs[run].run.progress.guess.clone();
        guess.unwrap().ranked(1).next().unwrap().0
    }

    /// How many of 30 new drawings both get right.
    fn right(&mut self) -> [usize; 2] {
        let mut random = Random::new(99);
        let mut right = [0; 2];
        for index in 0..30 {
            self.act(Action::Try(Some(sign(index % 3, &mut random))));
            for (run, right) in right.iter_mut().enumerate() {
                *right += usize::from(self.says(run) == index % 3);
            }
        }
        right
    }
}

fn drawn(config: OwnConfig, each: usize) -> Page {
    let (mut page, mut random) = (Page::open(config), Random::new(7));
    page.act(Action::AddClass);
    for (class, name) in ["plus", "triangle", "zigzag"].into_iter().enumerate() {
        page.act(Action::Rename(class, name.to_owned()));
        (0..each).for_each(|_| drop(page.act(Action::Add(class, sign(class, &mut random)))));
    }
    page
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn two_drawings_of_each_class_are_enough_for_frozen_features_of_digits() {
    let mut page = drawn(OwnConfig::default(), 2);
    page.learn();
    let taught = page.own.taught.as_ref().unwrap();
    assert_eq!((taught.learnt, taught.scored), (6, 0));
    assert!(taught.runs.iter().all(|course| course.run.progress.evaluation.is_none()));
    let [transferred, scratch] = page.right();
    assert!(transferred >= 25, "{transferred} and {scratch} of 30");
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn one_of_four_examples_is_held_out_and_scored() {
    let mut page = drawn(OwnConfig { cut: 5, frozen: false, ..OwnConfig::default() }, 4);
    page.learn();
    let taught = page.own.taught.as_ref().unwrap();
    assert_eq!((taught.learnt, taught.scored), (9, 3));
    let [evaluation, _] =
        taught.runs.each_ref().map(|course| course.run.progress.evaluation.clone().unwrap());
    let scored: Vec<u32> = evaluation.confusion.iter().flatten().flatten().copied().collect();
    assert_eq!((scored.len(), evaluation.samples), (3, 3));
    let epoch = taught.shown.len() - 3;
    for sample in scored {
        let image = taught.shown.image(sample as usize);
        assert!(sample as usize >= epoch && (0..epoch).all(|other| taught.shown.image(other) != image));
    }
    // What is exported is read again, with the names of the classes.
    let files = FORMATS.map(|(format, ..)| page.act(Action::Export(format)));
    let [Effect::Download { name, bytes }] = &files[0][..] else { panic!("{:?}", files[0]) };
    assert_eq!(name, "taught.safetensors");
    assert_eq!(crate::network::class_names(bytes), ["plus", "triangle", "zigzag"]);
    let network = crate::network::network_in(bytes).unwrap();
    assert_eq!(network.nodes.len(), DigitNetwork::Cnn.network().nodes.len());
    let [Effect::Download { bytes, .. }] = &files[1][..] else { panic!("{:?}", files[1]) };
    assert_eq!(crate::onnx::read(bytes, None).unwrap().network.input, network.input);
    // A change leaves them as they are, and says so.
    page.act(Action::Remove(1));
    assert!(page.own.taught.as_ref().unwrap().outdated);
}

/// A dense layer learns on features, each of which is computed once, and a small network on the pictures.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_head_learns_on_features_that_are_computed_once() {
    let lite0 = OwnConfig { source: SourceNetwork::Lite0, ..OwnConfig::default() }.offered();
    let mut page = drawn(lite0, 2);
    assert_eq!((page.computed, page.own.waiting(&lite0)), (6, 0));
    page.learn();
    assert_eq!(page.own.taught.as_ref().unwrap().shown.shape, SMALL);
    let contents: Vec<Content> = page.own.examples.all().map(|example| example.content.clone()).collect();
    for (at, content) in contents.into_iter().enumerate() {
        page.act(Action::Try(Some(content)));
        assert_eq!(page.says(0), at / 2);
    }
    assert_eq!(page.computed, 12);
    // What is looked at has its features when it is added.
    let tried = page.own.tried.clone().unwrap();
    page.act(Action::Add(0, tried));
    assert_eq!((page.computed, page.own.waiting(&lite0)), (12, 0));
    page.act(Action::Try(None));
    assert!(page.own.taught.as_ref().unwrap().runs.iter().all(|course| course.run.progress.guess.is_none()));
}

#[test]
fn nothing_is_lost_by_what_cannot_be() {
    let mut own = Own::default();
    let mut config = OwnConfig::default();
    let mut act = |own: &mut Own, action| own.update(&mut config, action, 1);
    act(&mut own, Action::Play);
    assert_eq!(own.said.as_deref(), Some(&*text::NOTHING_YET));
    act(&mut own, Action::Add(0, sign(0, &mut Random::new(1))));
    act(&mut own, Action::Add(1, Content::Drawing(Drawing::default())));
    assert_eq!(own.said.as_deref(), Some(&*text::NOTHING_DRAWN));
    act(&mut own, Action::Play);
    assert_eq!(own.said, Some(text::no_example("B")));
    act(&mut own, Action::Fetched(SourceNetwork::Digits, Ok(vec![1, 2, 3])));
    assert!(matches!(own.loading(&OwnConfig::default()), Loading::Failed(_)));
    act(&mut own, Action::Fetched(SourceNetwork::Lite0, Err("It is gone.".to_owned())));
    act(&mut own, Action::LastRun(None));
    act(&mut own, Action::FeaturesDied);
    own.died();
    own.leave();
    assert_eq!(own.examples.counts(), [1, 0]);
    // Ten classes at most, two at least, and all names are told apart from none.
    (0..12).for_each(|_| drop(act(&mut own, Action::AddClass)));
    assert_eq!((own.examples.classes.len(), own.chosen), (MOST_CLASSES, MOST_CLASSES - 1));
    assert_eq!(own.examples.names()[9], "J");
    act(&mut own, Action::Rename(9, " ".to_owned()));
    assert_eq!(own.examples.names()[9], text::unnamed(10));
    (0..12).for_each(|_| drop(act(&mut own, Action::RemoveClass(1))));
    assert_eq!((own.examples.classes.len(), own.chosen), (FEWEST_CLASSES, 1));
    act(&mut own, Action::Rename(0, "x".repeat(99) + "\n"));
    assert_eq!(own.examples.classes[0].name.len(), LONGEST_NAME);
}

/// Folders are classes.
#[test]
fn what_is_named_goes_to_its_class() {
    let mut own = Own::default();
    let mut config = OwnConfig::default();
    let mut add = |name: &str| {
        let action = Action::AddNamed(name.to_owned(), sign(0, &mut Random::new(1)));
        own.update(&mut config, action, 1);
        (own.examples.names(), own.examples.counts(), own.said.take())
    };
    assert_eq!(add("cats"), (vec!["cats".to_owned(), "B".to_owned()], vec![1, 0], None));
    add("dogs");
    add("cats");
    assert_eq!(add("birds").1, [2, 1, 1]);
    (0..7).for_each(|i| drop(add(&format!("kind {i}"))));
    assert_eq!(add("more").2, Some(text::no_class_left("more")));
}

#[test]
fn pictures_have_room_for_so_many_bytes() {
    let square = Rc::new(crate::data::photograph::Square { side: 224, planes: vec![9; 3 * 224 * 224] });
    let mut examples = Examples::default();
    let room = examples.room();
    assert!((200..450).contains(&room), "{room}");
    for _ in 0..room {
        examples.add(0, Content::Picture(square.clone()), None).unwrap();
    }
    assert_eq!((examples.room(), examples.bytes() <= LARGEST), (0, true));
    assert_eq!(examples.add(0, Content::Picture(square), None), Err(text::no_room(64)));
    assert_eq!(examples.counts(), [room, 0]);
}

/// W · (x / d) is (W / d) · x.
#[test]
fn a_head_behind_divided_features_goes_behind_the_network() {
    let [lite0, head] = [(zoo_network(), 3), (features::head(2), 4)].map(|(network, seed)| {
        let plan = crate::network::Plan::new(network).unwrap();
        Weights::he(&plan, seed)
    });
    let divisors: Vec<f32> = (0..features::FEATURES).map(|at| 1.0 + (at % 4) as f32).collect();
    let whole = features::whole(&lite0, &head, &divisors);
    let before = lite0.params.len() - 1000 * (features::FEATURES + 1);
    assert_eq!(whole.params[..before], lite0.params[..before]);
    assert_eq!(whole.params.len(), before + 2 * (features::FEATURES + 1));
    for at in [0, 3, 1280, 2559] {
        let divided = head.params[at] / divisors[at % features::FEATURES];
        assert_eq!(whole.params[before + at], divided);
    }
    let plan = crate::network::Plan::new(with_classes(&zoo_network(), 2)).unwrap();
    assert_eq!((plan.params_len(), plan.running_len()), (whole.params.len(), whole.running.len()));
}

fn zoo_network() -> Network {
    crate::zoo::efficientnet_lite0()
}
