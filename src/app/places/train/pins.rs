//! Runs that are pinned: they stay in the charts while another one is trained. The one that was pinned last stays in the
//! worker as well, so that it can be looked at beside the present one.

use super::runs::send;
use super::{Effect, Progress, Train, TrainConfig};
use crate::app::text::train as text;
use crate::network::Plan;
use crate::session::{RunCommand, RunEvent, RunId, RunMemory, State};

/// A run as it was when it was pinned.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Pin {
    /// What it is: its network, and what else differs from the page's proposal.
    pub name: String,
    pub config: TrainConfig,
    pub progress: Progress,
}

/// All that is pinned, and what is to be trained and pinned next.
#[derive(Debug, Default)]
pub struct Pins {
    /// In the order in which they were pinned.
    pub list: Vec<Pin>,
    /// The run that was pinned last and is still in the worker, once the present one is another.
    pub beside: Option<Progress>,
    /// The present run, while it is the one that was pinned last.
    pinned: Option<RunId>,
    /// Runs of a comparison that are still to come, the next one last.
    pub(super) queue: Vec<TrainConfig>,
}

impl Pins {
    /// Nothing is left of the worker: what is pinned stays in the charts.
    pub(super) fn lose_beside(&mut self) {
        (self.beside, self.pinned) = (None, None);
    }
}

impl Pin {
    /// How many parameters its network has.
    pub fn params(&self) -> u64 {
        self.progress.plan.params()
    }
}

impl TrainConfig {
    /// What a run is called among others: its network, and the settings that are not the page's proposal.
    pub fn run_name(&self) -> String {
        let network = self.template().map(text::template);
        let network = network.unwrap_or_else(|| self.own_network_name());
        let usual = Self::of(self.data.clone()).settings;
        let settings = text::settings_in_words(&self.settings, &usual);
        text::named_run(&network, &settings)
    }

    /// An edited network in a few words: its layers with weights, and what lies between them.
    fn own_network_name(&self) -> String {
        let Ok(plan) = Plan::new(self.network.clone()) else { return text::OWN_NETWORK.to_string() };
        let layers = plan.ids().filter_map(|id| plan.layer(id)).map(|layer| layer.op().summary());
        text::layers(&layers.collect::<Vec<_>>())
    }
}

impl Train {
    /// The runs that are shown side by side: the present ones, or the present one and the pinned one beside it.
    pub fn shown_runs(&self) -> Vec<&Progress> {
        let list = self.runs.list.iter();
        let beside = self.pins.beside.iter().filter(|_| self.runs.list.len() == 1);
        list.chain(beside).collect()
    }

    /// What each of the runs that are shown is called, where there are several.
    pub fn name_of_run(&self, index: usize) -> Option<String> {
        if self.shown_runs().len() < 2 {
            return None;
        }
        Some(match (self.config.variant, index) {
            (Some(_), 0) => text::BASELINE.to_string(),
            (Some(variant), _) => variant.name().to_string(),
            (None, 0) => self.config.run_name(),
            (None, _) => self.pins.list.last().map_or(String::new(), |pin| pin.name.clone()),
        })
    }

    /// Keeps the present run in the charts. It can be looked at until another one is pinned.
    pub(super) fn pin(&mut self) -> Vec<Effect> {
        let Some(first) = self.runs.list.first().filter(|first| first.ready) else { return Vec::new() };
        let name = match self.config.variant {
            None => self.config.run_name(),
            Some(_) => text::BASELINE.to_string(),
        };
        self.pins.pinned = Some(first.run);
        let config = TrainConfig { variant: None, ..self.linked() };
        self.pins.list.push(Pin { name, config, progress: first.clone() });
        let effects = self.close_beside();
        self.runs.status = Some(text::PINNED.to_string());
        effects
    }

    /// Lets a pinned run go.
    pub(super) fn unpin(&mut self, index: usize) -> Vec<Effect> {
        let is_last = index + 1 == self.pins.list.len();
        if index < self.pins.list.len() {
            self.pins.list.remove(index);
        }
        if !is_last {
            return Vec::new();
        }
        self.pins.pinned = None;
        self.close_beside()
    }

    fn close_beside(&mut self) -> Vec<Effect> {
        self.pins.beside.take().map(|beside| send(beside.run, RunCommand::Close)).into_iter().collect()
    }

    /// The present runs are no longer wanted: all but the one that is pinned are closed. It is kept where there is room for it
    /// and the one that comes.
    pub(super) fn close_runs(&mut self) -> Vec<Effect> {
        let pinned = self.pins.pinned.take();
        let pinned_config = self.pins.list.last().map(|pin| &pin.config);
        let memory: Vec<RunMemory> =
            pinned_config.into_iter().chain([&self.config]).flat_map(TrainConfig::memory).collect();
        let same_data = pinned_config.is_some_and(|pinned| pinned.data.shape() == self.config.data.shape());
        let fits = self.config.variant.is_none() && same_data && RunMemory::check(&memory).is_ok();
        let mut effects = Vec::new();
        if !fits || pinned.is_some() {
            effects.extend(self.close_beside());
        }
        for progress in std::mem::take(&mut self.runs.list) {
            if fits && pinned == Some(progress.run) {
                effects.push(send(progress.run, RunCommand::Pause));
                self.pins.beside = Some(progress);
            } else {
                effects.push(send(progress.run, RunCommand::Close));
            }
        }
        effects
    }

    /// Takes in what the worker says of the pinned run beside the present one; `None` for any other.
    pub(super) fn beside_event(&mut self, run: RunId, event: &RunEvent) -> Option<Vec<Effect>> {
        let beside = self.pins.beside.as_mut().filter(|beside| beside.run == run)?;
        beside.take(event.clone());
        Some(Vec::new())
    }

    /// Asks all runs that are shown.
    pub(super) fn each_shown(&self, command: impl Fn(&Progress) -> RunCommand) -> Vec<Effect> {
        self.shown_runs().into_iter().map(|progress| send(progress.run, command(progress))).collect()
    }

    /// Trains these setups one after the other, and pins each but the last when it stops by itself.
    pub(super) fn compare_all(&mut self, mut configs: Vec<TrainConfig>) -> Vec<Effect> {
        configs.reverse();
        let Some(first) = configs.pop() else { return Vec::new() };
        self.pins.queue = configs;
        self.begin_queued(first)
    }

    fn begin_queued(&mut self, config: TrainConfig) -> Vec<Effect> {
        let mut effects = self.configure(config);
        if self.runs.list.iter().any(|run| run.newest() > 0) {
            effects.extend(self.begin());
        }
        self.runs.play_requested = self.runs.plan_error.is_none();
        if self.runs.ready() {
            effects.extend(self.update(super::TrainAction::Play));
        }
        self.runs.status = Some(text::comparing(self.pins.queue.len()));
        effects
    }

    /// A run has stopped by itself: the next one of a comparison begins.
    pub(super) fn next_queued(&mut self, state: State) -> Vec<Effect> {
        let stopped = matches!(state, State::Finished | State::Accurate | State::Diverged { .. });
        let Some(next) = self.pins.queue.pop().filter(|_| stopped) else { return Vec::new() };
        let mut effects = self.pin();
        effects.extend(self.begin_queued(next));
        effects
    }
}
