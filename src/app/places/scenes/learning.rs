//! A network that learns in the page, by the same run that trains everywhere.

use std::rc::Rc;

use super::regions::features;
use super::watched_run::{WatchedRun, known_at};
use super::{Effect, GradientNorms, Inside, Loading, Scenes};
use crate::app::text::scenes as text;
use crate::data::scenes::{SceneGenerator, SceneTask};
use crate::network::NodeId;
use crate::session::describe::{ParamGroup, decoder_network};
use crate::session::{
    Data, Event, Look, Proposer, Report, RunCommand, RunEvent, RunId, SceneScores, Settings, StartFrom,
    State, StopAt, Watch,
};
use crate::zoo::SceneNetwork;

/// The layer of a network that describes.
const DECODER_NODE: NodeId = NodeId(1);

/// What has come of a run so far.
#[derive(Clone, Debug)]
pub struct Learning {
    /// The run, as Train knows its own.
    pub run: WatchedRun,
    /// What is learnt.
    pub task: SceneTask,
    /// The stage before it, which is over, and its weights are those that it has come to.
    pub before: Option<Box<Learning>>,
    weights: Vec<u8>,
    /// The scores after each epoch, with the step.
    pub scores: Vec<(u64, SceneScores)>,
    /// Of a decoder: the norms of the gradients of some steps.
    pub(super) decoder_norms: Vec<(u64, GradientNorms)>,
    /// Whether it was asked about a scene or, of two stages, for its weights; and whether these have changed meanwhile.
    looks: bool,
    changed: bool,
}

impl Learning {
    const fn new(run: WatchedRun, task: SceneTask) -> Self {
        Self {
            run,
            task,
            before: None,
            weights: Vec::new(),
            scores: Vec::new(),
            decoder_norms: Vec::new(),
            looks: false,
            changed: false,
        }
    }

    /// The newest scores at the step that is looked at.
    pub fn newest(&self) -> Option<&SceneScores> {
        known_at(&self.scores, self.run.step())
    }

    fn report(&mut self, mut report: Report, now: f64) {
        WatchedRun::forget_left(&report, &mut self.scores);
        WatchedRun::forget_left(&report, &mut self.decoder_norms);
        self.scores.extend(report.evaluation.take().and_then(|it| Some((it.step, it.scenes?))));
        self.run.report(report, now);
    }
}

impl Scenes {
    /// Where the network is in the worker that trains.
    fn ask(&self, command: RunCommand) -> Vec<Effect> {
        self.learning.as_ref().map(|learning| learning.run.ask(command)).into_iter().collect()
    }

    /// What a task is learnt from, and how. The second stage of two learns from what the first proposes.
    fn course(&self, task: SceneTask, proposer: Option<Proposer>) -> Option<(Data, Settings)> {
        let course = self.config.course;
        let generator = SceneGenerator { seed: course.seed };
        let scenes = self.config.training();
        let (training, validation) = (scenes as u32, (scenes as u32).div_ceil(8));
        let settings = task.settings(self.config.epochs_of(task) as u64, scenes as u64);
        let data = match proposer {
            Some(proposer) => Data::Regions { proposer, generator, training, validation },
            None if task == SceneTask::Describe => self.describe.as_ref()?.data(generator, training)?,
            None => Data::Scenes { task, generator, training, validation },
        };
        Some((data, Settings { seed: course.seed, ..settings }))
    }

    /// Fresh weights, of which the answers are from now on.
    pub(super) fn reset(&mut self) -> Vec<Effect> {
        if self.course(self.config.tasks()[0], None).is_none() {
            return Vec::new();
        }
        let mut effects = self.close();
        self.forget_second();
        effects.extend(self.begin(self.config.tasks()[0], None));
        effects
    }

    fn begin(&mut self, task: SceneTask, proposer: Option<Proposer>) -> Vec<Effect> {
        let Some((data, settings)) = self.course(task, proposer) else { return Vec::new() };
        self.runs += 1;
        let network = match task {
            SceneTask::Refine => SceneNetwork::Refine.network(),
            SceneTask::Mask => SceneNetwork::Mask.network(),
            SceneTask::Describe => decoder_network(),
            _ => self.config.network().network(),
        };
        let Some(mut run) = WatchedRun::new(RunId(self.runs), &network) else { return Vec::new() };
        run.show(self.inside, self.look);
        self.learning = Some(Learning::new(run, task));
        let mut effects = self.ask(RunCommand::Begin { network, data, settings, start: StartFrom::Fresh });
        effects.extend(self.watch());
        if task == SceneTask::Describe {
            self.change_decoder();
            effects.extend(self.ask_describe());
        }
        if self.has_two_stages() && self.inside == Inside::Maps {
            effects.extend(self.watch_layers());
        }
        effects
    }

    /// A stage has learnt, and these are its weights: the next one begins by itself.
    fn go_over(&mut self, next: SceneTask, weights: Vec<u8>, now: f64) -> Vec<Effect> {
        let mut effects = self.ask(RunCommand::Close);
        let Some(mut before) = self.learning.take() else { return effects };
        let network = if next == SceneTask::Mask { SceneNetwork::Refine } else { SceneNetwork::Propose };
        effects.extend(self.open_stage(network, weights.clone()));
        before.weights = weights.clone();
        let (first, refiner) = match &before.before {
            Some(first) => (first.weights.clone(), Some((SceneNetwork::Refine.network(), weights))),
            None => (weights, None),
        };
        let network = SceneNetwork::Propose.network();
        let Some(features) = features(SceneNetwork::Propose) else { return effects };
        let proposer = Proposer { network, weights: first, features, refiner };
        effects.extend(self.begin(next, Some(proposer)));
        if let Some(learning) = &mut self.learning {
            learning.before = Some(Box::new(before));
        }
        effects.extend(self.start(now));
        effects
    }

