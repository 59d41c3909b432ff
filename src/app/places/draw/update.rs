use std::rc::Rc;

use super::analysis::AnalysisConfig;
use super::link::DrawConfig;
use super::model::{Activations, Model, planned};
use super::why::weighted_layers;
use super::{Action, ChosenNetwork, Draw, Effect, Focus, Load, Opened, Pen, Worker};
use crate::app::heartbeat::{Death, WorkerState};
use crate::app::text;
use crate::drawing::pipeline::{Switches, prepare};
use crate::drawing::{Raster, samples};
use crate::network::NodeId;
use crate::session::{InferenceCommand, InferenceEvent, RunId};

/// How often another worker takes the place of one that died, before the next answer.
const DEATHS: u32 = 2;

impl Draw {
    /// Takes an action in and answers what is to be done.
    pub fn update(&mut self, config: &mut DrawConfig, action: Action) -> Vec<Effect> {
        let mut effects = self.act(config, action);
        self.fit_columns(config);
        // What is opened or pointed at now may need more numbers than were asked for.
        let lacks = |seen: &Rc<Activations>| !seen.has(&self.shown_nodes(config));
        if self.worker == Worker::Idle && self.activations.as_ref().is_some_and(lacks) {
            effects.extend(self.infer(config));
        }
        effects
    }

    /// Has the network in the columns that the link asks for, once their values are here. The way back is told by layers,
    /// their activations with them.
    pub(super) fn fit_columns(&mut self, config: &DrawConfig) {
        let every_step = config.shows_every_step();
        let Load::Ready(model) = &mut self.model else { return };
        let all: Vec<NodeId> = model.plan.ids().collect();
        let is_known = !every_step || self.activations.as_ref().is_none_or(|seen| seen.has(&all));
        if model.every_step != every_step && is_known {
            *model = Rc::new(model.in_columns(every_step));
            self.hovered = None;
        }
    }

    /// Looks at another network; what is opened or explained of the one before has no place in it.
    fn choose_network(&mut self, config: &mut DrawConfig, network: ChosenNetwork) -> Vec<Effect> {
        *config = DrawConfig {
            network,
            drawing: std::mem::take(&mut config.drawing),
            switches: config.switches,
            every_step: config.every_step,
            range: config.range,
            direction: config.direction,
            analysis: Box::new(AnalysisConfig { changes: Vec::new(), ..*config.analysis }),
            ..DrawConfig::default()
        };
        self.load(network).into_iter().chain([Effect::UpdateUrl]).collect()
    }

    /// Loads the network that the link asks for, if it is another one.
    pub(super) fn load(&mut self, network: ChosenNetwork) -> Option<Effect> {
        let is_stale = std::mem::take(&mut self.is_stale);
        if network == self.network && !is_stale {
            return None;
        }
        self.forget_computed();
        (self.network, self.dataset) = (network, None);
        if let ChosenNetwork::Shipped(network) = network {
            self.plan = planned(network);
        }
        (self.model, self.hovered) = (Load::Waiting, None);
        // What the worker still says of the network before is of another run.
        (self.run, self.worker) = (RunId(self.run.0 + 1), Worker::Idle);
        Some(Effect::LoadWeights(network))
    }

    fn act(&mut self, config: &mut DrawConfig, action: Action) -> Vec<Effect> {
        match action {
            Action::Weights(network, weights) if network == self.network => match weights {
                Ok(weights) => return vec![Effect::Send(self.open_network(weights))],
                Err(error) => self.fail(error),
            },
            Action::LastRun(stored) if !matches!(self.network, ChosenNetwork::Shipped(_)) => {
                return self.open_last_run(stored.as_deref().map(Vec::as_slice));
            }
            // The file of a network that nobody looks at any more, and samples that only explanations ask about.
            Action::Weights(..) | Action::LastRun(_) | Action::Samples(_) => {}
            Action::Network(network) => return self.choose_network(config, network),
            Action::Answered(event) => return self.answered(config, event),
            Action::Worker(WorkerState::Dead(death)) => return self.worker_died(death),
            Action::Worker(state) => self.is_silent = state == WorkerState::Silent,
            Action::TryAgain => {
                self.deaths = 0;
                return self.restart_worker();
            }
            Action::Hover(focus) => self.hovered = focus,
            Action::Pen(pen) => self.pen = pen,
            Action::Erase => self.pen = Pen { erase: !self.pen.erase, ..self.pen },
            Action::Open(focus) => return self.open(config, focus),
            Action::EveryStep(_)
            | Action::Range(_)
            | Action::Direction(_)
            | Action::Class(_)
            | Action::Against(_)
            | Action::Weight(_)
            | Action::Backward(_)
            | Action::Method(_)
            | Action::GradCamLayer(_)
            | Action::Cover(_)
            | Action::Randomize(_)
            | Action::Analysis(_) => return self.choose(config, action),
            Action::Digit(digit) => {
                let matching: Vec<usize> =
                    (0..).zip(samples()).filter(|(_, s)| s.digit == digit).map(|(i, _)| i).collect();
                self.next_sample += 1;
                let sample = Action::Sample(matching[self.next_sample % matching.len()]);
                return self.edit(config, sample);
            }
            Action::Press(_)
            | Action::Drag(_)
            | Action::Release
            | Action::Undo
            | Action::Clear
            | Action::Sample(_)
            | Action::Switch(_) => return self.edit(config, action),
            Action::Demonstrate => self.demonstrate(config),
            Action::EndDemonstration => return self.end_demonstration(config),
            Action::Frame(now) => return self.demonstrate_on(config, now),
            Action::Steps(_) | Action::Walk(..) | Action::StopAnalysis(_) | Action::Back => {}
        }
        Vec::new()
    }

