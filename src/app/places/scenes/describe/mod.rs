//! Describing: a decoder says a sentence about the scene, word by word, and where it looks for each. The worker that explains runs it,
//! on the maps of the detector; and it learns there, too, beside the trained one.

mod learning;

use std::rc::Rc;

pub use learning::{DescribeLearning, GradientNorms};

use super::{Effect, Loading, Scenes, Task};
use crate::app::text::scenes as text;
use crate::data::scenes::{Scene, SceneGenerator};
use crate::session::{Analysis, Command, Event, Finding, RunId, Verdict, words_of};
use crate::zoo::SceneNetwork;

/// Scenes that are described as examples, of a row that is not learnt from.
const EXAMPLES: u64 = 60;
/// Examples of each verdict that are shown.
pub const SHOWN: usize = 3;

/// What happened.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum DescribeAction {
    /// The trained decoder is here, or why not.
    Decoder(Result<Vec<u8>, String>),
    /// A word is pointed at, or none.
    Word(Option<usize>),
}

/// A sentence: its words with how likely each was, and how much each cell counted.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Described {
    pub words: Vec<usize>,
    pub probabilities: Vec<f32>,
    pub attention: Vec<Rc<[f32]>>,
}

/// A scene that was not learnt from, and what is said about it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Example {
    pub scene: Scene,
    pub words: Vec<usize>,
    pub verdict: Verdict,
}

/// What is known of it.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Describe {
    run: RunId,
    /// The files of the detector and of the trained decoder.
    detector: Option<Vec<u8>>,
    trained: Option<Vec<u8>>,
    /// The last question, and what it was about: the scene, or an example.
    number: u32,
    asked: Option<Option<u64>>,
    changed: bool,
    /// Whether another decoder speaks since.
    outdated: bool,
    pub said: Option<Described>,
    /// The word that is pointed at.
    pub word: Option<usize>,
    pub examples: Vec<Example>,
    /// How many examples were looked at.
    looked: u64,
    pub learning: Option<DescribeLearning>,
}

impl Describe {
    /// The examples of a verdict.
    pub fn examples(&self, verdict: Verdict) -> impl Iterator<Item = &Example> {
        self.examples.iter().filter(move |example| example.verdict == verdict).take(SHOWN)
    }

    /// The decoder that speaks: the trained one, or the one that learns as it is or was.
    fn decoder(&self) -> Vec<u8> {
        let learns = self.learning.as_ref().and_then(DescribeLearning::decoder);
        learns.or(self.trained.as_deref()).map(<[u8]>::to_vec).unwrap_or_default()
    }

    /// Another decoder speaks: what was said of examples is of no use any more.
    fn forget_examples(&mut self) {
        (self.looked, self.outdated) = (0, self.asked.is_some());
        self.examples.clear();
    }
}

impl Scenes {
    /// What is known of describing, while that is the task.
    pub fn describing(&self) -> Option<&Describe> {
        self.describe.as_ref().filter(|_| self.config.task == Task::Describe)
    }

    /// How right the sentence is.
    pub fn verdict(&self) -> Option<Verdict> {
        let said = self.describing()?.said.as_ref()?;
        Some(Verdict::of(&self.config.scene, &said.words))
    }

    /// Has both files fetched.
    pub(super) fn open_describe(&mut self) -> Vec<Effect> {
        self.describe = Some(Describe { run: self.run, ..Describe::default() });
        vec![Effect::Fetch(SceneNetwork::Find), Effect::FetchDecoder]
    }

    pub(super) fn describe_file(&mut self, file: Result<Vec<u8>, String>, is_decoder: bool) -> Vec<Effect> {
        let Some(describe) = &mut self.describe else { return Vec::new() };
        match file {
            Err(why) => self.loading = Loading::Failed(why),
            Ok(file) if is_decoder => describe.trained = Some(file),
            Ok(file) => describe.detector = Some(file),
        }
        let (Some(detector), Some(_)) = (&describe.detector, &describe.trained) else {
            return Vec::new();
        };
        vec![Effect::Explain(open(describe.run, detector))]
    }

