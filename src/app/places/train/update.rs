//! What someone does in the place Train.

use std::rc::Rc;

use super::link::{is_cut, read, shortened};
use super::runs::{TrainingRuns, send};
use super::{CustomDataset, DataSource, Download, Effect, StoreError, Train, TrainConfig, WeightHistory};
use crate::app::heartbeat::WorkerState;
use crate::app::text::link::together;
use crate::app::text::train as text;
use crate::data::import::{ImportNotes, ImportOptions};
use crate::format;
use crate::network::{Network, Plan, PlanError};
use crate::session::{RunCommand, RunId, TrainError};

/// What someone asks for.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum TrainAction {
    /// Other settings, another network, other data, another look.
    Configure(Box<TrainConfig>),
    /// Back to the network before, or on to the one that was taken back.
    UndoNetwork,
    RedoNetwork,
    Play,
    Pause,
    Steps(u32),
    /// Take steps until the epoch is over.
    Epoch,
    /// Begin anew.
    Reset,
    /// What a run reported is on the screen.
    ReportAck(RunId),
    /// Go back to the last snapshot up to a step.
    Seek(u64),
    /// Begin anew with the weights of a file.
    Weights(Vec<u8>),
    /// Begin anew with the network of a file, which is JSON.
    Network(String),
    /// What the store has of the network that was opened in Networks.
    Opened(Option<Vec<u8>>),
    UseDataset(Rc<CustomDataset>),
    /// Train on what was read from files; what was done to it.
    UseFiles(Rc<CustomDataset>, Box<ImportNotes>),
    /// Read files in this way from now on.
    ImportOptions(ImportOptions),
    /// Swap rows and columns of the images of IDX files.
    Transpose,
    /// Another share of somebody's samples for validation, in percent.
    ValidationShare(usize),
    Download(Download),
    /// Save all runs in the browser's store, at this many milliseconds since 1970.
    StoreRun(f64),
    /// Go on where a saved run ends: its place in the list.
    Restore(usize),
    /// Take a saved run out of the store: its place in the list.
    Forget(usize),
    ShowWeightHistory(WeightHistory),
    HideWeightHistory,
    /// Show a step in slow motion, or its next part.
    NextStepPart,
    EndWalkthrough,
    Status(String),
    /// What is stored beside a saved run is here: its keys and bytes.
    Loaded {
        id: u64,
        blobs: Vec<(String, Vec<u8>)>,
        /// Whether another tab writes this run.
        is_elsewhere: bool,
    },
    /// It cannot be had.
    CannotLoad(StoreError),
    /// The store has taken what was last put into it, or has not.
    Saved(Result<(), StoreError>),
    /// It is this time, in milliseconds since 1970.
    Time(f64),
    /// The page may end without another word.
    Hidden,
    /// The worker is otherwise than before.
    Worker(WorkerState),
    /// Start another worker, whatever the present one does.
    RestartWorker,
    /// Bring back the run that was offered, or do not.
    TakeOffer(bool),
}

impl TrainAction {
    /// Whether nothing that is seen comes of it, unless it turns out that something is in the way.
    pub fn is_silent(&self) -> bool {
        matches!(self, Self::ReportAck(_) | Self::Time(_) | Self::Hidden | Self::Saved(_))
    }
}

impl Train {
    /// The place as the rest of a link says.
    pub fn new(link: &str) -> Self {
        let (mut config, status) = read(link);
        let refused = config.drop_comparison();
        let status = together(status.into_iter().chain(refused).collect());
        let runs = TrainingRuns { status, ..TrainingRuns::default() };
        Self { config, runs, asked: Some(link.to_owned()), ..Self::default() }
    }

    /// The rest of a link to exactly this, or to all of it but a network that is too long for a link.
    pub fn link(&self) -> String {
        shortened(&format::link(self.config.to_pairs())).into_owned()
    }

    /// Goes where another link says.
    pub fn follow(&mut self, link: &str) -> Vec<Effect> {
        if link == self.link() {
            return Vec::new();
        }
        let (config, status) = read(link);
        let saved = self.saved_runs.iter().position(|saved_run| saved_run.is_of(link));
        let effects = match saved.filter(|_| !config.begins_like(&self.config)) {
            Some(index) => {
                self.config = config;
                self.restore(index)
            }
            None => self.configure(config),
        };
        let status = status.filter(|_| saved.is_none() || !is_cut(link));
        self.runs.status = status.or(self.runs.status.take());
        effects
    }

