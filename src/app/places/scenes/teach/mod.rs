//! Teach: a network that takes over what another one has learnt, beside one that begins from nothing, with the same few examples of
//! classes that are new to both. Both are runs of the worker that trains. The classes are the digits 5 to 9, or the user's own ([`own`]).

mod course;
mod link;
pub mod own;
mod samples;
mod update;

use std::rc::Rc;
use std::sync::Arc;

pub use course::{Course, epochs};
pub use link::{BLOCKS, CASES, DigitsConfig, EXAMPLES, TeachConfig, WAYS};
pub use own::{Own, OwnConfig};
use samples::EPOCH;
pub use samples::{SCORED, names};

use super::Effect;
use crate::data::{Dataset, Split};
use crate::session::{
    Data, Decay, RunCommand, RunId, Schedule, Settings, StartFrom, State, StopAt, Transfer, Watch,
};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Action {
    Configure(TeachConfig),
    Play,
    Pause,
    Reset,
    /// Look at another sample that is new to both, or at this one.
    Another,
    Try(Rc<[f32]>),
    /// Something of the user's own classes.
    Own(own::Action),
    ReportAck,
}

/// Passes over the examples.
pub const EPOCHS: u32 = 12;
/// Passes over what the source learns first.
pub const SOURCE_EPOCHS: u32 = 4;
/// Samples in a step.
const BATCH: usize = 25;
/// Learning rates: of a whole network, and of the layers behind frozen ones.
const RATE: f32 = 0.003;
const HEAD_RATE: f32 = 0.01;
/// Runs of the other tasks do not reach this number.
const FIRST_RUN: u32 = 1 << 21;

/// What the task knows.
pub struct Teach {
    /// Why nothing can learn, or learns any more.
    pub failed: Option<String>,
    /// The samples: those that are learnt from, and those that are scored.
    pub data: Option<Arc<Dataset>>,
    /// What the source learns first, while it does.
    pub source: Option<Course>,
    /// How well the source does on digits of its own, once it has learnt them here.
    pub source_accuracy: Option<f32>,
    /// The network that takes features over, and the one that begins from nothing.
    pub runs: Option<[Course; 2]>,
    /// The sample that is looked at, and how many of them there were.
    pub tried: Rc<[f32]>,
    number: usize,
    /// What the source has learnt.
    learnt: Option<Vec<u8>>,
    /// The last run that was begun.
    last: u32,
    /// Counts reports.
    pub reports: u32,
    /// What is known of the user's own classes.
    pub own: Own,
}

impl Default for Teach {
    fn default() -> Self {
        Self {
            failed: None,
            data: None,
            source: None,
            source_accuracy: None,
            runs: None,
            tried: Rc::from([]),
            number: 0,
            learnt: None,
            last: FIRST_RUN,
            reports: 0,
            own: Own::default(),
        }
    }
}

impl Teach {
    /// Whether anything learns.
    pub fn is_running(&self) -> bool {
        let runs = self.source.iter().chain(self.runs.iter().flatten());
        runs.into_iter().any(|course| course.run.state() == State::Running)
    }

    /// Both networks, once they have begun.
    pub fn courses(&self, config: &TeachConfig) -> &[Course] {
        match config {
            TeachConfig::Digits(_) => self.runs.as_ref().map_or(&[], |runs| runs),
            TeachConfig::Own(_) => self.own.taught.as_ref().map_or(&[], |taught| &taught.runs),
        }
    }

    pub(super) fn courses_mut(&mut self, config: &TeachConfig) -> &mut [Course] {
        match config {
            TeachConfig::Digits(_) => self.runs.as_mut().map_or(&mut [], |runs| runs),
            TeachConfig::Own(_) => self.own.taught.as_mut().map_or(&mut [], |taught| &mut taught.runs),
        }
    }

    /// Asks it of all runs that there are.
    fn ask_all(&self, command: &RunCommand) -> Vec<Effect> {
        let runs = self.source.iter().chain(self.runs.iter().flatten());
        let own = self.own.ask_all(command);
        runs.map(|course| course.ask(command.clone())).chain(own).collect()
    }

    fn next_run(&mut self) -> RunId {
        self.last += 1;
        RunId(self.last)
    }

