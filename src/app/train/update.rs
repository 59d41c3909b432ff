//! What is asked of runs, and what they answer.

use std::rc::Rc;

use super::{Own, Progress, Samples, Setup, Story};
use crate::app::export::pytorch_training;
use crate::app::route::Route;
use crate::app::{App, Effect};
use crate::network::PlanError;
use crate::session::{Command, Refusal, Run, Start, State, Trained, Training};

/// All runs of the place Train.
#[derive(Debug, Default)]
pub struct Trainings {
    /// One, or two that are compared.
    pub runs: Vec<Progress>,
    /// Why the network cannot be planned.
    pub problem: Option<PlanError>,
    /// A step in slow motion, while it is told.
    pub story: Option<Story>,
    /// One sentence about what happened last.
    pub said: Option<String>,
    /// Runs that were begun so far: each has a name of its own.
    begun: u32,
    /// Weights that a run is to start with.
    start: Start,
    /// Whether steps are wanted as soon as all runs have begun.
    goes: bool,
}

/// What someone asks for.
#[derive(Clone, Debug)]
pub enum Request {
    /// Other settings, another network, other data, another look.
    Setup(Box<Setup>),
    /// Take steps.
    Play,
    /// Take no more.
    Pause,
    /// Take so many steps.
    Steps(u32),
    /// Take steps until the epoch is over.
    Epoch,
    /// Begin anew.
    Reset,
    /// What a run reported is on the screen.
    Painted(Run),
    /// Go back to the last snapshot up to a step.
    GoTo(u64),
    /// Begin anew with the weights of a file.
    Weights(Vec<u8>),
    /// Learn from somebody's samples.
    Own(Rc<Own>),
    /// Hand something out.
    Save(Saved),
    /// Tell a step in slow motion, or go on telling.
    Tell,
    /// Stop telling.
    Hush,
    /// Say this.
    Say(String),
}

/// What can be handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The weights, as safetensors.
    Weights,
    /// The network, as JSON.
    Network,
    /// Network and training as PyTorch code.
    Code,
    /// All steps, as comma-separated values.
    History,
}

impl Saved {
    /// Each with its name for people.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Weights, "Weights (safetensors)"),
        (Self::Network, "Network (JSON)"),
        (Self::Code, "PyTorch code"),
        (Self::History, "History (CSV)"),
    ];
}

/// Validation samples that are scored at once.
const SCORED: u32 = 1000;
/// Points along each side of a boundary.
const SIDE: u32 = 48;
/// Reports between two times that a run is kept.
const KEEPS: u32 = 24;

impl Trainings {
    /// Whether steps are being taken.
    pub fn play(&self) -> bool {
        self.goes || self.runs.iter().any(Progress::runs)
    }

    /// Whether all of them have begun.
    pub fn ready(&self) -> bool {
        !self.runs.is_empty() && self.runs.iter().all(|progress| progress.begun)
    }

    fn each(&self, training: impl Fn(&Progress) -> Training) -> Vec<Effect> {
        self.runs.iter().map(|progress| send(progress.run, training(progress))).collect()
    }
}

fn send(run: Run, training: Training) -> Effect {
    Effect::Send(Command::Train { run, training: Box::new(training) })
}

impl App {
    /// The place Train, if that is where the page is.
    pub fn setup(&self) -> Option<&Setup> {
        if let Route::Train(setup) = &self.route { Some(setup) } else { None }
    }

    /// Sees to it that the runs of the route have begun.
    pub(in crate::app) fn attend(&mut self) -> Vec<Effect> {
        let fits = |setup: &Setup| {
            let wanted = (0..setup.runs()).map(|run| setup.of_run(run).0);
            wanted.eq(self.trainings.runs.iter().map(|progress| progress.plan.network().clone()))
        };
        if self.setup().is_some_and(fits) { self.watch() } else { self.begin() }
    }

    fn watch(&mut self) -> Vec<Effect> {
        let Route::Train(setup) = &self.route else { return Vec::new() };
        let look = self.trainings.story.as_ref().map_or(setup.look, |story| story.scene().look);
        for progress in &mut self.trainings.runs {
            if progress.look != look {
                progress.look = look;
                (progress.values, progress.histograms) = (Vec::new(), Rc::from([]));
            }
        }
        self.trainings.each(|progress| Training::Watch { watch: progress.watch(setup) })
    }

