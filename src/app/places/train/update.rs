//! What someone does in the place Train.

use std::rc::Rc;

use super::runs::{TrainingRuns, send};
use super::{CustomDataset, DataSource, Download, Effect, Progress, Train, TrainConfig, WeightHistory};
use crate::app::link::query;
use crate::app::text::link::together;
use crate::app::text::train as text;
use crate::format;
use crate::network::{Network, Weights};
use crate::session::{CommandError, RunCommand, RunId, StartFrom, TrainError};

/// What someone asks for.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum TrainAction {
    /// Other settings, another network, other data, another look.
    Configure(Box<TrainConfig>),
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
    UseDataset(Rc<CustomDataset>),
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
}

impl Train {
    /// The place as the rest of a link says.
    pub fn new(link: &str) -> Self {
        let (config, status) = read(link);
        Self { config, runs: TrainingRuns { status, ..TrainingRuns::default() }, saved_runs: Vec::new() }
    }

    /// The rest of a link to exactly this.
    pub fn link(&self) -> String {
        format::link(self.config.to_pairs())
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
        self.runs.status = status.or(self.runs.status.take());
        effects
    }

    /// Does what is asked for, and answers what the browser is to do.
    pub fn update(&mut self, request: TrainAction) -> Vec<Effect> {
        let steps = |steps: u32| move |_: &Progress| RunCommand::Step { steps };
        let until = self.config.until;
        let stays = matches!(
            request,
            TrainAction::ReportAck(_)
                | TrainAction::StoreRun(_)
                | TrainAction::NextStepPart
                | TrainAction::Download(_)
        );
        if !stays {
            self.runs.status = None;
        }
        match request {
            TrainAction::Configure(config) => self.configure(*config),
            TrainAction::UseDataset(own) => {
                let config = self.config.with_data(DataSource::Custom(own));
                self.configure(config)
            }
            TrainAction::Play if !self.runs.ready() => {
                self.runs.play_requested = !self.runs.list.is_empty();
                Vec::new()
            }
            TrainAction::Play => {
                self.runs.play_requested = true;
                let mut effects = self.end_walkthrough();
                effects.extend(self.runs.each(|_| RunCommand::Start { until }));
                effects
            }
            TrainAction::Pause => {
                self.runs.play_requested = false;
                self.runs.each(|_| RunCommand::Pause)
            }
            TrainAction::Steps(n) => self.runs.each(steps(n)),
            TrainAction::Epoch => self.runs.each(|progress| {
                let left = progress.steps_per_epoch - progress.last.step % progress.steps_per_epoch;
                RunCommand::Step { steps: left as u32 }
            }),
            TrainAction::Reset => self.begin(),
            TrainAction::ReportAck(run) => self.report_ack(run),
            TrainAction::Seek(step) => self.runs.each(|_| RunCommand::Seek { step }),
            TrainAction::Weights(file) => {
                let wrong = |progress: &Progress| Weights::from_safetensors(&progress.plan, &file).err();
                if let Some(error) = self.runs.list.iter().find_map(wrong) {
                    self.runs.status = Some(CommandError::Weights(error).to_string());
                    return Vec::new();
                }
                self.runs.start = StartFrom::Weights(file);
                self.begin()
            }
            TrainAction::ShowWeightHistory(weight_history) => {
                self.runs.weight_history = Some(weight_history);
                self.weight_history()
            }
            TrainAction::HideWeightHistory => {
                self.runs.weight_history = None;
                Vec::new()
            }
            TrainAction::Network(json) => self.network(&json),
            TrainAction::StoreRun(when) => self.store_run(when),
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
            Ok(network) if network.input == wanted => {
                return self.configure(TrainConfig { network, variant: None, ..self.config.clone() });
            }
            Ok(network) => TrainError::Input { takes: network.input, samples: wanted }.to_string(),
            Err(error) => error.to_string(),
        };
        self.runs.status = Some(text::network_unusable(&why));
        Vec::new()
    }

    fn configure(&mut self, new: TrainConfig) -> Vec<Effect> {
        let old = std::mem::replace(&mut self.config, new);
        let (new, runs) = (&self.config, &mut self.runs);
        let had_steps = runs.list.iter().any(|progress| progress.last.step > 0);
        let mut effects = vec![Effect::UpdateUrl];
        if runs.plan_error.is_some() || !old.begins_like(new) {
            let other = had_steps && old.network != new.network && old.data == new.data;
            effects.extend(self.begin());
            if other {
                self.runs.status = Some(text::OTHER_NETWORK.to_owned());
            }
            return effects;
        }
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
            effects.extend(self.watch());
        }
        effects
    }
}

/// Reads the rest of a link, and says all of it that cannot be read.
pub(super) fn read(link: &str) -> (TrainConfig, Option<String>) {
    let mut problems = Vec::new();
    let link = query::decoded(link, &mut problems);
    let pairs = query::pairs(&link, &mut problems);
    (TrainConfig::from_pairs(pairs.into_iter(), &mut problems), together(problems))
}