    /// The task is opened.
    pub fn enter(&mut self, config: &TeachConfig, seed: u64) -> Vec<Effect> {
        match config {
            TeachConfig::Digits(config) => {
                self.show_examples(config, seed);
                Vec::new()
            }
            TeachConfig::Own(config) => self.own.enter(config),
        }
    }

    /// There are samples to be seen.
    fn show_examples(&mut self, config: &DigitsConfig, seed: u64) {
        if self.data.is_none() {
            self.data = Some(Arc::new(samples::data(config.examples, seed)));
            self.tried = Rc::from(samples::unseen(self.number));
        }
    }

    /// Another task is opened, or the worker has ended: nothing is left of the runs.
    pub fn leave(&mut self) -> Vec<Effect> {
        let effects = self.ask_all(&RunCommand::Close);
        (self.source, self.runs, self.data) = (None, None, None);
        self.own.leave();
        effects
    }

    /// Begins both networks, or first the one whose features are to be taken over.
    fn begin(&mut self, config: &DigitsConfig, seed: u64) -> Vec<Effect> {
        let mut effects = self.ask_all(&RunCommand::Close);
        (self.source, self.runs) = (None, None);
        self.show_examples(config, seed);
        let network = samples::network();
        let Some(weights) = self.learnt.clone() else {
            let data = samples::source(seed);
            let Some(source) = Course::new(self.next_run(), &network) else { return effects };
            let settings = Settings { seed, ..settings(RATE, SOURCE_EPOCHS, samples::SOURCE[0] as u64) };
            let start = StartFrom::Fresh;
            effects.push(source.ask(RunCommand::Begin { network, data, settings, start }));
            self.source = Some(source);
            return effects;
        };
        let Some(data) = self.data.clone() else { return effects };
        let scored = (SCORED * data.classes()) as u32;
        let samples = data.len() as u64 - u64::from(scored);
        let (through, frozen) = (config.through(), config.frozen);
        let transfer = Transfer { network: network.clone(), weights, through, frozen };
        let courses = [self.next_run(), self.next_run()].map(|run| Course::new(run, &network));
        let [Some(transferred), Some(scratch)] = courses else { return effects };
        let starts = [(transferred, StartFrom::Transferred(transfer)), (scratch, StartFrom::Fresh)];
        let runs = starts.map(|(course, start)| {
            let is_head = config.frozen && start != StartFrom::Fresh;
            let rate = if is_head { HEAD_RATE } else { RATE };
            let settings = Settings { seed, ..settings(rate, EPOCHS, samples) };
            let data = Data::Given { data: data.clone(), validation: Split::Last(scored) };
            effects.push(course.ask(RunCommand::Begin { network: network.clone(), data, settings, start }));
            course
        });
        self.runs = Some(runs);
        effects.extend(self.watch_tried());
        effects
    }

    /// Lets what there is go on.
    fn start(&mut self) -> Vec<Effect> {
        let until =
            |epochs: u32| RunCommand::Start { until: StopAt { epochs: Some(epochs), accuracy: None } };
        for course in self.source.iter_mut().chain(self.runs.iter_mut().flatten()) {
            course.play();
        }
        let source = self.source.iter().map(|course| course.ask(until(SOURCE_EPOCHS)));
        let runs = self.runs.iter().flatten().map(|course| course.ask(until(EPOCHS)));
        source.chain(runs).collect()
    }

    /// Shows both networks the sample, and asks for what is shown of them.
    fn watch_tried(&self) -> Vec<Effect> {
        let watch = |course: &Course| Watch { input: Some(self.tried.to_vec()), ..course.run.watch() };
        let runs = self.runs.iter().flatten();
        runs.map(|course| course.ask(RunCommand::Watch { watch: watch(course) })).collect()
    }

    /// The same of whichever classes are taught.
    pub(super) fn watch(&self, config: &TeachConfig) -> Vec<Effect> {
        match config {
            TeachConfig::Digits(_) => self.watch_tried(),
            TeachConfig::Own(_) => self.own.watch(),
        }
    }
}

fn settings(rate: f32, epochs: u32, samples: u64) -> Settings {
    let steps = u64::from(epochs) * samples.div_ceil(BATCH as u64);
    let schedule = Schedule { rate, warmup: 0, decay: Decay::Cosine { steps } };
    Settings { schedule, batch: BATCH, ..Settings::default() }
}

#[cfg(test)]
mod tests;