    /// Begins all runs anew.
    fn begin(&mut self) -> Vec<Effect> {
        let Route::Train(setup) = &self.route else { return Vec::new() };
        let trainings = &mut self.trainings;
        let mut effects = trainings.each(|_| Training::Close);
        let start = std::mem::take(&mut trainings.start);
        trainings.runs.clear();
        (trainings.problem, trainings.story, trainings.goes) = (None, None, false);
        for index in 0..setup.runs() {
            match setup.plan(index) {
                Ok(plan) => {
                    trainings.begun += 1;
                    // The worker's first run is the digit network.
                    let run = Run(1 + trainings.begun);
                    let (network, settings) = setup.of_run(index);
                    let (data, start) = (setup.samples.data(), start.clone());
                    effects.push(send(run, Training::Begin { network, data, settings, start }));
                    trainings.runs.push(Progress::new(run, plan, setup.look));
                }
                Err(problem) => {
                    trainings.problem = Some(problem);
                    trainings.runs.clear();
                    // What was just sent is not begun.
                    effects.retain(|effect| !is_begin(effect));
                    return effects;
                }
            }
        }
        effects
    }

    /// Does what is asked for in the place Train.
    pub(in crate::app) fn train(&mut self, request: Request) -> Vec<Effect> {
        let Route::Train(setup) = &self.route else { return Vec::new() };
        let steps = |steps: u32| move |_: &Progress| Training::Step { steps };
        let until = setup.until;
        let stays = matches!(request, Request::Painted(_) | Request::Tell | Request::Save(_));
        if !stays {
            self.trainings.said = None;
        }
        match request {
            Request::Setup(setup) => self.set_up(*setup),
            Request::Own(own) => {
                let setup = setup.with_samples(Samples::Own(own));
                self.set_up(setup)
            }
            Request::Play if !self.trainings.ready() => {
                self.trainings.goes = !self.trainings.runs.is_empty();
                Vec::new()
            }
            Request::Play => {
                let mut effects = self.hush();
                effects.extend(self.trainings.each(|_| Training::Go { until }));
                effects
            }
            Request::Pause => {
                self.trainings.goes = false;
                let mut effects = self.trainings.each(|_| Training::Pause);
                effects.extend(self.trainings.each(|_| Training::Evaluate { most: SCORED }));
                effects.extend(self.trainings.each(|_| Training::Keep));
                effects
            }
            Request::Steps(n) => self.trainings.each(steps(n)),
            Request::Epoch => self.trainings.each(|progress| {
                let left = progress.steps_per_epoch - progress.step % progress.steps_per_epoch;
                Training::Step { steps: left as u32 }
            }),
            Request::Reset => self.begin(),
            Request::Painted(run) => self.painted(run),
            Request::GoTo(step) => {
                let mut effects = self.trainings.each(|_| Training::GoTo { step });
                effects.extend(self.trainings.each(|_| Training::Evaluate { most: SCORED }));
                effects.extend(self.bound());
                effects
            }
            Request::Weights(file) => {
                self.trainings.start = Start::Weights(file);
                self.begin()
            }
            Request::Save(saved) => self.save(saved),
            Request::Tell => self.tell(),
            Request::Hush => self.hush(),
            Request::Say(sentence) => {
                self.trainings.said = Some(sentence);
                Vec::new()
            }
        }
    }

    fn set_up(&mut self, new: Setup) -> Vec<Effect> {
        let Route::Train(old) = &self.route else { return Vec::new() };
        let old = (**old).clone();
        let mut effects = vec![Effect::Replace];
        let begins = |setup: &Setup| {
            let settings = setup.settings;
            (settings.seed, settings.initialisation, settings.batch)
        };
        let same = old.samples == new.samples
            && old.network == new.network
            && old.variant == new.variant
            && begins(&old) == begins(&new)
            && self.trainings.problem.is_none();
        let tuned = old.settings != new.settings;
        let goes = self.trainings.play();
        let network = old.network != new.network && old.samples == new.samples;
        let until = new.until;
        let looks = (old.look, old.sample) != (new.look, new.sample);
        let had_steps = self.trainings.runs.iter().any(|progress| progress.step > 0);
        self.route = Route::Train(Box::new(new));
        if !same {
            effects.extend(self.begin());
            if network && had_steps {
                self.trainings.said = Some("The network is another one: training begins anew.".to_owned());
            }
            return effects;
        }
        if tuned {
            let Route::Train(setup) = &self.route else { return effects };
            let runs = self.trainings.runs.iter().enumerate();
            effects.extend(runs.map(|(index, progress)| {
                send(progress.run, Training::Tune { settings: setup.of_run(index).1 })
            }));
        }
        if goes && until != old.until {
            effects.extend(self.trainings.each(|_| Training::Go { until }));
        }
        if looks {
            self.trainings.story = None;
            effects.extend(self.watch());
        }
        effects
    }

