//! Describing: a decoder says a sentence about the scene, word by word, and where it looks for each. The worker that explains runs the
//! trained one, on the maps of the detector; one that learns is a run as those of the other tasks, and is asked itself.

use super::watched_run::known_at;
use super::{Effect, Loading, Scenes, Task};
use crate::app::text::scenes as text;
use crate::data::scenes::{Scene, SceneGenerator, SceneTask, Verdict, words_of};
use crate::session::describe::ParamGroup;
use crate::session::{Analysis, Command, Data, Event, Finding, RunCommand, RunId, Sentence, State};
use crate::zoo::SceneNetwork;

/// Scenes that are described as examples, of a row that is not learnt from.
const EXAMPLES: u64 = 60;
/// Scenes behind those that are learnt from, which are described after each epoch.
const SCORED: u32 = 400;
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

/// The norm of the gradient of each group of parameters.
pub type GradientNorms = [f32; ParamGroup::ALL.len()];

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
    pub said: Option<Sentence>,
    /// The word that is pointed at.
    pub word: Option<usize>,
    pub examples: Vec<Example>,
    /// How many examples were looked at.
    looked: u64,
}

impl Describe {
    /// The examples of a verdict.
    pub fn examples(&self, verdict: Verdict) -> impl Iterator<Item = &Example> {
        self.examples.iter().filter(move |example| example.verdict == verdict).take(SHOWN)
    }

    /// What a decoder is to learn from: a row of scenes, the first `training` of them.
    pub(super) fn data(&self, generator: SceneGenerator, training: u32) -> Option<Data> {
        let weights = self.detector.clone().filter(|_| self.trained.is_some())?;
        let detector = SceneNetwork::Find.network();
        Some(Data::Sentences { detector, weights, generator, training, validation: SCORED })
    }

    /// The decoder speaks as it is by now: what was said of examples is of no use any more.
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
        (self.scales, self.maps) = (Vec::new(), Vec::new());
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
        let generator = self.unseen_row();
        let describe = self.describe.as_mut().filter(|_| self.loading == Loading::Ready)?;
        if describe.asked.is_some() {
            describe.changed = true;
            return None;
        }
        (describe.asked, describe.number) = (Some(example), describe.number + 1);
        let pixels = match example {
            None => self.config.scene.sample(),
            Some(index) => generator.described_scene(index).sample(),
        };
        if let Some(learning) = &self.learning {
            return Some(learning.run.ask(RunCommand::Describe { pixels }));
        }
        let decoder = describe.trained.clone().unwrap_or_default();
        let analysis = Box::new(Analysis::Describe { pixels, decoder });
        Some(Effect::Explain(Command::Analyze { run: describe.run, number: describe.number, analysis }))
    }

    /// Scenes that nothing here learns from.
    const fn unseen_row(&self) -> SceneGenerator {
        SceneGenerator { seed: self.config.course.seed.wrapping_add(1) }
    }

    /// Another network speaks: the one before it is asked nothing more.
    pub(super) fn change_decoder(&mut self) {
        if let Some(describe) = &mut self.describe {
            (describe.asked, describe.changed, describe.number) = (None, false, describe.number + 1);
            describe.forget_examples();
        }
    }

    /// The network that speaks has other weights by now, or waits.
    pub(super) fn decoder_changed(&mut self) -> Vec<Effect> {
        self.describe.iter_mut().for_each(Describe::forget_examples);
        self.ask_describe()
    }

    /// Takes in what the worker that explains answered.
    pub(super) fn described(&mut self, event: Event) -> Vec<Effect> {
        let Some(describe) = &mut self.describe else { return Vec::new() };
        match event {
            Event::Opened { run, .. } if run == describe.run => {
                self.loading = Loading::Ready;
                self.ask_describe()
            }
            Event::Found { run, number, finding: Some(Finding::Described(sentence)) }
                if (run, number) == (describe.run, describe.number) =>
            {
                self.said(sentence)
            }
            Event::Error { run, error } if run == describe.run => {
                describe.asked = None;
                self.loading = Loading::Failed(error.to_string());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Takes in what is said about the scene or an example, whoever says it.
    pub(super) fn said(&mut self, sentence: Sentence) -> Vec<Effect> {
        let generator = self.unseen_row();
        let is_quiet = self.learning.as_ref().is_none_or(|learning| learning.run.state() != State::Running);
        let Some(describe) = &mut self.describe else { return Vec::new() };
        let outdated = std::mem::take(&mut describe.outdated);
        match describe.asked.take() {
            Some(Some(_)) if outdated => {}
            Some(Some(index)) => {
                let (scene, words) = (generator.described_scene(index), sentence.words);
                let verdict = Verdict::of(&scene, &words);
                describe.examples.push(Example { scene, words, verdict });
                describe.looked = index + 1;
            }
            _ => describe.said = Some(sentence),
        }
        if std::mem::take(&mut describe.changed) {
            return self.ask_describe();
        }
        // Examples come while nothing else is asked; those of a decoder that learns would be old at once.
        let looked = describe.looked;
        let next = (is_quiet && looked < EXAMPLES).then(|| self.ask_about(Some(looked)));
        next.flatten().into_iter().collect()
    }

    /// The norms of the gradients that led to the decoder that learns, once there are some.
    pub fn decoder_norms(&self) -> Option<GradientNorms> {
        let learning = self.learning.as_ref().filter(|learning| learning.task == SceneTask::Describe)?;
        known_at(&learning.decoder_norms, learning.run.step()).copied()
    }

    /// The worker ended.
    pub(super) fn describer_died(&mut self) -> Vec<Effect> {
        self.loading = Loading::Failed(text::NETWORK_ENDED.to_string());
        if let Some(describe) = &mut self.describe {
            // The files stay: a network may be learning from them.
            (describe.asked, describe.said, describe.number) = (None, None, describe.number + 1);
        }
        Vec::new()
    }
}

fn open(run: RunId, detector: &[u8]) -> Command {
    let network = SceneNetwork::Find.network();
    Command::Open { run, network, weights: detector.to_vec(), examples: vec![] }
}

/// The words that would be right.
pub fn wanted(scene: &Scene) -> Vec<usize> {
    words_of(&scene.sentence())
}

#[cfg(test)]
mod tests;
