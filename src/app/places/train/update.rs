//! What someone does in the place Train.

use super::link::{is_cut, read, shortened};
use super::runs::{TrainingRuns, send};
use super::{DataSource, Effect, Train, TrainAction, TrainConfig};
use crate::app::text::link::together;
use crate::app::text::train as text;
use crate::format;
use crate::network::{Network, Plan, PlanError};
use crate::session::{RunCommand, TrainError};

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
        shortened(&format::link(self.linked().to_pairs())).into_owned()
    }

    /// Goes where another link says.
    pub fn follow(&mut self, link: &str) -> Vec<Effect> {
        if link == self.link() {
            return Vec::new();
        }
        let (mut config, status) = read(link);
        if link.is_empty() && self.cores > 0 {
            config = config.proposed(self.cores);
        }
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
        if !request.keeps_status() {
            self.runs.status = None;
        }
        match request {
            // Another tab takes them.
            steps if self.runs.watched.is_some() && steps.takes_steps() => Vec::new(),
            TrainAction::Configure(config) => self.configure(*config),
            TrainAction::UndoNetwork => self.undo_network(),
            TrainAction::RedoNetwork => self.redo_network(),
            TrainAction::UseDataset(own) => {
                let config = self.config.with_data(DataSource::Custom(own));
                self.configure(config)
            }
            TrainAction::UseFiles(own, notes) => self.use_files(own, *notes),
            TrainAction::Reading(percent) => {
                self.import.reading = Some(percent);
                Vec::new()
            }
            TrainAction::StopReading if self.runs.restoring.is_some() => self.stop_restoring(),
            TrainAction::StopReading => {
                self.not_read(text::READING_STOPPED.to_string());
                vec![Effect::StopReading]
            }
            TrainAction::NotRead(why) => {
                self.not_read(why);
                Vec::new()
            }
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
                self.pins.queue.clear();
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
            TrainAction::Try(input) => self.try_input(input),
            TrainAction::PointAt(sample) => self.point_at(sample),
            TrainAction::OverTime(over_time) => {
                self.over_time = over_time;
                Vec::new()
            }
            TrainAction::Lens(choice) => self.choose_lens(choice),
            TrainAction::TryRemedy => self.try_remedy(),
            TrainAction::Pin => self.pin(),
            TrainAction::Unpin(index) => self.unpin(index),
            TrainAction::Compare(comparison) => self.compare_all(comparison.configs(&self.config)),
            TrainAction::Weights(file) => self.load_weights(file),
            TrainAction::SetParam { run, index, value } => self.set_param(run, index, value),
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
            TrainAction::Loaded { id, stored } => self.loaded(id, stored),
            TrainAction::StoredElsewhere(id) => {
                self.stored_elsewhere(id);
                Vec::new()
            }
            TrainAction::TakeOver(id) => self.take_over(id),
            TrainAction::BranchOff => self.branch_off(),
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
            TrainAction::PreviousStepPart => self.previous_step_part(),
            TrainAction::StepBack => self.step_back(),
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
                self.runs.status.get_or_insert_with(|| text::NETWORK_LOADED.to_string());
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
        if (new.sample, &new.data) != (self.config.sample, &self.config.data) {
            self.tried = None;
        }
        let mut effects = Vec::new();
        if self.runs.plan_error.is_some() || !self.config.begins_like(&new) {
            effects.extend(self.leave());
            let left = !effects.is_empty();
            self.config = new;
            effects.push(Effect::UpdateUrl);
            effects.extend(self.begin_fresh());
            effects.push(Effect::Remember { id: None });
            self.runs.status = left.then(|| text::BEGUN_ANEW.to_string());
            if let DataSource::Custom(own) = &self.config.data
                && !own.is_stored()
            {
                self.runs.status = Some(text::TOO_LARGE_TO_STORE.to_string());
            }
            return effects;
        }
        let TrainConfig { look, sample, pace, .. } = self.config;
        let same = TrainConfig { look, sample, pace, ..new.clone() };
        if same != self.config {
            effects.extend(self.branch_off());
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
        if old.pace != new.pace {
            effects.extend(runs.each(|_| RunCommand::Pace { pace: new.pace }));
        }
        let looks = (old.look, old.sample) != (new.look, new.sample);
        if old.engine != new.engine {
            effects.extend(self.change_engine());
        }
        if looks {
            self.runs.walkthrough = None;
            self.runs.status = self.look_note().or(self.runs.status.take());
            effects.extend(self.watch());
            effects.extend(self.bound());
        }
        effects
    }
}

/// Whether a network asks for more than a browser has, so that not even its layers are shown.
fn too_large(network: &Network) -> bool {
    matches!(Plan::new(network.clone()), Err(PlanError::Network { .. } | PlanError::Limit { .. }))
}