    fn painted(&mut self, run: Run) -> Vec<Effect> {
        let mut effects = vec![send(run, Training::Next)];
        let plane = self.setup().is_some_and(|setup| setup.samples.is_plane());
        let Some(progress) = self.trainings.runs.iter().find(|progress| progress.run == run) else {
            return effects;
        };
        if plane && progress.runs() {
            effects.push(send(run, Training::Boundary { side: SIDE }));
        }
        if progress.runs() && progress.version.is_multiple_of(KEEPS) {
            effects.push(send(run, Training::Keep));
        }
        effects
    }

    /// What the plane looks like now.
    fn bound(&self) -> Vec<Effect> {
        match self.setup() {
            Some(setup) if setup.samples.is_plane() => {
                self.trainings.each(|_| Training::Boundary { side: SIDE })
            }
            _ => Vec::new(),
        }
    }

    /// Takes in what a run answered.
    pub(in crate::app) fn trained(&mut self, run: Run, trained: Trained) -> Vec<Effect> {
        let Some(index) = self.trainings.runs.iter().position(|progress| progress.run == run) else {
            return Vec::new();
        };
        let name = ["weights", "weights of the second run"][index.min(1)];
        if let Trained::Exported { step, weights } = &trained {
            let name = format!("{name} after step {step}.safetensors").replace(' ', "-");
            return vec![Effect::Download { name, mime: "application/octet-stream", bytes: weights.clone() }];
        }
        let (began, was) = (matches!(trained, Trained::Begun { .. }), self.trainings.runs[index].state);
        self.trainings.runs[index].take(trained);
        if began && self.trainings.ready() {
            let mut effects = self.watch();
            effects.extend(self.trainings.each(|_| Training::Evaluate { most: SCORED }));
            effects.extend(self.bound());
            if std::mem::take(&mut self.trainings.goes) {
                effects.extend(self.train(Request::Play));
            }
            return effects;
        }
        // Where it stops by itself, the scores are those of the last epoch or older.
        match self.trainings.runs[index].state {
            State::Running => Vec::new(),
            state if state != was => {
                let mut effects =
                    vec![send(run, Training::Evaluate { most: SCORED }), send(run, Training::Keep)];
                effects.extend(self.bound());
                effects
            }
            _ => Vec::new(),
        }
    }

    /// A run cannot do what it was asked for.
    pub(in crate::app) fn refused(&mut self, run: Run, refusal: &Refusal) -> Vec<Effect> {
        if self.trainings.runs.iter().any(|progress| progress.run == run) {
            self.trainings.goes = false;
            self.trainings.said = Some(refusal.to_string());
        }
        Vec::new()
    }

    fn save(&mut self, saved: Saved) -> Vec<Effect> {
        let Route::Train(setup) = &self.route else { return Vec::new() };
        let Some(first) = self.trainings.runs.first() else { return Vec::new() };
        let file = |name: &str, mime: &'static str, text: String| {
            vec![Effect::Download { name: name.to_owned(), mime, bytes: text.into_bytes() }]
        };
        match saved {
            Saved::Weights => vec![send(first.run, Training::Export)],
            Saved::Network => file("network.json", "application/json", setup.network.to_json()),
            Saved::Code => {
                let code = pytorch_training(&first.plan, &setup.settings);
                file("train.py", "text/x-python", code)
            }
            Saved::History => file("history.csv", "text/csv", first.csv()),
        }
    }

    /// Begins to tell a step, or goes on to its next part.
    fn tell(&mut self) -> Vec<Effect> {
        let Some(first) = self.trainings.runs.first().filter(|_| self.trainings.ready()) else {
            return Vec::new();
        };
        let next = match &self.trainings.story {
            None => Some(Story::new(&first.plan)),
            Some(story) => story.next(),
        };
        let mut effects = Vec::new();
        if self.trainings.play() {
            effects.extend(self.trainings.each(|_| Training::Pause));
        }
        let steps = next.as_ref().is_some_and(|story| story.scene().steps);
        self.trainings.story = next;
        effects.extend(self.watch());
        if steps {
            effects.extend(self.trainings.each(|_| Training::Step { steps: 1 }));
        }
        effects
    }

    fn hush(&mut self) -> Vec<Effect> {
        match self.trainings.story.take() {
            Some(_) => self.watch(),
            None => Vec::new(),
        }
    }
}

fn is_begin(effect: &Effect) -> bool {
    let Effect::Send(Command::Train { training, .. }) = effect else { return false };
    matches!(**training, Training::Begin { .. })
}