    pub(super) fn describe(&mut self, action: DescribeAction) -> Vec<Effect> {
        match action {
            DescribeAction::Decoder(file) => self.describe_file(file, true),
            DescribeAction::Word(word) => {
                self.describe.iter_mut().for_each(|describe| describe.word = word);
                Vec::new()
            }
        }
    }

    /// Has the scene described; while one is, only the newest waits.
    pub(super) fn ask_describe(&mut self) -> Vec<Effect> {
        self.ask_about(None).into_iter().collect()
    }

    fn ask_about(&mut self, example: Option<u64>) -> Option<Effect> {
        let seed = self.config.course.seed + 1;
        let describe = self.describe.as_mut().filter(|_| self.loading == Loading::Ready)?;
        if describe.asked.is_some() {
            describe.changed = true;
            return None;
        }
        (describe.asked, describe.number) = (Some(example), describe.number + 1);
        let pixels = match example {
            None => self.config.scene.sample(),
            Some(index) => example_scene(seed, index).sample(),
        };
        let analysis = Box::new(Analysis::Describe { pixels, decoder: describe.decoder() });
        let (run, number) = (describe.run, describe.number);
        Some(Effect::Explain(Command::Analyze { run, number, analysis }))
    }

    /// Takes in what the worker answered.
    pub(super) fn described(&mut self, event: Event, now: f64) -> Vec<Effect> {
        let seed = self.config.course.seed + 1;
        let Some(describe) = &mut self.describe else { return Vec::new() };
        match event {
            Event::Opened { run, .. } if run == describe.run => {
                self.loading = Loading::Ready;
                self.ask_describe()
            }
            Event::Found {
                run,
                number,
                finding: Some(Finding::Described { words, probabilities, attention }),
            } if (run, number) == (describe.run, describe.number) => {
                let outdated = std::mem::take(&mut describe.outdated);
                match describe.asked.take() {
                    Some(Some(_)) if outdated => {}
                    Some(Some(index)) => {
                        let scene = example_scene(seed, index);
                        let verdict = Verdict::of(&scene, &words);
                        describe.examples.push(Example { scene, words, verdict });
                        describe.looked = index + 1;
                    }
                    _ => {
                        let attention = attention.into_iter().map(Rc::from).collect();
                        describe.said = Some(Described { words, probabilities, attention });
                    }
                }
                if std::mem::take(&mut describe.changed) {
                    return self.ask_describe();
                }
                // Examples come while nothing else is asked; those of a decoder that learns would be old at once.
                let looked = describe.looked;
                let is_quiet = describe.learning.as_ref().is_none_or(|learning| !learning.runs);
                (is_quiet && looked < EXAMPLES)
                    .then(|| self.ask_about(Some(looked)))
                    .flatten()
                    .into_iter()
                    .collect()
            }
            Event::Error { run, error } if run == describe.run => {
                describe.asked = None;
                self.loading = Loading::Failed(error.to_string());
                Vec::new()
            }
            event => self.describe_learnt(event, now),
        }
    }

    /// The worker ended.
    pub(super) fn describer_died(&mut self) -> Vec<Effect> {
        self.loading = Loading::Failed(text::NETWORK_ENDED.to_string());
        self.describe = None;
        Vec::new()
    }
}

fn open(run: RunId, detector: &[u8]) -> Command {
    let network = SceneNetwork::Find.network();
    Command::Open { run, network, weights: detector.to_vec(), examples: vec![] }
}

fn example_scene(seed: u64, index: u64) -> Scene {
    let mut scene = SceneGenerator { seed }.scene(index);
    scene.shapes.truncate(2);
    scene
}

/// The words that would be right.
pub fn wanted(scene: &Scene) -> Vec<usize> {
    words_of(&scene.sentence())
}

#[cfg(test)]
mod tests;