    fn start(&mut self, now: f64) -> Vec<Effect> {
        let Some(learning) = &mut self.learning else { return Vec::new() };
        learning.run.play(now);
        let until = StopAt { epochs: Some(self.config.epochs_of(learning.task) as u32), accuracy: None };
        self.ask(RunCommand::Start { until })
    }

    /// The network learns, from the beginning if nothing has begun or the course is over.
    pub(super) fn play(&mut self, now: f64) -> Vec<Effect> {
        let goes_on = |learning: &Learning| {
            let is_over = learning.run.is_over(self.config.epochs_of(learning.task));
            learning.run.state() == State::Paused && !is_over
        };
        let goes_on = self.learning.as_ref().is_some_and(goes_on);
        let mut effects = if goes_on { Vec::new() } else { self.reset() };
        effects.extend(self.start(now));
        effects
    }

    pub(super) fn pause(&mut self) -> Vec<Effect> {
        self.ask(RunCommand::Pause)
    }

    /// Forgets the network that learns.
    pub(super) fn close(&mut self) -> Vec<Effect> {
        self.computed = None;
        let mut effects = self.ask(RunCommand::Close);
        if self.learning.take().is_some() {
            self.change_decoder();
        }
        effects.extend(self.stop_restyle());
        effects
    }

    /// Shows the scene to the network that learns. While it looks at one only the newest waits. Of two stages neither says anything
    /// alone: their weights go to the workers that infer.
    pub(super) fn watch(&mut self) -> Vec<Effect> {
        let two_stages = self.has_two_stages();
        let Some(learning) = &mut self.learning else { return Vec::new() };
        if std::mem::replace(&mut learning.looks, true) {
            learning.changed = true;
            return Vec::new();
        }
        if two_stages {
            return self.ask(RunCommand::Export);
        }
        let watch = learning.run.watch();
        // A decoder is one layer: what its groups of parameters have of the gradient is told from all of it.
        let decoder = (learning.task == SceneTask::Describe).then_some((DECODER_NODE, Look::WeightGradients));
        let scales = self.scales.iter().map(|maps| (maps.node, Look::Activations));
        let probes = decoder.into_iter().chain(scales).chain(watch.probes).collect();
        let input = Some(self.config.sample());
        self.ask(RunCommand::Watch { watch: Watch { input, probes, ..watch } })
    }

    pub(super) fn report_ack(&self) -> Vec<Effect> {
        self.ask(RunCommand::Ack)
    }

    pub(super) fn trained(&mut self, event: Event, now: f64) -> Vec<Effect> {
        let two_stages = self.has_two_stages();
        let Some(learning) = &mut self.learning else { return Vec::new() };
        match event {
            Event::Run { run, event: RunEvent::Report(report) }
                if run == learning.run.run() && two_stages =>
            {
                learning.report(*report, now);
                self.watch()
            }
            Event::Run { run, event: RunEvent::Exported { weights, .. } } if run == learning.run.run() => {
                learning.looks = false;
                if std::mem::take(&mut learning.changed) {
                    return self.watch();
                }
                let (task, is_over) = (learning.task, learning.run.state() == State::Finished);
                let (tasks, networks) = (self.config.tasks(), self.config.networks());
                let place = tasks.iter().position(|it| *it == task).unwrap_or(0);
                match tasks.get(place + 1) {
                    Some(next) if is_over => self.go_over(*next, weights, now),
                    _ => self.open_stage(networks[place], weights),
                }
            }
            Event::Run { run, event: RunEvent::Report(mut report) }
                if run == learning.run.run() && learning.task == SceneTask::Describe =>
            {
                let dparams = if report.probes.is_empty() { Vec::new() } else { report.probes.remove(0) };
                let is_other = !report.points.is_empty()
                    || (report.step, report.state) != (learning.run.step(), learning.run.state());
                let norms = (!report.points.is_empty()).then(|| (report.step, ParamGroup::norms(&dparams)));
                learning.report(*report, now);
                learning.decoder_norms.extend(norms);
                learning.looks = false;
                let again = std::mem::take(&mut learning.changed);
                let watched = if again { self.watch() } else { Vec::new() };
                [watched, if is_other { self.decoder_changed() } else { Vec::new() }].concat()
            }
            Event::Run { run, event: RunEvent::Described(sentence) } if run == learning.run.run() => {
                self.said(sentence)
            }
            Event::Run { run, event: RunEvent::Report(report) } if run == learning.run.run() => {
                let mut report = *report;
                let logits = std::mem::take(&mut report.logits);
                let of_scales = report.probes.drain(..self.scales.len().min(report.probes.len()));
                let maps = of_scales.map(Rc::from).collect();
                if logits.len() == self.config.tasks()[0].output().len() {
                    (self.output, self.maps) = (Some(Rc::from(logits)), maps);
                }
                learning.report(report, now);
                learning.looks = false;
                if std::mem::take(&mut learning.changed) { self.watch() } else { Vec::new() }
            }
            Event::Error { run, error } if run == learning.run.run() => {
                let close = learning.run.ask(RunCommand::Close);
                self.learning = None;
                self.change_decoder();
                let said = Effect::Notice(text::cannot_train(&error.to_string()));
                let has_answer = self.loading == Loading::Ready && !two_stages;
                let effects = if has_answer { self.look() } else { self.load() };
                [close].into_iter().chain(effects).chain([said]).collect()
            }
            _ => Vec::new(),
        }
    }
}