    /// Does what is asked for, and answers what the browser is to do.
    pub fn update(&mut self, request: TrainAction) -> Vec<Effect> {
        let until = self.config.until;
        let stays = matches!(
            request,
            TrainAction::ReportAck(_)
                | TrainAction::StoreRun(_)
                | TrainAction::Loaded { .. }
                | TrainAction::Saved(_)
                | TrainAction::Time(_)
                | TrainAction::Hidden
                | TrainAction::Worker(_)
                | TrainAction::NextStepPart
                | TrainAction::Download(_)
        );
        if !stays {
            self.runs.status = None;
        }
        match request {
            TrainAction::Configure(config) => self.configure(*config),
            TrainAction::UndoNetwork => self.undo_network(),
            TrainAction::RedoNetwork => self.redo_network(),
            TrainAction::UseDataset(own) => {
                let config = self.config.with_data(DataSource::Custom(own));
                self.configure(config)
            }
            TrainAction::UseFiles(own, notes) => self.use_files(own, *notes),
            TrainAction::ImportOptions(options) => {
                self.import.options = options;
                Vec::new()
            }
            TrainAction::Transpose => self.transpose(),
            TrainAction::ValidationShare(percent) => self.change_validation(percent),
            TrainAction::Play if !self.runs.ready() => {
                self.runs.play_requested = !self.runs.list.is_empty();
                Vec::new()
            }
            TrainAction::Play => {
                self.runs.play_requested = true;
                let mut effects = self.end_walkthrough();
                effects.extend(self.go_on(|_| RunCommand::Start { until }));
                effects
            }
            TrainAction::Pause => {
                self.runs.play_requested = false;
                self.runs.each(|_| RunCommand::Pause)
            }
            TrainAction::Steps(steps) => self.go_on(|_| RunCommand::Step { steps }),
            TrainAction::Epoch => self.go_on(|progress| {
                let left = progress.steps_per_epoch - progress.last.step % progress.steps_per_epoch;
                RunCommand::Step { steps: left as u32 }
            }),
            TrainAction::Reset => self.begin(),
            TrainAction::ReportAck(run) => self.report_ack(run),
            TrainAction::Seek(step) => self.seek(step),
            TrainAction::Weights(file) => self.load_weights(file),
            TrainAction::Opened(stored) => self.open_network(stored.as_deref()),
            TrainAction::ShowWeightHistory(weight_history) => {
                self.runs.weight_history = Some(weight_history);
                self.weight_history()
            }
            TrainAction::HideWeightHistory => {
                self.runs.weight_history = None;
                Vec::new()
            }
            TrainAction::Network(json) => self.network(&json),
            TrainAction::StoreRun(when) => self.store_runs(when),
            TrainAction::Loaded { id, blobs, is_elsewhere } => self.loaded(id, &blobs, is_elsewhere),
            TrainAction::CannotLoad(error) => self.cannot_load(error),
            TrainAction::Saved(result) => {
                self.saved(result);
                Vec::new()
            }
            TrainAction::Time(now) => self.time(now),
            TrainAction::Hidden => self.checkpoint(),
            TrainAction::Worker(state) => self.worker_turned(state),
            TrainAction::RestartWorker => {
                self.trouble.deaths = 0;
                self.restart_worker(None)
            }
            TrainAction::TakeOffer(takes) => {
                let offer = self.runs.offer.take().filter(|_| takes);
                let index = self.saved_runs.iter().position(|saved_run| Some(saved_run.id) == offer);
                index.map_or(Vec::new(), |index| self.restore(index))
            }
            TrainAction::Restore(index) => self.restore(index),
            TrainAction::Forget(index) => self.forget(index),
            TrainAction::Download(saved) => self.save(saved),
            TrainAction::NextStepPart => self.next_step_part(),
            TrainAction::EndWalkthrough => self.end_walkthrough(),
            TrainAction::Status(sentence) => {
                self.runs.status = Some(sentence);
                Vec::new()
            }
        }
    }

    /// Another network; one that is none, or takes other samples, is refused in one sentence.
    fn network(&mut self, json: &str) -> Vec<Effect> {
        let wanted = self.config.data.shape();
        let why = match Network::from_json(json) {
            Ok(network) if network.input == wanted && !too_large(&network) => {
                let effects = self.configure(TrainConfig { network, variant: None, ..self.config.clone() });
                self.runs.status.get_or_insert_with(|| text::NETWORK_LOADED.to_owned());
                return effects;
            }
            Ok(network) if network.input != wanted => {
                TrainError::Input { takes: network.input, samples: wanted }.to_string()
            }
            Ok(network) => Plan::new(network).map_or_else(|error| error.to_string(), |_| String::new()),
            Err(error) => error.to_string(),
        };
        self.runs.status = Some(text::network_unusable(&why));
        Vec::new()
    }

    /// Takes other settings: training goes on with them, or begins anew.
    pub(super) fn apply(&mut self, new: TrainConfig) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.runs.plan_error.is_some() || !self.config.begins_like(&new) {
            effects.extend(self.leave());
            let left = !effects.is_empty();
            self.config = new;
            effects.push(Effect::UpdateUrl);
            effects.extend(self.begin_fresh());
            effects.push(Effect::Remember { id: None });
            self.runs.status = left.then(|| text::BEGUN_ANEW.to_owned());
            if let DataSource::Custom(own) = &self.config.data
                && !own.is_stored()
            {
                self.runs.status = Some(text::TOO_LARGE_TO_STORE.to_owned());
            }
            return effects;
        }
        let has_steps = self.runs.list.iter().any(|progress| progress.newest() > 0);
        if has_steps && self.config.settings.batch != new.settings.batch {
            effects.extend(self.branch());
        }
        let old = std::mem::replace(&mut self.config, new);
        let (new, runs) = (&self.config, &mut self.runs);
        effects.push(Effect::UpdateUrl);
        if old.settings != new.settings {
            let runs = runs.list.iter().enumerate();
            effects.extend(runs.map(|(index, progress)| {
                send(progress.run, RunCommand::UpdateSettings { settings: new.of_run(index).1 })
            }));
        }
        if runs.play() && new.until != old.until {
            effects.extend(runs.each(|_| RunCommand::Start { until: new.until }));
        }
        let looks = (old.look, old.sample) != (new.look, new.sample);
        if old.engine != new.engine {
            effects.extend(self.engine());
        }
        if looks {
            self.runs.walkthrough = None;
            self.runs.status = self.look_note().or(self.runs.status.take());
            effects.extend(self.watch());
        }
        effects
    }
}

/// Whether a network asks for more than a browser has, so that not even its layers are shown.
fn too_large(network: &Network) -> bool {
    matches!(Plan::new(network.clone()), Err(PlanError::Network { .. } | PlanError::Limit { .. }))
}