    /// Another worker goes on; one that has died too often has a reason that will not go away.
    fn worker_died(&mut self, death: Death) -> Vec<Effect> {
        self.deaths += 1;
        if self.deaths > DEATHS {
            self.is_silent = false;
            let not_loaded = death == Death::NotLoaded;
            let why = if not_loaded { text::shell::WORKER_NOT_LOADED } else { text::shell::WORKER_CRASHED };
            self.fail(why.to_string());
            return Vec::new();
        }
        let mut effects = self.restart_worker();
        effects.push(Effect::Notice(text::shell::WORKER_RESTARTED.to_string()));
        effects
    }

    fn restart_worker(&mut self) -> Vec<Effect> {
        self.is_silent = false;
        // What was seen last stays until the network is opened again.
        self.worker = Worker::Busy;
        if self.model.ready().is_none() {
            self.model = Load::Waiting;
        }
        vec![Effect::RestartWorker]
    }

    /// Chooses which way the network is looked at, and what is explained.
    fn choose(&mut self, config: &mut DrawConfig, action: Action) -> Vec<Effect> {
        match action {
            Action::EveryStep(every_step) => {
                config.every_step = every_step;
                self.fit_columns(config);
                return self.check_opened(config).into_iter().chain([Effect::UpdateUrl]).collect();
            }
            Action::Range(range) => config.range = range,
            Action::Direction(direction) if direction != config.direction => {
                config.direction = direction;
                return vec![Effect::Pushed];
            }
            Action::Class(class) => config.class = Some(class),
            Action::Against(class) => config.against = Some(class),
            Action::Weight(weight) => config.weight = weight,
            Action::Backward(choice) => config.backward.choose(choice),
            Action::Method(method) => config.method = method,
            Action::GradCamLayer(layer) => config.layer = Some(layer),
            Action::Cover(cover) => config.cover = cover,
            Action::Analysis(choice) => config.analysis.choose(choice),
            Action::Randomize(layers) => {
                let most = self.model.ready().map_or(0, |model| weighted_layers(model).len());
                config.randomized = layers.min(most);
            }
            _ => {}
        }
        vec![Effect::UpdateUrl]
    }

    /// Takes everything off the page that was computed for a drawing.
    pub(super) fn forget_computed(&mut self) {
        self.activations = None;
    }

    pub(super) fn fail(&mut self, why: String) {
        self.forget_computed();
        self.model = Load::Failed(why);
    }

    /// Opens a map or unit, or pins a cell. One level deeper is a place to come back from; another place on the same level is
    /// not.
    fn open(&mut self, config: &mut DrawConfig, focus: Focus) -> Vec<Effect> {
        let Some(model) = self.model.ready() else { return Vec::new() };
        let Focus { column, unit, cell } = focus;
        let before = config.depth();
        let opened = Opened { layer: model.layer_name(column).to_owned(), unit, cell };
        // A weight is one of the map or unit that it was chosen for.
        let is_same = |before: &Opened| (&before.layer, before.unit) == (&opened.layer, unit);
        config.weight = config.weight.filter(|_| config.opened.as_ref().is_some_and(is_same));
        if !config.opened.as_ref().is_some_and(is_same) {
            config.backward.path = None;
        }
        config.opened = Some(opened);
        vec![if config.depth() > before { Effect::Pushed } else { Effect::UpdateUrl }]
    }

    /// Has the drawing run through the network.
    pub(super) fn infer(&mut self, config: &DrawConfig) -> Vec<Effect> {
        let (Some(prepared), Load::Ready(_)) = (&self.prepared, &self.model) else { return Vec::new() };
        match self.worker {
            Worker::Idle => {
                self.worker = Worker::Busy;
                let (pixels, nodes) = (prepared.pixels.to_vec(), self.shown_nodes(config));
                vec![Effect::Send(InferenceCommand::Infer { run: self.run, pixels, nodes })]
            }
            Worker::Busy | Worker::BusyWithAnOlderDrawing => {
                self.worker = Worker::BusyWithAnOlderDrawing;
                Vec::new()
            }
        }
    }

    /// Whether the worker owes an answer about a drawing, or is not there yet.
    pub fn is_inferring(&self) -> bool {
        self.worker != Worker::Idle
    }

    fn answered(&mut self, config: &mut DrawConfig, event: InferenceEvent) -> Vec<Effect> {
        match event {
            InferenceEvent::Opened { run, weights, ranges } if run == self.run => {
                self.model = Load::Ready(Rc::new(Model::new(self.plan.clone(), weights, ranges)));
                self.fit_columns(config);
                self.worker = Worker::Idle;
                let mut effects = self.check(config);
                effects.extend(self.infer(config));
                effects
            }
            InferenceEvent::Activations { run, nodes, activations, .. } if run == self.run => {
                self.deaths = 0;
                let older = self.worker == Worker::BusyWithAnOlderDrawing;
                self.worker = Worker::Idle;
                self.activations =
                    self.prepared.is_some().then(|| Rc::new(Activations::new(&nodes, activations)));
                if older { self.infer(config) } else { Vec::new() }
            }
            InferenceEvent::Error { run, error } if run == self.run => {
                self.fail(error.to_string());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The command that opens the network. Every third sample, so every digit, shows how large its activations get: all of
    /// them would keep the first guess waiting.
    pub(super) fn open_network(&self, weights: Vec<u8>) -> InferenceCommand {
        let examples = samples().into_iter().step_by(3).filter_map(|sample| {
            Some(prepare(&Raster::of(&sample.drawing), Switches::default())?.pixels.to_vec())
        });
        let network = self.plan.network().clone();
        InferenceCommand::Open { run: self.run, network, weights, examples: examples.collect() }
    }
}
